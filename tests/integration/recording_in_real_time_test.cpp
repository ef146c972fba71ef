#include "audio/voice_encoder.h"
#include "client/local_server.h"
#include "recordings/recording_json.h"
#include "recordings/tag_reader.h"
#include "session/own_voice.h"
#include "support/program.h"
#include "support/published_recording.h"
#include "support/recording_reading.h"
#include "support/running_engine.h"
#include "support/stall_proxy.h"
#include "wire/rtp_packet.h"
#include "wire/websocket_connection.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <map>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr double kRate = 48'000;

/// When somebody speaks, s since the scene's beginning.
struct Turn {
    double from = 0;
    double until = 0;
};

/// Somebody on the stage whose voice is a function of time: encoded, sent and sent again as a microphone's is. Their sound
/// clock is `ppm` fast.
class Speaker
{
public:
    Speaker(Clock &clock, Random &random, const QString &itsName, int itsNumber, double ppm)
        : name(itsName)
        , number(itsNumber)
        , m_clock(clock)
        , m_random(random)
        , m_rate(kRate * (1 + ppm * 1e-6))
        , m_tick(clock.makeTimer())
    { }

    void join(const EventId &event, Session::Config line)
    {
        m_proxy = std::make_unique<StallProxy>(quint16(line.servers.front().url.port()));
        line.servers.front().url.setPort(m_proxy->port());
        m_line = std::make_unique<Session>(m_clock, m_random, webSocketConnections(m_clock, m_random));
        m_voice = std::make_unique<OwnVoice>(m_clock, m_random, *m_line, event, key.userKey());
        m_voice->setFramesPerPacket(number + 1);
        m_line->start(line);
    }
    bool isLive() const { return m_line->isLive(); }
    bool isAllStored() const { return m_voice->sender().waiting() == 0; }
    void begin(Instant origin)
    {
        m_origin = origin;
        speakOn();
    }
    /// Their line breaks; what they say goes on, and waits.
    void loseLine() { m_proxy->cut(); }
    bool findLine()
    {
        if (!m_proxy->mend())
            return false;
        return QTest::qWaitFor([this] { return m_line->tryNow(), m_line->isLive(); }, 10'000);
    }
    /// What could not be sent is given up, as where one was off the stage meanwhile.
    void forget()
    {
        m_voice->pause();
        m_voice->goOn();
    }
    bool speaksAt(double from, double until) const
    {
        return std::ranges::any_of(
            turns, [=](const Turn &turn) { return from < turn.until && until > turn.from; });
    }
    void keep(const NatsMessage &message)
    {
        const auto packet = readRtp(message.payload);
        if (!packet)
            return;
        const qint64 sequence
            = m_kept.empty() ? packet->sequence : unwrapped(m_kept.rbegin()->first, packet->sequence);
        m_kept[sequence] = {packet->timestamp,
            opus_packet_get_nb_samples(reinterpret_cast<const unsigned char *>(packet->payload.constData()),
                opus_int32(packet->payload.size()), 48'000)};
    }
    /// What the server never got, s since the beginning.
    std::vector<Turn> lost() const
    {
        std::vector<Turn> all;
        for (auto here = m_kept.begin(), next = std::next(here); next != m_kept.end(); here = next++) {
            if (next->first == here->first + 1)
                continue;
            const auto since = [&](quint32 timestamp) {
                return m_firstAt + double(qint32(timestamp - m_kept.begin()->second.timestamp)) / m_rate;
            };
            all.push_back({since(here->second.timestamp + quint32(here->second.samples)),
                since(next->second.timestamp)});
        }
        return all;
    }

    const NKey key = NKey::generate(NKeyKind::User);
    const QString name;
    const int number;
    std::vector<Turn> turns;

private:
    struct Kept {
        quint32 timestamp = 0;
        int samples = 0;
    };
    static qint64 unwrapped(qint64 near, quint16 sequence)
    {
        return near + qint16(quint16(sequence - quint16(near)));
    }
    double timeOf(qint64 position) const { return double(position) / m_rate; }

    void speakOn()
    {
        const double now = toMs(m_clock.now() - m_origin) / 1000;
        for (; timeOf(m_next + OwnVoice::kFrameSamples) <= now; m_next += OwnVoice::kFrameSamples) {
            const double at = timeOf(m_next);
            if (speaksAt(at, at))
                say(at);
            else
                m_isFirst = true;
        }
        m_tick->start(milliseconds{5}, [this] { speakOn(); });
    }
    void say(double at)
    {
        for (int half = 0; half < 2; ++half) {
            VoiceBlock block;
            block.position = m_next + half * 480;
            for (int i = 0; i < 480; ++i)
                block.samples[std::size_t(i)]
                    = float(RecordingScene::sound(number, timeOf(block.position + i)));
            m_encoder.add(block);
        }
        const VoiceFrame &frame = m_encoder.frame();
        if (m_firstAt < 0)
            m_firstAt = at;
        m_voice->send({m_next, m_origin + microseconds{std::llround(at * 1e6)}, frame.level, true,
            std::exchange(m_isFirst, false),
            QByteArray(reinterpret_cast<const char *>(frame.bytes.data()), frame.size)});
    }

    Clock &m_clock;
    Random &m_random;
    const double m_rate;
    std::unique_ptr<StallProxy> m_proxy;
    std::unique_ptr<Session> m_line;
    std::unique_ptr<OwnVoice> m_voice;
    VoiceEncoder m_encoder;
    Instant m_origin{};
    qint64 m_next = 0; ///< position
    bool m_isFirst = true;
    double m_firstAt = -1; ///< s
    std::map<qint64, Kept> m_kept; ///< by the server, by number
    std::unique_ptr<Timer> m_tick;
};

/// A desk with its event and three speakers.
struct Scene {
    explicit Scene(const QString &folder, const char *id)
        : event(*EventId::parse(QString::fromLatin1(id)))
        , desk(folder)
    { }
    const EventId event;
    Program desk;
    std::vector<std::unique_ptr<Speaker>> speakers;
    QTemporaryDir files; ///< as published
    RecordingInfo info;
};

} // namespace

/// Two events at once by real clocks, with a real desk and server each: in one, what a speaker says while their line is away is
/// given up, in the other it comes later. EARSHOT_RECORDING_REAL=1: three minutes instead of 13 s.
class RecordingInRealTimeTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void programme_hasEachVoiceWhereItWasSaid();
    void tracks_haveWhatWasSaid();
    void chapters_areTheTurns();
    void gaps_areWhatNoServerGot();
    void otherPrograms_haveNoComplaint();
    void tags_sayWhatTheJsonSays();

private:
    bool isLong() const { return qEnvironmentVariableIntValue("EARSHOT_RECORDING_REAL") > 0; }
    std::unique_ptr<Scene> open(const char *id);
    void takeTurns(Scene &scene) const;
    void end(Scene &scene);
    void waitUntil(double second) const
    {
        QTest::qWait(int(std::max(0.0, second * 1000 - toMs(m_clock.now() - m_origin))));
    }
    double lag(const Scene &scene, OpusPlayback &file, int number, double at, double &correlation) const;
    double placeOf(const Scene &scene, double second) const
    {
        return second + m_originCivil - double(toUnixMs(scene.info.started)) / 1000;
    }

    mutable SystemClock m_clock;
    SystemRandom m_random;
    QTemporaryDir m_dir;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<Session> m_line;
    std::unique_ptr<Scene> m_gapped;
    std::unique_ptr<Scene> m_whole;
    double m_length = 13; ///< s
    Instant m_origin{};
    double m_originCivil = 0; ///< s since 1970
};

std::unique_ptr<Scene> RecordingInRealTimeTest::open(const char *id)
{
    auto scene = std::make_unique<Scene>(m_dir.path(), id);
    scene->speakers.push_back(std::make_unique<Speaker>(m_clock, m_random, "Ada", 0, 40));
    scene->speakers.push_back(std::make_unique<Speaker>(m_clock, m_random, "Bo", 1, -60));
    scene->speakers.push_back(std::make_unique<Speaker>(m_clock, m_random, "Cy", 2, 0));
    QStringList arguments{"desk", "--data", m_dir.filePath("data"), "--event", id, "--title", "An evening",
        "--host", "Mei", "--record", m_dir.filePath("recordings"), "--end"};
    for (const auto &speaker : scene->speakers)
        arguments << "--admit" << speaker->key.userKey().text() + '=' + speaker->name;
    scene->desk.run(arguments);
    return scene;
}

void RecordingInRealTimeTest::takeTurns(Scene &scene) const
{
    auto &speakers = scene.speakers;
    if (!isLong()) {
        speakers[0]->turns = {{0.3, 3.9}};
        speakers[1]->turns = {{3.5, 9.4}};
        speakers[2]->turns = {{9.0, 12.7}};
        return;
    }
    double at = 0.3;
    for (int turn = 0; at < m_length - 6; ++turn) {
        const double until = std::min(at + 11 + turn * 5 % 7, m_length - 0.3);
        speakers[std::size_t(turn % 3)]->turns.push_back({at, until});
        at = until - 0.4; // the next begins before this one ends
    }
}

void RecordingInRealTimeTest::initTestCase()
{
    EARSHOT_NEEDS_NATS_SERVER();
    m_length = isLong() ? 180 : m_length;
    m_server = std::make_unique<LocalServer>(
        m_clock, m_random, EngineOptions{.dataFolder = m_dir.filePath("data")});
    QSignalSpy ready(m_server.get(), &LocalServer::engineReady);
    m_server->start();
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
    m_line = std::make_unique<Session>(m_clock, m_random, webSocketConnections(m_clock, m_random));
    m_line->start(
        m_server->lineAs(m_server->engine().deskCredentials(m_clock.wall(), std::chrono::hours{1}), "test"));
    QTRY_VERIFY(m_line->isLive());
    m_gapped = open("gapped");
    m_whole = open("whole");
    for (Scene *scene : {m_gapped.get(), m_whole.get()}) {
        takeTurns(*scene);
        const auto tickets = [&] {
            return std::ranges::count_if(scene->desk.printed,
                [](const QJsonObject &line) { return line["kind"].toString() == "ticket"; });
        };
        QTRY_COMPARE_WITH_TIMEOUT(tickets(), 3, 20'000);
        for (const QJsonObject &line : scene->desk.printed) {
            for (const auto &speaker : scene->speakers) {
                if (line["key"].toString() != speaker->key.userKey().text())
                    continue;
                speaker->join(scene->event,
                    m_server->lineAs({line["ticket"].toString().toLatin1(), speaker->key}, "voice"));
                const auto keep = [&speaker](const NatsMessage &message, Instant) { speaker->keep(message); };
                m_line->subscribe(subjects::audio(scene->event, speaker->key.userKey()), keep);
                m_line->subscribe(subjects::again(scene->event, speaker->key.userKey()), keep);
            }
        }
        const auto isLive
            = [&] { return PublishedRecording(*m_line).card(scene->event).phase == Phase::Live; };
        QTRY_VERIFY_WITH_TIMEOUT(isLive(), 10'000);
        for (const auto &speaker : scene->speakers)
            QTRY_VERIFY_WITH_TIMEOUT(speaker->isLive(), 10'000);
    }

    const auto civil = std::chrono::system_clock::now().time_since_epoch();
    m_origin = m_clock.now() + milliseconds{300};
    m_originCivil = std::chrono::duration<double>(civil).count() + 0.3;
    for (Scene *scene : {m_gapped.get(), m_whole.get()}) {
        for (const auto &speaker : scene->speakers)
            speaker->begin(m_origin);
    }
    Speaker &bo = *m_gapped->speakers[1];
    Speaker &other = *m_whole->speakers[1];
    waitUntil(bo.turns[0].from + 1.5);
    bo.loseLine();
    other.loseLine();
    waitUntil(bo.turns[0].from + 3.5);
    bo.forget();
    QVERIFY(bo.findLine());
    QVERIFY(other.findLine());
    if (isLong()) { // longer than a speaker's program keeps what it could not send
        waitUntil(bo.turns[1].from + 4);
        bo.loseLine();
        waitUntil(bo.turns[1].from + 4 + 34);
        QVERIFY(bo.findLine());
    }
    waitUntil(m_length);
    for (Scene *scene : {m_gapped.get(), m_whole.get()}) {
        for (const auto &speaker : scene->speakers)
            QTRY_VERIFY(speaker->isAllStored());
    }
    end(*m_gapped);
    end(*m_whole);
}

void RecordingInRealTimeTest::end(Scene &scene)
{
    const Instant ended = m_clock.now();
    QCOMPARE(scene.desk.end().value_or(-1), 0);
    qInfo("%s: all published %.1f s after the end", qPrintable(scene.event.text()),
        toMs(m_clock.now() - ended) / 1000);
    PublishedRecording published(*m_line);
    const ScheduleCard card = published.card(scene.event);
    QVERIFY(card.recorded.has_value());
    const QString folder = card.recorded->folder + '/';
    const auto info = readRecordingInfo(published.object(folder + "recording.json"));
    QVERIFY(info && info->isWhole);
    scene.info = *info;
    QCOMPARE(info->tracks.size(), std::size_t(3));
    QVERIFY(published.fetch(folder + "programme.opus", scene.files.filePath("programme.opus")));
    for (const RecordingTrack &track : info->tracks)
        QVERIFY(published.fetch(folder + track.file.name, scene.files.filePath(track.file.name)));
    QCOMPARE(
        OpusPlayback::ofFile(scene.files.filePath("programme.opus")).length(), info->duration.count() * 48);
}

/// In ms, of half a second of a file that should have this speaker's sound.
double RecordingInRealTimeTest::lag(
    const Scene &scene, OpusPlayback &file, int number, double at, double &correlation) const
{
    const qint64 place = std::llround(placeOf(scene, at) * kRate);
    const auto fit = fitOf(file.samples(place, 24'000), std::llround(at * kRate), number, 150);
    correlation = fit.correlation;
    return fit.lag / 48.0;
}

void RecordingInRealTimeTest::programme_hasEachVoiceWhereItWasSaid()
{
    for (Scene *scene : {m_gapped.get(), m_whole.get()}) {
        auto programme = OpusPlayback::ofFile(scene->files.filePath("programme.opus"));
        QVERIFY(programme.isOpen());
        for (const auto &speaker : scene->speakers) {
            const auto isAlone = [&](double from, double until) {
                return std::ranges::none_of(scene->speakers, [&](const auto &one) {
                    return one != speaker && one->speaksAt(from, until);
                }) && std::ranges::none_of(speaker->lost(), [&](const Turn &lost) {
                    return from < lost.until + 0.1 && until > lost.from;
                });
            };
            double worst = 1, farthest = 0, n = 0, t = 0, lags = 0, tt = 0, tLag = 0;
            for (const Turn &turn : speaker->turns) {
                for (double at = turn.from + 0.5; at < turn.until - 0.6; at += 0.5) {
                    if (!isAlone(at - 0.1, at + 0.6))
                        continue;
                    double correlation = 0;
                    const double off = lag(*scene, programme, speaker->number, at, correlation);
                    QVERIFY2(correlation >= 0.99 && std::abs(off) <= 1,
                        qPrintable(QString("%1, %2 at %3 s: %4, %5 ms off")
                                       .arg(scene->event.text(), speaker->name)
                                       .arg(at)
                                       .arg(correlation)
                                       .arg(off)));
                    worst = std::min(worst, correlation);
                    farthest = std::abs(off) > std::abs(farthest) ? off : farthest;
                    n += 1, t += at, lags += off, tt += at * at, tLag += at * off;
                }
            }
            QVERIFY(n >= 3);
            const double drift = (n * tLag - t * lags) / (n * tt - t * t) * m_length;
            qInfo("%s, %s: least correlation %.4f, at most %.2f ms off (mean %.2f), drift %.2f ms, %g places",
                qPrintable(scene->event.text()), qPrintable(speaker->name), worst, farthest, lags / n, drift,
                n);
            QVERIFY2(std::abs(drift) < 1 || !isLong(), qPrintable(QString::number(drift)));
        }
    }
}

/// Also where others speak at the same time.
void RecordingInRealTimeTest::tracks_haveWhatWasSaid()
{
    for (Scene *scene : {m_gapped.get(), m_whole.get()}) {
        for (const auto &speaker : scene->speakers) {
            const auto track = std::ranges::find(scene->info.tracks, speaker->name, &RecordingTrack::speaker);
            QVERIFY(track != scene->info.tracks.end());
            auto file = OpusPlayback::ofFile(scene->files.filePath(track->file.name));
            QCOMPARE(file.length(), scene->info.duration.count() * 48);
            for (const Turn &turn : speaker->turns) {
                double correlation = 0;
                const double off = lag(*scene, file, speaker->number, turn.until - 0.6, correlation);
                const QString what = QString("%1: %2, %3 ms").arg(speaker->name).arg(correlation).arg(off);
                QVERIFY2(correlation >= 0.99 && std::abs(off) <= 2, qPrintable(what));
            }
        }
    }
}

void RecordingInRealTimeTest::chapters_areTheTurns()
{
    for (Scene *scene : {m_gapped.get(), m_whole.get()}) {
        std::vector<std::pair<double, QString>> turns;
        for (const auto &speaker : scene->speakers) {
            for (const Turn &turn : speaker->turns)
                turns.emplace_back(turn.from, speaker->name);
        }
        std::ranges::sort(turns);
        const auto &chapters = scene->info.chapters;
        QCOMPARE(chapters.size(), turns.size());
        for (std::size_t i = 0; i < turns.size(); ++i) {
            QCOMPARE(chapters[i].title, turns[i].second);
            const double begin = i == 0 ? 0 : placeOf(*scene, turns[i].first); // they cover all of it
            QVERIFY2(std::abs(toMs(chapters[i].at) / 1000 - begin) < 0.3,
                qPrintable(QString::number(toMs(chapters[i].at))));
        }
    }
}

void RecordingInRealTimeTest::gaps_areWhatNoServerGot()
{
    QCOMPARE(m_whole->info.gaps, std::vector<RecordingGap>{});
    PublishedRecording published(*m_line);
    QCOMPARE(published.card(m_whole->event).recording, RecordingPromise::Ready);
    QCOMPARE(published.card(m_whole->event).recorded->gaps, 0);

    const std::vector<Turn> lost = m_gapped->speakers[1]->lost();
    QCOMPARE(lost.size(), std::size_t(isLong() ? 2 : 1));
    QCOMPARE(m_gapped->info.gaps.size(), lost.size());
    QCOMPARE(published.card(m_gapped->event).recorded->gaps, int(lost.size()));
    for (std::size_t i = 0; i < lost.size(); ++i) {
        const RecordingGap &gap = m_gapped->info.gaps[i];
        const double length = lost[i].until - lost[i].from;
        qInfo("gap of %.2f s", length);
        QVERIFY(length > 1 && length < 6);
        QCOMPARE(gap.speaker, QString("Bo"));
        QCOMPARE(gap.cause, GapCause::Speaker);
        QVERIFY(std::abs(toMs(gap.at) / 1000 - placeOf(*m_gapped, lost[i].from)) < 0.002);
        QVERIFY(std::abs(toMs(gap.length) / 1000 - length) < 0.002);
    }
}

void RecordingInRealTimeTest::otherPrograms_haveNoComplaint()
{
    EARSHOT_NO_COMPLAINTS(m_gapped->files.path());
    EARSHOT_NO_COMPLAINTS(m_whole->files.path());
}

void RecordingInRealTimeTest::tags_sayWhatTheJsonSays()
{
    for (Scene *scene : {m_gapped.get(), m_whole.get()}) {
        auto programme = OpusPlayback::ofFile(scene->files.filePath("programme.opus"));
        std::vector<QByteArray> comments;
        QCOMPARE(programme.tag("TITLE"), scene->info.title.toUtf8());
        QCOMPARE(programme.tag("EVENT"), scene->info.event.toUtf8());
        QCOMPARE(programme.tagCount("ARTIST"), int(scene->info.tracks.size()));
        for (int i = 1; i <= 50; ++i) {
            const QByteArray number = QByteArray::number(i).rightJustified(3, '0');
            for (const QByteArray &name : {"CHAPTER" + number, "CHAPTER" + number + "NAME", "GAP" + number}) {
                if (programme.tagCount(name.constData()) > 0)
                    comments.push_back(name + '=' + programme.tag(name.constData()));
            }
        }
        const RecordingTags tags = readRecordingTags(comments);
        QCOMPARE(tags.chapters, scene->info.chapters);
        QCOMPARE(tags.gaps, scene->info.gaps);
    }
}

QTEST_GUILESS_MAIN(RecordingInRealTimeTest)
#include "recording_in_real_time_test.moc"
