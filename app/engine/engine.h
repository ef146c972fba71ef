#pragma once

#include "base/clock.h"
#include "engine/engine_configuration.h"
#include "engine/server_record.h"
#include "wire/connection.h"

#include <QHostAddress>
#include <QLockFile>

#include <functional>
#include <memory>
#include <variant>

class QProcess;

namespace earshot
{

class ServerProbe;
struct ProbedServer;

struct EngineOptions {
    QString dataFolder; ///< keys, configuration, streams and log; made 0700
    QString program
        = QStringLiteral("nats-server"); ///< a path, or a name looked up in PATH and the usual folders
    QHostAddress bind = QHostAddress(QHostAddress::LocalHost);
    quint16 webSocketPort = 0; ///< 0 = the last one used in this folder where it is free, else any free one
};

struct EngineAddresses {
    ServerAddress webSocket; ///< as this computer reaches it
    QString natsUrl; ///< plain NATS on loopback, for the stock tools
    QString version;
    qint64 pid = 0;

    bool operator==(const EngineAddresses &) const = default;
};

/// A nats-server of one's own: keys made on the first run, configuration, and the child process.
///
///   Idle -start()->  Searching -> Versioning -> Launching -> Running      ready
///   Idle -attach()-> Searching -> Running (another's child)               ready
///   any of them but Idle -> Idle                                          failed, or stopped out of Running
///   any -stop()-> Stopping -> Idle                                        ended
///
/// Failures: AlreadyRunning (`detail` = its WebSocket port; attach() joins it), PortTaken (`detail` = the
/// port), ProgramMissing (`detail` = how to install it), ProgramTooOld (both versions), ProgramFailed (its
/// own last words), BadData, FileUnreadable, FileUnwritable (the file). Single-threaded; its thread must live
/// as long as the program (see `endWithThisProgram`).
class Engine : public QObject
{
    Q_OBJECT
public:
    Engine(EngineOptions options, Clock &clock);
    ~Engine() override; ///< ends the child and waits for it, 3 s at most

    void start();
    void
    attach(); ///< goes on with a server that already runs from this data folder; NoResponders where none does
    void stop();

    /// All of these only after `ready`.
    const EngineAddresses &addresses() const;
    EngineKeys keys() const { return m_keys->forDesk(); }
    QByteArray listenerTicket(WallTime now, seconds validity) const; ///< bearer
    Credentials deskCredentials(WallTime now, seconds validity) const;

signals:
    void ready(const earshot::EngineAddresses &addresses);
    void failed(const earshot::Failure &failure);
    void stopped(const earshot::Failure &failure); ///< the server ended by itself
    void ended(); ///< after stop()

private:
    struct Idle {
    };
    struct Searching { ///< for an older server of this folder
        Instant until;
        bool mayLaunch; ///< false: attach() only
        std::unique_ptr<ServerProbe> probe;
    };
    struct Versioning {
        std::unique_ptr<QProcess> process;
    };
    struct Launching {
        Instant until;
        EnginePorts ports;
        qint64 logStart; ///< where in the log this run begins, in bytes
        std::unique_ptr<QProcess> child;
        std::unique_ptr<ServerProbe> probe;
    };
    struct Running {
        EngineAddresses addresses;
        qint64 logStart;
        std::unique_ptr<QProcess> child; ///< null after attach()
    };
    struct Stopping {
        std::unique_ptr<QProcess> child;
    };
    using State = std::variant<Idle, Searching, Versioning, Launching, Running, Stopping>;

    void enter(State next);
    void fail(const Failure &failure);
    std::function<void()> inThisState(std::function<void()> slot) const;
    Outcome prepareFolder();
    void begin(bool mayLaunch);

    void search();
    void olderAnswered(const ProbedServer &server);
    void olderIsSilent();
    void searchAgain();
    void askVersion();
    void versionSaid();
    void launch(const ProgramVersion &version);
    Result<EnginePorts> choosePorts() const;
    void probeChild();
    void childAnswered(const ProbedServer &server);
    void childIsSilent();
    void childEnded();
    std::unique_ptr<ServerProbe> startProbe(
        const ServerRecord &where, void (Engine::*answered)(const ProbedServer &), void (Engine::*silent)());
    EngineAddresses addressesOf(const ServerRecord &record, qint64 pid) const;
    Failure wordsOf(QProcess &child, qint64 logStart, quint16 webSocketPort) const;

    const EngineOptions m_options;
    const EngineFolder m_folder;
    Clock &m_clock;
    QLockFile m_lock;
    std::unique_ptr<Timer> m_timer; ///< the present state's
    std::optional<OwnerKeys> m_keys;
    std::optional<ServerRecord> m_record; ///< of the folder's last server
    State m_state;
    quint64 m_turn = 0; ///< counts states, so that late signals of an earlier one are known
};

} // namespace earshot
