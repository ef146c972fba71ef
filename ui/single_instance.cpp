#include "single_instance.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QLockFile>
#include <QStandardPaths>

namespace earshot {

constexpr int kAnswerWithinMs = 2000;
constexpr qint64 kMostBytes = 64 * 1024;

SingleInstance::SingleInstance(QString name, QObject *parent)
    : QObject(parent)
    , m_name(std::move(name))
{ }

QString SingleInstance::defaultName()
{
#ifdef Q_OS_WIN
    return QStringLiteral("earshot-%1").arg(qEnvironmentVariable("USERNAME"));
#else
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return QDir(folder.isEmpty() ? QDir::tempPath() : folder).filePath(QStringLiteral("earshot-window"));
#endif
}

bool SingleInstance::handOver(const QString &link) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kAnswerWithinMs))
        return false;
    const QJsonObject call{{QStringLiteral("link"), link},
        {QStringLiteral("activation"), qEnvironmentVariable("XDG_ACTIVATION_TOKEN")}};
    socket.write(QJsonDocument(call).toJson(QJsonDocument::Compact) + '\n');
    return socket.waitForReadyRead(kAnswerWithinMs) && socket.readAll().startsWith("ok");
}

bool SingleInstance::claim(const QString &link)
{
#ifndef Q_OS_WIN
    // Between two that start at the same moment: the second waits here until the first listens.
    QLockFile turn(m_name + QStringLiteral(".lock"));
    turn.tryLock(kAnswerWithinMs);
#endif
    if (handOver(link))
        return false;
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &SingleInstance::answer);
    if (!m_server->listen(m_name)) {
        QLocalServer::removeServer(m_name);
        m_server->listen(m_name);
    }
    return true;
}

void SingleInstance::answer()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        const auto read = [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > kMostBytes)
                    socket->abort();
                return;
            }
            const QJsonObject call = QJsonDocument::fromJson(socket->readLine(kMostBytes)).object();
            socket->write("ok\n");
            socket->flush();
            socket->disconnectFromServer();
            emit called(
                call[QStringLiteral("link")].toString(), call[QStringLiteral("activation")].toString());
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        if (socket->bytesAvailable() > 0)
            read();
    }
}

} // namespace earshot
