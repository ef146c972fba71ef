#include "client/reminder_json.h"

#include "base/ids.h"

#include <QJsonObject>

#include <algorithm>

namespace earshot {

namespace {

constexpr int kLongestServer = 1000;
constexpr int kLongestTitle = 1000;
/// 31 December 9999: beyond it civil time cannot be computed with.
constexpr double kLatestMs = 253'402'300'799'999;

std::optional<WallTime> readTime(const QJsonValue &json)
{
    const double ms = json.toDouble(-1);
    return ms >= 0 && ms <= kLatestMs ? std::optional(wallFromUnixMs(qint64(ms))) : std::nullopt;
}

QJsonValue timeJson(const std::optional<WallTime> &time)
{
    return time ? QJsonValue(qint64(toUnixMs(*time))) : QJsonValue();
}

std::optional<Reminder> readReminder(const QJsonObject &json)
{
    const std::optional<EventId> event = EventId::parse(json[QStringLiteral("event")].toString());
    const QString server = json[QStringLiteral("server")].toString();
    const std::optional<WallTime> planned = readTime(json[QStringLiteral("planned")]);
    if (!event || !planned || server.isEmpty() || server.size() > kLongestServer)
        return std::nullopt;
    return Reminder{.serverId = server,
        .event = event->text(),
        .title = json[QStringLiteral("title")].toString().left(kLongestTitle),
        .planned = *planned,
        .toldSoon = json[QStringLiteral("told_soon")].toBool(),
        .toldStarted = json[QStringLiteral("told_started")].toBool(),
        .joins = json[QStringLiteral("joins")].toBool(),
        .again = readTime(json[QStringLiteral("again")]),
        .goneSince = readTime(json[QStringLiteral("gone_since")])};
}

} // namespace

QJsonArray remindersJson(const std::vector<Reminder> &reminders)
{
    QJsonArray all;
    for (const Reminder &reminder : reminders) {
        all << QJsonObject{{QStringLiteral("server"), reminder.serverId},
            {QStringLiteral("event"), reminder.event},
            {QStringLiteral("title"), reminder.title.left(kLongestTitle)},
            {QStringLiteral("planned"), qint64(toUnixMs(reminder.planned))},
            {QStringLiteral("told_soon"), reminder.toldSoon},
            {QStringLiteral("told_started"), reminder.toldStarted}, {QStringLiteral("joins"), reminder.joins},
            {QStringLiteral("again"), timeJson(reminder.again)},
            {QStringLiteral("gone_since"), timeJson(reminder.goneSince)}};
    }
    return all;
}

std::vector<Reminder> readReminders(const QJsonArray &json, size_t most)
{
    std::vector<Reminder> all;
    for (const QJsonValue &value : json) {
        const std::optional<Reminder> reminder = readReminder(value.toObject());
        if (!reminder || all.size() >= most)
            continue;
        const bool isKnown = std::ranges::any_of(all, [&](const Reminder &known) {
            return known.serverId == reminder->serverId && known.event == reminder->event;
        });
        if (!isKnown)
            all.push_back(*reminder);
    }
    return all;
}

} // namespace earshot
