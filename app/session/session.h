#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "session/backoff.h"
#include "session/session_stats.h"
#include "wire/connection.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <variant>
#include <vector>

namespace earshot {

/// A line to one of several servers that is kept up: dials, joins, waits, fails over, and gives up only where
/// going on cannot help. Subscriptions survive every reconnect.
///
///   Idle    -> Dialing   start()
///   Dialing -> Joining   the server greeted, and looks at the ticket
///   Joining -> Live      let in
///   Dialing, Joining -> Dialing   failed, another server was not tried in this round
///   Dialing, Joining -> Waiting   failed, all servers were tried
///   Dialing, Joining -> Refused   ticket, certificate: waiting cannot help
///   Live    -> Dialing   lost: at once, another server first
///   Live    -> Waiting   lost with a crowd: spread over reconnectSpread; or lost before it was proven
///   Live    -> Refused   ticket expired or revoked
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
    struct Waiting {
        Instant until;
        Failure cause;
    };
    struct Refused {
        Failure cause;
    };
    using State = std::variant<Idle, Dialing, Joining, Live, Waiting, Refused>;

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
    void setReconnectSpread(milliseconds spread) { m_reconnectSpread = spread; }

    using MessageHandler = std::function<void(const NatsMessage &, Instant arrival)>;
    /// Kept over reconnects; may be called in any state.
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
    bool isLive() const { return std::holds_alternative<Live>(m_state); }
    const SessionStats &stats() const { return m_stats; }

signals:
    void stateChanged();
    /// Live again or for the first time; subscriptions are in place. Between the last time and now, messages
    /// may have been missed.
    void wentLive();
    /// The line goes over another connection now; nothing was missed, messages may come twice.
    void moved();
    void complained(const earshot::Failure &failure);

private:
    void enter(State next);
    void dial(std::vector<ServerAddress> candidates);
    void waitAfter(const Failure &failure);
    void onGreeted();
    void onOpened(const NatsInfo &info);
    void onClosed(const Failure &failure);
    void onInfoChanged(const NatsInfo &info);
    void onMessage(const NatsMessage &message, Instant arrival);
    void learnServers(const NatsInfo &info);
    std::vector<ServerAddress> serversWithout(const ServerAddress &lost) const;
    void watchLine();
    const Attempt *attempt() const;
    void dropConnection();

    Clock &m_clock;
    Random &m_random;
    ConnectionFactory m_factory;
    Config m_config;
    State m_state;
    SessionStats m_stats;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<Timer> m_deadline; ///< of the present state
    std::unique_ptr<Timer> m_watch; ///< PING rhythm while live
    std::vector<ServerAddress> m_servers; ///< configured and learned
    milliseconds m_reconnectSpread{0};
    int m_attempt = 0; ///< rounds failed since the line was last proven
    bool m_wasLive = false; ///< since start()
    Instant m_lastPing{};

    struct Subscription {
        MessageHandler handler;
        quint64 sid = 0; ///< on the present connection
    };
    std::map<QByteArray, Subscription> m_subscriptions;
    std::map<quint64, QByteArray> m_subjectOfSid;
};

} // namespace earshot
