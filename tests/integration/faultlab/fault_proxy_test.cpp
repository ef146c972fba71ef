#include "integration/tls_scene.h"
#include "support/fault_proxy.h"

#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// The bad line itself: each of its faults is what it claims to be.
class FaultProxyTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void bytes_arriveBothWays();
    void delay_holdsBack_andLosesNothing();
    void stall_isTakenBack_whileConnected();
    void oneWayStall_leavesTheOther();
    void bandwidth_isKept();
    void bandwidth_holdsTheSenderBack();
    void burst_releasesTogether();
    void flip_changesOneBit();
    void deadWay_swallows();
    void cut_isAnEnd_afterTheLastByte();
    void reset_isAnError();
    void answer_isGiven_toEveryRequest();
    void page_isServed_andTheRestPassedOn();
    void silent_saysNothing();
    void refuse_isRefused_andTakenBack();
    void tls_isEndedHere();

private:
    /// A client through the proxy and its other end at the server.
    void connectThrough();
    bool clientGets(const QByteArray &bytes, int withinMs = 5000)
    {
        return QTest::qWaitFor(
                   [&] { return (m_got += m_client->readAll()).size() >= bytes.size(); }, withinMs)
            && m_got == bytes;
    }

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket *m_end = nullptr;
    QByteArray m_got;
};

void FaultProxyTest::init()
{
    m_client.reset();
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_proxy = std::make_unique<FaultProxy>(m_server->serverPort());
    m_client = std::make_unique<QTcpSocket>();
    m_got.clear();
    m_end = nullptr;
}

void FaultProxyTest::connectThrough()
{
    m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
    QTRY_VERIFY(m_server->hasPendingConnections());
    m_end = m_server->nextPendingConnection();
    QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
}

void FaultProxyTest::bytes_arriveBothWays()
{
    connectThrough();
    m_client->write("up");
    QTRY_COMPARE(m_end->bytesAvailable(), 2);
    m_end->write(QByteArray(300'000, 'd'));
    QVERIFY(clientGets(QByteArray(300'000, 'd')));
    QCOMPARE(m_proxy->connections(), 1);
}

void FaultProxyTest::delay_holdsBack_andLosesNothing()
{
    connectThrough();
    m_proxy->set(FaultProxy::Way::ToClient, {.delay = milliseconds{300}});
    QElapsedTimer since;
    since.start();
    m_end->write("late");
    QVERIFY(clientGets("late"));
    QVERIFY2(since.elapsed() >= 290, qPrintable(QString::number(since.elapsed())));
}

void FaultProxyTest::stall_isTakenBack_whileConnected()
{
    connectThrough();
    m_proxy->stall();
    m_end->write("waits");
    QVERIFY(!QTest::qWaitFor([this] { return m_client->bytesAvailable() > 0; }, 100));
    m_proxy->resume();
    QVERIFY(clientGets("waits"));
}

void FaultProxyTest::oneWayStall_leavesTheOther()
{
    connectThrough();
    m_proxy->set(FaultProxy::Way::ToServer, {.stalled = true});
    m_client->write("up");
    m_end->write("down");
    QVERIFY(clientGets("down"));
    QCOMPARE(m_end->bytesAvailable(), 0);
}

void FaultProxyTest::bandwidth_isKept()
{
    connectThrough();
    m_proxy->set(FaultProxy::Way::ToClient, {.bytesPerSecond = 20'000});
    QElapsedTimer since;
    since.start();
    m_end->write(QByteArray(20'000, 'x'));
    QVERIFY(clientGets(QByteArray(20'000, 'x')));
    QVERIFY2(since.elapsed() >= 850, qPrintable(QString::number(since.elapsed())));
    QVERIFY2(since.elapsed() < 3000, qPrintable(QString::number(since.elapsed())));
}

void FaultProxyTest::bandwidth_holdsTheSenderBack()
{
    connectThrough();
    m_proxy->set(FaultProxy::Way::ToClient, {.bytesPerSecond = 1000});
    m_end->write(QByteArray(32'000'000, 'x'));
    // What the two sockets' buffers take goes out at once; the rest must wait for the slow line.
    QTest::qWait(500);
    QVERIFY2(m_end->bytesToWrite() > 1'000'000, qPrintable(QString::number(m_end->bytesToWrite())));
}

void FaultProxyTest::burst_releasesTogether()
{
    connectThrough();
    m_proxy->set(FaultProxy::Way::ToClient, {.burst = milliseconds{400}});
    int arrivals = 0;
    QElapsedTimer last;
    last.start();
    connect(m_client.get(), &QTcpSocket::readyRead, m_client.get(), [&] {
        arrivals += last.restart() > 100;
        m_got += m_client->readAll();
    });
    for (int i = 0; i < 40; ++i) {
        m_end->write("x");
        QTest::qWait(20);
    }
    QTRY_COMPARE(m_got.size(), 40);
    QVERIFY2(arrivals <= 4, qPrintable(QString::number(arrivals)));
}

void FaultProxyTest::flip_changesOneBit()
{
    connectThrough();
    m_proxy->set(FaultProxy::Way::ToClient, {.flipOneIn = 10});
    m_end->write(QByteArray(20, '\0'));
    const QByteArray tenth = QByteArray(9, '\0') + '\x10';
    QVERIFY(clientGets(tenth + tenth));
}

void FaultProxyTest::deadWay_swallows()
{
    connectThrough();
    m_proxy->set(FaultProxy::Way::ToClient, {.dead = true});
    m_end->write("lost");
    m_client->write("up");
    QTRY_COMPARE(m_end->bytesAvailable(), 2);
    m_proxy->resume();
    m_end->write("found");
    QVERIFY(clientGets("found"));
}

void FaultProxyTest::cut_isAnEnd_afterTheLastByte()
{
    connectThrough();
    m_end->write("bye");
    QVERIFY(clientGets("bye"));
    m_proxy->cut();
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_client->error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(m_end->state(), QAbstractSocket::UnconnectedState);
}

void FaultProxyTest::reset_isAnError()
{
    connectThrough();
    m_client->write("up");
    QTRY_COMPARE(m_end->bytesAvailable(), 2);
    QSignalSpy errors(m_end, &QTcpSocket::errorOccurred);
    m_proxy->reset();
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(m_end->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_proxy->connections(), 0);
    QVERIFY(!errors.isEmpty());
}

void FaultProxyTest::answer_isGiven_toEveryRequest()
{
    m_proxy->answer(httpAnswer("503 Service Unavailable", {"Retry-After: 20"}));
    m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
    m_client->write("GET / HTTP/1.1\r\nSec-WebSocket-Key: abc\r\n\r\n");
    QVERIFY(clientGets(httpAnswer("503 Service Unavailable", {"Retry-After: 20"})));
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(m_proxy->requests().contains("GET / "));
}

void FaultProxyTest::page_isServed_andTheRestPassedOn()
{
    m_proxy->servePage("/.well-known/earshot.json", "{}");
    m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
    m_client->write("GET /.well-known/earshot.json HTTP/1.1\r\n\r\n");
    QVERIFY(clientGets(httpAnswer("200 OK", {"Content-Type: application/json"}, "{}")));

    QTcpSocket other;
    other.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    other.write("GET / HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(m_server->hasPendingConnections());
    m_end = m_server->nextPendingConnection();
    QTRY_VERIFY(m_end->peek(6) == "GET / ");
}

void FaultProxyTest::silent_saysNothing()
{
    m_proxy->acceptSilently();
    m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
    m_client->write("GET / HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
    QVERIFY(!QTest::qWaitFor([this] { return m_client->bytesAvailable() > 0; }, 100));
    QCOMPARE(m_client->state(), QAbstractSocket::ConnectedState);
    QVERIFY(!m_server->hasPendingConnections());
}

void FaultProxyTest::refuse_isRefused_andTakenBack()
{
    m_proxy->refuse();
    m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
    QTRY_COMPARE(m_client->error(), QAbstractSocket::ConnectionRefusedError);
    QVERIFY(m_proxy->acceptAgain());
    connectThrough();
}

void FaultProxyTest::tls_isEndedHere()
{
    const TestCertificate first = makeCertificate("IP:127.0.0.1", inDays(-1), inDays(1));
    const TestCertificate second = makeCertificate("DNS:example.org", inDays(-1), inDays(1));
    m_proxy->setTls(serverTls(first));
    for (const TestCertificate &certificate : {first, second}) {
        m_proxy->setTls(serverTls(certificate));
        QSslSocket client;
        client.setPeerVerifyMode(QSslSocket::VerifyNone);
        client.connectToHostEncrypted("127.0.0.1", m_proxy->port());
        QTRY_VERIFY(client.isEncrypted());
        QCOMPARE(client.peerCertificate(), certificate.certificate());
        client.write("secret");
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_end = m_server->nextPendingConnection();
        QTRY_COMPARE(m_end->bytesAvailable(), 6);
        QCOMPARE(m_end->readAll(), "secret");
    }
}

QTEST_GUILESS_MAIN(FaultProxyTest)
#include "fault_proxy_test.moc"
