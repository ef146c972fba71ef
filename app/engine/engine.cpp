#include "engine/engine.h"

#include "engine/child_lifetime.h"
#include "engine/private_file.h"
#include "engine/server_probe.h"
#include "wire/jwt.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>

namespace earshot
{

namespace
{

constexpr seconds kOlderDeadline{3}; // a server whose program was killed shuts down within this
constexpr seconds kVersionDeadline{5};
constexpr seconds kLaunchDeadline{15};
constexpr seconds kStopDeadline{3};
constexpr milliseconds kProbeTimeout{1000};
constexpr milliseconds kSearchPause{100};
constexpr milliseconds kLaunchPause{15};
constexpr qint64 kLargestLog = 4 * 1024 * 1024;

QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty())
        return found;
    // Not in the PATH of a desktop session, but where packages put it.
    return QStandardPaths::findExecutable(
        name, {"/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"});
}

bool isFree(const QHostAddress &host, quint16 port)
{
    return QTcpServer().listen(host, port);
}

/// The wanted port where it is free, any free one otherwise; 0 where there is none.
quint16 freePort(const QHostAddress &host, quint16 wanted)
{
    QTcpServer server;
    if (wanted != 0 && isFree(host, wanted))
        return wanted;
    return server.listen(host) ? server.serverPort() : quint16(0);
}

/// Where this computer reaches what listens on `bind`.
QString reachableHost(const QHostAddress &bind)
{
    if (bind == QHostAddress(QHostAddress::AnyIPv6))
        return QHostAddress(QHostAddress::LocalHostIPv6).toString();
    if (bind == QHostAddress(QHostAddress::AnyIPv4) || bind == QHostAddress(QHostAddress::Any))
        return QHostAddress(QHostAddress::LocalHost).toString();
    return bind.toString();
}

QUrl webSocketUrl(const ServerRecord &record)
{
    QUrl url;
    url.setScheme(QStringLiteral("ws"));
    url.setHost(record.host);
    url.setPort(record.webSocketPort);
    return url;
}

} // namespace

Engine::Engine(EngineOptions options, Clock &clock)
    : m_options(std::move(options))
    , m_folder{QDir(m_options.dataFolder).absolutePath()}
    , m_clock(clock)
    , m_lock(m_folder.lock())
    , m_timer(clock.makeTimer())
{
    m_lock.setStaleLockTime(0); // only the death of its holder frees it, not time
}

Engine::~Engine()
{
    std::unique_ptr<QProcess> child;
    if (auto *launching = std::get_if<Launching>(&m_state))
        child = std::move(launching->child);
    else if (auto *running = std::get_if<Running>(&m_state))
        child = std::move(running->child);
    else if (auto *stopping = std::get_if<Stopping>(&m_state))
        child = std::move(stopping->child);
    if (!child)
        return;
    child->disconnect(this);
    child->terminate();
    if (!child->waitForFinished(int(milliseconds(kStopDeadline).count())))
        child->kill();
    child->waitForFinished();
}

const EngineAddresses &Engine::addresses() const
{
    return std::get<Running>(m_state).addresses;
}

QByteArray Engine::listenerTicket(WallTime now, seconds validity) const
{
    // A bearer proves no key, so that nobody needs to have this one.
    const NKey nobody = NKey::generate(NKeyKind::User);
    return makeUserTicket(nobody.publicKey(), QStringLiteral("listener"), m_keys->account.publicKey(),
        m_keys->listener, now, now + validity);
}

Credentials Engine::deskCredentials(WallTime now, seconds validity) const
{
    const QByteArray ticket = makeUserTicket(m_keys->deskUser.publicKey(), QStringLiteral("desk"),
        m_keys->account.publicKey(), m_keys->desk, now, now + validity);
    return {ticket, m_keys->deskUser};
}

void Engine::start()
{
    begin(true);
}

void Engine::attach()
{
    begin(false);
}

void Engine::stop()
{
    std::unique_ptr<QProcess> child;
    if (auto *launching = std::get_if<Launching>(&m_state))
        child = std::move(launching->child);
    else if (auto *running = std::get_if<Running>(&m_state))
        child = std::move(running->child);
    else if (std::holds_alternative<Stopping>(m_state))
        return;

    QProcess *const process = child.get();
    enter(Stopping{std::move(child)});
    if (!process || process->state() == QProcess::NotRunning)
        return childEnded();
    connect(process, &QProcess::finished, this, inThisState([this] { childEnded(); }), Qt::QueuedConnection);
    process->terminate();
    m_timer->start(kStopDeadline, [process] { process->kill(); });
}

void Engine::enter(State next)
{
    m_timer->stop();
    ++m_turn;
    m_state = std::move(next);
    if (std::holds_alternative<Idle>(m_state))
        m_lock.unlock();
}

void Engine::fail(const Failure &failure)
{
    enter(Idle{});
    emit failed(failure);
}

/// `slot`, but doing nothing once the present state was left.
std::function<void()> Engine::inThisState(std::function<void()> slot) const
{
    return [this, slot = std::move(slot), turn = m_turn] {
        if (turn == m_turn)
            slot();
    };
}

Outcome Engine::prepareFolder()
{
    if (auto made = makePrivateFolder(m_folder.path); !made)
        return made;
    auto keys = readOwnerKeys(m_folder.keys());
    if (!keys)
        return keys.failure();
    auto record = readServerRecord(m_folder.record());
    if (!record)
        return record.failure();
    m_keys = *keys;
    m_record = *record;
    if (m_keys)
        return Nothing{};
    // A folder that had a server and has lost its keys is damaged, too: tickets given out depend on them.
    if (QFileInfo::exists(m_folder.configuration()))
        return Failure{Cause::FileUnreadable, m_folder.keys()};
    m_keys = makeOwnerKeys();
    return writeOwnerKeys(m_folder.keys(), *m_keys);
}

// Idle -> Searching | Idle
void Engine::begin(bool mayLaunch)
{
    Q_ASSERT(std::holds_alternative<Idle>(m_state));
    enter(Searching{m_clock.now() + kOlderDeadline, mayLaunch, nullptr});
    if (const auto prepared = prepareFolder(); !prepared)
        return fail(prepared.failure());
    search();
}

void Engine::search()
{
    auto &searching = std::get<Searching>(m_state);
    if (searching.mayLaunch && !m_lock.isLocked())
        m_lock.tryLock(0);
    if (!m_record)
        return olderIsSilent();
    searching.probe = startProbe(*m_record, &Engine::olderAnswered, &Engine::olderIsSilent);
}

void Engine::olderAnswered(const ProbedServer &server)
{
    // Another program may have taken the port since.
    if (server.name != m_keys->serverName())
        return olderIsSilent();
    if (!std::get<Searching>(m_state).mayLaunch) {
        const EngineAddresses found = addressesOf(*m_record, readPidFile(m_folder.pid()));
        enter(Running{found, 0, nullptr});
        emit ready(found);
        return;
    }
    // Where nobody holds the lock its program was killed, and it is about to end.
    if (m_lock.isLocked())
        return searchAgain();
    fail({Cause::AlreadyRunning, QString::number(m_record->webSocketPort)});
}

void Engine::olderIsSilent()
{
    const auto &searching = std::get<Searching>(m_state);
    if (searching.mayLaunch && m_lock.isLocked()
        && !runsOnConfiguration(readPidFile(m_folder.pid()), m_folder.configuration()))
        return askVersion();
    searchAgain();
}

// Searching -> Searching | Idle
void Engine::searchAgain()
{
    const auto &searching = std::get<Searching>(m_state);
    if (m_clock.now() >= searching.until) {
        const QString port = m_record ? QString::number(m_record->webSocketPort) : QString();
        return fail({searching.mayLaunch ? Cause::AlreadyRunning : Cause::NoResponders, port});
    }
    m_timer->start(kSearchPause, [this] {
        // The other one may have written its record only now.
        if (auto record = readServerRecord(m_folder.record()))
            m_record = *record;
        search();
    });
}

// Searching -> Versioning | Idle
void Engine::askVersion()
{
    const QString program = findProgram(m_options.program);
    if (program.isEmpty())
        return fail({Cause::ProgramMissing,
            QStringLiteral(
                "%1: apt install nats-server, brew install nats-server, or https://nats.io/download")
                .arg(m_options.program)});
    auto process = std::make_unique<QProcess>();
    QProcess &asked = *process;
    asked.setProgram(program);
    asked.setArguments({QStringLiteral("--version")});
    enter(Versioning{std::move(process)});
    connect(&asked, &QProcess::finished, this, inThisState([this] { versionSaid(); }), Qt::QueuedConnection);
    connect(
        &asked, &QProcess::errorOccurred, this, inThisState([this] { versionSaid(); }), Qt::QueuedConnection);
    m_timer->start(kVersionDeadline, [this] { versionSaid(); });
    asked.start(QIODevice::ReadOnly);
}

// Versioning -> Launching | Idle
void Engine::versionSaid()
{
    QProcess &process = *std::get<Versioning>(m_state).process;
    const QString program = process.program();
    const auto version = readProgramVersion(process.readAllStandardOutput());
    if (!version)
        return fail({Cause::ProgramFailed, QStringLiteral("%1 --version: no nats-server").arg(program)});
    if (!m_options.bind.isLoopback() && !isSafeBeyondLoopback(*version))
        return fail({Cause::ProgramTooOld,
            QStringLiteral("nats-server %1; beyond this computer %2 or newer, on the 2.14 line %3")
                .arg(version->toString(), kVersionFloor.toString(), kVersionFloor214.toString())});
    launch(*version);
}

Result<EnginePorts> Engine::choosePorts() const
{
    const quint16 asked = m_options.webSocketPort;
    if (asked != 0 && !isFree(m_options.bind, asked))
        return Failure{Cause::PortTaken, QString::number(asked)};
    const QHostAddress loopback(QHostAddress::LocalHost);
    const quint16 last = m_record ? m_record->webSocketPort : quint16(0);
    EnginePorts ports{m_options.bind, asked != 0 ? asked : freePort(m_options.bind, last), 0};
    // Held while the second one is chosen, so that they differ.
    QTcpServer held;
    held.listen(m_options.bind, ports.webSocket);
    ports.nats = freePort(loopback, m_record ? m_record->natsPort : quint16(0));
    if (ports.webSocket == 0 || ports.nats == 0)
        return Failure{Cause::PortTaken, m_options.bind.toString()};
    return ports;
}

void Engine::launch(const ProgramVersion &version)
{
    const QString program = std::get<Versioning>(m_state).process->program();
    const auto ports = choosePorts();
    if (!ports)
        return fail(ports.failure());
    const auto written = writePrivateFile(
        m_folder.configuration(), engineConfiguration(m_folder, *ports, *m_keys, version, m_clock.wall()));
    if (!written)
        return fail(written.failure());
    if (QFileInfo(m_folder.log()).size() > kLargestLog) {
        QFile::remove(m_folder.log() + QStringLiteral(".old"));
        QFile::rename(m_folder.log(), m_folder.log() + QStringLiteral(".old"));
    }

    auto process = std::make_unique<QProcess>();
    QProcess &child = *process;
    child.setProgram(program);
    child.setArguments({QStringLiteral("-c"), m_folder.configuration()});
    child.setProcessChannelMode(QProcess::MergedChannels);
    endWithThisProgram(child);
    m_record = ServerRecord{reachableHost(m_options.bind), ports->webSocket, ports->nats, version.toString()};
    enter(Launching{m_clock.now() + kLaunchDeadline, *ports, QFileInfo(m_folder.log()).size(),
        std::move(process), nullptr});
    // Not bound to this state: the child lives on in the next.
    connect(
        &child, &QProcess::finished, this,
        [this, &child] {
            if (auto *running = std::get_if<Running>(&m_state); running && running->child.get() == &child)
                childEnded();
            else if (auto *launching = std::get_if<Launching>(&m_state);
                     launching && launching->child.get() == &child)
                childEnded();
        },
        Qt::QueuedConnection);
    connect(&child, &QProcess::errorOccurred, this, inThisState([this, &child] {
        if (child.state() == QProcess::NotRunning)
            childEnded();
    }),
        Qt::QueuedConnection);
    child.start(QIODevice::ReadOnly);
    probeChild();
}

void Engine::probeChild()
{
    auto &launching = std::get<Launching>(m_state);
    launching.probe = startProbe(*m_record, &Engine::childAnswered, &Engine::childIsSilent);
}

void Engine::childIsSilent()
{
    auto &launching = std::get<Launching>(m_state);
    if (m_clock.now() < launching.until)
        return m_timer->start(kLaunchPause, [this] { probeChild(); });
    Failure failure = wordsOf(*launching.child, launching.logStart, launching.ports.webSocket);
    fail(failure);
}

// Launching -> Running | Idle
void Engine::childAnswered(const ProbedServer &server)
{
    auto &launching = std::get<Launching>(m_state);
    if (server.name != m_keys->serverName())
        return fail({Cause::PortTaken, QString::number(launching.ports.webSocket)});
    m_record->version = server.version;
    if (const auto written = writeServerRecord(m_folder.record(), *m_record); !written)
        return fail(written.failure());
    const EngineAddresses found = addressesOf(*m_record, launching.child->processId());
    enter(Running{found, launching.logStart, std::move(launching.child)});
    emit ready(found);
}

// Launching | Running | Stopping -> Idle
void Engine::childEnded()
{
    if (std::holds_alternative<Stopping>(m_state)) {
        enter(Idle{});
        emit ended();
    } else if (auto *launching = std::get_if<Launching>(&m_state)) {
        fail(wordsOf(*launching->child, launching->logStart, launching->ports.webSocket));
    } else if (auto *running = std::get_if<Running>(&m_state)) {
        const Failure failure = wordsOf(*running->child, running->logStart, m_record->webSocketPort);
        enter(Idle{});
        emit stopped(failure);
    }
}

std::unique_ptr<ServerProbe> Engine::startProbe(
    const ServerRecord &where, void (Engine::*answered)(const ProbedServer &), void (Engine::*silent)())
{
    auto probe = std::make_unique<ServerProbe>(m_clock);
    const auto turn = m_turn;
    // Queued, as the slots destroy the probe.
    connect(
        probe.get(), &ServerProbe::answered, this,
        [this, turn, answered](const ProbedServer &server) {
            if (turn == m_turn)
                (this->*answered)(server);
        },
        Qt::QueuedConnection);
    connect(probe.get(), &ServerProbe::silent, this, inThisState([this, silent] { (this->*silent)(); }),
        Qt::QueuedConnection);
    probe->start(webSocketUrl(where), kProbeTimeout);
    return probe;
}

EngineAddresses Engine::addressesOf(const ServerRecord &record, qint64 pid) const
{
    return {{webSocketUrl(record), {}}, QStringLiteral("nats://127.0.0.1:%1").arg(record.natsPort),
        record.version, pid};
}

/// The failure behind a child that ended: what it printed, and what it logged as fatal in this run.
Failure Engine::wordsOf(QProcess &child, qint64 logStart, quint16 webSocketPort) const
{
    QByteArray words = child.readAll().right(1000);
    QFile log(m_folder.log());
    if (log.open(QIODevice::ReadOnly) && log.seek(std::max(logStart, log.size() - 64 * 1024))) {
        for (const QByteArray &line : log.readAll().split('\n')) {
            if (line.contains("[FTL]") || line.contains("address already in use"))
                words += line + '\n';
        }
    }
    if (words.contains("address already in use"))
        return {Cause::PortTaken, QString::number(webSocketPort)};
    if (child.exitStatus() == QProcess::CrashExit)
        words += "ended by a signal or crash";
    return {Cause::ProgramFailed, QString::fromUtf8(words.trimmed())};
}

} // namespace earshot
