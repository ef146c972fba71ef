#include "support/listen_process.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <csignal>

namespace earshot::test {

namespace {
constexpr int kPatienceMs = 10'000;
}

void ListenProcess::start(
    const Link &link, const QStringList &arguments, const QProcessEnvironment &variables)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(variables);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { readLines(); });
    log.mark();
    const QStringList command = m_prefix
        + QStringList{QStringLiteral(EARSHOTCTL), QStringLiteral("listen"), link.toString(),
            QStringLiteral("--json")}
        + arguments;
    m_process.start(command.first(), command.mid(1));
}

ListenProcess::~ListenProcess()
{
    m_process.disconnect();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(kPatienceMs);
}

void ListenProcess::halt()
{
    ::kill(pid_t(m_process.processId()), SIGSTOP);
}

void ListenProcess::goOn()
{
    ::kill(pid_t(m_process.processId()), SIGCONT);
}

std::optional<int> ListenProcess::end()
{
    if (isRunning())
        ::kill(pid_t(m_process.processId()), SIGINT);
    const bool ended = QTest::qWaitFor([this] { return !isRunning(); }, kPatienceMs);
    return ended && m_process.exitStatus() == QProcess::NormalExit ? std::optional(m_process.exitCode())
                                                                   : std::nullopt;
}

void ListenProcess::readLines()
{
    while (m_process.canReadLine()) {
        const QByteArray text = m_process.readLine();
        if (m_printed.isEmpty())
            log.mark(); // how long a program takes to start is no part of a fault
        m_printed += text;
        const QJsonObject line = QJsonDocument::fromJson(text).object();
        if (line[QLatin1String("kind")] == QLatin1String("verdict"))
            log.note(line[QLatin1String("id")].toString());
    }
}

std::vector<QByteArray> printedBy(const std::vector<QStringList> &commands, milliseconds within)
{
    std::vector<std::unique_ptr<QProcess>> running;
    for (const QStringList &arguments : commands) {
        running.push_back(std::make_unique<QProcess>());
        running.back()->setProcessChannelMode(QProcess::MergedChannels);
        running.back()->start(QStringLiteral(EARSHOTCTL), arguments);
    }
    const auto hasEnded = [](const auto &process) { return process->state() == QProcess::NotRunning; };
    (void)QTest::qWaitFor([&] { return std::ranges::all_of(running, hasEnded); }, int(within.count()));
    std::vector<QByteArray> printed;
    for (const auto &process : running) {
        if (!hasEnded(process)) {
            process->kill();
            process->waitForFinished(kPatienceMs);
        }
        printed.push_back(process->readAll());
    }
    return printed;
}

} // namespace earshot::test
