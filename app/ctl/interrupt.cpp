#include "ctl/interrupt.h"

#include <QSocketNotifier>

#include <csignal>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace earshot::ctl {

namespace {

int s_pipe[2] = {-1, -1};

// Only async-signal-safe calls. A second signal while the first is handled ends the program at once.
void onSignal(int number)
{
    std::signal(number, SIG_DFL);
#ifdef Q_OS_UNIX
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(s_pipe[1], &byte, 1);
#endif
}

} // namespace

Interrupt::Interrupt()
{
#ifdef Q_OS_UNIX
    if (::pipe(s_pipe) != 0)
        return;
    for (int end : s_pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    auto *notifier = new QSocketNotifier(s_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit received();
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

} // namespace earshot::ctl
