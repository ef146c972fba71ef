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

/// The second device is named this long: long enough to read, short enough not to be old news.
inline constexpr seconds kUnpluggedFor{10};
/// The computer slept: what fails in the first seconds after it fails because of that.
inline constexpr seconds kResumedFor{5};
/// With a line, the first sound is due this long after it.
inline constexpr milliseconds kFirstSoundAfter{1500};
/// Shorter stops are scheduling, not sleep.
inline constexpr seconds kSleptAtLeast{1};

/// A queue on the way: no packet of 2 s was quicker, and it grows. Half a second is more than a change of
/// route, and named within 3 s on a line with half of what the sound needs.
inline constexpr milliseconds kSlowBacklog{500};
/// As much in the way is a queue whether it grows or not.
inline constexpr milliseconds kSlowCertainly{2000};
/// The beacons of a line with a queue come late too; those of one slow speaker do not.
inline constexpr milliseconds kBeaconIsLate{300};
/// So late is no burst any more.
inline constexpr milliseconds kBeaconIsQueued{1000};
/// While bytes come, an answer that takes this long has a queue before it; a satellite takes a third.
inline constexpr milliseconds kAnswerIsQueuedAfter{1800};
/// After this without a byte they do not come.
inline constexpr milliseconds kBytesComeWithin{1000};
/// A cut while the sound was this late is the server's cut of a slow line (it says no word then).
inline constexpr milliseconds kCutAsSlow{2000};
/// Bursts: interarrival jitter (RFC 3550) of half a packet, and a buffer beyond what a quiet line needs.
inline constexpr milliseconds kBurstJitter{30};
inline constexpr milliseconds kGrownBuffer{400};
inline constexpr milliseconds kBeaconInBurst{50};

/// Missing before the own line: one in thirty is heard as a stutter; three are no chance.
inline constexpr int kChoppyPackets = 3;
inline constexpr double kChoppyShare = 1.0 / 30;
inline constexpr seconds kChoppyFor{5};
/// Two beacons, and what one may be late.
inline constexpr milliseconds kDeskTellsWithin{2500};
/// A telephone has 3.4 kHz; a voice goes on to 8 kHz. Below 6 kHz there are humming and low instruments, too.
inline constexpr int kMuffledHz = 4500;
/// Share of 20 ms blocks with clipped runs that is heard as distortion, not as one loud laugh.
inline constexpr double kClippingShare = 0.05;

/// The desk's removal is told as long.
inline constexpr seconds kRemovedFor{60};
/// What is said comes back within one round trip and the server's work; twice the stalled line's tolerance.
inline constexpr seconds kUnconfirmedAfter{2};
/// Until then the listeners' reports may still be of the silence before.
inline constexpr seconds kHeardAfter{10};
/// The microphone closed by itself: told as long, or until it is open again.
inline constexpr seconds kTalkEndToldFor{15};

/// Scope of what is said of gaps.
inline constexpr minutes kGapScope{10};
/// Caught up at 1.15 times the speed: so much each second.
inline constexpr double kCaughtUpEachSecond = 0.15;

/// More than this behind the speakers is another experience than live: questions and answers miss each other.
inline constexpr seconds kDelayedAfter{10};

/// Clocks further apart than this are wrong rather than unprecise; NATS itself allows none.
inline constexpr seconds kClockTolerance{60};

} // namespace earshot
