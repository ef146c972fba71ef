#include "integration/dialer.h"
#include "integration/routed_server.h"
#include "integration/scripted_server.h"
#include "integration/tls_scene.h"
#include "integration/websocket_bytes.h"
#include "support/nats_server.h"
#include "support/verdict_log.h"

#include <QHostInfo>
#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;

/// A name with an address of each family, of which one goes nowhere.
class AddressFamilyTest : public QObject
{
    Q_OBJECT

    static bool hasBothFamilies()
    {
        bool v4 = false;
        bool v6 = false;
        for (const QHostAddress &address : QHostInfo::fromName("localhost").addresses())
            (address.protocol() == QAbstractSocket::IPv6Protocol ? v6 : v4) = true;
        return v4 && v6;
    }

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        if (!hasBothFamilies())
            QSKIP("localhost has one address family only");
    }

    void familyThatGoesNowhere_delaysTheJoinByAQuarterOfASecond()
    {
        NatsServer server; // on 127.0.0.1
        QVERIFY2(server.start(), qPrintable(server.log()));
        const BlackHole hole(QHostAddress(QHostAddress::LocalHostIPv6), server.webSocketPort());
        QCOMPARE(hole.port(), server.webSocketPort());
        const SystemClock clock;
        for (int i = 0; i < 5; ++i) {
            Dialer dialer(QUrl(QStringLiteral("ws://localhost:%1").arg(server.webSocketPort())));
            const Instant begun = clock.now();
            QVERIFY2(dialer.join(), dialer.closed.empty() ? "" : qPrintable(dialer.closed[0].detail));
            const double took = toMs(clock.now() - begun);
            QVERIFY2(took < toMs(inTime(milliseconds{800})), qPrintable(QString::number(took)));
            QVERIFY2(took >= 240, "the first family went nowhere, and yet it was quicker?");
            QVERIFY(dialer.settle());
            qInfo() << "joined after" << took << "ms";
        }
    }

    void certificateIsStillComparedWithTheName()
    {
        const TestCertificate good = makeCertificate("DNS:localhost", inDays(-1), inDays(1));
        const Trusted authority(good.certificate());
        ScriptedServer server(upgradedAnd(frame(kBinary, kInfo)), false, serverTls(good));
        const BlackHole hole(QHostAddress(QHostAddress::LocalHostIPv6), quint16(server.url().port()));
        Dialer dialer(QUrl(QStringLiteral("wss://localhost:%1").arg(server.url().port())));
        QSignalSpy greeted(dialer.connection.get(), &Connection::greeted);
        dialer.dial();
        QTRY_COMPARE_WITH_TIMEOUT(greeted.size(), 1, 3000);
        QVERIFY(server.request().contains("Host: localhost"));
    }

    void bothFamiliesGoNowhere_isATimeout()
    {
        const BlackHole v4;
        const BlackHole v6(QHostAddress(QHostAddress::LocalHostIPv6), v4.port());
        QCOMPARE(v6.port(), v4.port());
        Dialer dialer(QUrl(QStringLiteral("ws://localhost:%1").arg(v4.port())));
        dialer.options.deadline = milliseconds{1500};
        QCOMPARE(dialer.fail().cause, Cause::ConnectTimeout);
    }

    void secondFamilyRefuses_andTheFirstIsWaitedFor()
    {
        const BlackHole v6(QHostAddress(QHostAddress::LocalHostIPv6), freePort());
        Dialer dialer(QUrl(QStringLiteral("ws://localhost:%1").arg(v6.port())));
        dialer.options.deadline = milliseconds{1500};
        QCOMPARE(dialer.fail().cause, Cause::ConnectTimeout);
    }
};

QTEST_GUILESS_MAIN(AddressFamilyTest)
#include "address_family_test.moc"
