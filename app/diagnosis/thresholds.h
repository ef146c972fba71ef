#pragma once

#include "base/units.h"

namespace earshot {

/// No state is called "checking" for longer; the same for every question, so that a person learns what to
/// expect.
inline constexpr seconds kCheckingAtMost{3};

/// A stalled line: three times what a 600 ms satellite round trip needs, and still named within 3 s.
inline constexpr seconds kStalledAfter{2};
/// A PING this old counts as unanswered; younger ones may be on their way.
inline constexpr seconds kPingIsOverdueAfter{1};

/// The beacon comes each second while live: five missed ones are no chance. Longer than a stalled line takes
/// to be named, so that the desk is never blamed for the own line.
inline constexpr seconds kDeskSilentAfter{5};
/// The beacon comes every 5 s while not live: two missed ones and 2 s of tolerance.
inline constexpr seconds kDeskSilentWhileWaitingAfter{12};

/// Nobody pauses between two words for as long; the sender's Opus DTX still sends a packet every 400 ms.
inline constexpr seconds kMicrophoneSilentAfter{3};
/// Longer than a pause between sentences, as long as the interval of a receiver report.
inline constexpr seconds kQuietAfter{5};
/// Where the beacon says that nobody sends, only packets this fresh prove it wrong: one beacon's interval.
inline constexpr seconds kFresherThanBeacon{1};

/// A device that plays asks for audio every few hundred milliseconds at the slowest.
inline constexpr seconds kDeviceStuckAfter{2};
/// Sound arrives, but none of it is handed over: longer than the largest playout delay.
inline constexpr seconds kMismatchAfter{3};
/// Late pulls stay in the sentence for as long, so that it can be read.
inline constexpr seconds kBusyFor{5};
/// Volume below this cannot be heard: -60 dB.
inline constexpr double kInaudibleVolume = 0.001;

/// More than this behind the speakers is another experience than live: questions and answers miss each other.
inline constexpr seconds kDelayedAfter{10};

/// Clocks further apart than this are wrong rather than unprecise; NATS itself allows none.
inline constexpr seconds kClockTolerance{60};

} // namespace earshot
