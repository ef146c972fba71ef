#pragma once

#include "client/server_watch.h"
#include "ctl/command.h"
#include "ctl/interrupt.h"

#include <functional>

namespace earshot::ctl {

enum class Follow {
    Once, ///< until it is read, 10 s at most
    Always, ///< until interrupted, or refused for good; read again whatever breaks
};

/// Gives a server's schedule, of what is not listed only the link's own event, to `take`, when it is whole and whenever it changes (Always: each minute at least), and
/// returns what that said last. Where it cannot be read: why, on standard error, and the exit code that means it.
/// Runs the event loop.
int followSchedule(Clock &clock, Random &random, const Link &link, Follow how,
    const std::function<ExitCode(const ServerSnapshot &server)> &take);
/// The same over a line that stays with the caller, whose program is ended by `interrupt`.
int followSchedule(Clock &clock, ServerWatch &watch, Interrupt &interrupt, Follow how,
    const std::function<ExitCode(const ServerSnapshot &server)> &take);

} // namespace earshot::ctl
