#pragma once

#include "sample_views.h"
#include "sidebar.h"

#include <vector>

namespace earshot::test {

/// One state of the window that a person can be in.
struct WindowState {
    const char *name;
    NowPlayingView playing;
    EventsView events;
    Page page;
    bool details = false;
};

inline std::vector<WindowState> windowStates()
{
    return {
        {"event-listening", listening(), schedule(), Page::NowPlaying},
        {"event-dropped", anaDropped(), schedule(), Page::NowPlaying},
        {"event-checking", checking(), schedule(), Page::NowPlaying},
        {"event-refused", refused(), schedule(), Page::NowPlaying},
        {"event-ended", ended(), schedule(), Page::NowPlaying},
        {"event-crowded", crowded(), schedule(), Page::NowPlaying},
        {"event-rewound", rewound(), schedule(), Page::NowPlaying},
        {"event-catching-up", catchingUp(), schedule(), Page::NowPlaying},
        {"event-probe-failed", probeFailed(), schedule(), Page::NowPlaying},
        {"event-full", fullWithFallback(), schedule(), Page::NowPlaying},
        {"event-desk-silent", deskSilent(), schedule(), Page::NowPlaying},
        {"event-waiting", waiting(), schedule(), Page::NowPlaying},
        {"event-none", nothingJoined(), schedule(), Page::NowPlaying},
        {"events-schedule", listening(), schedule(), Page::Events},
        {"events-failed-server", listening(), scheduleAndFailure(), Page::Events},
        {"events-no-servers", nothingJoined(), noServers(), Page::Events},
        {"events-empty-server", nothingJoined(), emptyServer(), Page::Events},
        {"details", anaDropped(), schedule(), Page::NowPlaying, true},
        {"details-probe", probeFailed(), schedule(), Page::NowPlaying, true},
        {"details-caught-up", catchingUp(), schedule(), Page::NowPlaying, true},
    };
}

} // namespace earshot::test
