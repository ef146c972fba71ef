#include "client/local_server.h"
#include "client/recording_side.h"
#include "recordings/recording_json.h"
#include "support/published_recording.h"
#include "support/recording_scene.h"
#include "support/restamped_connection.h"
#include "support/running_engine.h"
#include "wire/rtp_packet.h"
#include "wire/websocket_connection.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr int kFrames = 3; ///< in a packet
constexpr qint64 kPacketSamples = kFrames * 960;
constexpr double kPacket = 0.06; ///< s
constexpr double kLastPart = 60; ///< s of the event, said and stored just before its end
constexpr int kMostUnderWay = 512; ///< packets that the server has not acknowledged

/// Somebody whose half a minute is said again and again.
struct Speaker {
    Speaker(Clock &clock, Random &random, const QString &itsName)
        : name(itsName)
        , line(clock, random, webSocketConnections(clock, random))
    { }
    const QString name;
    const NKey key = NKey::generate(NKeyKind::User);
    Session line;
    std::vector<QByteArray> packets;
    quint16 next = 0;
};

/// Of all that anybody said in half a minute.
std::vector<QByteArray> voiceOf(int number)
{
    RecordingScene scene;
    for (int i = 0; i <= number; ++i)
        scene.addSpeaker(QString());
    auto &speaker = *scene.speakers().back();
    scene.say(speaker, 0, 30, {kFrames});
    return speaker.sent;
}

} // namespace

/// From the end of an event to its recording on the card, with a real server: what was said is put into the stream at once,
/// bearing the time at which it was said, so that the desk reads of hours. EARSHOT_RECORDING_TWO_HOURS=1: two hours instead of
/// four minutes.
class RecordingPublishTest : public QObject
{
    Q_OBJECT
private slots:
    void ended_isPublishedWithin10s();

private:
    void startServer();
    void startEvent();
    void takeStage();
    void sayTurns(double from, double until);
    void say(Speaker &speaker, double from, double until);
    WallTime at(double second) const { return m_started + milliseconds{std::llround(second * 1000)}; }
    double now() const { return double((m_clock.wall() - m_started).count()) / 1000; }

    const EventId m_id = *EventId::parse(u"evening");
    SystemClock m_clock;
    SystemRandom m_random;
    QTemporaryDir m_dir;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<Session> m_line;
    std::unique_ptr<Session> m_deskLine;
    std::unique_ptr<Desk> m_desk;
    EventDesk *m_event = nullptr;
    EventRecording *m_recording = nullptr;
    std::vector<std::unique_ptr<Speaker>> m_speakers;
    WallTime m_started{};
    double m_length = 240; ///< s, and what putting it there takes
    std::size_t m_turn = 0;
    int m_underWay = 0;
    int m_stored = 0;
    int m_refused = 0;
};

void RecordingPublishTest::startServer()
{
    m_server = std::make_unique<LocalServer>(
        m_clock, m_random, EngineOptions{.dataFolder = m_dir.filePath("data")});
    QSignalSpy ready(m_server.get(), &LocalServer::engineReady);
    m_server->start();
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
    const auto line
        = m_server->lineAs(m_server->engine().deskCredentials(m_clock.wall(), std::chrono::hours{1}), "desk");
    m_line = std::make_unique<Session>(m_clock, m_random, webSocketConnections(m_clock, m_random));
    m_line->start(line);
    m_deskLine = std::make_unique<Session>(m_clock, m_random,
        [this] { return std::make_unique<RestampedConnection>(makeWebSocketConnection(m_clock, m_random)); });
    m_deskLine->start(line);
    QTRY_VERIFY(m_line->isLive() && m_deskLine->isLive());
}

/// As a desk that goes on with it: it is live since hours.
void RecordingPublishTest::startEvent()
{
    EventDesk::Config config;
    const EngineKeys keys = m_server->engine().keys();
    config.issuer = SpeakerTickets::Issuer{.accountPublicKey = keys.audience, .speakerKey = keys.speaker};
    m_desk = std::make_unique<Desk>(m_clock, *m_deskLine, config);
    bool isKept = false;
    connect(m_desk.get(), &Desk::audioKept, this, [&isKept](const Outcome &outcome) {
        isKept = outcome.ok();
        if (!outcome)
            qInfo("not kept yet: %s", qPrintable(outcome.failure().detail));
    });
    m_started = m_clock.wall() - milliseconds{std::llround((m_length - kLastPart) * 1000)};
    ScheduleCard card{.id = m_id};
    card.title = "Evening";
    card.planned = m_started;
    m_event = &m_desk->addEvent(card);
    LeaseRecord live{.state = {.id = m_id}};
    live.state.revision = 1;
    live.state.phase = Phase::Live;
    live.state.title = card.title;
    live.state.planned = m_started;
    live.state.started = m_started;
    live.state.aired = {{m_started, {}}};
    m_event->remember(live);
    m_recording = &m_desk->record(
        *m_event, m_dir.filePath("recordings"), [this] { return std::make_unique<RecordingSide>(m_clock); });
    QTRY_VERIFY_WITH_TIMEOUT(m_event->isInCharge() && isKept, 20'000);
    disconnect(m_desk.get(), &Desk::audioKept, this, nullptr);
    QCOMPARE(m_event->state().started, m_started);
}

void RecordingPublishTest::takeStage()
{
    for (const char *name : {"Ada", "Bo", "Cy"}) {
        auto speaker = std::make_unique<Speaker>(m_clock, m_random, name);
        speaker->packets = voiceOf(int(m_speakers.size()));
        const auto ticket = m_event->admit(speaker->key.userKey(), speaker->name, Role::Speaker);
        QVERIFY(ticket);
        speaker->line.start(m_server->lineAs({*ticket, speaker->key}, "voice"));
        QTRY_VERIFY(speaker->line.isLive());
        m_speakers.push_back(std::move(speaker));
        say(*m_speakers.back(), 0.3, 0.4);
        QTRY_COMPARE_WITH_TIMEOUT(m_underWay, 0, 20'000);
        QCOMPARE(m_refused, 0);
    }
}

/// Somebody speaks all of the time; each begins before the one before them ends.
void RecordingPublishTest::sayTurns(double from, double until)
{
    for (double begin = from; begin < until - 5; ++m_turn) {
        const double end = std::min(begin + 20 + double(m_turn * 37 % 70), until);
        say(*m_speakers[m_turn % m_speakers.size()], begin, end);
        begin = end - 1;
    }
}

void RecordingPublishTest::say(Speaker &speaker, double from, double until)
{
    const qint64 last = qint64(until / kPacket);
    for (qint64 n = qint64(from / kPacket); n < last; ++n) {
        const double second = double(n) * kPacket;
        RtpPacket packet;
        packet.ssrc = 7;
        packet.sequence = speaker.next++;
        packet.timestamp = quint32(n * kPacketSamples);
        if (n % 17 == 0)
            packet.captured = at(second);
        packet.payload = speaker.packets[std::size_t(n) % speaker.packets.size()];
        const QDateTime stored
            = QDateTime::fromMSecsSinceEpoch(toUnixMs(at(second + kPacket + 0.03)), Qt::UTC);
        const bool isTaken = QTest::qWaitFor([this] { return m_underWay < kMostUnderWay; }, 20'000);
        QVERIFY2(isTaken,
            qPrintable(QString("%1 under way, %2 stored, %3 refused; live %4; at %5 s")
                           .arg(m_underWay)
                           .arg(m_stored)
                           .arg(m_refused)
                           .arg(speaker.line.isLive())
                           .arg(second)));
        ++m_underWay;
        speaker.line.request(subjects::audio(m_id, speaker.key.userKey()), writeRtp(packet), seconds{20},
            [this](const Result<NatsMessage> &answer) {
                --m_underWay;
                ++(answer && answer->payload.contains("\"seq\"") ? m_stored : m_refused);
            },
            {{kStoredHeader, stored.toString(Qt::ISODateWithMs).toLatin1()}});
    }
}

void RecordingPublishTest::ended_isPublishedWithin10s()
{
    EARSHOT_NEEDS_NATS_SERVER();
    const bool isLong = qEnvironmentVariableIntValue("EARSHOT_RECORDING_TWO_HOURS") > 0;
    m_length = isLong ? 7200 : m_length;
    startServer();
    startEvent();
    takeStage();
    sayTurns(1, m_length - kLastPart);
    QTRY_COMPARE_WITH_TIMEOUT(m_underWay, 0, 20'000);
    // It is written as it comes, up to what is still held back.
    const int patienceMs = isLong ? 600'000 : 60'000;
    const auto written = [this] { return toMs(m_recording->stats().duration) / 1000; };
    QTRY_VERIFY_WITH_TIMEOUT(written() > m_length - kLastPart - 45, patienceMs);
    qInfo("%.0f s of the event are written %.0f s after they were stored", written(),
        now() - (m_length - kLastPart));
    sayTurns(now() - kLastPart, now());
    QTRY_COMPARE_WITH_TIMEOUT(m_underWay, 0, 20'000);
    QCOMPARE(m_refused, 0);

    const Instant end = m_clock.now();
    const double length = now();
    m_event->end();
    PublishedRecording published(*m_line);
    QTRY_VERIFY_WITH_TIMEOUT(published.card(m_id).recorded.has_value(), 60'000);
    const double took = toMs(m_clock.now() - end) / 1000;
    QTRY_COMPARE_WITH_TIMEOUT(m_recording->stats().phase, RecordingStats::Phase::Ready, 60'000);
    const double tookAll = toMs(m_clock.now() - end) / 1000;
    const ScheduleCard card = published.card(m_id);
    qInfo(
        "%.0f s of event, %d packets, programme of %.1f MB: on the card %.1f s after the end, all published "
        "after %.1f s",
        length, m_stored, double(card.recorded->programme.bytes) / 1e6, took, tookAll);
    QCOMPARE(card.recording, RecordingPromise::Ready);
    QCOMPARE(card.recorded->gaps, 0);
    QVERIFY(std::abs(toMs(card.recorded->duration) / 1000 - length) < 1);
    const auto info = readRecordingInfo(published.object(card.recorded->folder + "/recording.json"));
    QVERIFY(info && info->isWhole);
    QCOMPARE(info->tracks.size(), m_speakers.size());
    QVERIFY(took <= 10);
    for (const RecordingTrack &track : info->tracks)
        QCOMPARE(published.object(card.recorded->folder + '/' + track.file.name).size(), track.file.bytes);
    QVERIFY2(tookAll <= 10, qPrintable(QString::number(tookAll)));
}

int main(int argc, char **argv)
{
    // Two hours take longer than QtTest lets a function take.
    qputenv("QTEST_FUNCTION_TIMEOUT", "1200000");
    QCoreApplication app(argc, argv);
    RecordingPublishTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "recording_publish_test.moc"
