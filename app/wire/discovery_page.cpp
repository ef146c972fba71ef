#include "wire/discovery_page.h"

#include "wire/card_json.h"
#include "wire/link.h"
#include "wire/messages.h"

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxServers = 64;
constexpr qsizetype kMaxCards = 500;
constexpr qsizetype kMaxUrlLength = 1024;
constexpr qsizetype kFingerprintBytes = 32;

Failure unusable(const QString &part)
{
    return {Cause::DiscoveryUnusable, part};
}

/// `wss` anywhere, `ws` only to this computer; no user, query or fragment.
std::optional<ServerAddress> serverFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    const QUrl url(fields.exactText("url"_L1, kMaxUrlLength), QUrl::StrictMode);
    const QByteArray digits = fields.exactText("fp"_L1, 2 * kFingerprintBytes).toLatin1();
    const QByteArray fingerprint = QByteArray::fromHex(digits);
    const bool secure = url.scheme() == "wss"_L1 || (url.scheme() == "ws"_L1 && isLoopbackHost(url.host()));
    const bool plainAddress = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment();
    const bool pinned = digits.isEmpty()
        || (fingerprint.size() == kFingerprintBytes && fingerprint.toHex() == digits.toLower());
    if (fields.failure() || !secure || !plainAddress || !pinned)
        return std::nullopt;
    return ServerAddress{url, fingerprint};
}

/// Servers of a kind this version cannot dial are passed over, unless there is no other.
std::vector<ServerAddress> serversFromJson(JsonFields &fields)
{
    std::vector<ServerAddress> servers;
    const QJsonArray entries = fields.array("servers"_L1, kMaxServers);
    for (const QJsonValue &entry : entries) {
        if (const auto server = serverFromJson(entry.toObject()))
            servers.push_back(*server);
    }
    if (servers.empty() && !entries.isEmpty())
        fields.fail("servers"_L1);
    return servers;
}

Schedule scheduleFromJson(JsonFields &fields)
{
    Schedule schedule;
    for (const QJsonValue &entry : fields.array("events"_L1, kMaxCards)) {
        const Result<ScheduleCard> card = cardFromJson(entry.toObject());
        if (card)
            schedule.push_back(*card);
        else
            fields.fail("events"_L1);
    }
    return schedule;
}

} // namespace

QByteArray writeDiscoveryPage(const DiscoveryPage &page)
{
    QJsonArray servers;
    for (const ServerAddress &server : page.servers) {
        QJsonObject object{{"url", server.url.toString()}};
        if (!server.certificateSha256.isEmpty())
            object["fp"] = QString::fromLatin1(server.certificateSha256.toHex());
        servers.append(object);
    }
    QJsonArray events;
    for (const ScheduleCard &card : page.schedule)
        events.append(cardToJson(card));
    return compactJson({
        {"v", kWireVersion},
        {"name", boundedText(page.name, kMaxNameLength)},
        {"servers", servers},
        {"ticket", QString::fromLatin1(page.listenerTicket)},
        {"events", events},
        {"note", boundedText(page.note, kMaxTextLength)},
        {"written", qint64(toUnixMs(page.written))},
    });
}

Result<DiscoveryPage> readDiscoveryPage(const QByteArray &json)
{
    Result<JsonFields> parsed = JsonFields::parse(json, kMaxDiscoveryBytes);
    if (!parsed)
        return unusable(parsed.failure().detail);
    JsonFields &fields = *parsed;
    DiscoveryPage page{
        .name = fields.text("name"_L1, kMaxNameLength),
        .servers = serversFromJson(fields),
        .listenerTicket = fields.ticket("ticket"_L1),
        .schedule = scheduleFromJson(fields),
        .note = fields.text("note"_L1, kMaxTextLength),
        .written = fields.time("written"_L1),
    };
    if (fields.failure())
        return unusable(fields.failure()->detail);
    return page;
}

} // namespace earshot
