#pragma once

#include "engine/access_change.h"
#include "engine/server_process.h"
#include "wire/connection.h"
#include "wire/host_credentials.h"

#include <QLockFile>

namespace earshot {

struct EngineOptions {
    QString dataFolder; ///< keys, configuration, streams and log; made 0700
    QString program
        = QStringLiteral("nats-server"); ///< a path, or a name looked up in PATH and the usual folders
    QHostAddress bind = QHostAddress(QHostAddress::LocalHost);
    quint16 webSocketPort = 0; ///< 0 = the last one used in this folder where it is free, else any free one
    bool tls = false; ///< with a certificate of its own; always where others on the network reach it
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
///   Idle -start()->  Searching -> Launching -> Running      ready
///   Idle -attach()-> Searching -> Running, another's child  ready
///   Searching, Launching -> Idle                            failed
///   Running -> Idle                                         stopped
///   any -stop()-> Stopping -> Idle                          ended
///
/// Failures: AlreadyRunning (`detail` = its WebSocket port; attach() joins it), PortTaken (`detail` = the
/// port), ProgramMissing (`detail` = how to install it), ProgramTooOld (both versions), ProgramFailed (its
/// own last words), FileDamaged, FileUnreadable, FileUnwritable (the file). Single-threaded; its thread must live
/// as long as the program (see `endWithThisProgram`).
class Engine : public QObject
{
    Q_OBJECT
public:
    Engine(EngineOptions options, Clock &clock);

    void start();
    void attach(); ///< goes on with a server that already runs from this data folder; NoResponders where none
        ///< does
    void stop();

    /// All of these only after `ready`.
    const EngineAddresses &addresses() const { return std::get<Running>(m_state).addresses; }
    EngineKeys keys() const { return m_keys->forDesk(); }
    QByteArray listenerTicket(WallTime now, seconds validity) const; ///< bearer
    Credentials deskCredentials(WallTime now, seconds validity) const;
    /// For a desk elsewhere: somebody new, with keys of their own that the server knows from now on, until they
    /// expire or are withdrawn; without the way to the server. Fails where the folder cannot be written, and with
    /// NotPermitted where there are kMaxHosts.
    Result<HostCredentials> hostCredentials(WallTime now, seconds validity);
    Result<std::vector<EngineAccess::Host>> hosts() const;
    /// Fails with NotPermitted where there is no such host.
    Outcome withdrawHost(const QByteArray &user, WallTime now);
    /// Whoever has a ticket for one of those keys, made until now, is not let in by it any more, and whoever is connected
    /// with it is put out; for tickets that end before `until`. The server refuses good tickets too for the moment
    /// that it takes to read them. See canChangeARunningServer().
    Outcome revoke(const QList<UserKey> &users, WallTime now, WallTime until);
    /// The server is another program's child.
    bool isAttached() const { return !std::get<Running>(m_state).process; }

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
        int answers; ///< of that server so far
        std::unique_ptr<ServerProbe> probe;
    };
    struct Launching {
        std::unique_ptr<ServerProcess> process;
    };
    struct Running {
        EngineAddresses addresses;
        std::unique_ptr<ServerProcess> process; ///< null after attach()
    };
    struct Stopping {
        std::unique_ptr<ServerProcess> process;
    };
    using State = std::variant<Idle, Searching, Launching, Running, Stopping>;

    void enter(State next);
    void fail(const Failure &failure);
    void begin(bool mayLaunch);
    void search();
    Outcome readFolder();
    void olderAnswered(const ProbedServer &server);
    void olderIsSilent();
    void searchAgain();
    Outcome moveOlderStreams();
    void launch();
    Outcome change(WallTime now, const std::function<Outcome(EngineAccess &)> &change);
    void forgetOver();
    void processIsUp(const ServerRecord &record, qint64 pid);
    void processEnded(const Failure &failure);
    void run(const ServerRecord &record, qint64 pid, std::unique_ptr<ServerProcess> process);
    std::unique_ptr<ServerProcess> takeProcess();

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
