#include "engine/engine_keys.h"

#include "engine/private_file.h"
#include "wire/jwt.h"

#include <initializer_list>

namespace earshot {

namespace {

constexpr int kFileVersion = 2;
constexpr int kOneAccount = 1; ///< the version that had one account for all

struct Field {
    const char *name;
    NKeyKind kind;
    NKey OwnerKeys::*key;
};

constexpr Field kFields[] = {
    {"operator", NKeyKind::Operator, &OwnerKeys::operatorKey},
    {"systemAccount", NKeyKind::Account, &OwnerKeys::systemAccount},
    {"organiser", NKeyKind::Account, &OwnerKeys::organiser},
    {"audience", NKeyKind::Account, &OwnerKeys::audience},
    {"listenerSigner", NKeyKind::Account, &OwnerKeys::listener},
    {"speakerSigner", NKeyKind::Account, &OwnerKeys::speaker},
    {"deskSigner", NKeyKind::Account, &OwnerKeys::desk},
    {"deskUser", NKeyKind::User, &OwnerKeys::deskUser},
};

} // namespace

QString OwnerKeys::serverName() const
{
    return QStringLiteral("earshot-") + QString::fromLatin1(operatorKey.publicKey().mid(1, 16)).toLower();
}

OwnerKeys makeOwnerKeys()
{
    return {NKey::generate(NKeyKind::Operator), NKey::generate(NKeyKind::Account),
        NKey::generate(NKeyKind::Account), NKey::generate(NKeyKind::Account),
        NKey::generate(NKeyKind::Account), NKey::generate(NKeyKind::Account),
        NKey::generate(NKeyKind::Account), NKey::generate(NKeyKind::User)};
}

Credentials deskCredentials(const OwnerKeys &keys, WallTime now, WallTime until)
{
    const QByteArray ticket = makeUserTicket(
        keys.deskUser.publicKey(), QStringLiteral("desk"), keys.organiser.publicKey(), keys.desk, now, until);
    return {ticket, keys.deskUser};
}

Result<std::optional<ReadKeys>> readOwnerKeys(const QString &path)
{
    const auto object = readPrivateObject(path);
    if (!object)
        return object.failure();
    if (!*object)
        return std::optional<ReadKeys>();
    QJsonObject fields = **object;
    const bool areOlder = fields["version"] == kOneAccount;
    if (areOlder) {
        fields["audience"] = fields["account"];
        fields["organiser"] = QString::fromLatin1(NKey::generate(NKeyKind::Account).seed());
    } else if (fields["version"] != kFileVersion) {
        return Failure{Cause::FileDamaged, path + QStringLiteral(": version")};
    }

    OwnerKeys keys = makeOwnerKeys(); // each is replaced below
    for (const Field &field : kFields) {
        const auto key = NKey::fromSeed(fields[QLatin1String(field.name)].toString().toLatin1());
        if (!key || key->kind() != field.kind)
            return Failure{Cause::FileDamaged, path + QStringLiteral(": ") + QLatin1String(field.name)};
        keys.*field.key = *key;
    }
    return std::optional(ReadKeys{keys, areOlder});
}

Outcome writeOwnerKeys(const QString &path, const OwnerKeys &keys)
{
    QJsonObject object{{"version", kFileVersion}};
    for (const Field &field : kFields)
        object.insert(QLatin1String(field.name), QString::fromLatin1((keys.*field.key).seed()));
    return writePrivateObject(path, object);
}

} // namespace earshot
