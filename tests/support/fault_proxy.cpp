#include "support/fault_proxy.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QPointer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <deque>
#include <list>

#include <sys/socket.h>

namespace earshot::test {

namespace {

constexpr int kTickMs = 5;
constexpr qint64 kMostWaiting = 64 * 1024; ///< then the sender is held back
constexpr qsizetype kLongestHead = 64 * 1024;

/// The end of this socket is RST.
void resetNow(QTcpSocket *socket)
{
    if (!socket)
        return;
    const linger none{1, 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    socket->abort();
}

QByteArray acceptKey(const QByteArray &request)
{
    const QByteArray name("Sec-WebSocket-Key: ");
    const qsizetype at = request.indexOf(name) + name.size();
    const QByteArray key = request.mid(at, request.indexOf("\r\n", at) - at);
    const QByteArray guid("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"); // RFC 6455 §1.3
    return QCryptographicHash::hash(key + guid, QCryptographicHash::Sha1).toBase64();
}

/// One way of one connection.
class Pipe
{
public:
    Pipe(QTcpSocket *from, QTcpSocket *to)
        : m_from(from)
        , m_to(to)
    {
        m_clock.start();
    }

    void begin(const QByteArray &alreadyRead) { take(alreadyRead, {}); }
    void end() { m_isEnded = true; }

    /// Passes on what may go now. True while something waits for its time.
    bool pump(const LineFaults &faults)
    {
        const qint64 now = m_clock.elapsed();
        if (m_from && m_from->isOpen() && m_bytesWaiting < kMostWaiting)
            take(m_from->readAll(), faults);
        if (faults.stalled || !m_to || m_to->state() != QAbstractSocket::ConnectedState)
            return false; // what goes on is told by `set` or a signal
        const bool isSameBurst
            = faults.burst.count() > 0 && now / faults.burst.count() == m_lastRelease / faults.burst.count();
        if (isSameBurst)
            return !m_waiting.empty();
        m_lastRelease = now;
        qint64 allowance = m_bytesWaiting;
        if (faults.bytesPerSecond > 0) {
            // At most a tenth of a second's worth is saved up, so that the flow is even.
            m_credit += double(faults.bytesPerSecond * (now - m_lastPump)) / 1000;
            m_credit = std::min(m_credit, std::max(1.0, double(faults.bytesPerSecond) / 10));
            allowance = qint64(m_credit);
        }
        m_lastPump = now;
        if (faults.cutAt > 0)
            allowance = std::min(allowance, faults.cutAt - m_passed);
        release(now, allowance);
        if (m_waiting.empty() && m_isEnded)
            m_to->disconnectFromHost();
        return !m_waiting.empty() || (m_from && m_from->bytesAvailable() > 0);
    }

    bool isCut(const LineFaults &faults) const { return faults.cutAt > 0 && m_passed >= faults.cutAt; }

private:
    struct Chunk {
        qint64 due;
        QByteArray bytes;
    };

    void take(QByteArray bytes, const LineFaults &faults)
    {
        if (bytes.isEmpty() || faults.dead)
            return;
        for (qsizetype i = 0; faults.flipOneIn > 0 && i < bytes.size(); ++i) {
            if (++m_sinceFlip >= faults.flipOneIn) {
                bytes[i] = char(bytes[i] ^ 0x10);
                m_sinceFlip = 0;
            }
        }
        m_bytesWaiting += bytes.size();
        m_waiting.push_back({m_clock.elapsed() + faults.delay.count(), bytes});
    }

    void release(qint64 now, qint64 allowance)
    {
        while (!m_waiting.empty() && m_waiting.front().due <= now && allowance > 0) {
            Chunk &first = m_waiting.front();
            const QByteArray part = first.bytes.left(qsizetype(allowance));
            m_to->write(part);
            allowance -= part.size();
            m_credit -= double(part.size());
            m_passed += part.size();
            m_bytesWaiting -= part.size();
            first.bytes.remove(0, part.size());
            if (first.bytes.isEmpty())
                m_waiting.pop_front();
        }
        m_credit = std::max(m_credit, 0.0);
    }

    QPointer<QTcpSocket> m_from;
    QPointer<QTcpSocket> m_to;
    std::deque<Chunk> m_waiting;
    qint64 m_bytesWaiting = 0;
    qint64 m_passed = 0;
    qint64 m_lastRelease = 0;
    qint64 m_lastPump = 0;
    double m_credit = 0;
    int m_sinceFlip = 0;
    bool m_isEnded = false;
    QElapsedTimer m_clock;
};

} // namespace

/// Everything that happens on the proxy's thread.
class FaultProxy::Worker : public QTcpServer
{
public:
    explicit Worker(quint16 server, const std::optional<QSslConfiguration> &tls)
        : m_tls(tls)
        , m_target(server)
    {
        m_tick.setTimerType(Qt::PreciseTimer);
        m_tick.setInterval(kTickMs);
        connect(&m_tick, &QTimer::timeout, this, &Worker::pump);
    }

    void pump()
    {
        bool waits = false;
        for (Connection &connection : m_connections) {
            if (connection.up) {
                waits = connection.up->pump(m_up) || waits;
                waits = connection.down->pump(m_down) || waits;
            }
        }
        cutWhatIsDue();
        m_connections.remove_if([](const Connection &connection) { return !connection.client; });
        if (waits && !m_tick.isActive())
            m_tick.start();
        else if (!waits)
            m_tick.stop();
    }

    void cutWhatIsDue()
    {
        std::list<Connection> due; // at their addresses, which their sockets' lambdas know
        for (auto one = m_connections.begin(); one != m_connections.end();) {
            const auto next = std::next(one);
            if (one->up && (one->up->isCut(m_up) || one->down->isCut(m_down)))
                due.splice(due.end(), m_connections, one);
            one = next;
        }
        for (const Connection &connection : due) {
            ++m_cuts;
            if (connection.client)
                connection.client->disconnectFromHost();
            resetNow(connection.server);
        }
        m_ending.splice(m_ending.end(), due);
        m_ending.remove_if([](const Connection &connection) { return !connection.client; });
    }

    void cut()
    {
        for (const Connection &connection : m_connections) {
            if (connection.client)
                connection.client->disconnectFromHost();
            if (connection.server)
                connection.server->disconnectFromHost();
        }
    }

    void reset()
    {
        for (const Connection &connection : std::exchange(m_connections, {})) {
            resetNow(connection.server);
            resetNow(connection.client);
        }
    }

    void inject(const QByteArray &bytes)
    {
        for (const Connection &connection : m_connections) {
            if (connection.client)
                connection.client->write(bytes);
        }
    }

    enum class Greeting { PassOn, Silent, Answer };

    Greeting m_greeting = Greeting::PassOn;
    QByteArray m_answer;
    bool m_answerEnds = true;
    QByteArray m_pagePath;
    QByteArray m_page;
    std::optional<QSslConfiguration> m_tls;
    LineFaults m_up;
    LineFaults m_down;
    QByteArray m_requests;
    quint16 m_target;
    int m_cuts = 0;

    int openConnections() const
    {
        return int(std::count_if(m_connections.begin(), m_connections.end(),
            [](const Connection &connection) { return !connection.client.isNull(); }));
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *client = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
        client->setSocketDescriptor(descriptor);
        client->setReadBufferSize(kMostWaiting);
        if (auto *secure = qobject_cast<QSslSocket *>(client)) {
            secure->setSslConfiguration(*m_tls);
            secure->startServerEncryption();
        }
        m_connections.push_back({client, {}, {}, {}, {}});
        Connection &connection = m_connections.back();
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        if (m_greeting == Greeting::Silent)
            return;
        if (m_greeting == Greeting::PassOn && m_pagePath.isEmpty()) {
            passOn(connection);
            return;
        }
        connect(client, &QTcpSocket::readyRead, client, [this, &connection] { readHead(connection); });
    }

private:
    struct Connection {
        QPointer<QTcpSocket> client;
        QPointer<QTcpSocket> server;
        QByteArray head;
        std::unique_ptr<Pipe> up;
        std::unique_ptr<Pipe> down;
    };

    /// Until the end of the request's head it is not known who answers it.
    void readHead(Connection &connection)
    {
        if (connection.up)
            return;
        const QByteArray news = connection.client->readAll();
        m_requests += news;
        connection.head += news;
        if (!connection.head.contains("\r\n\r\n") && connection.head.size() < kLongestHead)
            return;
        if (m_greeting == Greeting::Answer) {
            respond(connection, QByteArray(m_answer).replace("{accept}", acceptKey(connection.head)),
                m_answerEnds);
        } else if (connection.head.startsWith("GET " + m_pagePath + ' ')) {
            respond(connection, httpAnswer("200 OK", {"Content-Type: application/json"}, m_page), true);
        } else {
            passOn(connection);
        }
    }

    static void respond(Connection &connection, const QByteArray &bytes, bool ends)
    {
        connection.head.clear();
        connection.client->write(bytes);
        if (ends)
            connection.client->disconnectFromHost();
    }

    void passOn(Connection &connection)
    {
        QTcpSocket *client = connection.client;
        auto *server = new QTcpSocket(client);
        connection.server = server;
        server->setReadBufferSize(kMostWaiting);
        connection.up = std::make_unique<Pipe>(client, server);
        connection.down = std::make_unique<Pipe>(server, client);
        connection.up->begin(connection.head);
        connect(client, &QTcpSocket::readyRead, client, [this] { pump(); });
        connect(server, &QTcpSocket::readyRead, client, [this] { pump(); });
        connect(server, &QTcpSocket::connected, client, [this] { pump(); });
        connect(server, &QTcpSocket::disconnected, client, [this, &connection] {
            connection.down->end();
            pump();
        });
        connect(server, &QTcpSocket::errorOccurred, client, [this, client, server] {
            // Nobody there: the client learns it as it would without this line.
            if (server->state() != QAbstractSocket::ConnectedState && !m_down.stalled)
                client->disconnectFromHost();
        });
        server->connectToHost(QHostAddress::LocalHost, m_target);
    }

    std::list<Connection> m_connections;
    std::list<Connection> m_ending; ///< cut, with bytes of theirs on the way
    QTimer m_tick{this};
};

template<typename Call>
auto FaultProxy::run(Call call) const
{
    using Answer = decltype(call(*m_worker));
    if constexpr (std::is_void_v<Answer>) {
        QMetaObject::invokeMethod(
            m_worker.get(), [&] { call(*m_worker); }, Qt::BlockingQueuedConnection);
    } else {
        Answer answer{};
        QMetaObject::invokeMethod(
            m_worker.get(), [&] { answer = call(*m_worker); }, Qt::BlockingQueuedConnection);
        return answer;
    }
}

FaultProxy::FaultProxy(quint16 server, const std::optional<QSslConfiguration> &tls)
    : m_worker(std::make_unique<Worker>(server, tls))
{
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    m_port = run([](Worker &worker) {
        worker.listen(QHostAddress::LocalHost);
        return worker.serverPort();
    });
}

FaultProxy::~FaultProxy()
{
    // Its sockets end on the thread they live on.
    Worker *worker = m_worker.release();
    QMetaObject::invokeMethod(
        worker, [worker] { delete worker; }, Qt::QueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QUrl FaultProxy::url(const QString &scheme) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(m_port));
}

void FaultProxy::set(Way way, const LineFaults &faults)
{
    run([&](Worker &worker) {
        (way == Way::ToServer ? worker.m_up : worker.m_down) = faults;
        worker.pump();
    });
}

void FaultProxy::set(const LineFaults &faults)
{
    run([&](Worker &worker) {
        worker.m_up = faults;
        worker.m_down = faults;
        worker.pump();
    });
}

void FaultProxy::cut()
{
    run([](Worker &worker) { worker.cut(); });
}

void FaultProxy::reset()
{
    run([](Worker &worker) { worker.reset(); });
}

void FaultProxy::inject(const QByteArray &bytes)
{
    run([&](Worker &worker) { worker.inject(bytes); });
}

void FaultProxy::passOn()
{
    run([](Worker &worker) {
        worker.m_greeting = Worker::Greeting::PassOn;
        worker.m_pagePath.clear();
    });
}

void FaultProxy::acceptSilently()
{
    run([](Worker &worker) { worker.m_greeting = Worker::Greeting::Silent; });
}

void FaultProxy::answer(const QByteArray &bytes, bool ends)
{
    run([&](Worker &worker) {
        worker.m_greeting = Worker::Greeting::Answer;
        worker.m_answer = bytes;
        worker.m_answerEnds = ends;
    });
}

void FaultProxy::servePage(const QByteArray &path, const QByteArray &body)
{
    run([&](Worker &worker) {
        worker.m_greeting = Worker::Greeting::PassOn;
        worker.m_pagePath = path;
        worker.m_page = body;
    });
}

void FaultProxy::refuse()
{
    run([](Worker &worker) { worker.close(); });
}

bool FaultProxy::acceptAgain()
{
    return run([this](Worker &worker) { return worker.listen(QHostAddress::LocalHost, m_port); });
}

void FaultProxy::setTls(const QSslConfiguration &tls)
{
    run([&](Worker &worker) { worker.m_tls = tls; });
}

int FaultProxy::connections() const
{
    return run([](Worker &worker) { return worker.openConnections(); });
}

int FaultProxy::cuts() const
{
    return run([](const Worker &worker) { return worker.m_cuts; });
}

QByteArray FaultProxy::requests() const
{
    return run([](Worker &worker) { return worker.m_requests; });
}

QByteArray httpAnswer(const QByteArray &status, const QByteArrayList &headers, const QByteArray &body)
{
    QByteArray answer = "HTTP/1.1 " + status + "\r\n";
    for (const QByteArray &header : headers)
        answer += header + "\r\n";
    return answer + "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n"
        + body;
}

} // namespace earshot::test
