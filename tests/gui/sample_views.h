#pragma once

#include "client/view.h"

namespace earshot::test {

/// The moment the sample views are about: Friday 20 November 2026, 20:29:41 in Berlin.
WallTime sampleNow();

UserKey keyOf(int person); ///< a well-formed key for each number 0 … 31

/// The town hall of the design's pictures: four on stage, heard 0.6 s behind.
NowPlayingView listening();
/// The same with Ana's connection dropped 12 s ago.
NowPlayingView anaDropped();
NowPlayingView checking();
NowPlayingView ended();
NowPlayingView refused();
NowPlayingView nothingJoined();
/// 30 s behind by choice, on an event that began 26:40 ago.
NowPlayingView rewound();
/// 4.2 s behind after a reconnect that lost nothing.
NowPlayingView catchingUp();
/// Nothing listens at the server's address; the way there was looked at step by step, the event's page has a
/// note.
NowPlayingView probeFailed();
/// The server is full; the delayed stream is offered, the next try is counted down.
NowPlayingView fullWithFallback();
/// The desk is silent: counts are frozen.
NowPlayingView deskSilent();
/// 12 min before the start, once postponed, with the host's word.
NowPlayingView waiting();
/// Twelve on stage with long names, frozen counts, a long message and a long timeline.
NowPlayingView crowded();

/// Two live, one late with the host's word, one upcoming, one past.
EventsView schedule();
/// `schedule` and a second server that does not answer.
EventsView scheduleAndFailure();
EventsView noServers();
EventsView emptyServer();

} // namespace earshot::test
