#include "support/nats_server.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QSet>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace earshot::test {

namespace {

QString program()
{
    const QString name = QStringLiteral("nats-server");
    const QString found = QStandardPaths::findExecutable(name);
    // Debian puts it where an ordinary user's PATH does not look.
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {"/usr/sbin", "/usr/local/sbin"}) : found;
}

bool answers(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(1000);
}

} // namespace

bool NatsServer::isInstalled()
{
    return !program().isEmpty();
}

QByteArray NatsServer::openConfig(const QByteArray &more)
{
    return "listen: \"127.0.0.1:{port}\"\n"
           "websocket { listen: \"127.0.0.1:{websocket_port}\", no_tls: true }\n"
        + more;
}

NatsServer::NatsServer(QByteArray config)
    : m_port(freePort())
    , m_webSocketPort(freePort())
{
    m_config = filledIn(std::move(config));
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_dir.filePath("server.log"), QIODevice::Append);
#ifdef Q_OS_LINUX
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
}

NatsServer::~NatsServer()
{
    kill();
}

QByteArray NatsServer::filledIn(QByteArray config) const
{
    config.replace("{port}", QByteArray::number(m_port));
    config.replace("{websocket_port}", QByteArray::number(m_webSocketPort));
    config.replace("{dir}", m_dir.path().toUtf8());
    return config;
}

bool NatsServer::writeConfig()
{
    QFile file(m_dir.filePath("server.conf"));
    return file.open(QIODevice::WriteOnly) && file.write(m_config) == m_config.size();
}

bool NatsServer::start()
{
    if (!writeConfig())
        return false;
    m_process.start(program(), {"-c", m_dir.filePath("server.conf")});
    const QDeadlineTimer deadline(10'000);
    while (m_process.state() != QProcess::NotRunning && !deadline.hasExpired()) {
        if (answers(m_webSocketPort))
            return true;
        m_process.waitForFinished(20); // until it listens; returns at once where it could not
    }
    return false;
}

void NatsServer::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void NatsServer::terminate()
{
    m_process.terminate();
    m_process.waitForFinished();
}

void NatsServer::lameDuck()
{
    ::kill(pid_t(m_process.processId()), SIGUSR2);
}

bool NatsServer::reload(const QByteArray &config)
{
    m_config = filledIn(config);
    return writeConfig() && ::kill(pid_t(m_process.processId()), SIGHUP) == 0;
}

QUrl NatsServer::url(const QString &scheme) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(m_webSocketPort));
}

QString NatsServer::log() const
{
    QFile file(m_dir.filePath("server.log"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The system may give the same one twice: it is free again by then.
quint16 freePort()
{
    static QSet<quint16> given;
    for (;;) {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        const quint16 port = server.serverPort();
        if (given.contains(port))
            continue;
        given << port;
        return port;
    }
}

} // namespace earshot::test
