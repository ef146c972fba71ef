#pragma once

#include "client/library_view.h"
#include "client/reminder.h"
#include "client/view.h"
#include "diagnosis/sentence.h"
#include "host_signs.h"
#include "theme.h"

#include <QCoreApplication>

namespace earshot {

inline constexpr int kMaxTitleLength = 200;

/// A pill in words.
struct PillWords {
    QString text;
    Tone tone = Tone::Dim;
    bool dot = false;

    bool operator==(const PillWords &) const = default;
};

/// Where an event stands on the page Events.
enum class EventSection { Live, Upcoming, Past };

/// What a row's button does.
enum class EventAction {
    None,
    Join,
    Wait,
    FollowMove,
    AddToCalendar,
    Remind,
    Recording, ///< downloads or plays it
    OpenRecording, ///< where another place has it
};

/// A button of a row.
struct EventButton {
    EventAction action = EventAction::None;
    QString text;
    QString otherText = {}; ///< what it says when it is switched the other way: room is kept for it
    bool isOn = false; ///< of one that switches
    bool isPrimary = false;

    bool operator==(const EventButton &) const = default;
};

/// One row of the page Events in words, at one moment.
struct EventRowWords {
    QString dateLarge; ///< "20:03" or "21"
    QString dateSmall; ///< "today" or "Nov"
    QString title;
    QString detail;
    Tone detailTone = Tone::Dim;
    PillWords pill;
    std::vector<EventButton> buttons; ///< at most two; the first is not left of the second
    std::vector<EventButton> more; ///< only in the row's menu
    QString spoken; ///< the whole row for a screen reader

    bool operator==(const EventRowWords &) const = default;
};

/// What a row depends on besides its card.
struct EventContext {
    WallTime now{};
    QString serverName = {}; ///< empty where there is only one
    std::optional<WallTime> asOf = {}; ///< the card may be out of date: it is known as it was then
    std::optional<WallTime> hostAwaySince
        = {}; ///< it is live as its host left it, and nothing came since then
    const LibraryItem *recording = nullptr; ///< null: nothing is known of it but the card
    const Reminder *reminder = nullptr; ///< null: none is set
};

class EventWords
{
    Q_DECLARE_TR_FUNCTIONS(EventWords)
public:
    /// `asOf` as in EventContext.
    static EventSection sectionOf(
        const ScheduleCard &card, WallTime now, const std::optional<WallTime> &asOf = {});
    /// From when on it is waited for: the first start that was announced, or an earlier one that holds now.
    static WallTime firstPlanned(const ScheduleCard &card);
    static EventRowWords row(const ScheduleCard &card, const EventContext &context);
    static PillWords livePill(Phase phase, std::optional<WallTime> started, WallTime now);

    /// "Past", or "Past · 100 of 512 shown" where there are more events than rows.
    static QString section(EventSection section, bool anyoneLive, size_t events, size_t mostRows);
    static QString serverName(const ServerView &server);
    static QString serverLine(const ServerView &server, WallTime now);
    /// Why its schedule cannot be read, said of the schedule: nobody need be listening.
    static Sentence trouble(const ServerView &server);
    /// When the schedule was last known, where it may have changed since; nothing where it holds.
    static std::optional<WallTime> asOf(const ServerView &server, WallTime now);
    /// "3 live", of what is known to be on air now; empty where nothing is.
    static QString liveCount(const EventsView &view, const HostSigns &signs, WallTime now);
    static QString counts(const std::optional<Counts> &counts);

private:
    static QString people(const ScheduleCard &card);
    static QString hostsWord(const HostMessage &message);
    static QString lateDetail(const ScheduleCard &card, WallTime now);
    static QString earlierStarts(const ScheduleCard &card);
    static void fillDate(EventRowWords &row, const ScheduleCard &card, EventSection section, WallTime now);
    static void fillLive(EventRowWords &row, const ScheduleCard &card, const EventContext &context);
    static void fillDue(EventRowWords &row, const ScheduleCard &card, const EventContext &context);
    static void fillUpcoming(EventRowWords &row, const ScheduleCard &card, const EventContext &context);
    static void fillMoved(EventRowWords &row, const ScheduleCard &card, const EventContext &context);
    static void fillCancelled(EventRowWords &row, const ScheduleCard &card, const EventContext &context);
    static void fillPast(EventRowWords &row, const ScheduleCard &card, const EventContext &context);
    static EventButton remindButton(const EventContext &context);
};

} // namespace earshot
