#include "event_words.h"

#include "diagnosis/display_text.h"
#include "event/when_ready.h"
#include "words.h"

#include <algorithm>

namespace earshot {

static bool isLive(Phase phase)
{
    return phase == Phase::Live || phase == Phase::Paused;
}

WallTime EventWords::firstPlanned(const ScheduleCard &card)
{
    if (card.postponedFrom.empty() || card.postponedFrom.front() == kWhenReady)
        return card.planned;
    // One that was brought forward is waited for from its new start on.
    return std::min(card.postponedFrom.front(), card.planned);
}

/// A start that was put off by more is a matter of another day.
constexpr std::chrono::hours kStillDue{6};
/// Nobody waits any longer for a host who said nothing.
constexpr std::chrono::hours kGivenUp{24};
/// A cancelled event stands where people look for it, until it would have been under way.
constexpr std::chrono::hours kStillLookedFor{2};
/// What was live is over after that time, as far as can be told without its server.
constexpr std::chrono::hours kLongestEvent{12};

EventSection EventWords::sectionOf(
    const ScheduleCard &card, WallTime now, const std::optional<WallTime> &asOf)
{
    const auto bySchedule = [&](WallTime until) {
        const bool isDue = firstPlanned(card) <= now && card.planned - now <= kStillDue;
        return now >= until ? EventSection::Past : isDue ? EventSection::Live : EventSection::Upcoming;
    };
    switch (card.phase) {
    case Phase::Live:
    case Phase::Paused:
        return asOf && now - *asOf > kLongestEvent ? EventSection::Past : EventSection::Live;
    case Phase::Scheduled:
        if (card.planned == kWhenReady)
            return EventSection::Live;
        return bySchedule(card.planned + kGivenUp);
    case Phase::Moved:
        return card.ended ? EventSection::Past : EventSection::Live;
    case Phase::Cancelled:
        return card.planned == kWhenReady || card.started ? EventSection::Past
                                                          : bySchedule(card.planned + kStillLookedFor);
    case Phase::Ended:
        break;
    }
    return EventSection::Past;
}

static QString sectionName(EventSection section, bool anyoneLive)
{
    switch (section) {
    case EventSection::Live:
        return anyoneLive ? EventWords::tr("Live now") : EventWords::tr("Due now");
    case EventSection::Upcoming:
        return EventWords::tr("Upcoming");
    case EventSection::Past:
        break;
    }
    return EventWords::tr("Past");
}

QString EventWords::section(EventSection section, bool anyoneLive, size_t events, size_t mostRows)
{
    const QString name = sectionName(section, anyoneLive);
    if (events <= mostRows)
        return name;
    return tr("%1 · %2 of %3 shown")
        .arg(name, UiWords::number(qint64(mostRows)), UiWords::number(qint64(events)));
}

QString EventWords::people(const ScheduleCard &card)
{
    QStringList names;
    for (const QString &name : card.speakerNames)
        names << displayText(name);
    if (names.isEmpty())
        return displayText(card.hostName);
    if (names.size() == 1)
        return names.front();
    if (names.size() == 2)
        return tr("%1 and %2").arg(names[0], names[1]);
    return tr("%1, %2 and %3 more").arg(names[0], names[1]).arg(names.size() - 2);
}

QString EventWords::counts(const std::optional<Counts> &counts)
{
    if (!counts)
        return {};
    const QString connected = counts->connected ? UiWords::number(*counts->connected) : UiWords::unknown();
    const QString hearing = counts->hearing ? UiWords::number(counts->hearing->value) : UiWords::unknown();
    return tr("%1 connected, %2 hearing").arg(connected, hearing);
}

PillWords EventWords::livePill(Phase phase, std::optional<WallTime> started, WallTime now)
{
    switch (phase) {
    case Phase::Live:
        return {started ? tr("LIVE %1").arg(UiWords::running(now - *started)) : tr("LIVE"), Tone::Bad, true};
    case Phase::Paused:
        return {tr("Paused"), Tone::Warning, true};
    case Phase::Scheduled:
        return {tr("Not started"), Tone::Accent, false};
    case Phase::Ended:
        return {tr("Ended"), Tone::Dim, false};
    case Phase::Cancelled:
        return {tr("Cancelled"), Tone::Bad, false};
    case Phase::Moved:
        return {tr("Moved"), Tone::Accent, false};
    }
    return {};
}

QString EventWords::serverName(const ServerView &server)
{
    return server.name.isEmpty() ? server.host : tr("%1 (%2)").arg(displayText(server.name), server.host);
}

/// A line that comes up again within that time is no news.
constexpr minutes kStillHolds{2};

std::optional<WallTime> EventWords::asOf(const ServerView &server, WallTime now)
{
    if (server.state == ServerView::State::UpToDate || !server.checked)
        return std::nullopt;
    const bool isFresh = !server.isRemembered && !server.trouble && now - *server.checked < kStillHolds;
    return isFresh ? std::nullopt : server.checked;
}

Sentence EventWords::trouble(const ServerView &server)
{
    Sentence words = sentence(*server.trouble);
    if (!words.headline.contains(server.host))
        words.headline = tr("%1: %2").arg(serverName(server), words.headline);
    if (server.trouble->id == QLatin1String("server.lost"))
        words.next = server.schedule.empty() || !server.checked
            ? tr("Earshot tries again by itself.")
            : tr("What it had on at %1 is shown. Earshot tries again by itself.")
                  .arg(UiWords::clockTime(*server.checked));
    return words;
}

QString EventWords::serverLine(const ServerView &server, WallTime now)
{
    const QString name = serverName(server);
    if (server.state == ServerView::State::UpToDate) {
        return tr("From %1 · up to date, checked %2")
            .arg(name, server.checked ? UiWords::clockSeconds(*server.checked) : UiWords::unknown());
    }
    QString line;
    if (!server.checked) {
        line = server.trouble ? tr("From %1 · cannot be read now").arg(name)
                              : tr("From %1 · reading the schedule …").arg(name);
    } else {
        //: how old what is shown is: "2 h old"
        const QString age = tr("%1 old").arg(UiWords::span(now - *server.checked));
        line = server.trouble ? tr("From %1 · last known, %2; not reachable").arg(name, age)
                              : tr("From %1 · last known, %2; reading the schedule …").arg(name, age);
    }
    if (server.cacheTrouble)
        line += QStringLiteral(" · ") + tr("the schedule kept on this computer was damaged and is set aside");
    return line;
}

QString EventWords::liveCount(const EventsView &view, const HostSigns &signs, WallTime now)
{
    int live = 0;
    for (const ServerView &server : view.servers) {
        if (server.isRemembered || asOf(server, now))
            continue;
        live += int(std::ranges::count_if(server.schedule, [&](const ScheduleCard &card) {
            return isLive(card.phase) && !signs.awaySince(server, card, now);
        }));
    }
    return live > 0 ? tr("%1 live").arg(UiWords::number(live)) : QString();
}

} // namespace earshot
