#include "wire/jwt.h"

#include "wire/json_fields.h"
#include "wire/jwt_accounts.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace earshot {

namespace {

constexpr qsizetype kLargestJwt = 16 * 1024;
constexpr double kLatestUnixSeconds = 253'402'300'799; // the end of the year 9999

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

qint64 toUnixSeconds(WallTime time)
{
    return std::chrono::floor<seconds>(time).time_since_epoch().count();
}

/// Only the one text that encoding makes is read, so that no two texts are the same ticket.
std::optional<QByteArray> readBase64Url(const QByteArray &text)
{
    const auto decoded
        = QByteArray::fromBase64Encoding(text, kBase64Url | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.toBase64(kBase64Url) != text)
        return std::nullopt;
    return decoded.decoded;
}

std::optional<QJsonObject> readObject(const QByteArray &base64Url)
{
    const auto text = readBase64Url(base64Url);
    if (!text)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(*text);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

/// A missing time or 0 leaves `time` empty, as the server has it. False where it is no time at all.
bool readTime(const QJsonValue &value, std::optional<WallTime> &time)
{
    if (value.isUndefined())
        return true;
    const double unixSeconds = value.toDouble(-1);
    if (!(unixSeconds >= 0 && unixSeconds <= kLatestUnixSeconds))
        return false;
    if (unixSeconds > 0)
        time = WallTime(seconds(qint64(unixSeconds)));
    return true;
}

Failure rejected(const char *why)
{
    return {Cause::TicketRejected, QStringLiteral("ticket: ") + QLatin1String(why)};
}

} // namespace

QByteArray makeJwt(const JwtClaims &claims, const NKey &signer)
{
    QJsonObject object{{"sub", QString::fromLatin1(claims.subject)},
        {"iss", QString::fromLatin1(signer.publicKey())}, {"name", claims.name}, {"nats", claims.nats}};
    if (claims.issuedAt)
        object.insert("iat", toUnixSeconds(*claims.issuedAt));
    if (claims.expires)
        object.insert("exp", toUnixSeconds(*claims.expires));
    const QByteArray id = QCryptographicHash::hash(compactJson(object), QCryptographicHash::Sha256);
    object.insert("jti", QString::fromLatin1(id.toBase64(kBase64Url)));

    const QByteArray header = compactJson({{"typ", "JWT"}, {"alg", "ed25519-nkey"}});
    const QByteArray body = header.toBase64(kBase64Url) + '.' + compactJson(object).toBase64(kBase64Url);
    return body + '.' + signer.sign(body).toBase64(kBase64Url);
}

Result<JwtClaims> readJwt(const QByteArray &jwt)
{
    if (jwt.size() > kLargestJwt)
        return rejected("too long");
    const QByteArrayList parts = jwt.split('.');
    if (parts.size() != 3)
        return rejected("not of three parts");

    const auto header = readObject(parts[0]);
    if (!header || header->value("typ") != "JWT" || header->value("alg") != "ed25519-nkey")
        return rejected("header");
    const auto object = readObject(parts[1]);
    const auto signature = readBase64Url(parts[2]);
    if (!object)
        return rejected("claims");
    if (!signature)
        return rejected("signature");

    JwtClaims claims;
    claims.subject = object->value("sub").toString().toUtf8();
    claims.issuer = object->value("iss").toString().toUtf8();
    claims.name = object->value("name").toString();
    claims.nats = object->value("nats").toObject();
    if (!isValidPublicKey(claims.subject))
        return rejected("subject");
    // Users vouch for nobody.
    if (!isValidPublicKey(claims.issuer) || claims.issuer.startsWith('U'))
        return rejected("issuer");
    if (!readTime(object->value("iat"), claims.issuedAt) || !readTime(object->value("exp"), claims.expires))
        return rejected("time");
    if (claims.nats.value("version") != 2)
        return rejected("version");
    if (!verifySignature(claims.issuer, parts[0] + '.' + parts[1], *signature))
        return rejected("signature");
    return claims;
}

RoleTemplate listenerTemplate()
{
    RoleTemplate role;
    role.publishAllow = {"ev.*.report", "ev.*.ask.*"};
    // `GET.X` is the form with a body (by sequence), `GET.X.>` the form by subject; neither covers the other.
    for (const QByteArray stream : {"KV_earshot_events", "OBJ_earshot_recordings", "EARSHOT_AUDIO"})
        role.publishAllow << "$JS.API.DIRECT.GET." + stream << "$JS.API.DIRECT.GET." + stream + ".>";
    role.subscribeAllow
        = {"ev.*.state", "ev.*.audio.*", "ev.*.again.*", "ev.*.to.*", "$KV.earshot_events.>", "_INBOX.>"};
    role.bearer = true;
    return role;
}

RoleTemplate speakerTemplate()
{
    RoleTemplate role = listenerTemplate();
    role.publishAllow << "ev.{{tag(event)}}.audio.{{subject()}}"
                      << "ev.{{tag(event)}}.again.{{subject()}}"
                      << "ev.{{tag(event)}}.check.{{subject()}}";
    role.subscribeAllow << "ev.{{tag(event)}}.check.{{subject()}}";
    role.maxSubscriptions = 16;
    role.bearer = false;
    return role;
}

RoleTemplate deskTemplate()
{
    RoleTemplate role;
    // `$JS.FC`: NATS' own clients get the first MB of a recording and then nothing, where they may not ask for more.
    role.publishAllow = {"ev.*.state", "ev.*.to.*", "$KV.earshot_events.>", "$KV.earshot_leases.>",
        "$O.earshot_recordings.>", "$JS.API.>", "$JS.FC.OBJ_earshot_recordings.>", "$SYS.DEBUG.SUBSCRIBERS",
        kAudienceConnections};
    role.subscribeAllow = {"ev.>", "$KV.earshot_events.>", "$KV.earshot_leases.>", "_INBOX.>"};
    role.maxSubscriptions = -1;
    role.maxPayloadBytes = -1;
    role.webSocketOnly = false;
    return role;
}

QByteArray makeUserTicket(const QByteArray &userPublicKey, const QString &name,
    const QByteArray &accountPublicKey, const NKey &scopedSigningKey, WallTime issued,
    std::optional<WallTime> expires, const QStringList &tags)
{
    QJsonObject nats{{"issuer_account", QString::fromLatin1(accountPublicKey)}};
    if (!tags.isEmpty())
        nats.insert("tags", QJsonArray::fromStringList(tags));
    nats.insert("type", "user");
    nats.insert("version", 2);
    return makeJwt(
        {userPublicKey, scopedSigningKey.publicKey(), name, issued, expires, nats}, scopedSigningKey);
}

} // namespace earshot
