#include "integration/routed_server.h"
#include "support/live_event.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace earshot;
using namespace earshot::test;

/// `earshotctl doctor` as a person or a script starts it.
class DoctorTest : public QObject
{
    Q_OBJECT

    std::vector<QJsonObject> m_lines;
    int m_exit = -1;
    milliseconds m_took{};

    bool examine(const QString &link)
    {
        SystemClock clock;
        const Instant begun = clock.now();
        QProcess doctor;
        doctor.start(EARSHOTCTL, {"doctor", link, "--json"});
        const bool ended = QTest::qWaitFor([&] { return doctor.state() == QProcess::NotRunning; }, 20'000);
        m_took = std::chrono::duration_cast<milliseconds>(clock.now() - begun);
        m_exit = doctor.exitCode();
        m_lines.clear();
        for (const QByteArray &line : doctor.readAllStandardOutput().split('\n')) {
            if (!line.isEmpty())
                m_lines.push_back(QJsonDocument::fromJson(line).object());
        }
        return ended && doctor.exitStatus() == QProcess::NormalExit;
    }
    /// `resolve:good tcp:bad …`
    QString steps() const
    {
        QStringList all;
        for (const QJsonObject &line : m_lines) {
            if (line["kind"] == "step")
                all << line["step"].toString() + ':' + line["health"].toString();
        }
        return all.join(' ');
    }
    int count(const QString &kind) const
    {
        return int(
            std::ranges::count_if(m_lines, [&](const QJsonObject &line) { return line["kind"] == kind; }));
    }

private slots:
    void workingEvent_showsTheWholeLadder()
    {
        EARSHOT_NEED_NATS_SERVER();
        LiveEvent event;
        QVERIFY2(event.start(), qPrintable(event.failure()));
        QVERIFY(examine(event.link().toString()));
        QCOMPARE(steps(), "resolve:good tcp:good tls:skipped http:good page:warning join:good");
        QCOMPARE(count("hop"), 5);
        QCOMPARE(m_lines.back()["kind"], "verdict");
        QCOMPARE(m_lines.back()["id"], "ok.live");
        QCOMPARE(m_exit, 0);
        for (const QJsonObject &line : m_lines)
            QVERIFY(!QJsonDocument(line).toJson().contains(event.link().ticket));
    }

    void refusedConnection_endsTheLadderThere()
    {
        QVERIFY(examine(QStringLiteral("earshot://127.0.0.1:%1/x?t=a.b.c").arg(freePort())));
        QCOMPARE(steps(), "resolve:good tcp:bad tls:skipped http:skipped page:skipped join:bad");
        QCOMPARE(m_lines.back()["id"], "net.refused");
        QCOMPARE(m_exit, 4);
        QVERIFY(m_took < inTime(seconds{6}));
    }

    void droppedPackets_areSeenInTime()
    {
        const BlackHole hole;
        QVERIFY(examine(QStringLiteral("earshot://127.0.0.1:%1/x?t=a.b.c").arg(hole.port())));
        QCOMPARE(steps(), "resolve:good tcp:bad tls:skipped http:skipped page:skipped join:bad");
        QCOMPARE(m_lines.back()["id"], "net.timeout");
        QCOMPARE(m_exit, 4);
    }

    void portal_isSeenAtTheWebAnswer()
    {
        RoutedServer portal;
        portal.answerAll(RoutedServer::response("302 Found", "Location: http://login.example/\r\n", ""));
        QVERIFY(examine(QStringLiteral("earshot://127.0.0.1:%1/x?t=a.b.c").arg(portal.port())));
        QCOMPARE(steps(), "resolve:good tcp:good tls:skipped http:bad page:warning join:bad");
        QVERIFY(m_exit != 0);
    }

    void linkWithoutATicket_isFollowedToItsServer()
    {
        EARSHOT_NEED_NATS_SERVER();
        NatsServer server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        RoutedServer pages;
        pages.answerAll(RoutedServer::response("404 Not Found", "", ""));
        pages.answerPage(
            R"({"v":1,"servers":[{"url":")" + server.url().toEncoded() + R"("}],"ticket":"a.b.c"})");
        QVERIFY(examine(QStringLiteral("earshot://127.0.0.1:%1").arg(pages.port())));
        QCOMPARE(steps(), "resolve:good tcp:good tls:skipped http:good page:good");
        QCOMPARE(m_exit, 0);
    }

    void unreadableLink_isRefused()
    {
        QVERIFY(examine("earshot://bad host/"));
        QCOMPARE(steps(), "");
        QCOMPARE(m_lines.back()["id"], "link.malformed");
        QCOMPARE(m_exit, 3);
    }
};

QTEST_GUILESS_MAIN(DoctorTest)
#include "doctor_test.moc"
