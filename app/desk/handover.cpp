#include "desk/handover.h"

#include "event/when_ready.h"

#include <algorithm>

namespace earshot {

namespace {

/// A revision is at most the desk's civil time in milliseconds, or one more for each change; a record is never
/// older than the takeover takes.
constexpr quint64 kAhead = 60'000;
/// Nobody counts this far, and JSON's numbers are exact for twice as many: room to count on from there.
constexpr quint64 kLargestRevision = quint64(1) << 52;

bool isLive(Phase phase)
{
    return phase == Phase::Live || phase == Phase::Paused;
}

void takeFrom(EventState &state, const ScheduleCard &card)
{
    state.phase = card.phase;
    state.planned = card.planned;
    state.postponedFrom = card.postponedFrom;
    state.started = card.started;
    state.ended = card.ended;
    state.message = card.message;
    state.recording = card.recording;
    state.movedTo = card.movedTo;
    state.recordingLink = card.recordingLink;
    state.fallbackLink = card.fallbackLink;
}

/// Brings back what the own desk was told already.
void overlay(EventState &state, const EventState &own)
{
    const bool wasLive = isLive(state.phase);
    if (own.phase != Phase::Scheduled) {
        state.phase = own.phase;
        state.ended = own.ended;
        state.movedTo = own.movedTo;
        if (!(wasLive && isLive(own.phase)))
            state.started = own.started;
        if (!wasLive)
            state.aired = own.aired;
    }
    if (!own.postponedFrom.empty() || (own.started && state.planned == kWhenReady)) {
        state.planned = own.planned;
        state.postponedFrom = own.postponedFrom;
    }
    if (own.message)
        state.message = own.message;
}

} // namespace

EventState goOn(const EventState &own, bool isChanged, const Former &former)
{
    EventState state = own;
    if (former.record) {
        state = former.record->state;
        if (!own.title.isEmpty())
            state.title = own.title;
        if (!own.hostName.isEmpty())
            state.hostName = own.hostName;
        for (const StageMember &member : own.stage) {
            const auto known = std::ranges::find(state.stage, member.key, &StageMember::key);
            if (known == state.stage.end()) {
                if (state.stage.size() < std::size_t(kMaxStage))
                    state.stage.push_back(member);
            } else {
                known->name = member.name;
                known->role = member.role;
            }
        }
    }
    if (former.card && (!former.record || former.card->revision > former.record->state.revision))
        takeFrom(state, *former.card);
    if (isChanged)
        overlay(state, own);
    state.revision = revisionAfter(own.revision, former);
    return state;
}

quint64 revisionAfter(quint64 own, const Former &former)
{
    quint64 revision = own;
    if (former.card)
        revision = std::max(revision, former.card->revision);
    if (const auto &record = former.record)
        revision = std::max(
            {revision, record->state.revision + kAhead, quint64(toUnixMs(record->state.deskClock)) + kAhead});
    return std::min(revision, kLargestRevision);
}

} // namespace earshot
