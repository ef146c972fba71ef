#include "client/talk_remote.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

#include <algorithm>

namespace earshot {

namespace {

constexpr qsizetype kMaxAnswer = 512;
/// Less than a talk lease lasts: a socket that does not answer must not close the microphone.
constexpr int kProbePatienceMs = 50;

QString nameOf(TalkEnd end)
{
    switch (end) {
    case TalkEnd::None:
        return {};
    case TalkEnd::Released:
        return QStringLiteral("released");
    case TalkEnd::FocusLost:
        return QStringLiteral("focus");
    case TalkEnd::KeyLost:
        return QStringLiteral("key");
    case TalkEnd::Suspended:
        return QStringLiteral("suspended");
    case TalkEnd::DeviceLost:
        return QStringLiteral("device");
    case TalkEnd::MutedByHost:
        return QStringLiteral("muted");
    case TalkEnd::EventPaused:
        return QStringLiteral("paused");
    case TalkEnd::EventOver:
        return QStringLiteral("over");
    case TalkEnd::ReturnPathDead:
        return QStringLiteral("line");
    case TalkEnd::Feedback:
        return QStringLiteral("feedback");
    case TalkEnd::LeftStage:
        return QStringLiteral("stage");
    case TalkEnd::Watchdog:
        return QStringLiteral("watchdog");
    case TalkEnd::Locked:
        return QStringLiteral("locked");
    }
    return {};
}

/// True where an Earshot answers there: its socket is not ours to take.
bool isTaken(const QString &name)
{
    QLocalSocket probe;
    probe.connectToServer(name);
    return probe.waitForConnected(kProbePatienceMs);
}

} // namespace

TalkRemote::TalkRemote(Talking &talking, Clock &clock, QString name)
    : m_talking(talking)
    , m_name(name.isEmpty() ? socketName() : std::move(name))
    , m_retry(clock.makeTimer())
{
    connect(&talking, &Talking::viewChanged, this, &TalkRemote::follow);
    follow();
}

TalkRemote::~TalkRemote()
{
    for (QLocalSocket *client : std::as_const(m_clients))
        client->disconnect(this); // its end comes with the server's, when the set is gone
}

QString TalkRemote::socketName()
{
#ifdef Q_OS_WIN
    return QStringLiteral("earshot-talk-") + qEnvironmentVariable("USERNAME");
#else
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return QDir(folder.isEmpty() ? QDir::homePath() : folder).filePath(QStringLiteral("earshot-talk"));
#endif
}

void TalkRemote::follow()
{
    const bool isOnStage = m_talking.view().seat.phase == SeatPhase::OnStage;
    if (isOnStage && m_state == State::Off)
        listen();
    else if (!isOnStage && m_state != State::Off)
        close();
}

void TalkRemote::listen()
{
    if (!isTaken(m_name)) {
        m_server = std::make_unique<QLocalServer>();
        m_server->setSocketOptions(QLocalServer::UserAccessOption);
        connect(m_server.get(), &QLocalServer::newConnection, this, &TalkRemote::onConnection);
        QLocalServer::removeServer(m_name); // of an Earshot that crashed
        if (m_server->listen(m_name))
            return setState(State::Listening);
        m_server.reset();
    }
    m_retry->start(kRetryRhythm, [this] { listen(); });
    setState(State::Taken);
}

void TalkRemote::close()
{
    m_retry->stop();
    // What the clients of this server do later is no matter of the next.
    for (QLocalSocket *client : std::exchange(m_clients, {}))
        client->disconnect(this);
    if (m_server) {
        m_server->close();
        m_server.release()->deleteLater(); // a client of it may be what led here
    }
    setState(State::Off);
}

void TalkRemote::setState(State state)
{
    if (state != std::exchange(m_state, state))
        emit stateChanged(state);
}

void TalkRemote::onConnection()
{
    while (QLocalSocket *client = m_server->nextPendingConnection()) {
        if (m_clients.size() >= kMaxClients) {
            delete client;
            continue;
        }
        m_clients.insert(client);
        client->setReadBufferSize(kMaxLine);
        connect(client, &QLocalSocket::readyRead, this, [this, client] { onReadyRead(*client); });
        connect(client, &QLocalSocket::disconnected, this, [this, client] {
            m_clients.remove(client);
            client->deleteLater();
        });
    }
}

void TalkRemote::onReadyRead(QLocalSocket &client)
{
    if (!client.canReadLine()) {
        if (client.bytesAvailable() >= kMaxLine)
            client.abort();
        return;
    }
    const QByteArray answer = obey(client.readLine(kMaxLine).trimmed());
    if (!answer.isEmpty())
        client.write(answer);
    client.disconnectFromServer();
}

/// The answer; empty where the word is none.
QByteArray TalkRemote::obey(const QByteArray &word)
{
    const bool isOpen = m_talking.view().talk.open;
    if (word == "on" || (word == "toggle" && !isOpen))
        m_talking.press(TalkSource::Remote);
    else if (word == "off" || word == "toggle")
        m_talking.release(TalkSource::Remote);
    else if (word != "status")
        return {};
    const TalkStats &talk = m_talking.view().talk;
    const QJsonObject answer{{QStringLiteral("open"), talk.open}, {QStringLiteral("blocked"), talk.blocked},
        {QStringLiteral("stage"), m_talking.view().seat.phase == SeatPhase::OnStage},
        {QStringLiteral("end"), nameOf(talk.end)}};
    return QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n';
}

Result<TalkAnswer> askTalkRemote(const QByteArray &word, const QString &name, milliseconds patience)
{
    QLocalSocket socket;
    socket.setReadBufferSize(kMaxAnswer);
    socket.connectToServer(name);
    if (!socket.waitForConnected(int(patience.count())))
        return Failure{Cause::NoResponders, socket.errorString()};
    socket.write(word + '\n');
    while (!socket.canReadLine()) {
        if (socket.bytesAvailable() >= kMaxAnswer)
            return Failure{Cause::BadData, QStringLiteral("length")};
        if (!socket.waitForReadyRead(int(patience.count())))
            return Failure{Cause::RequestTimeout, socket.errorString()};
    }
    const QJsonObject answer = QJsonDocument::fromJson(socket.readLine(kMaxAnswer)).object();
    if (!answer.value(QLatin1String("open")).isBool())
        return Failure{Cause::BadData, QStringLiteral("answer")};
    return TalkAnswer{answer.value(QLatin1String("open")).toBool(),
        answer.value(QLatin1String("blocked")).toBool(),
        answer.value(QLatin1String("end")).toString().left(20)};
}

} // namespace earshot
