#include "client/schedule_export.h"

#include "desk/page_writer.h"
#include "diagnosis/card_words.h"
#include "wire/calendar.h"
#include "wire/card_times.h"

#include <algorithm>

namespace earshot {

QByteArray calendarFile(const ServerSnapshot &server, bool isTicketPublic, WallTime now)
{
    return calendarOf(server.schedule, {server.link, server.name, isTicketPublic, cardWords}, now);
}

int eventsWithoutTime(const ServerSnapshot &server)
{
    return int(std::ranges::count_if(server.schedule,
        [](const ScheduleCard &card) { return card.listed && !cardTimes(card, WallTime{}); }));
}

Outcome replaceFile(const QString &path, const QByteArray &content)
{
    return PageWriter::write(path, content);
}

} // namespace earshot
