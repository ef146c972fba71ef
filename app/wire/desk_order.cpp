#include "wire/desk_order.h"

#include "wire/json_fields.h"
#include "wire/messages.h"

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxTicketLength = 4096;

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
        .ticket = fields.exactText("ticket"_L1, kMaxTicketLength).toUtf8(),
        .muted = fields.has("muted"_L1) ? std::optional(fields.boolean("muted"_L1)) : std::nullopt,
        .reason = fields.text("reason"_L1, kMaxTextLength),
        .at = fields.time("at"_L1),
    };
    if (fields.failure())
        return *fields.failure();
    return order;
}

} // namespace earshot
