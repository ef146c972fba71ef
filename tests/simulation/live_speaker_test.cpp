#include "client/live_speaker.h"
#include "support/fake_connection.h"
#include "support/opus_file.h"
#include "support/virtual_clock.h"
#include "wire/desk_order.h"
#include "wire/jwt.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"

#include <QTest>

#include <opus.h>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr int kTone = 150; ///< frames of the voice: 3 s of a rising tone, then 2 s of digital silence
constexpr int kFrames = 250;

/// A packet on its way, with the moment it was sent.
struct Sent {
    Instant at;
    RtpPacket packet;
};

/// A server that takes what the speaker sends, and answers PINGs.
class Bench
{
public:
    explicit Bench(int framesPerPacket = 3, bool muted = false)
    {
        static const VoiceTrack track = *VoiceTrack::make(
            {1, 0, kFrames * 960, encodedFrames(kFrames, [](qint64 n) {
                 return n < kTone * 960
                     ? 0.25f * float(std::sin(2 * M_PI * (300 + double(n) / 500) * double(n) / 48000))
                     : 0.0f;
             })});
        Session::Config line{{{QUrl("ws://127.0.0.1:1"), {}}}, {"ticket", m_key}, "speaker", true, {}};
        startedAt = m_clock.wall();
        m_speaker = std::make_unique<LiveSpeaker>(
            m_clock, m_random,
            [this] {
                auto connection = std::make_unique<FakeConnection>();
                m_connection = connection.get();
                return connection;
            },
            track,
            LiveSpeaker::Config{line, m_event, QStringLiteral("Ann"), startedAt, framesPerPacket, muted});
    }

    void start()
    {
        m_speaker->start();
        m_connection->accept();
    }

    void pass(microseconds duration)
    {
        const Instant end = m_clock.now() + duration;
        while (m_clock.now() < end) {
            m_clock.advance(std::min<microseconds>(milliseconds{20}, end - m_clock.now()));
            take();
        }
    }
    /// The computer does nothing for that long; then everything is late at once.
    void stall(milliseconds duration)
    {
        m_clock.stall(duration);
        take();
    }
    void take()
    {
        for (; m_pongs < m_connection->m_pings; ++m_pongs)
            m_connection->answerPing(milliseconds{1}, m_clock.now());
        for (const auto &message : std::exchange(m_connection->m_requests, {})) {
            const bool isAudio = message.subject == subjects::audio(m_event, m_key.userKey());
            (isAudio ? sent : again).push_back({m_clock.now(), *readRtp(message.payload)});
            if (isArchived)
                message.reply(NatsMessage{{}, 0, {}, {}, 0, {}, R"({"stream":"EARSHOT_AUDIO","seq":7})"});
        }
        for (const auto &message : m_connection->m_published) {
            if (message.subject == subjects::ask(m_event, m_key.userKey()))
                asks.push_back(*readAsk(message.payload, m_event, m_key.userKey(), m_clock.wall()));
        }
        m_connection->m_published.clear();
    }
    void order(const DeskOrder &order)
    {
        m_connection->deliver(subjects::to(m_event, m_key.userKey()), writeOrder(order), m_clock.now());
        take();
    }

    const NKey m_key = NKey::generate(NKeyKind::User);
    const EventId m_event = *EventId::parse(u"town-hall");
    VirtualClock m_clock;
    SeededRandom m_random{5};
    FakeConnection *m_connection = nullptr;
    int m_pongs = 0;
    WallTime startedAt{};
    std::unique_ptr<LiveSpeaker> m_speaker;
    std::vector<Sent> sent;
    std::vector<Sent> again;
    bool isArchived = false;
    std::vector<Ask> asks;
};

int samplesIn(const RtpPacket &packet)
{
    return opus_packet_get_nb_samples(reinterpret_cast<const unsigned char *>(packet.payload.constData()),
        opus_int32(packet.payload.size()), 48000);
}

} // namespace

class LiveSpeakerTest : public QObject
{
    Q_OBJECT
private slots:
    void packets_stayOnTime_overTwoHours();
    void packets_holdTheVoiceAndItsLevel();
    void packets_carryOneFrame_onTheStage();
    void pauses_areSentThinly_andEndWithAMarker();
    void captureTime_comesOnceASecond_andIsTrue();
    void stall_isSentLate_butForWhatIsOlderThanASecond();
    void loss_leavesAGapInTime_notInTheSequence();
    void loss_losesNothing_whereTheServerKeepsAnArchive();
    void twoSpeakers_stayInStep_whoeverStartsLater();
    void speaker_waitsForTheStart();
    void mute_sendsNothing_butPresence();
    void mute_comesFromTheDeskToo();
    void presence_isToldEvery2Seconds();
    void ticket_isRenewed_whenTheOldOneEnds();
    void removal_endsTheVoice();
};

void LiveSpeakerTest::packets_stayOnTime_overTwoHours()
{
    Bench bench;
    bench.start();
    const Instant start = bench.m_clock.now();
    bench.pass(std::chrono::hours(2));
    QVERIFY(bench.sent.size() > 70'000);
    const quint32 first = bench.sent.front().packet.timestamp;
    for (std::size_t i = 0; i < bench.sent.size(); ++i) {
        const RtpPacket &packet = bench.sent[i].packet;
        QCOMPARE(packet.sequence, quint16(bench.sent.front().packet.sequence + i));
        // The moment of sending is the end of the audio in it: no drift, not even a microsecond in two hours,
        // but for the 20 ms steps in which this test looks.
        const std::int64_t samples = quint32(packet.timestamp - first);
        const Instant complete = start + microseconds{samples * 1'000'000 / 48'000} + milliseconds{60};
        QVERIFY(bench.sent[i].at >= complete && bench.sent[i].at - complete < milliseconds{20});
        QCOMPARE(packet.ssrc, bench.sent.front().packet.ssrc);
    }
    const auto last = bench.m_clock.now() - bench.sent.back().at;
    QVERIFY(last <= milliseconds{420});
}

void LiveSpeakerTest::packets_holdTheVoiceAndItsLevel()
{
    Bench bench;
    bench.start();
    bench.pass(seconds{2});
    QVERIFY(bench.sent.size() >= 33);
    for (std::size_t i = 2; i < bench.sent.size(); ++i) {
        QCOMPARE(samplesIn(bench.sent[i].packet), 3 * 960);
        // A sine of amplitude 0.25: 20·log10(0.25/√2) = -15.05 dBov.
        QCOMPARE(*bench.sent[i].packet.level, 15);
        QVERIFY(bench.sent[i].packet.voice);
    }
}

void LiveSpeakerTest::packets_carryOneFrame_onTheStage()
{
    Bench bench(1);
    bench.start();
    bench.pass(seconds{2});
    QCOMPARE(bench.sent.size(), std::size_t(100));
    QCOMPARE(samplesIn(bench.sent[50].packet), 960);
    QCOMPARE(bench.sent[51].packet.timestamp - bench.sent[50].packet.timestamp, 960u);
}

void LiveSpeakerTest::pauses_areSentThinly_andEndWithAMarker()
{
    Bench bench;
    bench.start();
    bench.pass(seconds{60});
    std::size_t markers = 0;
    std::size_t thin = 0;
    for (std::size_t i = 1; i < bench.sent.size(); ++i) {
        const auto distance = bench.sent[i].at - bench.sent[i - 1].at;
        QVERIFY(distance <= milliseconds{440});
        const RtpPacket &packet = bench.sent[i].packet;
        thin += distance >= milliseconds{400} && !packet.voice ? 1 : 0;
        markers += packet.marker ? 1 : 0;
        if (packet.marker)
            QVERIFY(packet.voice && !bench.sent[i - 1].packet.voice);
    }
    QVERIFY(bench.sent.front().packet.marker);
    QCOMPARE(markers, std::size_t(11)); // one for each return of the voice
    QVERIFY2(thin >= 30 && thin <= 50, qPrintable(QString::number(thin)));
}

void LiveSpeakerTest::captureTime_comesOnceASecond_andIsTrue()
{
    Bench bench;
    bench.start();
    bench.pass(seconds{30});
    const quint32 first = bench.sent.front().packet.timestamp;
    int found = 0;
    for (const Sent &sent : bench.sent) {
        if (!sent.packet.captured)
            continue;
        ++found;
        const milliseconds position{std::int64_t(quint32(sent.packet.timestamp - first)) / 48};
        QCOMPARE(*sent.packet.captured, bench.startedAt + position);
    }
    QVERIFY2(found >= 25 && found <= 30, qPrintable(QString::number(found)));
}

void LiveSpeakerTest::stall_isSentLate_butForWhatIsOlderThanASecond()
{
    Bench bench;
    bench.start();
    bench.pass(milliseconds{5200}); // into the voice's second round
    std::size_t before = bench.sent.size();
    bench.stall(milliseconds{600});
    QCOMPARE(bench.sent.size() - before, std::size_t(10)); // short enough to catch up
    bench.pass(milliseconds{200});
    for (const int ms : {1100, 1500}) {
        before = bench.sent.size();
        bench.stall(milliseconds{ms});
        QCOMPARE(bench.sent.size() - before, std::size_t(16)); // of 60 ms each
        const RtpPacket &last = bench.sent[before - 1].packet;
        const RtpPacket &next = bench.sent[before].packet;
        const milliseconds left{qint64(next.timestamp - last.timestamp) / 48 - 60};
        QVERIFY(left > milliseconds{0} && std::abs(left.count() - (ms - 1000)) <= 60);
        QCOMPARE(next.sequence, quint16(last.sequence + 1));
        QVERIFY(next.marker && !bench.sent[before + 1].packet.marker);
        QCOMPARE(bench.sent.back().packet.timestamp - next.timestamp, 15u * 60 * 48);
        bench.pass(seconds{4}); // until the voice is not in its pause
    }
}

void LiveSpeakerTest::loss_leavesAGapInTime_notInTheSequence()
{
    Bench bench;
    bench.start();
    bench.pass(seconds{3});
    const Sent last = bench.sent.back();
    bench.m_connection->fail(Cause::ServerLost);
    bench.m_pongs = 0;
    const std::size_t before = bench.sent.size();
    bench.pass(seconds{2});
    QCOMPARE(bench.sent.size(), before);
    bench.m_connection->accept();
    bench.pass(milliseconds{500});
    const auto next = std::ranges::find_if(bench.sent, [&](const Sent &s) { return s.at > last.at; });
    QVERIFY(next != bench.sent.end());
    QCOMPARE(next->packet.sequence, quint16(last.packet.sequence + 1));
    QVERIFY(next->packet.timestamp - last.packet.timestamp >= 2 * 48'000);
    QVERIFY(next->packet.marker);
}

void LiveSpeakerTest::loss_losesNothing_whereTheServerKeepsAnArchive()
{
    Bench bench;
    bench.isArchived = true;
    bench.start();
    bench.pass(milliseconds{5500}); // into the voice's second round
    bench.m_connection->fail(Cause::ServerLost);
    bench.m_pongs = 0;
    bench.pass(milliseconds{2700});
    bench.m_connection->accept();
    bench.pass(seconds{2});
    // What is too old for the live listeners is sent again for the others.
    QVERIFY2(bench.again.size() >= 10 && bench.again.size() <= 14,
        qPrintable(QString::number(bench.again.size())));
    std::map<quint16, quint32> timestamps;
    for (const auto *packets : {&bench.sent, &bench.again}) {
        for (const Sent &sent : *packets)
            QVERIFY(timestamps.emplace(sent.packet.sequence, sent.packet.timestamp).second);
    }
    for (auto i = timestamps.begin(); std::next(i) != timestamps.end(); ++i) {
        QCOMPARE(std::next(i)->first, i->first + 1);
        QVERIFY(std::next(i)->second - i->second <= 22 * 960);
    }
    QCOMPARE(bench.m_speaker->sender().waiting(), std::size_t(0));
}

void LiveSpeakerTest::twoSpeakers_stayInStep_whoeverStartsLater()
{
    Bench early;
    Bench late;
    early.start();
    early.pass(seconds{61});
    late.m_clock.advance(milliseconds{33'333});
    late.start();
    late.pass(seconds{61} - milliseconds{33'333});
    // Both say the same frames at the same civil time: the last packets have one payload and one moment.
    QCOMPARE(late.sent.back().packet.payload, early.sent.back().packet.payload);
    QVERIFY(late.sent.size() < early.sent.size());
    std::map<QByteArray, Instant> moments;
    for (const Sent &sent : early.sent)
        moments[sent.packet.payload + QByteArray::number((sent.at.time_since_epoch() / seconds{5}))]
            = sent.at;
    int compared = 0;
    for (const Sent &sent : late.sent) {
        const auto other = moments.find(
            sent.packet.payload + QByteArray::number((sent.at.time_since_epoch() / seconds{5})));
        if (!sent.packet.voice || other == moments.end())
            continue;
        ++compared;
        const auto apart = sent.at - other->second;
        QVERIFY(apart > -milliseconds{20} && apart < milliseconds{20});
    }
    QVERIFY(compared > 100);
}

void LiveSpeakerTest::speaker_waitsForTheStart()
{
    Bench bench;
    bench.m_clock.advance(seconds{1});
    Bench waiting;
    waiting.m_speaker.reset();
    const VoiceTrack track
        = *VoiceTrack::make({1, 0, 960, encodedFrames(10, [](qint64 n) { return float(n % 100) / 200; })});
    Session::Config line{{{QUrl("ws://127.0.0.1:1"), {}}}, {"ticket", waiting.m_key}, "speaker", true, {}};
    waiting.m_speaker = std::make_unique<LiveSpeaker>(
        waiting.m_clock, waiting.m_random,
        [&waiting] {
            auto connection = std::make_unique<FakeConnection>();
            waiting.m_connection = connection.get();
            return connection;
        },
        track,
        LiveSpeaker::Config{
            line, waiting.m_event, QStringLiteral("Ann"), waiting.m_clock.wall() + seconds{3}, 3, false});
    waiting.start();
    waiting.pass(milliseconds{3040});
    QVERIFY(waiting.sent.empty());
    waiting.pass(milliseconds{20});
    QCOMPARE(waiting.sent.size(), std::size_t(1));
}

void LiveSpeakerTest::mute_sendsNothing_butPresence()
{
    Bench bench(3, true);
    bench.start();
    bench.pass(seconds{10});
    QVERIFY(bench.sent.empty());
    QVERIFY(bench.asks.size() >= 5);
    QVERIFY(bench.asks.back().muted);
    bench.m_speaker->setMuted(false);
    bench.take();
    QVERIFY(!bench.asks.back().muted); // told at once
    bench.pass(milliseconds{200});
    QVERIFY(!bench.sent.empty());
    QVERIFY(bench.sent.front().packet.marker);
    bench.m_speaker->setMuted(true);
    const std::size_t before = bench.sent.size();
    bench.pass(seconds{5});
    QCOMPARE(bench.sent.size(), before);
}

void LiveSpeakerTest::mute_comesFromTheDeskToo()
{
    Bench bench;
    bench.start();
    bench.pass(seconds{1});
    bench.order({bench.m_event, {}, true, QStringLiteral("Echo"), bench.m_clock.wall()});
    QVERIFY(bench.m_speaker->isMuted());
    std::size_t before = bench.sent.size();
    bench.pass(seconds{1});
    QCOMPARE(bench.sent.size(), before);
    bench.order({*EventId::parse(u"other"), {}, false, {}, bench.m_clock.wall()});
    QVERIFY(bench.m_speaker->isMuted());
    bench.order({bench.m_event, {}, false, {}, bench.m_clock.wall()});
    bench.pass(milliseconds{100});
    QVERIFY(bench.sent.size() > before);
}

void LiveSpeakerTest::presence_isToldEvery2Seconds()
{
    Bench bench;
    bench.start();
    bench.pass(minutes{1});
    QVERIFY2(
        bench.asks.size() >= 30 && bench.asks.size() <= 31, qPrintable(QString::number(bench.asks.size())));
    for (std::size_t i = 1; i < bench.asks.size(); ++i)
        QVERIFY(bench.asks[i].at > bench.asks[i - 1].at);
    QCOMPARE(bench.asks[0].name, QStringLiteral("Ann"));
}

void LiveSpeakerTest::ticket_isRenewed_whenTheOldOneEnds()
{
    Bench bench;
    bench.start();
    bench.pass(seconds{5});
    FakeConnection *first = bench.m_connection;
    const NKey account = NKey::generate(NKeyKind::Account);
    const QByteArray renewed = makeUserTicket(bench.m_key.publicKey(), "Ann", account.publicKey(), account,
        bench.m_clock.wall(), bench.m_clock.wall() + std::chrono::hours(12));
    bench.order({bench.m_event, renewed, std::nullopt, {}, bench.m_clock.wall()});
    QCOMPARE(first->m_options.credentials.ticket, QByteArray("ticket"));
    first->fail(Cause::TicketExpired);
    bench.m_pongs = 0;
    bench.m_clock.advance(milliseconds{10});
    QCOMPARE(bench.m_connection->m_options.credentials.ticket, renewed);
    QVERIFY(bench.m_connection->m_options.echo); // or nobody knew whether the voice arrives
}

void LiveSpeakerTest::removal_endsTheVoice()
{
    Bench bench;
    bench.start();
    bench.pass(seconds{1});
    DeskOrder removal{bench.m_event, {}, {}, {}, bench.m_clock.wall()};
    removal.removed = true;
    bench.order(removal);
    const std::size_t before = bench.sent.size();
    bench.pass(seconds{2});
    QCOMPARE(bench.sent.size(), before);
}

QTEST_GUILESS_MAIN(LiveSpeakerTest)
#include "live_speaker_test.moc"
