#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "session/line_watch.h"
#include "session/retry_policy.h"
#include "session/server_list.h"
#include "session/session_line.h"
#include "session/session_stats.h"
#include "wire/connection.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <variant>
#include <vector>

namespace earshot {

/// A line to one of several servers that is kept up: dials, joins, waits, fails over, moves, and gives up only
/// where going on cannot help. Subscriptions survive every reconnect.
///
///   Idle    -> Dialing   start()
///   Dialing -> Joining   the server greeted, and looks at the ticket
///   Joining -> Live      let in
///   Dialing, Joining -> Dialing   failed, another server was not tried in this round
///   Dialing, Joining -> Waiting   failed, all servers were tried
///   Dialing, Joining -> Refused   ticket, certificate: waiting cannot help
///   Live    -> Moving    lame duck, renew(): the next connection is dialled while this one goes on
///   Live    -> Leaving   lame duck with a crowd: each waits for its turn
///   Leaving -> Moving    the turn has come
///   Moving  -> Moving    failed, another server was not tried in this round
///   Moving  -> Leaving   failed, all were tried: again later, while the line goes on
///   Moving  -> Live      the new credentials were refused: the line stays as it is
///   Moving  -> Settling  the next one is let in and subscribed (PONG after the SUBs): messages of both come
///   Settling -> Live     the new line is proven: the former is closed
///   Settling -> Leaving, Live   the new line ended at once (a late -ERR): back to the former
///   Moving  -> Dialing, Joining, Live   the line ended first: what was the next goes on alone
///   Live    -> Dialing   lost: at once, another server first
///   Live, Leaving -> Waiting   lost with a crowd: spread over reconnectSpread; or lost before it was proven
///   Live, Leaving -> Refused   ticket expired or revoked
///   Waiting, Refused -> Dialing   time is up, or tryNow()
///   any     -> Idle      stop()
///
/// Single-threaded (network thread).
class Session : public QObject
{
    Q_OBJECT
public:
    struct Config {
        std::vector<ServerAddress> servers; ///< tried in random order
        Credentials credentials;
        QByteArray clientName = "earshot";
        bool echo = true;
        BackoffPolicy backoff;
    };

    struct Idle {
    };
    /// One try at one server.
    struct Attempt {
        ServerAddress server;
        std::vector<ServerAddress> leftInRound; ///< not tried yet since the last wait
    };
    struct Dialing : Attempt {
    };
    struct Joining : Attempt {
    };
    struct Live {
        ServerAddress server;
        NatsInfo info;
        Instant since;
    };
    /// Live, and to be left.
    struct Leaving : Live {
        Instant nextTry;
    };
    /// Live, while the next connection is made.
    struct Moving : Live {
        Attempt next;
        bool isGreeted = false;
        std::optional<NatsInfo> joined; ///< let in; the PONG after the SUBs is still to come
    };
    /// Live over the new connection, while the former one goes on.
    struct Settling : Live {
        Live former;
    };
    struct Waiting {
        Instant until;
        Failure cause;
        bool isSpread = false; ///< the crowd's spread, not a backoff
    };
    struct Refused {
        Failure cause;
    };
    using State = std::variant<Idle, Dialing, Joining, Live, Leaving, Moving, Settling, Waiting, Refused>;

    /// Makes one connection attempt's object; tests hand in their own.
    using ConnectionFactory = std::function<std::unique_ptr<Connection>()>;

    Session(Clock &clock, Random &random, ConnectionFactory factory);
    ~Session() override;

    void start(const Config &config);
    void stop();
    /// Waiting and Refused dial at once.
    void tryNow();
    /// Used at the next dial. With `renew` the line moves to a new connection with them at once, without a gap.
    void setCredentials(const Credentials &credentials);
    /// Further servers, from the next dial on; those known stay.
    void addServers(const std::vector<ServerAddress> &servers);
    /// Live: dials another connection (another server where there is one), moves over once it is live and
    /// subscribed, and only then ends the old one; a failure leaves the old one.
    void renew();
    /// The line may be dead without anybody having said so (sleep, another network): asks with PING and gives it
    /// up after 1 s without an answer; Waiting for a reason of the network dials at once.
    void checkLine();
    /// The computer slept, or the program stood still: as `checkLine`, and the stats say so.
    void resumed(milliseconds sleptFor);
    /// The system's own word on whether there is a network; a network that is back is `checkLine`.
    void setOnline(std::optional<bool> online);
    void setReconnectSpread(milliseconds spread) { m_reconnectSpread = spread; }

    using MessageHandler = std::function<void(const NatsMessage &, Instant arrival)>;
    /// Kept over reconnects; may be called in any state. What the server only answered to somebody's request, and had
    /// to send there, is not passed on.
    void subscribe(const QByteArray &subject, MessageHandler handler);
    void unsubscribe(const QByteArray &subject);
    /// Dropped silently unless live: live audio and reports are worthless later.
    void publish(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers = {});
    /// Answers ServerLost at once unless live.
    void request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
        Connection::Reply reply, const NatsHeaders &headers = {});

    /// Answers ServerLost at once unless live.
    void requestMany(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
        Connection::EachReply each, const NatsHeaders &headers = {});

    const State &state() const { return m_state; }
    /// The line that is up, whether it stays or is being left; null where there is none.
    const Live *live() const;
    bool isLive() const { return live() != nullptr; }
    const SessionStats &stats() const;

signals:
    void stateChanged();
    /// Live again or for the first time; subscriptions are in place. Between the last time and now, messages
    /// may have been missed.
    void wentLive();
    /// The line goes over another connection now; nothing was missed, messages may come twice.
    void moved();
    /// No server took the line over; the old one goes on. Tried again unless `failure` is about the credentials.
    void moveFailed(const earshot::Failure &failure);
    void complained(const earshot::Failure &failure);

private:
    void enter(State next);
    void describe(); ///< m_state, in the stats

    // one dial
    void dial(std::vector<ServerAddress> candidates);
    std::unique_ptr<SessionLine> makeLine();
    void open(SessionLine &line, const ServerAddress &server);
    void goLive(const ServerAddress &server, const NatsInfo &info);
    Attempt choose(std::vector<ServerAddress> candidates);
    void subscribeAll(SessionLine &line);

    // what the connections say
    void onGreeted(SessionLine &line);
    void onOpened(SessionLine &line, const NatsInfo &info);
    void onPong(SessionLine &line, microseconds roundTrip);
    void onClosed(SessionLine &line, const Failure &failure);
    void onInfoChanged(SessionLine &line, const NatsInfo &info);
    void onMessage(SessionLine &line, const NatsMessage &message, Instant arrival);
    void onComplained(const Failure &failure);

    // the ends
    void lose(const Failure &failure, milliseconds spread);
    void failAttempt(const Failure &failure);
    void waitAfter(const Failure &failure);

    // moving
    void drain();
    void leaveAfter(milliseconds wait);
    void move(std::vector<ServerAddress> candidates);
    void failMove(const Failure &failure);
    void join(Moving &moving, const NatsInfo &info);
    void moveOver();
    void settle();
    void goBack(const Failure &failure);
    void goOnWithNext();

    const Attempt *attempt() const;
    bool isCurrent(const SessionLine &line) const { return m_line.get() == &line; }

    Clock &m_clock;
    Random &m_random;
    ConnectionFactory m_factory;
    Config m_config;
    State m_state;
    mutable SessionStats m_stats; ///< what m_watch knows is added when asked
    std::unique_ptr<SessionLine> m_line; ///< the attempt's, or the one that is up
    std::unique_ptr<SessionLine> m_other; ///< Moving: the next; Settling: the former
    std::unique_ptr<Timer> m_deadline; ///< of the present state
    LineWatch m_watch; ///< of m_line while it is up
    ServerList m_servers;
    Comeback m_comeback;
    milliseconds m_reconnectSpread{0};
    bool m_wasLive = false; ///< since start()
    quint64 m_dials = 0;
    std::map<QByteArray, MessageHandler> m_handlers;
};

} // namespace earshot
