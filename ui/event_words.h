#pragma once

#include "client/view.h"
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

/// What the row's button does.
enum class EventAction { None, Join, Wait, FollowMove };

/// One row of the page Events in words, at one moment.
struct EventRowWords {
    QString dateLarge; ///< "20:03" or "21"
    QString dateSmall; ///< "today" or "Nov"
    QString title;
    QString detail;
    Tone detailTone = Tone::Dim;
    PillWords pill;
    EventAction action = EventAction::None;
    QString button;
    QString spoken; ///< the whole row for a screen reader

    bool operator==(const EventRowWords &) const = default;
};

class EventWords
{
    Q_DECLARE_TR_FUNCTIONS(EventWords)
public:
    static EventSection sectionOf(const ScheduleCard &card, WallTime now);
    /// When the event first should have begun.
    static WallTime firstPlanned(const ScheduleCard &card);
    static EventRowWords row(const ScheduleCard &card, const QString &serverName, WallTime now);
    static PillWords livePill(Phase phase, std::optional<WallTime> started, WallTime now);

    /// "Past", or "Past · 100 of 512 shown" where there are more events than rows.
    static QString section(EventSection section, bool anyoneLive, size_t events, size_t mostRows);
    static QString serverName(const ServerView &server);
    static QString serverLine(const ServerView &server);
    static QString liveCount(const EventsView &view); ///< "3 live"; empty where none is
    static QString counts(const std::optional<Counts> &counts);

private:
    static QString people(const ScheduleCard &card);
    static QString lateDetail(const ScheduleCard &card, WallTime now);
    static QString recording(RecordingPromise promise);
    static void fillUpcoming(
        EventRowWords &row, const ScheduleCard &card, const QString &serverName, WallTime now);
    static void fillPast(EventRowWords &row, const ScheduleCard &card, const QString &serverName);
};

} // namespace earshot
