#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

namespace earshot::test {

/// A real nats-server of the test's own: free loopback ports, its files in a temporary folder, killed with
/// the test.
class NatsServer
{
public:
    static bool isInstalled();

    /// No accounts, no JetStream: everybody may do everything.
    static QByteArray openConfig(const QByteArray &more = {});

    /// In `config`, `{port}`, `{websocket_port}` and `{dir}` are replaced by the server's own.
    explicit NatsServer(QByteArray config = openConfig());
    ~NatsServer();

    /// Starts it (again, on the same ports) and waits until the WebSocket port answers. False after 10 s; see
    /// `log`.
    bool start();
    void kill(); ///< SIGKILL, and waits for its end
    void terminate(); ///< SIGTERM, and waits for its end
    void lameDuck(); ///< SIGUSR2: tells its clients to move on
    /// SIGHUP: goes on with another configuration on the same ports. False where it cannot be written.
    bool reload(const QByteArray &config);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    quint16 port() const { return m_port; } ///< of the plain NATS protocol
    quint16 webSocketPort() const { return m_webSocketPort; }
    QUrl url(const QString &scheme = QStringLiteral("ws")) const;
    QString dir() const { return m_dir.path(); }
    QString log() const;

private:
    QByteArray filledIn(QByteArray config) const;
    bool writeConfig();

    QTemporaryDir m_dir;
    quint16 m_port = 0;
    quint16 m_webSocketPort = 0;
    QByteArray m_config;
    QProcess m_process;
};

/// A port of the loopback address where nothing listens; none twice in a program.
quint16 freePort();

} // namespace earshot::test

/// In initTestCase: a desk without the program skips the tests, CI fails.
#define EARSHOT_NEED_NATS_SERVER()                                                                           \
    do {                                                                                                     \
        if (!earshot::test::NatsServer::isInstalled()) {                                                     \
            if (qEnvironmentVariable("CI") == QLatin1String("true"))                                         \
                QFAIL("nats-server is not installed");                                                       \
            QSKIP("nats-server is not installed");                                                           \
        }                                                                                                    \
    } while (false)
