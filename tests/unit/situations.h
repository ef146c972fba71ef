#pragma once

#include "diagnosis/evidence.h"
#include "diagnosis/verdict.h"

#include <functional>
#include <vector>

namespace earshot::test {

/// The moment at which all situations are looked at.
inline constexpr Instant kNow{std::chrono::hours{10}};
/// Sat 21 Nov 2026 20:29:24 UTC.
inline constexpr WallTime kWall{milliseconds{1'795'292'964'000}};

UserKey keyOf(int person);

/// All is well: Ana talks, Jonas is muted, the line answers in 31 ms, headphones at 70 %.
Evidence hearing();
/// Joined, but the event is planned for `in` from now.
Evidence waitingFor(milliseconds in);
/// Not joined yet: the session is in `phase` since `since` ago.
Evidence joining(LinePhase phase, microseconds since);
/// The first join failed and waits 12 s.
Evidence failedWith(Cause cause);
/// Was live; the line broke 12 s ago and the session waits.
Evidence lostWith(Cause cause);

/// Changes to a situation; each one fault.
using Fault = std::function<void(Evidence &)>;
Fault mutedOutput();
Fault volumeZero();
Fault deviceMissing();
Fault deviceFailed();
Fault deviceAsleep();
Fault lateDevice();
Fault lostServer();
Fault stalledLine();
Fault silentDesk();
Fault droppedSpeaker();
Fault silentMicrophone();
Fault everybodyMuted();
Fault emptyStage();
Fault endedEvent();
Fault delayedLine();
/// Of Ana's packets these are missing, up to 1 s ago; the desk never tells of the undecided ones.
Fault missingPackets(const MissingPackets &packets);
Evidence with(Evidence evidence, const std::vector<Fault> &faults);

/// One row of the table: a situation a person can be in, and what it is called.
struct Situation {
    const char *name;
    Evidence evidence;
    const char *id;
    Hop hop = Hop::None;
    Side side = Side::Nobody;
};
std::vector<Situation> situations();

} // namespace earshot::test
