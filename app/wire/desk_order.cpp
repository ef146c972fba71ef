#include "wire/desk_order.h"

#include "wire/card_json.h"
#include "wire/json_fields.h"
#include "wire/messages.h"

#include <QSet>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonArray handsToJson(const Hands &hands)
{
    QJsonArray array;
    for (std::size_t i = 0; i < std::min(hands.size(), kMaxOrderHands); ++i) {
        const RaisedHand &hand = hands[i];
        QJsonObject object{{"key", hand.key.text()}, {"name", boundedText(hand.name, kMaxNameLength)},
            {"since", qint64(toUnixMs(hand.since))}};
        if (hand.isInvited)
            object["invited"] = true;
        array.append(object);
    }
    return array;
}

Result<RaisedHand> handFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    const std::optional<UserKey> key = fields.userKey("key"_L1);
    if (!key)
        return *fields.failure();
    const RaisedHand hand{
        *key, fields.text("name"_L1, kMaxNameLength), fields.time("since"_L1), fields.boolean("invited"_L1)};
    if (fields.failure())
        return *fields.failure();
    return hand;
}

/// One person has one hand: the same key again is wrong.
std::optional<Hands> handsFromJson(JsonFields &fields, QLatin1String name)
{
    if (!fields.has(name))
        return std::nullopt;
    Hands hands;
    QSet<UserKey> keys;
    for (const QJsonValue &entry : fields.array(name, qsizetype(kMaxOrderHands))) {
        const Result<RaisedHand> hand = handFromJson(entry.toObject());
        if (!hand) {
            fields.fail(hand.failure());
        } else if (keys.contains(hand->key)) {
            fields.fail(name);
        } else {
            keys.insert(hand->key);
            hands.push_back(*hand);
        }
    }
    return hands;
}

/// Nothing where the field is missing.
template<typename Read>
auto ifThere(JsonFields &fields, QLatin1String name, Read read) -> std::optional<decltype(read())>
{
    return fields.has(name) ? std::optional(read()) : std::nullopt;
}

} // namespace

QByteArray writeOrder(const DeskOrder &order)
{
    QJsonObject object{
        {"v", kWireVersion}, {"event", order.event.text()}, {"at", qint64(toUnixMs(order.at))}};
    if (!order.ticket.isEmpty())
        object["ticket"] = QString::fromLatin1(order.ticket);
    if (order.muted)
        object["muted"] = *order.muted;
    if (!order.reason.isEmpty())
        object["reason"] = boundedText(order.reason, kMaxTextLength);
    if (!order.by.isEmpty())
        object["by"] = boundedText(order.by, kMaxNameLength);
    if (order.invitation)
        object["invitation"] = wireName(*order.invitation, kRoleNames);
    if (order.place)
        object["place"] = *order.place;
    if (order.removed)
        object["removed"] = true;
    if (order.hands)
        object["hands"] = handsToJson(*order.hands);
    return compactJson(object);
}

Result<DeskOrder> readOrder(const QByteArray &json)
{
    Result<JsonFields> parsed = JsonFields::parse(json, kMaxOrderBytes);
    if (!parsed)
        return parsed.failure();
    JsonFields &fields = *parsed;
    const std::optional<EventId> event = fields.eventId("event"_L1);
    if (!event)
        return *fields.failure();
    const DeskOrder order{
        .event = *event,
        .ticket = fields.ticket("ticket"_L1),
        .muted = ifThere(fields, "muted"_L1, [&] { return fields.boolean("muted"_L1); }),
        .reason = fields.text("reason"_L1, kMaxTextLength),
        .at = fields.time("at"_L1),
        .by = fields.text("by"_L1, kMaxNameLength),
        .invitation = ifThere(fields, "invitation"_L1,
            [&] { return fields.oneOf("invitation"_L1, kRoleNames, Role::Speaker); }),
        .place = ifThere(fields, "place"_L1, [&] { return int(fields.integer("place"_L1, 0, kMaxPlace)); }),
        .removed = fields.boolean("removed"_L1),
        .hands = handsFromJson(fields, "hands"_L1),
    };
    if (fields.failure())
        return *fields.failure();
    return order;
}

} // namespace earshot
