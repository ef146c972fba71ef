#include "engine/engine.h"

#include "engine/private_file.h"
#include "wire/jwt.h"

#include <QDir>
#include <QFileInfo>

namespace earshot {

namespace {

constexpr seconds kSearchDeadline{3}; // a server whose program was killed shuts down within this
constexpr milliseconds kSearchPause{100};
constexpr milliseconds kProbeTimeout{1000};
constexpr std::chrono::hours kForgetRhythm{1};
constexpr int kAnswersOfTheLiving = 3; // kSearchPause apart; a server told to end stops answering sooner

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

QByteArray Engine::listenerTicket(WallTime now, seconds validity) const
{
    // A bearer proves no key, so that nobody needs to have this one.
    const NKey nobody = NKey::generate(NKeyKind::User);
    return makeUserTicket(nobody.publicKey(), QStringLiteral("listener"), m_keys->audience.publicKey(),
        m_keys->listener, now, now + validity);
}

Credentials Engine::deskCredentials(WallTime now, seconds validity) const
{
    return earshot::deskCredentials(*m_keys, now, now + validity);
}

Result<HostCredentials> Engine::hostCredentials(WallTime now, seconds validity)
{
    const NKey host = NKey::generate(NKeyKind::User);
    const NKey speaker = NKey::generate(NKeyKind::Account);
    const Outcome known = change(now, [&](EngineAccess &access) -> Outcome {
        if (access.hosts.size() >= kMaxHosts)
            return Failure{Cause::NotPermitted, QStringLiteral("hosts")};
        access.hosts.push_back({host.publicKey(), speaker.publicKey(), now, now + validity});
        return Nothing{};
    });
    if (!known)
        return known.failure();
    const QByteArray ticket = makeUserTicket(host.publicKey(), QStringLiteral("host"),
        m_keys->organiser.publicKey(), m_keys->desk, now, now + validity);
    return HostCredentials{
        {ticket, host}, m_keys->audience.publicKey(), speaker, listenerTicket(now, validity), {}};
}

Result<std::vector<EngineAccess::Host>> Engine::hosts() const
{
    const Result<EngineAccess> access = readEngineAccess(m_folder.access());
    if (!access)
        return access.failure();
    return access->hosts;
}

Outcome Engine::withdrawHost(const QByteArray &user, WallTime now)
{
    return change(now, [&](EngineAccess &access) -> Outcome {
        if (!access.withdraw(user, now))
            return Failure{Cause::NotPermitted, QString::fromLatin1(user)};
        return Nothing{};
    });
}

Outcome Engine::revoke(const QList<UserKey> &users, WallTime now, WallTime until)
{
    return change(now, [&](EngineAccess &access) -> Outcome {
        for (const UserKey &user : users)
            access.revoke(user.utf8(), {now, until});
        return Nothing{};
    });
}

/// In whole seconds, as tickets and accounts have them.
Outcome Engine::change(WallTime now, const std::function<Outcome(EngineAccess &)> &change)
{
    return changeAccess(m_folder, *m_keys, now, addresses().pid, change);
}

/// A host whose file has expired could go on admitting speakers with the key in it.
void Engine::forgetOver()
{
    (void)change(m_clock.wall(), [](EngineAccess &) -> Outcome { return Nothing{}; });
    m_timer->start(kForgetRhythm, [this] { forgetOver(); });
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
    if (std::holds_alternative<Stopping>(m_state))
        return;
    auto process = takeProcess();
    ServerProcess *const child = process.get();
    enter(Stopping{std::move(process)});
    if (child)
        return child->terminate();
    enter(Idle{});
    emit ended();
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

// Idle -> Searching | Idle
void Engine::begin(bool mayLaunch)
{
    Q_ASSERT(std::holds_alternative<Idle>(m_state));
    enter(Searching{m_clock.now() + kSearchDeadline, mayLaunch, 0, nullptr});
    if (const auto made = makePrivateFolder(m_folder.path); !made)
        return fail(made.failure());
    search();
}

// Searching -> Searching | Launching | Running | Idle
void Engine::search()
{
    auto &searching = std::get<Searching>(m_state);
    if (searching.mayLaunch && !m_lock.isLocked())
        m_lock.tryLock(0);
    if (const auto read = readFolder(); !read)
        return fail(read.failure());
    if (!m_keys || !m_record)
        return olderIsSilent();

    searching.probe = std::make_unique<ServerProbe>(m_clock);
    // Queued, as these slots destroy the probe.
    connect(
        searching.probe.get(), &ServerProbe::answered, this,
        [this, turn = m_turn](const ProbedServer &server) {
            if (turn == m_turn)
                olderAnswered(server);
        },
        Qt::QueuedConnection);
    connect(
        searching.probe.get(), &ServerProbe::silent, this,
        [this, turn = m_turn] {
            if (turn == m_turn)
                olderIsSilent();
        },
        Qt::QueuedConnection);
    searching.probe->start(m_record->webSocketUrl(), kProbeTimeout);
}

/// Reads keys and record; makes the keys of a new folder, which only the lock's holder may do.
Outcome Engine::readFolder()
{
    auto keys = readOwnerKeys(m_folder.keys());
    if (!keys)
        return keys.failure();
    auto record = readServerRecord(m_folder.record());
    if (!record)
        return record.failure();
    m_keys.reset();
    m_record = *record;
    // What an older version left is no server to join.
    if (*keys && (!(*keys)->areOlder || m_lock.isLocked()))
        m_keys = (*keys)->keys;
    if (!m_lock.isLocked() || (*keys && !(*keys)->areOlder))
        return Nothing{};
    if (m_keys)
        return writeOwnerKeys(m_folder.keys(), *m_keys);
    // A folder that had a server and has lost its keys is damaged, too: tickets given out depend on them.
    if (QFileInfo::exists(m_folder.configuration()))
        return Failure{Cause::FileUnreadable, m_folder.keys()};
    m_keys = makeOwnerKeys();
    return writeOwnerKeys(m_folder.keys(), *m_keys);
}

void Engine::olderAnswered(const ProbedServer &server)
{
    // Another program may have taken the port since.
    if (server.name != m_keys->serverName())
        return olderIsSilent();
    auto &searching = std::get<Searching>(m_state);
    if (!searching.mayLaunch)
        return run(*m_record, readPidFile(m_folder.pid()), nullptr);
    // Where nobody holds the lock its program was killed, and it is about to end; the lock may show that only
    // later.
    if (m_lock.isLocked() || ++searching.answers < kAnswersOfTheLiving)
        return searchAgain();
    fail({Cause::AlreadyRunning, QString::number(m_record->webSocketPort)});
}

void Engine::olderIsSilent()
{
    if (m_lock.isLocked() && !runsOnConfiguration(readPidFile(m_folder.pid()), m_folder.configuration()))
        return launch();
    searchAgain();
}

void Engine::searchAgain()
{
    const auto &searching = std::get<Searching>(m_state);
    if (m_clock.now() < searching.until)
        return m_timer->start(kSearchPause, [this] { search(); });
    const QString port = m_record ? QString::number(m_record->webSocketPort) : QString();
    fail({searching.mayLaunch ? Cause::AlreadyRunning : Cause::NoResponders, port});
}

/// A version that had one account for all kept the streams under what is the audience's now, which has none.
Outcome Engine::moveOlderStreams()
{
    const QString older = m_folder.streamsOf(m_keys->audience.publicKey());
    const QString here = m_folder.streamsOf(m_keys->organiser.publicKey());
    if (!QFileInfo::exists(older) || QFileInfo::exists(here))
        return Nothing{};
    if (!QDir().rename(older, here))
        return Failure{Cause::FileUnwritable, older};
    return Nothing{};
}

void Engine::launch()
{
    if (const auto moved = moveOlderStreams(); !moved)
        return fail(moved.failure());
    auto process = std::make_unique<ServerProcess>(
        ServerPlan{m_options.program, m_folder, m_options.bind, m_options.webSocketPort, m_record,
            m_options.tls || !m_options.bind.isLoopback()},
        *m_keys, m_clock);
    ServerProcess &child = *process;
    // Queued, as these slots destroy the process. It ends once, and before that no state lets go of it.
    connect(&child, &ServerProcess::up, this, &Engine::processIsUp, Qt::QueuedConnection);
    connect(&child, &ServerProcess::ended, this, &Engine::processEnded, Qt::QueuedConnection);
    enter(Launching{std::move(process)});
    child.start();
}

// Launching -> Running
void Engine::processIsUp(const ServerRecord &record, qint64 pid)
{
    if (auto *launching = std::get_if<Launching>(&m_state))
        run(record, pid, std::move(launching->process));
}

void Engine::run(const ServerRecord &record, qint64 pid, std::unique_ptr<ServerProcess> process)
{
    m_record = record;
    const EngineAddresses found{{record.webSocketUrl(), record.certificateSha256},
        QStringLiteral("nats://127.0.0.1:%1").arg(record.natsPort), record.version, pid};
    enter(Running{found, std::move(process)});
    m_timer->start(kForgetRhythm, [this] { forgetOver(); });
    emit ready(found);
}

// Launching | Running | Stopping -> Idle
void Engine::processEnded(const Failure &failure)
{
    const bool wasAsked = std::holds_alternative<Stopping>(m_state);
    const bool wasRunning = std::holds_alternative<Running>(m_state);
    enter(Idle{});
    if (wasAsked)
        emit ended();
    else if (wasRunning)
        emit stopped(failure);
    else
        emit failed(failure);
}

std::unique_ptr<ServerProcess> Engine::takeProcess()
{
    if (auto *launching = std::get_if<Launching>(&m_state))
        return std::move(launching->process);
    if (auto *running = std::get_if<Running>(&m_state))
        return std::move(running->process);
    return nullptr;
}

} // namespace earshot
