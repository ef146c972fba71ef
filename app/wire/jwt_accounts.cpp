#include "wire/jwt_accounts.h"

#include "wire/jwt.h"

#include <QJsonArray>

#include <span>

namespace earshot {

namespace {

/// One subject that crosses from where it is offered (exported) to where it is used (imported).
struct Crossing {
    enum class Kind { Stream, Service };

    const char *subject;
    Kind kind;
    bool manyAnswers = false; ///< of a service
    const char *localSubject = nullptr; ///< where it has another name on the using side
};

using Kind = Crossing::Kind;

/// `GET.X` is the form with a body (by sequence), `GET.X.>` the form by subject; neither covers the other.
constexpr Crossing kOfOrganiser[] = {
    {"ev.*.state", Kind::Stream},
    {"ev.*.to.*", Kind::Stream},
    {"$KV.earshot_events.>", Kind::Stream},
    {"ev.*.audio.*", Kind::Service},
    {"ev.*.again.*", Kind::Service},
    {"$JS.API.DIRECT.GET.KV_earshot_events", Kind::Service},
    {"$JS.API.DIRECT.GET.KV_earshot_events.>", Kind::Service},
    {"$JS.API.DIRECT.GET.OBJ_earshot_recordings", Kind::Service},
    {"$JS.API.DIRECT.GET.OBJ_earshot_recordings.>", Kind::Service},
    {"$JS.API.DIRECT.GET.EARSHOT_AUDIO", Kind::Service},
    {"$JS.API.DIRECT.GET.EARSHOT_AUDIO.>", Kind::Service},
};

constexpr Crossing kOfAudience[] = {
    {"ev.*.report", Kind::Stream},
    {"ev.*.ask.*", Kind::Stream},
    {"$SYS.DEBUG.SUBSCRIBERS", Kind::Service},
    {"$SYS.REQ.ACCOUNT.PING.STATZ", Kind::Service, true, kAudienceConnections},
};

QString text(const QByteArray &ascii)
{
    return QString::fromLatin1(ascii);
}

QString name(Kind kind)
{
    return kind == Kind::Stream ? QStringLiteral("stream") : QStringLiteral("service");
}

QJsonArray toJson(const QByteArrayList &list)
{
    QJsonArray array;
    for (const QByteArray &item : list)
        array.append(text(item));
    return array;
}

/// To the server an empty `allow` means "everything", so that "nothing" has to be denied.
QJsonObject allowOnly(const QByteArrayList &subjects)
{
    if (subjects.isEmpty())
        return {{"deny", QJsonArray{">"}}};
    return {{"allow", toJson(subjects)}};
}

QJsonObject toJson(const RoleTemplate &role)
{
    QJsonObject object{{"pub", allowOnly(role.publishAllow)}, {"sub", allowOnly(role.subscribeAllow)},
        {"subs", role.maxSubscriptions}, {"data", -1}, {"payload", role.maxPayloadBytes}};
    if (role.bearer)
        object.insert("bearer_token", true);
    if (role.webSocketOnly)
        object.insert("allowed_connection_types", QJsonArray{"WEBSOCKET"});
    return object;
}

QJsonObject scopedKey(const QByteArray &publicKey, const QString &role, const RoleTemplate &permissions)
{
    return {
        {"kind", "user_scope"}, {"key", text(publicKey)}, {"role", role}, {"template", toJson(permissions)}};
}

/// Limits that any account needs to be of use; the JetStream ones are apart, as the other accounts must have
/// none.
QJsonObject unlimitedAccount()
{
    return {{"subs", -1}, {"data", -1}, {"payload", -1}, {"imports", -1}, {"exports", -1},
        {"wildcards", true}, {"conn", -1}, {"leaf", -1}};
}

QByteArray signedBy(const NKey &signer, const QByteArray &subject, const QString &name, WallTime issued,
    QJsonObject nats, const QString &type)
{
    nats.insert("type", type);
    nats.insert("version", 2);
    return makeJwt({subject, signer.publicKey(), name, issued, std::nullopt, nats}, signer);
}

QJsonArray exportsOf(std::span<const Crossing> crossings)
{
    QJsonArray array;
    for (const Crossing &crossing : crossings) {
        QJsonObject object{{"name", crossing.subject}, {"subject", crossing.subject},
            {"type", name(crossing.kind)}, {"token_req", true}};
        if (crossing.kind == Kind::Service)
            object.insert("response_type", crossing.manyAnswers ? "Stream" : "Singleton");
        array.append(object);
    }
    return array;
}

/// Each with the word of the account that offers it that this one may use it.
QJsonArray importsFrom(
    const NKey &offering, const NKey &usingAccount, std::span<const Crossing> crossings, WallTime issued)
{
    QJsonArray array;
    for (const Crossing &crossing : crossings) {
        const QByteArray allowed
            = signedBy(offering, usingAccount.publicKey(), QString::fromLatin1(crossing.subject), issued,
                {{"subject", crossing.subject}, {"kind", name(crossing.kind)}}, QStringLiteral("activation"));
        QJsonObject object{{"name", crossing.subject}, {"subject", crossing.subject},
            {"account", text(offering.publicKey())}, {"token", text(allowed)}, {"type", name(crossing.kind)}};
        if (crossing.localSubject)
            object.insert("local_subject", crossing.localSubject);
        array.append(object);
    }
    return array;
}

QJsonObject revocations(const QMap<QByteArray, WallTime> &revoked)
{
    QJsonObject object;
    for (auto entry = revoked.cbegin(); entry != revoked.cend(); ++entry)
        object.insert(
            text(entry.key()), qint64(std::chrono::floor<seconds>(entry.value()).time_since_epoch().count()));
    return object;
}

} // namespace

QByteArray makeOrganiserJwt(const EventAccounts &accounts, const NKey &operatorKey, WallTime issued)
{
    QJsonObject limits = unlimitedAccount();
    for (const char *limit : {"mem_storage", "disk_storage", "streams", "consumer", "max_ack_pending"})
        limits.insert(QLatin1String(limit), -1);
    QJsonObject nats{{"limits", limits}, {"exports", exportsOf(kOfOrganiser)},
        {"imports", importsFrom(accounts.audience, accounts.organiser, kOfAudience, issued)},
        {"signing_keys", QJsonArray{scopedKey(accounts.desk, "desk", deskTemplate())}}};
    if (!accounts.revoked.isEmpty())
        nats.insert("revocations", revocations(accounts.revoked));
    return signedBy(
        operatorKey, accounts.organiser.publicKey(), QStringLiteral("Organiser"), issued, nats, "account");
}

QByteArray makeAudienceJwt(const EventAccounts &accounts, const QByteArray &systemAccountPublicKey,
    const NKey &operatorKey, WallTime issued)
{
    QJsonArray imports = importsFrom(accounts.organiser, accounts.audience, kOfOrganiser, issued);
    imports.append(QJsonObject{{"name", "subscriber counts"}, {"subject", "$SYS.DEBUG.SUBSCRIBERS"},
        {"account", text(systemAccountPublicKey)}, {"type", "service"}});
    QJsonArray signingKeys{scopedKey(accounts.listener, "listener", listenerTemplate())};
    for (const QByteArray &speaker : accounts.speakers)
        signingKeys.append(scopedKey(speaker, "speaker", speakerTemplate()));
    QJsonObject nats{{"limits", unlimitedAccount()}, {"exports", exportsOf(kOfAudience)},
        {"imports", imports}, {"signing_keys", signingKeys}};
    if (!accounts.revoked.isEmpty())
        nats.insert("revocations", revocations(accounts.revoked));
    return signedBy(
        operatorKey, accounts.audience.publicKey(), QStringLiteral("Audience"), issued, nats, "account");
}

QByteArray makeSystemAccountJwt(const QByteArray &accountPublicKey, const NKey &operatorKey, WallTime issued)
{
    const QJsonObject nats{{"limits", unlimitedAccount()}};
    return signedBy(operatorKey, accountPublicKey, "SYS", issued, nats, "account");
}

QByteArray makeOperatorJwt(
    const NKey &operatorKey, const QByteArray &systemAccountPublicKey, const QString &name, WallTime issued)
{
    const QJsonObject nats{{"system_account", text(systemAccountPublicKey)}};
    return signedBy(operatorKey, operatorKey.publicKey(), name, issued, nats, "operator");
}

} // namespace earshot
