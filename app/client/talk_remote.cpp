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
    return probe.waitForConnected(200);
}

} // namespace

TalkRemote::TalkRemote(Talking &talking, QString name)
    : m_talking(talking)
    , m_name(std::move(name))
{
    connect(&talking, &Talking::viewChanged, this, &TalkRemote::follow);
    follow();
}

TalkRemote::~TalkRemote() = default;

QString TalkRemote::socketName()
{
#ifdef Q_OS_WIN
    return QStringLiteral("earshot-talk-") + qEnvironmentVariable("USERNAME");
#else
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return QDir(folder.isEmpty() ? QDir::homePath() : folder).filePath(QStringLiteral("earshot-talk"));
#endif
}

bool TalkRemote::isListening() const
{
    return m_server && m_server->isListening();
}

void TalkRemote::follow()
{
    const bool isOnStage = m_talking.view().seat.phase == SeatPhase::OnStage;
    if (isOnStage == (m_server != nullptr))
        return;
    if (!isOnStage) {
        m_server->close();
        m_server.release()->deleteLater(); // a client of it may be what led here
        m_clients = 0;
        return;
    }
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &TalkRemote::onConnection);
    const QString name = m_name.isEmpty() ? socketName() : m_name;
    if (isTaken(name))
        return;
    QLocalServer::removeServer(name); // of an Earshot that crashed
    m_server->listen(name);
}

void TalkRemote::onConnection()
{
    while (QLocalSocket *client = m_server->nextPendingConnection()) {
        if (m_clients >= kMaxClients) {
            delete client;
            continue;
        }
        ++m_clients;
        client->setReadBufferSize(kMaxLine);
        connect(client, &QLocalSocket::readyRead, this, [this, client] { onReadyRead(*client); });
        connect(client, &QLocalSocket::disconnected, this, [this, client] {
            m_clients = std::max(0, m_clients - 1);
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
