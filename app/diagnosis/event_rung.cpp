#include "diagnosis/diagnose.h"
#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"
#include "event/when_ready.h"

#include <QUrl>

namespace earshot {

namespace {

Verdict eventVerdict(const char *id, const EventFacts &facts, Severity severity, Action action)
{
    Verdict verdict{
        .id = QString::fromLatin1(id), .side = Side::Event, .severity = severity, .action = action};
    verdict.who = callingName(facts.hostName);
    if (facts.message)
        verdict.quote = displayText(facts.message->text, kMaxQuoteLength);
    return verdict;
}

Verdict endedVerdict(const EventFacts &facts, const Evidence &evidence)
{
    const bool canPlay
        = (facts.recording == RecordingPromise::Ready || facts.recording == RecordingPromise::Partial)
        && canAct(evidence, Action::OpenRecording);
    Verdict verdict = eventVerdict(
        "event.ended", facts, Severity::Info, canPlay ? Action::OpenRecording : Action::OpenSchedule);
    verdict.at = facts.ended;
    if (facts.ended)
        verdict.forHowLong = between(*facts.ended, evidence.wall);
    verdict.recording = facts.recording;
    return verdict;
}

Verdict movedVerdict(const EventFacts &facts, const Evidence &evidence)
{
    const QString link = linkOfAction(evidence, Action::FollowMove);
    Verdict verdict = eventVerdict(
        "event.moved", facts, Severity::Warning, link.isEmpty() ? Action::OpenSchedule : Action::FollowMove);
    // The host only: the rest of the link may hold a ticket.
    verdict.where = displayText(QUrl(link).host(), kMaxHostLength);
    return verdict;
}

Verdict notStartedVerdict(const EventFacts &facts, const Evidence &evidence)
{
    if (facts.planned == kWhenReady)
        return eventVerdict("event.scheduled", facts, Severity::Info, Action::OpenSchedule);
    const milliseconds late = between(facts.planned, evidence.wall);
    const bool isLate = late > milliseconds{0};
    const bool isPostponed = !facts.postponedFrom.empty();
    const char *id = isLate ? "event.late" : isPostponed ? "event.postponed" : "event.scheduled";
    Verdict verdict = eventVerdict(id, facts, isLate || isPostponed ? Severity::Warning : Severity::Info,
        isLate ? Action::None : Action::OpenSchedule);
    verdict.at = facts.planned;
    if (isLate)
        verdict.forHowLong = late;
    else
        verdict.nextStepIn = -late;
    if (isPostponed)
        verdict.was = facts.postponedFrom.back();
    return verdict;
}

Verdict unknownEventVerdict(const Evidence &evidence)
{
    Verdict verdict{.id = QStringLiteral("event.unknown"),
        .side = Side::Event,
        .severity = Severity::Bad,
        .retry = RetryPolicy::Never,
        .action = Action::OpenSchedule};
    verdict.where = displayText(evidence.session.serverHost, kMaxHostLength);
    return verdict;
}

} // namespace

std::optional<Verdict> finalVerdict(const Evidence &evidence, Instant now)
{
    const std::optional<EventFacts> facts = eventFacts(evidence, now);
    if (!facts)
        return std::nullopt;
    switch (facts->phase) {
    case Phase::Ended:
        // Who listens behind live still hears the end of it.
        if (isBehindByChoice(evidence) && !isOlder(evidence.lastHeard, kFirstSoundAfter, now))
            break;
        return endedVerdict(*facts, evidence);
    case Phase::Cancelled:
        return eventVerdict("event.cancelled", *facts, Severity::Warning, Action::OpenSchedule);
    case Phase::Moved:
        return movedVerdict(*facts, evidence);
    case Phase::Scheduled:
    case Phase::Live:
    case Phase::Paused:
        break;
    }
    return std::nullopt;
}

std::optional<Verdict> pageVerdict(const Evidence &evidence, Instant now)
{
    const std::optional<EventFacts> facts = eventFacts(evidence, now);
    const bool isNews = facts && facts->source == EventFacts::Source::Page && facts->phase == Phase::Scheduled
        && !facts->postponedFrom.empty() && facts->planned > evidence.wall;
    // While the servers answer, they tell it themselves.
    if (!isNews || !evidence.session.failure)
        return std::nullopt;
    Verdict verdict = notStartedVerdict(*facts, evidence);
    verdict.where = displayText(evidence.session.serverHost, kMaxHostLength);
    verdict.retry = RetryPolicy::Backoff;
    verdict.action = Action::TryNow;
    return verdict;
}

std::optional<Verdict> waitingVerdict(const Evidence &evidence, Instant now)
{
    const std::optional<EventFacts> facts = eventFacts(evidence, now);
    if (!facts) {
        if (evidence.scheduleRead)
            return unknownEventVerdict(evidence);
        return checkingVerdict(Check::EventList, evidence, evidence.session.phaseSince, now);
    }
    if (facts->phase == Phase::Scheduled)
        return notStartedVerdict(*facts, evidence);
    if (facts->phase == Phase::Paused)
        return eventVerdict("event.paused", *facts, Severity::Info, Action::None);
    return std::nullopt;
}

} // namespace earshot
