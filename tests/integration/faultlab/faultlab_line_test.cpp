#include "integration/faultlab/lab_scenes.h"
#include "integration/faultlab/lab_table.h"

#include "diagnosis/diagnose.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"

#include <QTcpSocket>

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: the way from the server to somebody who listens, and bytes that nobody should send.
class FaultlabLineTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    }

    void fault_data();
    void fault();
    void stalledLineForGood_isGivenUp();
    void nonsenseInTheStream_isNamed_andLeft();
    void hugeBeacon();
    void brokenBeacons_doNotHideTheEvent();
    void tinyAudioPackets();
    void noiseInsteadOfOpus();
    void cleanupTestCase() { writeRows("line"); }

private:
    using Inject = void (FaultlabLineTest::*)(const LabRow &);
    struct Fault {
        LabRow row;
        Inject inject;
    };
    static const std::vector<Fault> kFaults;

    /// Hears the event over that line; the fault comes next.
    bool joins(Listener &listener, const FaultProxy &line)
    {
        listener.join(m_event.linkThrough(line.port()));
        const bool hears
            = listener.log.named("ok.live", inTime(2 * kNamedWithin)).after && listener.hearsMore();
        listener.log.mark();
        return hears;
    }
    void stalled(const LabRow &row, FaultProxy::Way way);
    void stalledBoth(const LabRow &row);
    void stalledDown(const LabRow &row) { stalled(row, FaultProxy::Way::ToClient); }
    void halfOpen(const LabRow &row);
    void slow(const LabRow &row);
    void trickle(const LabRow &row);
    void bursts(const LabRow &row);

    LiveEvent m_event;
};

namespace {

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

void FaultlabLineTest::stalled(const LabRow &row, FaultProxy::Way way)
{
    FaultProxy line(m_event.link().port);
    Listener listener;
    QVERIFY(joins(listener, line));
    line.set(way, {.stalled = true});
    LAB_NAMED(listener.log, row);
    listener.log.mark();
    line.resume();
    LAB_SHOWN(listener.log, "ok.live");
    QVERIFY(listener.hearsMore());
}

void FaultlabLineTest::stalledBoth(const LabRow &row)
{
    FaultProxy line(m_event.link().port);
    Listener listener;
    QVERIFY(joins(listener, line));
    line.stall();
    LAB_NAMED(listener.log, row);
    listener.log.mark();
    line.resume();
    LAB_SHOWN(listener.log, "ok.live");
    QVERIFY(listener.hearsMore());
    QCOMPARE(listener.view().evidence.session.reconnects, 0);
}

void FaultlabLineTest::halfOpen(const LabRow &row)
{
    FaultProxy line(m_event.link().port);
    Listener listener;
    QVERIFY(joins(listener, line));
    line.set(FaultProxy::Way::ToClient, {.dead = true});
    LAB_NAMED(listener.log, row);
}

/// Two fifths of what the voices need.
void FaultlabLineTest::slow(const LabRow &row)
{
    FaultProxy line(m_event.link().port);
    Listener listener;
    QVERIFY(joins(listener, line));
    const Instant begun = m_event.clock.now();
    const quint64 before = listener.view().evidence.session.bytesReceived;
    QVERIFY(QTest::qWaitFor([&] { return m_event.clock.now() - begun >= seconds{2}; }, 3000));
    const qint64 rate = qint64(listener.view().evidence.session.bytesReceived - before) / 2;
    QVERIFY2(rate > 2000, qPrintable(QString::number(rate)));
    listener.log.mark();
    line.set(FaultProxy::Way::ToClient, {.bytesPerSecond = rate * 2 / 5});
    LAB_NAMED(listener.log, row);
}

void FaultlabLineTest::trickle(const LabRow &row)
{
    FaultProxy line(m_event.link().port);
    Listener listener;
    QVERIFY(joins(listener, line));
    line.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 300});
    LAB_NAMED(listener.log, row);
}

void FaultlabLineTest::bursts(const LabRow &row)
{
    FaultProxy line(m_event.link().port);
    Listener listener;
    QVERIFY(joins(listener, line));
    line.set(FaultProxy::Way::ToClient, {.burst = milliseconds{700}});
    LAB_NAMED(listener.log, row);
    QVERIFY(listener.hearsMore());
}

using T = FaultlabLineTest;
const std::vector<T::Fault> T::kFaults{
    {{"you.stalled", "nothing passes, either way"}, &T::stalledBoth},
    {{"you.stalled", "nothing comes, though all goes out"}, &T::stalledDown},
    {{"you.stalled", "half-open: what comes is swallowed"}, &T::halfOpen},
    {{"you.slow", "two fifths of what the voices need", seconds{3}, "3 s of growing backlog"}, &T::slow},
    {{"you.slow", "a trickle of 300 bytes a second", seconds{3}, "3 s of growing backlog"}, &T::trickle},
    {{"you.jitter", "everything comes in bursts of 700 ms", seconds{2}, "the third burst"}, &T::bursts},
};

void FaultlabLineTest::fault_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < kFaults.size(); ++i)
        QTest::newRow(kFaults[i].row.how) << int(i);
}

void FaultlabLineTest::fault()
{
    QFETCH(int, row);
    const Fault &fault = kFaults[size_t(row)];
    (this->*fault.inject)(fault.row);
}

void FaultlabLineTest::stalledLineForGood_isGivenUp()
{
    FaultProxy line(m_event.link().port);
    Listener listener;
    QVERIFY(joins(listener, line));
    line.stall();
    LAB_SHOWN(listener.log, "you.stalled");
    QTRY_VERIFY_WITH_TIMEOUT(listener.view().evidence.session.phase != LinePhase::Live, 5000);
    QTRY_VERIFY(listener.view().verdict.dialing || listener.view().verdict.nextStepIn);
    // One fault, one name: it stays what it was.
    QCOMPARE(listener.log.shown(), "you.stalled");
}

void FaultlabLineTest::nonsenseInTheStream_isNamed_andLeft()
{
    FaultProxy line(m_event.link().port);
    Listener listener;
    QVERIFY(joins(listener, line));
    line.inject(QByteArray("\x82\x0d", 2) + "NOT A WORD!\r\n"); // one whole binary frame (RFC 6455 §5.2)
    LAB_SHOWN(listener.log, "server.protocol");
    listener.log.mark();
    LAB_SHOWN(listener.log, "ok.live");
}

/// A server that lets ten megabytes through: the listener does not.
void FaultlabLineTest::hugeBeacon()
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
    LAB_SHOWN(listener.log, "server.protocol");
    QTRY_VERIFY(listener.view().evidence.session.reconnects > 0);
}

void FaultlabLineTest::brokenBeacons_doNotHideTheEvent()
{
    Listener listener;
    listener.join(m_event.link());
    LAB_SHOWN(listener.log, "ok.live");
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
void FaultlabLineTest::tinyAudioPackets()
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
void FaultlabLineTest::noiseInsteadOfOpus()
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

QTEST_GUILESS_MAIN(FaultlabLineTest)
#include "faultlab_line_test.moc"
