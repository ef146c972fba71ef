#include "support/live_event.h"

#include "diagnosis/diagnose.h"
#include "support/stall_proxy.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"

#include <QTcpSocket>

#include <csignal>

using namespace earshot;
using namespace earshot::test;

/// Faults on the way from the server to the ear of somebody who joined: lost lines, and bytes that nobody
/// should send.
class FaultsLineTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    }

    void stalledLine_isNamed_andComesBack();
    void stalledLineForGood_isGivenUp();
    void nonsenseInTheStream();
    void hugeBeacon();
    void brokenBeacons_doNotHideTheEvent();
    void tinyAudioPackets();
    void noiseInsteadOfOpus();
    void killedServer();

    void cleanupTestCase() { printNamings(); }

private:
    LiveEvent m_event;
};

namespace {

constexpr milliseconds kNamedWithin{3000};

/// Random, and the same each time.
QByteArray noise(qsizetype size, SeededRandom &random)
{
    QByteArray bytes;
    while (bytes.size() < size)
        bytes += char(random.next());
    return bytes;
}

/// Sends one packet each 20 ms until `isEnough`.
template<typename MakePacket, typename Predicate>
bool sendUntil(Session &line, const QByteArray &subject, MakePacket makePacket, Predicate isEnough)
{
    const SystemClock clock;
    const Instant until = clock.now() + seconds{8};
    while (clock.now() < until && !isEnough()) {
        line.publish(subject, makePacket());
        (void)QTest::qWaitFor(isEnough, 20);
    }
    return isEnough();
}

} // namespace

void FaultsLineTest::stalledLine_isNamed_andComesBack()
{
    StallProxy proxy(m_event.link().port);
    Listener listener;
    listener.join(m_event.linkThrough(proxy.port()));
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    QVERIFY(listener.hearsMore());

    listener.log.mark();
    proxy.stall();
    VERIFY_NAMED(listener.log, "you.stalled", inTime(kNamedWithin));
    listener.log.mark();
    proxy.resume();
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    QVERIFY(listener.hearsMore());
    QCOMPARE(listener.view().evidence.session.reconnects, 0);
}

void FaultsLineTest::stalledLineForGood_isGivenUp()
{
    StallProxy proxy(m_event.link().port);
    Listener listener;
    listener.join(m_event.linkThrough(proxy.port()));
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    proxy.stall();
    VERIFY_NAMED(listener.log, "you.stalled", inTime(kNamedWithin));
    QTRY_VERIFY_WITH_TIMEOUT(listener.view().evidence.session.phase != LinePhase::Live, 5000);
    QTRY_COMPARE(listener.log.shown(), "server.lost");
}

void FaultsLineTest::nonsenseInTheStream()
{
    StallProxy proxy(m_event.link().port);
    Listener listener;
    listener.join(m_event.linkThrough(proxy.port()));
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    proxy.inject(QByteArray("\x82\x0d", 2) + "NOT A WORD!\r\n"); // one whole binary frame (RFC 6455 §5.2)
    VERIFY_NAMED(listener.log, "server.protocol", inTime(kNamedWithin));
    listener.log.mark();
    VERIFY_NAMED(listener.log, "ok.live", inTime(seconds{5}));
}

/// A server that lets ten megabytes through: the listener does not.
void FaultsLineTest::hugeBeacon()
{
    NatsServer server(NatsServer::openConfig("max_payload: 33554432\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    QTcpSocket desk; // the plain protocol: QWebSocket takes seconds for as much
    desk.connectToHost(QHostAddress::LocalHost, server.port());
    QVERIFY(desk.waitForConnected());
    Link link = m_event.link();
    link.port = server.webSocketPort();
    Listener listener;
    listener.join(link);
    QTRY_COMPARE(listener.view().evidence.session.phase, LinePhase::Live);
    listener.log.mark();
    const QByteArray beacon
        = "{\"v\":1,\"id\":\"welcome\",\"title\":\"" + QByteArray(10'000'000, 'x') + "\"}";
    desk.write(
        "CONNECT {}\r\nPUB ev.welcome.state " + QByteArray::number(beacon.size()) + "\r\n" + beacon + "\r\n");
    VERIFY_NAMED(listener.log, "server.protocol", inTime(kNamedWithin));
    QTRY_VERIFY(listener.view().evidence.session.reconnects > 0);
}

void FaultsLineTest::brokenBeacons_doNotHideTheEvent()
{
    Listener listener;
    listener.join(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    SeededRandom random(1);
    const QByteArray subject = subjects::state(eventId("welcome"));
    const QByteArray good = writeState(m_event.desk().state());
    Session &desk = m_event.demo().deskLine();
    for (const QByteArray &bad : {QByteArray(), QByteArray("{"), QByteArray("null"), QByteArray("[1,2,3]"),
             QByteArray(60'000, '['), QByteArray(120'000, ' '), noise(5'000, random),
             good.left(good.size() / 2), QByteArray(good).replace("welcome", "another")})
        desk.publish(subject, bad);
    const Instant before = listener.view().evidence.state->at;
    QTRY_VERIFY(listener.view().evidence.state->at > before + seconds{1});
    QCOMPARE(listener.view().stage.size(), size_t(2));
    QVERIFY(listener.hearsMore());
    QCOMPARE(listener.log.shown(), "ok.live");
}

/// Three bytes are no RTP packet: nothing comes from that speaker, and the stage says so.
void FaultsLineTest::tinyAudioPackets()
{
    m_event.addEvent("tiny");
    const auto voice = m_event.addVoice("tiny", "Mei Okafor");
    QVERIFY(voice.line->isLive());
    Listener listener;
    listener.join(m_event.linkTo("tiny"));
    const QByteArray subject = subjects::audio(eventId("tiny"), voice.key);
    const auto isNamed = [&] { return listener.log.shown().startsWith("stage."); };
    QVERIFY2(sendUntil(
                 *voice.line, subject, [] { return QByteArray("\x80\x6f\x01", 3); }, isNamed),
        qPrintable(listener.log.history()));
    QCOMPARE(listener.played(), microseconds{0});
}

/// Whatever the decoder makes of noise, the listener goes on and hears whoever speaks properly.
void FaultsLineTest::noiseInsteadOfOpus()
{
    m_event.addEvent("noise");
    const auto voice = m_event.addVoice("noise", "Tom Sand");
    QVERIFY(voice.line->isLive());
    Listener listener;
    listener.join(m_event.linkTo("noise"));
    SeededRandom random(2);
    RtpPacket packet;
    packet.level = 20;
    const auto next = [&] {
        ++packet.sequence;
        packet.timestamp += 960;
        packet.payload = noise(1 + qsizetype(random.next() % 1200), random);
        return writeRtp(packet);
    };
    const QByteArray subject = subjects::audio(eventId("noise"), voice.key);
    int sent = 0;
    QVERIFY(sendUntil(*voice.line, subject, next, [&] { return ++sent > 300; }));
    QVERIFY2(!listener.log.shown().startsWith("checking"), qPrintable(listener.log.history()));
    const std::vector<QString> ids = allVerdictIds();
    QVERIFY2(std::ranges::find(ids, listener.log.shown()) != ids.end(), qPrintable(listener.log.shown()));

    const auto proper = m_event.addSpeaker("noise", "Mei Okafor", LiveEvent::demoVoices()[0]);
    QTRY_COMPARE_WITH_TIMEOUT(listener.log.shown(), "ok.live", 5000);
    QVERIFY(listener.hearsMore());
}

/// The last test: this server does not come back.
void FaultsLineTest::killedServer()
{
    Listener listener;
    listener.join(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    QCOMPARE(::kill(pid_t(m_event.demo().engine().addresses().pid), SIGKILL), 0);
    VERIFY_NAMED(listener.log, "server.lost", inTime(kNamedWithin));
    // The next attempts find nobody there: still the same fault.
    QTRY_VERIFY_WITH_TIMEOUT(listener.view().evidence.session.attempt >= 2, 10'000);
    QCOMPARE(listener.log.shown(), "server.lost");
}

QTEST_GUILESS_MAIN(FaultsLineTest)
#include "faults_line_test.moc"
