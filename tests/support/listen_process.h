#pragma once

#include "support/verdict_log.h"
#include "wire/link.h"

#include <QProcess>

namespace earshot::test {

/// `earshotctl listen` as a program of its own: what needs an environment, a sound server or a process that
/// can be halted. Ends with this object.
class ListenProcess
{
public:
    /// `variables` are set on top of this process's environment; `arguments` come after the link.
    void start(
        const Link &link, const QStringList &arguments = {}, const QProcessEnvironment &variables = {});
    ~ListenProcess();

    /// Halts all of its threads, as a computer that is too busy does, and lets them go on.
    void halt();
    void goOn();
    /// Asks it to end in order; its exit code, or nothing where it had to be killed or crashed.
    std::optional<int> end();
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    SystemClock clock;
    VerdictLog log{clock};

private:
    void readLines();

    QProcess m_process;
};

} // namespace earshot::test
