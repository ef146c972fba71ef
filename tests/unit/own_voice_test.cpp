#include "session/own_voice.h"
#include "session_stage.h"
#include "support/opus_file.h"
#include "wire/subjects.h"

#include <QTest>

#include <opus.h>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A voice on a line with the test as its server.
struct Bench : test::Stage {
    Bench()
    {
        start(1);
        live();
        beLiveFor(seconds{3});
        QObject::connect(&voice, &OwnVoice::returned, &voice,
            [this](const RtpPacket &packet, Instant, microseconds roundTrip, qint64 position) {
                returned.push_back({packet, position, roundTrip});
            });
    }
    /// The frame of that number is said: complete 20 ms after its first sample, sent 5 ms later.
    void say(qint64 number, int level = 20, bool isFirst = false)
    {
        static const std::vector<QByteArray> frames = encodedFrames(
            50, [](qint64 n) { return 0.25f * float(std::sin(2 * M_PI * 440 * double(n) / 48000)); });
        clock.advance(milliseconds{20});
        voice.send({number * 960, clock.now() - milliseconds{25}, level, true, isFirst,
            frames[std::size_t(number) % frames.size()]});
    }
    struct Packet {
        QByteArray subject;
        QByteArray bytes;
        RtpPacket rtp;
    };
    std::vector<Packet> take()
    {
        std::vector<Packet> packets;
        for (const auto &request : std::exchange(now().m_requests, {}))
            packets.push_back({request.subject, request.payload, *readRtp(request.payload)});
        for (const auto &message : std::exchange(now().m_published, {}))
            packets.push_back({message.subject, message.payload, *readRtp(message.payload)});
        return packets;
    }
    void bringBack(const Packet &packet) { now().deliver(packet.subject, packet.bytes, clock.now()); }

    struct Returned {
        RtpPacket packet;
        qint64 position;
        microseconds roundTrip;
    };
    const NKey key = NKey::generate(NKeyKind::User);
    const EventId event = *EventId::parse(u"town-hall");
    std::vector<Returned> returned;
    OwnVoice voice{clock, random, session, event, key.userKey()};
};

int samplesIn(const RtpPacket &packet)
{
    return opus_packet_get_nb_samples(reinterpret_cast<const unsigned char *>(packet.payload.constData()),
        opus_int32(packet.payload.size()), 48000);
}

} // namespace

class OwnVoiceTest : public QObject
{
    Q_OBJECT
private slots:
    void frames_becomePackets();
    void frames_areJoined_andNotAcrossAGap();
    void frameThatWaits_isSentSoon();
    void packet_comesBack_withItsRoundTrip();
    void packet_comesBackTwice_countsOnce();
    void packetThatDoesNotReturn_isKnown_untilALaterOneDoes();
    void foreignPacket_isCounted();
    void check_goesElsewhere_withNumbersOfItsOwn();
    void lineThatIsDown_dropsFrames_andAMarkerFollows();
    void pause_awaitsAndSendsNothing();
    void hostileFrames_areDropped();
};

void OwnVoiceTest::frames_becomePackets()
{
    Bench bench;
    for (int i = 0; i < 100; ++i)
        bench.say(i, 20, i == 0 || i == 60);
    const auto packets = bench.take();
    QCOMPARE(packets.size(), std::size_t(100));
    int captures = 0;
    for (std::size_t i = 0; i < packets.size(); ++i) {
        const RtpPacket &rtp = packets[i].rtp;
        QCOMPARE(packets[i].subject, subjects::audio(bench.event, bench.key.userKey()));
        QCOMPARE(rtp.sequence, quint16(packets[0].rtp.sequence + i));
        QCOMPARE(rtp.timestamp - packets[0].rtp.timestamp, quint32(i * 960));
        QCOMPARE(rtp.marker, i == 0 || i == 60);
        QCOMPARE(*rtp.level, 20);
        captures += rtp.captured ? 1 : 0;
    }
    QCOMPARE(captures, 2); // in 2 s
    QVERIFY(std::chrono::abs(*packets[0].rtp.captured - (bench.clock.wall() - milliseconds{99 * 20 + 25}))
        <= milliseconds{1});
    QCOMPARE(bench.voice.stats().sent, quint64(100));
}

void OwnVoiceTest::frames_areJoined_andNotAcrossAGap()
{
    Bench bench;
    bench.voice.setFramesPerPacket(3);
    bench.say(0, 10);
    bench.say(1, 10);
    bench.say(2, 127);
    bench.say(3);
    bench.say(10); // a gap
    bench.say(11);
    bench.say(12);
    bench.say(13, 20);
    bench.say(14, 20, true); // after silence, though next to it
    bench.voice.flush();
    const auto packets = bench.take();
    QCOMPARE(packets.size(), std::size_t(5));
    const int frames[] = {3, 1, 3, 1, 1};
    const int first[] = {0, 3, 10, 13, 14};
    for (std::size_t i = 0; i < 5; ++i) {
        QCOMPARE(samplesIn(packets[i].rtp), frames[i] * 960);
        QCOMPARE(packets[i].rtp.timestamp - packets[0].rtp.timestamp, quint32(first[i] * 960));
        QCOMPARE(packets[i].rtp.sequence, quint16(packets[0].rtp.sequence + i));
    }
    QCOMPARE(*packets[0].rtp.level, 12); // the mean power of two at -10 and silence is -11.8
    QVERIFY(packets[4].rtp.marker && !packets[3].rtp.marker);
}

void OwnVoiceTest::frameThatWaits_isSentSoon()
{
    Bench bench;
    bench.voice.setFramesPerPacket(3);
    bench.say(0);
    QCOMPARE(bench.take().size(), std::size_t(0));
    bench.clock.advance(milliseconds{80});
    QCOMPARE(bench.take().size(), std::size_t(1));
}

void OwnVoiceTest::packet_comesBack_withItsRoundTrip()
{
    Bench bench;
    bench.say(7);
    bench.clock.advance(milliseconds{30});
    bench.bringBack(bench.take()[0]);
    QCOMPARE(bench.returned.size(), std::size_t(1));
    QCOMPARE(bench.returned[0].position, qint64(7 * 960));
    QCOMPARE(bench.returned[0].roundTrip, microseconds(35'000)); // its end was said 5 ms before it was sent
    const VoiceStats stats = bench.voice.stats();
    QCOMPARE(stats.returned, quint64(1));
    QCOMPARE(*stats.roundTrip, microseconds(35'000));
    QCOMPARE(*stats.lastReturned, bench.clock.now());
    QVERIFY(!stats.unreturnedSince);
}

void OwnVoiceTest::packet_comesBackTwice_countsOnce()
{
    Bench bench;
    bench.say(0);
    const auto packets = bench.take();
    bench.bringBack(packets[0]);
    bench.bringBack(packets[0]);
    QCOMPARE(bench.returned.size(), std::size_t(1));
    QCOMPARE(bench.voice.stats().returned, quint64(1));
    QCOMPARE(bench.voice.stats().foreign, quint64(0));
}

void OwnVoiceTest::packetThatDoesNotReturn_isKnown_untilALaterOneDoes()
{
    Bench bench;
    bench.say(0);
    bench.bringBack(bench.take()[0]);
    bench.say(1);
    const Instant since = bench.clock.now();
    bench.say(2);
    QCOMPARE(*bench.voice.stats().unreturnedSince, since);
    bench.bringBack(bench.take()[1]);
    QVERIFY(!bench.voice.stats().unreturnedSince);
    bench.say(3);
    QVERIFY(bench.voice.stats().unreturnedSince);
    bench.clock.advance(seconds{11});
    QVERIFY(!bench.voice.stats().unreturnedSince); // long ago
}

void OwnVoiceTest::foreignPacket_isCounted()
{
    Bench bench;
    bench.say(0);
    auto packet = bench.take()[0];
    packet.bytes[packet.bytes.size() - 1] = char(packet.bytes.back() ^ 1);
    bench.bringBack(packet);
    packet.bytes = "no RTP";
    bench.bringBack(packet);
    QCOMPARE(bench.voice.stats().foreign, quint64(2));
    QCOMPARE(bench.voice.stats().returned, quint64(0));
}

void OwnVoiceTest::check_goesElsewhere_withNumbersOfItsOwn()
{
    Bench bench;
    bench.say(0);
    bench.voice.setWhere(OwnVoice::Where::Check);
    bench.say(1);
    bench.say(2);
    bench.voice.setWhere(OwnVoice::Where::OnStage);
    bench.say(3);
    const auto packets = bench.take(); // requests first
    QCOMPARE(packets.size(), std::size_t(4));
    const QByteArray check = "ev.town-hall.check." + bench.key.publicKey();
    QCOMPARE(packets[2].subject, check);
    QCOMPARE(packets[3].subject, check);
    QCOMPARE(packets[1].rtp.sequence, quint16(packets[0].rtp.sequence + 1)); // the stage has no gap
    QVERIFY(packets[1].rtp.marker);
    QVERIFY(packets[2].rtp.ssrc != packets[0].rtp.ssrc);
    for (const auto &[sid, subject] : bench.now().m_subscriptions)
        QVERIFY(subject != check); // only while it is needed
    bench.voice.setWhere(OwnVoice::Where::Check);
    bench.say(4);
    bench.bringBack(bench.take()[0]);
    QCOMPARE(bench.returned.size(), std::size_t(1));
    QCOMPARE(bench.returned[0].position, qint64(4 * 960));
}

void OwnVoiceTest::lineThatIsDown_dropsFrames_andAMarkerFollows()
{
    Bench bench;
    bench.say(0);
    (void)bench.take();
    bench.now().fail(Cause::ServerLost);
    bench.say(1);
    bench.say(2);
    bench.live();
    bench.say(3);
    const auto packets = bench.take();
    QCOMPARE(packets.size(), std::size_t(1));
    QVERIFY(packets[0].rtp.marker);
    QCOMPARE(bench.voice.stats().dropped, quint64(2));
    bench.bringBack(packets[0]);
    QCOMPARE(bench.returned.size(), std::size_t(1)); // it listens on the new line too
}

void OwnVoiceTest::pause_awaitsAndSendsNothing()
{
    Bench bench;
    bench.voice.setFramesPerPacket(2);
    bench.say(0);
    bench.say(1);
    bench.say(2);
    const auto packets = bench.take();
    bench.voice.pause();
    QVERIFY(!bench.voice.stats().unreturnedSince);
    bench.say(3);
    bench.clock.advance(seconds{2});
    QVERIFY(bench.take().empty());
    bench.bringBack(packets[0]);
    QCOMPARE(bench.voice.stats().returned + bench.voice.stats().foreign, quint64(0));
    bench.voice.goOn();
    bench.say(4);
    bench.say(5);
    QCOMPARE(bench.take().size(), std::size_t(1));
}

void OwnVoiceTest::hostileFrames_areDropped()
{
    Bench bench;
    bench.voice.setFramesPerPacket(2);
    for (const QByteArray &payload : {QByteArray(), QByteArray(1277, 'x'), QByteArray("\x03\x3f\x00", 3)}) {
        bench.voice.send({0, bench.clock.now(), 0, true, false, payload});
        bench.voice.send({960, bench.clock.now(), 0, true, false, payload});
        bench.voice.flush();
    }
    QVERIFY(bench.take().empty());
    QCOMPARE(bench.voice.stats().dropped, quint64(6));
}

QTEST_GUILESS_MAIN(OwnVoiceTest)
#include "own_voice_test.moc"
