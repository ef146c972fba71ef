#include "engine/child_lifetime.h"

#include <QProcess>

#if defined(Q_OS_LINUX)
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>
#elif defined(Q_OS_WIN)
#include <windows.h>
#endif

namespace earshot {

void endWithThisProgram([[maybe_unused]] QProcess &child)
{
#if defined(Q_OS_LINUX)
    const pid_t parent = getpid();
    child.setChildProcessModifier([parent] {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        // The parent may have gone before the line above: then no signal would ever come.
        if (getppid() != parent)
            _exit(1);
    });
#elif defined(Q_OS_WIN)
    // Its only handle is never closed, so that Windows does it when this program ends.
    static const HANDLE job = [] {
        const HANDLE made = CreateJobObjectW(nullptr, nullptr);
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        SetInformationJobObject(made, JobObjectExtendedLimitInformation, &limits, sizeof limits);
        return made;
    }();
    QObject::connect(&child, &QProcess::started, &child, [&child] {
        const HANDLE process
            = OpenProcess(PROCESS_SET_QUOTA | PROCESS_TERMINATE, FALSE, DWORD(child.processId()));
        AssignProcessToJobObject(job, process);
        CloseHandle(process);
    });
#endif
}

} // namespace earshot
