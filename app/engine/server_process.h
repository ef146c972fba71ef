#pragma once

#include "base/random.h"
#include "engine/engine_configuration.h"
#include "engine/server_probe.h"
#include "wire/connection.h"

#include <QProcess>

#include <functional>
#include <memory>
#include <variant>

namespace earshot {

/// What a run of nats-server needs to know.
struct ServerPlan {
    QString program; ///< a path, or a name looked up in PATH and the usual folders
    EngineFolder folder;
    QHostAddress bind;
    quint16 webSocketPort = 0; ///< 0 = see `chooseEnginePorts`
    std::optional<ServerRecord> last;
    bool tls = false;
};

/// One run of nats-server as a child process, up when its WebSocket answers and it has read its accounts.
///
///   made -start()-> Versioning -> Launching -> Reading -> up() -> … -> ended(failure)
///                           \-> ended   \-> ended  \-> ended
///
/// nats-server reads an account when somebody comes who belongs to it, and what that one imports from with it. 2.9.10 reads
/// one twice that two lines ask for at once, and imports from the wrong one (its #5588): what crosses then gets nowhere, for
/// as long as the server runs. So one line comes first, the desk's, and is closed again.
///
/// Single-threaded; its thread must live as long as the program (see `endWithThisProgram`).
class ServerProcess : public QObject
{
    Q_OBJECT
public:
    ServerProcess(ServerPlan plan, OwnerKeys keys, Clock &clock);
    ~ServerProcess() override; ///< ends the child and waits for it, 3 s at most
    void start();
    void terminate(); ///< in order, by force after 3 s; `ended` follows

signals:
    void up(const earshot::ServerRecord &record, qint64 pid);
    void ended(const earshot::Failure &failure);

private:
    struct Made {
    };
    struct Versioning {
        std::unique_ptr<QProcess> process;
    };
    struct Launching {
        Instant until;
        std::unique_ptr<ServerProbe> probe;
    };
    struct Reading {
        Instant until;
        std::unique_ptr<Connection> line;
    };
    struct Up {
    };
    struct Ended {
    };
    using State = std::variant<Made, Versioning, Launching, Reading, Up, Ended>;

    void enter(State next);
    std::function<void()> inThisState(std::function<void()> slot) const;
    void end(const Failure &failure);
    void versionSaid();
    void launch(const QString &program, const ProgramVersion &version);
    void probe();
    void answered(const ProbedServer &server);
    void silent();
    void read();
    void accountsRead();
    void notLetIn(const Failure &failure);
    Failure lastWords();

    const ServerPlan m_plan;
    const OwnerKeys m_keys;
    Clock &m_clock;
    SeededRandom m_random{1}; ///< its line asks nothing
    std::unique_ptr<Timer> m_timer; ///< the present state's, or terminate()'s
    std::unique_ptr<QProcess> m_child; ///< from Launching on
    ServerRecord m_record;
    qint64 m_logStart = 0; ///< where in the log this run begins, in bytes
    State m_state;
    quint64 m_turn = 0; ///< counts states, so that late signals of an earlier one are known
};

} // namespace earshot
