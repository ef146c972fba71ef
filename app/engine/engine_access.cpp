#include "engine/engine_access.h"

#include "engine/private_file.h"

#include <QJsonArray>

#include <algorithm>

namespace earshot {

namespace {

double toJson(WallTime time)
{
    return double(std::chrono::floor<seconds>(time).time_since_epoch().count());
}

WallTime readTime(const QJsonValue &value)
{
    return WallTime(seconds(std::max<qint64>(0, value.toInteger())));
}

} // namespace

void EngineAccess::revoke(const QByteArray &user, const Revocation &revocation)
{
    Revocation &known = revoked[user];
    known = {std::max(known.at, revocation.at), std::max(known.until, revocation.until)};
    while (revoked.size() > kMaxRevocations)
        revoked.erase(std::min_element(revoked.begin(), revoked.end(),
            [](const Revocation &a, const Revocation &b) { return a.until < b.until; }));
}

bool EngineAccess::withdraw(const QByteArray &user, WallTime now)
{
    const auto host = std::ranges::find(hosts, user, &Host::user);
    if (host == hosts.end())
        return false;
    revoke(user, {now, host->expires});
    hosts.erase(host);
    return true;
}

bool EngineAccess::forgetOver(WallTime now)
{
    const auto hostsOver = std::erase_if(hosts, [now](const Host &host) { return host.expires <= now; });
    const auto revocationsOver
        = revoked.removeIf([now](const std::pair<const QByteArray &, Revocation &> &entry) {
              return entry.second.until <= now;
          });
    return hostsOver + std::size_t(revocationsOver) > 0;
}

Result<EngineAccess> readEngineAccess(const QString &path)
{
    const auto object = readPrivateObject(path);
    if (!object)
        return object.failure();
    EngineAccess access;
    if (!*object)
        return access;
    const QJsonArray hosts = (**object)["hosts"].toArray();
    for (const QJsonValue &host : hosts)
        access.hosts.push_back({host["user"].toString().toLatin1(), host["speakerKey"].toString().toLatin1(),
            readTime(host["issued"]), readTime(host["expires"])});
    const QJsonObject revoked = (**object)["revoked"].toObject();
    for (auto entry = revoked.begin(); entry != revoked.end(); ++entry) {
        const QJsonObject times = entry.value().toObject();
        access.revoked.insert(entry.key().toLatin1(), {readTime(times["at"]), readTime(times["until"])});
    }
    const auto isKey
        = [](const QByteArray &key, char kind) { return key.startsWith(kind) && isValidPublicKey(key); };
    const bool areKeys = std::ranges::all_of(access.hosts, [&](const EngineAccess::Host &host) {
        return isKey(host.user, 'U') && isKey(host.speakerKey, 'A');
    }) && std::ranges::all_of(access.revoked.keys(), [&](const QByteArray &key) { return isKey(key, 'U'); });
    if (!areKeys)
        return Failure{Cause::FileDamaged, path};
    return access;
}

Outcome writeEngineAccess(const QString &path, const EngineAccess &access)
{
    QJsonArray hosts;
    for (const EngineAccess::Host &host : access.hosts)
        hosts.append(QJsonObject{{"user", QString::fromLatin1(host.user)},
            {"speakerKey", QString::fromLatin1(host.speakerKey)}, {"issued", toJson(host.issued)},
            {"expires", toJson(host.expires)}});
    QJsonObject revoked;
    for (auto entry = access.revoked.cbegin(); entry != access.revoked.cend(); ++entry)
        revoked.insert(QString::fromLatin1(entry.key()),
            QJsonObject{{"at", toJson(entry->at)}, {"until", toJson(entry->until)}});
    return writePrivateObject(path, {{"hosts", hosts}, {"revoked", revoked}});
}

EventAccounts accountsOf(const OwnerKeys &keys, const EngineAccess &access)
{
    EventAccounts accounts{keys.organiser, keys.audience, keys.desk.publicKey(), keys.listener.publicKey(),
        {keys.speaker.publicKey()}};
    for (const EngineAccess::Host &host : access.hosts)
        accounts.speakers << host.speakerKey;
    for (auto entry = access.revoked.cbegin(); entry != access.revoked.cend(); ++entry)
        accounts.revoked.insert(entry.key(), entry->at);
    return accounts;
}

} // namespace earshot
