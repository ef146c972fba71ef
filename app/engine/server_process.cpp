#include "engine/server_process.h"

#include "engine/child_lifetime.h"
#include "engine/engine_certificate.h"
#include "engine/private_file.h"
#include "engine/program_check.h"
#include "wire/websocket_connection.h"

#include <QFileInfo>

namespace earshot {

namespace {

constexpr seconds kVersionDeadline{5};
constexpr seconds kLaunchDeadline{15};
constexpr milliseconds kStopDeadline{3000};
constexpr milliseconds kProbeTimeout{1000};
constexpr milliseconds kProbePause{15};
constexpr seconds kTicketValidity{60};
constexpr qint64 kLargestLog = 4 * 1024 * 1024;
constexpr qint64 kLogTail = 64 * 1024;

/// At each start, as the server itself would keep every old log.
void keepLogSmall(const QString &path)
{
    if (QFileInfo(path).size() <= kLargestLog)
        return;
    const QString old = path + QStringLiteral(".old");
    QFile::remove(old);
    QFile::rename(path, old);
}

} // namespace

ServerProcess::ServerProcess(ServerPlan plan, OwnerKeys keys, Clock &clock)
    : m_plan(std::move(plan))
    , m_keys(std::move(keys))
    , m_clock(clock)
    , m_timer(clock.makeTimer())
{ }

ServerProcess::~ServerProcess()
{
    if (!m_child || m_child->state() == QProcess::NotRunning)
        return;
    m_child->disconnect(this);
    m_child->terminate();
    if (!m_child->waitForFinished(int(kStopDeadline.count())))
        m_child->kill();
    m_child->waitForFinished();
}

void ServerProcess::enter(State next)
{
    m_timer->stop();
    ++m_turn;
    m_state = std::move(next);
}

/// `slot`, but doing nothing once the present state was left.
std::function<void()> ServerProcess::inThisState(std::function<void()> slot) const
{
    return [this, slot = std::move(slot), turn = m_turn] {
        if (turn == m_turn)
            slot();
    };
}

void ServerProcess::end(const Failure &failure)
{
    if (std::holds_alternative<Ended>(m_state))
        return;
    enter(Ended{});
    emit ended(failure);
}

// Made -> Versioning | Ended
void ServerProcess::start()
{
    const QString program = findProgram(m_plan.program);
    if (program.isEmpty())
        return end(programMissing(m_plan.program));
    auto process = std::make_unique<QProcess>();
    QProcess &asked = *process;
    enter(Versioning{std::move(process)});
    const auto said = inThisState([this] { versionSaid(); });
    connect(&asked, &QProcess::finished, this, said, Qt::QueuedConnection);
    connect(&asked, &QProcess::errorOccurred, this, said, Qt::QueuedConnection);
    m_timer->start(kVersionDeadline, said);
    asked.start(program, {QStringLiteral("--version")}, QIODevice::ReadOnly);
}

// Versioning -> Launching | Ended
void ServerProcess::versionSaid()
{
    QProcess &process = *std::get<Versioning>(m_state).process;
    const QString program = process.program();
    const auto version = readProgramVersion(process.readAllStandardOutput());
    if (!version)
        return end({Cause::ProgramFailed, QStringLiteral("%1 --version: no nats-server").arg(program)});
    if (!m_plan.bind.isLoopback() && !isSafeBeyondLoopback(*version))
        return end(programTooOld(*version));
    launch(program, *version);
}

void ServerProcess::launch(const QString &program, const ProgramVersion &version)
{
    const EngineFolder &folder = m_plan.folder;
    const auto ports = chooseEnginePorts(m_plan.bind, m_plan.webSocketPort, m_plan.last);
    if (!ports)
        return end(ports.failure());
    Result<QByteArray> fingerprint = QByteArray();
    if (m_plan.tls)
        fingerprint = keepCertificate(folder.certificate(), folder.certificateKey(), m_clock.wall());
    if (!fingerprint)
        return end(fingerprint.failure());
    Result<EngineAccess> access = readEngineAccess(folder.access());
    if (!access)
        return end(access.failure());
    access->forgetOver(m_clock.wall());
    const auto written = writePrivateFile(folder.configuration(),
        engineConfiguration(folder, *ports, m_keys, *access, version, m_clock.wall(), m_plan.tls));
    if (!written)
        return end(written.failure());
    keepLogSmall(folder.log());
    m_logStart = QFileInfo(folder.log()).size();
    m_record = {reachableHost(m_plan.bind).toString(), ports->webSocket, ports->nats, version.toString(),
        *fingerprint};

    m_child = std::make_unique<QProcess>();
    m_child->setProcessChannelMode(QProcess::MergedChannels);
    endWithThisProgram(*m_child);
    const auto over = [this] {
        if (m_child->state() == QProcess::NotRunning)
            end(lastWords());
    };
    connect(m_child.get(), &QProcess::finished, this, over, Qt::QueuedConnection);
    connect(m_child.get(), &QProcess::errorOccurred, this, over, Qt::QueuedConnection);
    enter(Launching{m_clock.now() + kLaunchDeadline, nullptr});
    m_child->start(program, {QStringLiteral("-c"), folder.configuration()}, QIODevice::ReadOnly);
    probe();
}

void ServerProcess::probe()
{
    auto &launching = std::get<Launching>(m_state);
    launching.probe = std::make_unique<ServerProbe>(m_clock);
    // Queued, as these slots destroy the probe.
    connect(
        launching.probe.get(), &ServerProbe::answered, this, &ServerProcess::answered, Qt::QueuedConnection);
    connect(launching.probe.get(), &ServerProbe::silent, this, inThisState([this] { silent(); }),
        Qt::QueuedConnection);
    launching.probe->start(m_record.webSocketUrl(), kProbeTimeout);
}

// Launching -> Reading | Ended
void ServerProcess::answered(const ProbedServer &server)
{
    if (!std::holds_alternative<Launching>(m_state))
        return;
    // Another server took the port in between.
    if (server.name != m_keys.serverName())
        return end({Cause::PortTaken, QString::number(m_record.webSocketPort)});
    m_record.version = server.version;
    enter(Reading{std::get<Launching>(m_state).until, nullptr});
    read();
}

void ServerProcess::silent()
{
    if (m_clock.now() >= std::get<Launching>(m_state).until)
        return end(lastWords());
    m_timer->start(kProbePause, [this] { probe(); });
}

void ServerProcess::read()
{
    auto &reading = std::get<Reading>(m_state);
    reading.line = makeWebSocketConnection(m_clock, m_random);
    // Queued, as these slots destroy the line.
    connect(reading.line.get(), &Connection::opened, this, inThisState([this] { accountsRead(); }),
        Qt::QueuedConnection);
    connect(reading.line.get(), &Connection::closed, this, &ServerProcess::notLetIn, Qt::QueuedConnection);
    const WallTime now = m_clock.wall();
    reading.line->open({{m_record.webSocketUrl(), m_record.certificateSha256},
        deskCredentials(m_keys, now, now + kTicketValidity), "earshot-engine"});
}

// Reading -> Up | Ended
void ServerProcess::accountsRead()
{
    std::get<Reading>(m_state).line->close();
    if (const auto written = writeServerRecord(m_plan.folder.record(), m_record); !written)
        return end(written.failure());
    enter(Up{});
    emit up(m_record, m_child->processId());
}

void ServerProcess::notLetIn(const Failure &failure)
{
    const auto *reading = std::get_if<Reading>(&m_state);
    if (!reading)
        return;
    if (m_clock.now() >= reading->until)
        return end({Cause::ProgramFailed, failure.detail});
    m_timer->start(kProbePause, [this] { read(); });
}

void ServerProcess::terminate()
{
    if (!m_child || m_child->state() == QProcess::NotRunning)
        return end({Cause::ProgramFailed, QStringLiteral("not started")});
    if (std::holds_alternative<Launching>(m_state) || std::holds_alternative<Reading>(m_state))
        enter(Up{}); // nobody waits for its answer any more
    m_child->terminate();
    m_timer->start(kStopDeadline, [this] { m_child->kill(); });
}

/// What the child printed, and what it logged as fatal in this run.
Failure ServerProcess::lastWords()
{
    QByteArray words = m_child->readAll().right(1000);
    QFile log(m_plan.folder.log());
    if (log.open(QIODevice::ReadOnly) && log.seek(std::max(m_logStart, log.size() - kLogTail))) {
        for (const QByteArray &line : log.readAll().split('\n')) {
            if (line.contains("[FTL]") || line.contains("address already in use"))
                words += line + '\n';
        }
    }
    if (words.contains("address already in use"))
        return {Cause::PortTaken, QString::number(m_record.webSocketPort)};
    if (m_child->exitStatus() == QProcess::CrashExit)
        words += "ended by a signal or crash";
    return {Cause::ProgramFailed, QString::fromUtf8(words.trimmed())};
}

} // namespace earshot
