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
    /// Begins the next command line: a program that runs the listener in other surroundings.
    void runIn(const QStringList &prefix) { m_prefix = prefix; }
    ~ListenProcess();

    /// Halts all of its threads, as a computer that is too busy does, and lets them go on.
    void halt();
    void goOn();
    /// Asks it to end in order; its exit code, or nothing where it had to be killed or crashed.
    std::optional<int> end();
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    /// All that it printed.
    const QByteArray &printed() const { return m_printed; }

    SystemClock clock;
    VerdictLog log{clock};

private:
    void readLines();

    QProcess m_process;
    QStringList m_prefix;
    QByteArray m_printed;
};

/// Runs `earshotctl` with each of these command lines, side by side, until all have ended; what each printed on
/// both of its outputs. Ended by force after `within`.
std::vector<QByteArray> printedBy(
    const std::vector<QStringList> &commands, milliseconds within = seconds{20});

} // namespace earshot::test
