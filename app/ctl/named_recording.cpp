#include "ctl/named_recording.h"

#include "client/library_memory.h"
#include "ctl/command.h"
#include "ctl/printer.h"

#include <algorithm>

namespace earshot::ctl {

namespace {

bool isNamed(const ScheduleCard &card, const QString &name)
{
    return name == card.recorded->folder || name == recordingId(*card.recorded) || name == card.id.text();
}

/// By its event's name too: whoever looks for it is told where it is.
bool wasRemoved(const Schedule &schedule, const QString &name)
{
    return std::ranges::any_of(schedule, [&name](const ScheduleCard &card) {
        const bool isOfEvent = name == card.id.text() || name.startsWith(card.id.text() + u'/');
        return isOfEvent && !card.recorded && card.recording == RecordingPromise::Removed;
    });
}

} // namespace

const ScheduleCard *findRecording(const Schedule &schedule, const QString &name)
{
    const ScheduleCard *found = nullptr;
    for (const ScheduleCard &card : schedule) {
        if (card.recorded && isNamed(card, name)
            && (!found || card.recorded->folder > found->recorded->folder))
            found = &card;
    }
    return found;
}

std::optional<RemovableRecording> findRemovable(const Schedule &schedule, const QString &name)
{
    if (const ScheduleCard *card = findRecording(schedule, name))
        return RemovableRecording{card->id, card->recorded->folder};
    const std::optional<EventId> event = EventId::parse(name.section(u'/', 0, 0));
    if (!event)
        return std::nullopt;
    if (name == event->text() + u'/' + name.section(u'/', -1) && recordingStart(name))
        return RemovableRecording{*event, name};
    const bool isListed
        = name == event->text() && std::ranges::find(schedule, *event, &ScheduleCard::id) != schedule.end();
    return isListed ? std::optional(RemovableRecording{*event, {}}) : std::nullopt;
}

int sayThatNoneIsThere(const Schedule &schedule, const QString &name)
{
    Printer::error(
        (wasRemoved(schedule, name) ? QStringLiteral("the host removed the recording \"%1\" from this server")
                                    : QStringLiteral("there is no recording \"%1\" on this server"))
            .arg(name));
    return Refused;
}

} // namespace earshot::ctl
