#pragma once

#include "base/clock.h"

#include <pulse/mainloop-api.h>

namespace earshot {

/// The event loop of the thread that makes it, as libpulse wants to see it: its callbacks come on this thread,
/// and nothing needs a lock. Outlives the contexts that use it.
class PulseLoop
{
public:
    explicit PulseLoop(Clock &clock);
    PulseLoop(const PulseLoop &) = delete;
    PulseLoop &operator=(const PulseLoop &) = delete;

    pa_mainloop_api *api() { return &m_api; }
    Clock &clock() { return m_clock; }

private:
    Clock &m_clock;
    pa_mainloop_api m_api;
};

} // namespace earshot
