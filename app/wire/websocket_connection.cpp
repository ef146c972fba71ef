#include "wire/websocket_connection.h"

#include "wire/json_fields.h"
#include "wire/pending_requests.h"
#include "wire/websocket_line.h"

#include <QJsonObject>
#include <QPointer>

#include <deque>
#include <variant>

namespace earshot {

namespace {

constexpr qint64 kMaxBacklog = 8 * 1024 * 1024; ///< bytes that wait to be sent
constexpr size_t kMaxPings = 64; ///< unanswered

QByteArray connectOptions(const Connection::Options &options, const NatsInfo &info)
{
    QJsonObject json{
        {"verbose", false},
        {"pedantic", false},
        {"protocol", 1},
        {"headers", true},
        {"no_responders", true},
        {"echo", options.echo},
        {"lang", "c++"},
        {"version", EARSHOT_VERSION},
        {"name", QString::fromUtf8(options.clientName)},
    };
    const Credentials &credentials = options.credentials;
    if (!credentials.ticket.isEmpty())
        json["jwt"] = QString::fromLatin1(credentials.ticket);
    if (credentials.key) {
        if (credentials.ticket.isEmpty())
            json["nkey"] = QString::fromLatin1(credentials.key->publicKey());
        if (!info.nonce.isEmpty()) {
            const QByteArray signature = credentials.key->sign(info.nonce);
            json["sig"] = QString::fromLatin1(
                signature.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        }
    }
    return compactJson(json);
}

/// The NATS conversation over a WebSocketLine. See Connection; the way there:
///
///   Idle -> Dialing   -> Greeting -> Joining -> Open
///           (WebSocket)  (INFO)      (PONG)
///   any  -> Ending -> Ended
class WebSocketConnection final : public Connection
{
public:
    WebSocketConnection(Clock &clock, Random &random)
        : m_clock(clock)
        , m_requests(clock, random)
        , m_deadline(clock.makeTimer())
        , m_line(clock)
    { }

    void open(const Options &options) override;
    quint64 subscribe(const QByteArray &subject) override;
    void unsubscribe(quint64 sid) override;
    void publish(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers) override;
    void request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout, Reply reply,
        const NatsHeaders &headers) override;
    void requestMany(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
        EachReply each, const NatsHeaders &headers) override;
    void ping() override;
    void close() override;

private:
    // clang-format off
    struct Idle { };
    struct Dialing { };
    struct Greeting { };
    struct Joining { NatsInfo info; };
    struct Open { NatsInfo info; };
    struct Ending { }; ///< decided; `closed` follows by a queued call
    struct Ended { };
    // clang-format on
    using State = std::variant<Idle, Dialing, Greeting, Joining, Open, Ending, Ended>;

    template<typename Phase>
    bool is() const
    {
        return std::holds_alternative<Phase>(m_state);
    }
    bool isJoined() const { return is<Joining>() || is<Open>(); }
    void enter(State next) { m_state = std::move(next); }

    void onBytes(const QByteArray &bytes);
    void on(const NatsInfo &info);
    void on(const NatsMessage &natsMessage);
    void on(const NatsError &error);
    void on(const NatsPing &) { send(nats::pong()); }
    void on(const NatsPong &);
    void on(const NatsOk &) { }

    void send(const QByteArray &bytes);
    std::optional<Failure> objection(
        const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers) const;
    void complainLater(const Failure &failure);

    void onDeadline();
    void onLineEnded(Failure failure);
    void finishLater(const Failure &failure);
    void finish(const Failure &failure);
    void stop();

    Clock &m_clock;
    Options m_options;
    State m_state;
    NatsParser m_parser;
    PendingRequests m_requests;
    quint64 m_lastSid = 0;
    quint64 m_inboxSid = 0; ///< 0 until the first request
    Instant m_arrival{}; ///< of the WebSocket message being read
    std::deque<Instant> m_pingsSent;
    std::optional<Failure> m_lastWord; ///< an -ERR of unknown weight, until the server says something else
    std::unique_ptr<Timer> m_deadline;
    WebSocketLine m_line;
};

// Idle -> Dialing -> Greeting
void WebSocketConnection::open(const Options &options)
{
    Q_ASSERT(is<Idle>());
    m_options = options;
    connect(&m_line, &WebSocketLine::opened, this, [this] { enter(Greeting{}); });
    connect(&m_line, &WebSocketLine::received, this, &WebSocketConnection::onBytes);
    connect(&m_line, &WebSocketLine::ended, this, &WebSocketConnection::onLineEnded);
    enter(Dialing{});
    m_deadline->start(options.deadline, [this] { onDeadline(); });
    m_line.open(options.server);
}

// ---- what the server says

void WebSocketConnection::onBytes(const QByteArray &bytes)
{
    const Instant arrival = m_clock.now();
    const QPointer<QObject> self(this); // every signal may end or destroy this object
    emit bytesReceived(bytes.size(), arrival);
    if (!self || is<Ended>())
        return;
    m_arrival = arrival;
    m_parser.feed(bytes);
    while (self && !is<Ended>()) {
        const ParsedOperation parsed = m_parser.next();
        if (std::holds_alternative<NeedMore>(parsed))
            return;
        if (const auto *broken = std::get_if<BrokenProtocol>(&parsed))
            return finish({is<Greeting>() ? Cause::ForeignServer : Cause::ProtocolBroken, broken->reason});
        const auto &operation = std::get<NatsOperation>(parsed);
        if (is<Greeting>() && !std::holds_alternative<NatsInfo>(operation)
            && !std::holds_alternative<NatsError>(operation))
            return finish({Cause::ForeignServer, QStringLiteral("its first words are no INFO")});
        std::visit([this](const auto &what) { on(what); }, operation);
    }
}

// Greeting -> Joining
void WebSocketConnection::on(const NatsInfo &info)
{
    if (is<Greeting>()) {
        // Without headers (nats-server before 2.2) nothing of Earshot's can be asked of JetStream, and a request to
        // nobody goes unanswered.
        if (!info.headers)
            return finish({Cause::ServerTooOld, QStringLiteral("version %1, no headers").arg(info.version)});
        enter(Joining{info});
        send(nats::connect(connectOptions(m_options, info)) + nats::ping());
        emit greeted();
    } else if (auto *joining = std::get_if<Joining>(&m_state)) {
        joining->info = info;
    } else if (auto *open = std::get_if<Open>(&m_state)) {
        open->info = info;
        emit infoChanged(info);
    }
}

// Joining -> Open
void WebSocketConnection::on(const NatsPong &)
{
    m_lastWord.reset();
    if (auto *joining = std::get_if<Joining>(&m_state)) {
        m_deadline->stop();
        const NatsInfo info = std::move(joining->info);
        enter(Open{info});
        emit opened(info);
    } else if (!m_pingsSent.empty()) {
        const Instant sent = m_pingsSent.front();
        m_pingsSent.pop_front();
        emit pongReceived(m_arrival - sent);
    }
}

void WebSocketConnection::on(const NatsMessage &natsMessage)
{
    m_lastWord.reset();
    if (!m_requests.take(natsMessage))
        emit message(natsMessage, m_arrival);
}

void WebSocketConnection::on(const NatsError &error)
{
    const Failure failure = failureFromServerError(error.text);
    if (leavesConnectionOpen(failure)) {
        emit complained(failure);
    } else if (failure.cause == Cause::ServerLost) {
        m_lastWord = failure;
        emit complained(failure);
    } else {
        finish(failure);
    }
}

// ---- what is asked of the connection

quint64 WebSocketConnection::subscribe(const QByteArray &subject)
{
    ++m_lastSid;
    if (nats::isSubject(subject))
        send(nats::subscribe(subject, m_lastSid));
    else
        complainLater({Cause::BadData, QStringLiteral("not a subject")});
    return m_lastSid;
}

void WebSocketConnection::unsubscribe(quint64 sid)
{
    send(nats::unsubscribe(sid));
}

void WebSocketConnection::publish(
    const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers)
{
    if (const auto failure = objection(subject, payload, headers))
        complainLater(*failure);
    else
        send(nats::publish(subject, payload, {}, headers));
}

void WebSocketConnection::request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
    Reply reply, const NatsHeaders &headers)
{
    requestMany(
        subject, payload, timeout,
        [reply = std::move(reply)](const Result<NatsMessage> &answer) {
            reply(answer);
            return false;
        },
        headers);
}

void WebSocketConnection::requestMany(const QByteArray &subject, const QByteArray &payload,
    milliseconds timeout, EachReply each, const NatsHeaders &headers)
{
    const auto refuse = [&each](const Failure &failure) { each(failure); };
    if (!isJoined())
        return refuse({Cause::ServerLost, QStringLiteral("not connected")});
    if (const auto failure = objection(subject, payload, headers))
        return refuse(*failure);
    if (m_inboxSid == 0)
        m_inboxSid = subscribe(m_requests.inboxSubject());
    send(nats::publish(subject, payload, m_requests.add(timeout, std::move(each)), headers));
}

void WebSocketConnection::ping()
{
    if (!is<Open>() || m_pingsSent.size() == kMaxPings)
        return;
    m_pingsSent.push_back(m_clock.now());
    send(nats::ping());
}

/// Why the server would not take such a message; it would end the line over it.
std::optional<Failure> WebSocketConnection::objection(
    const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers) const
{
    if (!nats::isSubject(subject))
        return Failure{Cause::BadData, QStringLiteral("not a subject")};
    const auto *open = std::get_if<Open>(&m_state);
    const qsizetype size = nats::messageBytes(payload, headers);
    if (open && size > open->info.maxPayload) {
        return Failure{Cause::BadData,
            QStringLiteral("message of %1 bytes, the server takes %2").arg(size).arg(open->info.maxPayload)};
    }
    return std::nullopt;
}

void WebSocketConnection::send(const QByteArray &bytes)
{
    if (!isJoined())
        return;
    m_line.send(bytes);
    if (const qint64 backlog = m_line.backlog(); backlog > kMaxBacklog)
        finishLater({Cause::StaleConnection, QStringLiteral("%1 bytes wait to be sent").arg(backlog)});
}

void WebSocketConnection::complainLater(const Failure &failure)
{
    QMetaObject::invokeMethod(
        this,
        [this, failure] {
            if (!is<Ended>())
                emit complained(failure);
        },
        Qt::QueuedConnection);
}

// ---- the end

void WebSocketConnection::onDeadline()
{
    if (is<Greeting>())
        finish({Cause::ConnectTimeout, QStringLiteral("no INFO")});
    else if (is<Joining>())
        finish({Cause::ConnectTimeout, QStringLiteral("no PONG")});
    else
        finish(m_line.failureOfWaiting());
}

/// The last -ERR says more than how the line ended. Bytes that break WebSocket's rules before INFO come from
/// a stranger.
void WebSocketConnection::onLineEnded(Failure failure)
{
    if (is<Greeting>() && failure.cause == Cause::ProtocolBroken)
        failure.cause = Cause::ForeignServer;
    finish(m_lastWord.value_or(failure));
}

/// For ends found while the caller is inside a call of ours.
void WebSocketConnection::finishLater(const Failure &failure)
{
    enter(Ending{});
    QMetaObject::invokeMethod(
        this, [this, failure] { finish(failure); }, Qt::QueuedConnection);
}

// any -> Ended
void WebSocketConnection::finish(const Failure &failure)
{
    if (is<Ended>())
        return;
    stop();
    m_line.drop();
    const QPointer<QObject> self(this);
    m_requests.fail(failure);
    if (self)
        emit closed(failure);
}

void WebSocketConnection::close()
{
    if (is<Ended>())
        return;
    stop();
    m_line.close();
    m_requests.fail({Cause::ServerLost, QStringLiteral("closed here")});
}

void WebSocketConnection::stop()
{
    enter(Ended{});
    m_deadline->stop();
    m_line.disconnect(this);
}

} // namespace

std::unique_ptr<Connection> makeWebSocketConnection(Clock &clock, Random &random)
{
    return std::make_unique<WebSocketConnection>(clock, random);
}

std::function<std::unique_ptr<Connection>()> webSocketConnections(Clock &clock, Random &random)
{
    return [&clock, &random] { return makeWebSocketConnection(clock, random); };
}

} // namespace earshot
