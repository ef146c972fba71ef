#include "recordings/recording_json.h"
#include "recordings/recording_writer.h"
#include "support/recording_reading.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <array>
#include <numeric>

using namespace earshot;
using namespace earshot::test;

/// Two hours of an event: three speakers with sound clocks of their own take turns and overlap, one speaks for ten minutes without
/// a pause; packets are late, come again, and some never come. With EARSHOT_RECORDING_LONG=1 somebody speaks all of the time.
class RecordingWriterSimulationTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void programme_hasEachVoiceWhereItWasSaid();
    void spurts_areSampleAccurate();
    void programme_doesNotDrift();
    void tracks_areWhatWasSent_atItsPlace();
    void chapters_areTheTurns();
    void gaps_areWhatWasLost();
    void otherPrograms_haveNoComplaint();
    void finish_isQuick();

private:
    static constexpr double kLength = 7200;

    struct Turn {
        int number = 0;
        double begin = 0; ///< s, the sound's true one
        double length = 0; ///< s
    };
    void takeTurns();
    void speakAllTheTime();
    void say(int number, double from, double length, const RecordingScene::Habits &habits);
    SoundFit fitAt(OpusPlayback &file, double second, int number) const
    {
        const auto place = qint64(second * 48'000);
        return fitOf(file.samples(place, 24'000), place, number);
    }

    RecordingScene m_scene{7};
    std::vector<Turn> m_turns;
    QTemporaryDir m_folder;
    RecordingInfo m_info;
    qint64 m_finishMs = 0;
    int m_lost = 0;
    double m_lossesBegin = 0; ///< s
    double m_lossesEnd = 0;
};

void RecordingWriterSimulationTest::say(
    int number, double from, double length, const RecordingScene::Habits &habits)
{
    auto &speaker = *m_scene.speakers()[std::size_t(number)];
    m_turns.push_back({number, m_scene.say(speaker, from, length, habits), length});
    if (habits.losesEvery > 0) {
        m_lost += int(length * 50) / habits.framesPerPacket / habits.losesEvery;
        m_lossesBegin = from;
        m_lossesEnd = from + length;
    }
}

void RecordingWriterSimulationTest::takeTurns()
{
    say(2, 3, 6, {});
    for (int round = 0; round < 35; round += 2) {
        const double at = 20 + round * 200;
        if (round == 16)
            say(1, 3050, 600, {3});
        if (at > 3000 && at < 3700)
            continue;
        say(0, at, 8, {1, 0, 40});
        say(1, at + 7, 8, {3, round == 10 ? 20 : 0, 0}); // begins before the other one ends
        if (round % 5 == 0)
            say(2, at + 20, 6, {2});
    }
}

/// In order of time, as sequence numbers are; none of the turns of one speaker touch.
void RecordingWriterSimulationTest::speakAllTheTime()
{
    static constexpr std::array kTurns{2, 0, 1};
    constexpr double kLeast = 10;
    double at = 3;
    bool hadMonologue = false;
    for (int turn = 0; at < kLength - 21 - kLeast; ++turn) {
        if (!hadMonologue && at > 3048 - kLeast) {
            say(1, 3050, 600, {3});
            hadMonologue = true;
            at = 3651;
        }
        const int number = kTurns[std::size_t(turn) % kTurns.size()];
        const double until = hadMonologue ? kLength - 21 : 3049;
        const double length = std::min(20.0 + turn * 37 % 70, until - at);
        const bool isLossy = number == 1 && m_lost == 0 && at > 2000;
        const int frames = number == 0 ? 1 : number == 1 ? 3 : 2;
        say(number, at, length, {frames, isLossy ? 20 : 0, number == 0 ? 40 : 0});
        at += length - 1; // the next begins before this one ends
    }
}

void RecordingWriterSimulationTest::initTestCase()
{
    m_scene.addSpeaker("Ada", 40);
    m_scene.addSpeaker("Bo", -60);
    m_scene.addSpeaker("Cy", 0);
    m_scene.speakers()[1]->delay = 0.35;
    if (qEnvironmentVariableIntValue("EARSHOT_RECORDING_LONG") > 0)
        speakAllTheTime();
    else
        takeTurns();
    say(0, kLength - 20, 8, {});
    say(1, kLength - 10, 8, {3});

    RecordingWriter::Plan plan{
        m_folder.path(), *EventId::parse(u"evening"), "Evening", "Ada", m_scene.started};
    auto writer = RecordingWriter::open(plan);
    QVERIFY(writer);
    for (const auto &speaker : m_scene.speakers())
        (*writer)->setSpeakerName(speaker->key, speaker->name);
    WallTime written = m_scene.started;
    QElapsedTimer spent;
    spent.start();
    for (const RecordedPacket &packet : m_scene.packets()) {
        for (; written + seconds{5} < packet.stored; written += seconds{5})
            QVERIFY((*writer)->writeUpTo(written));
        (*writer)->add(packet);
    }
    QVERIFY((*writer)->writeUpTo(m_scene.at(kLength)));
    qInfo("written in %lld ms", spent.restart());
    const auto info = (*writer)->finish(m_scene.at(kLength));
    m_finishMs = spent.elapsed();
    qInfo("finished in %lld ms", m_finishMs);
    QVERIFY2(info, info ? "" : qPrintable(info.failure().detail));
    QVERIFY(!(*writer)->needsRewriting());
    m_info = *info;
}

void RecordingWriterSimulationTest::programme_hasEachVoiceWhereItWasSaid()
{
    auto programme = OpusPlayback::ofFile(m_folder.filePath("programme.opus"));
    QVERIFY(programme.isOpen());
    QCOMPARE(programme.length(), qint64(kLength) * 48'000);
    double worst = 1;
    int worstLag = 0;
    for (const Turn &turn : m_turns) {
        const bool isLossy = turn.begin > m_lossesBegin - 1 && turn.begin < m_lossesEnd - 2;
        for (double at = 3 + (turn.number == 1); at < turn.length - 1.5 || at < 5; at += 10) {
            if (isLossy && at > 5)
                break;
            const double place = turn.begin + at;
            const auto fit = fitAt(programme, place, turn.number);
            const QString what
                = QString("%1 at %2: %3, %4").arg(turn.number).arg(place).arg(fit.correlation).arg(fit.lag);
            QVERIFY2(fit.correlation >= 0.99 && std::abs(fit.lag) <= 48, qPrintable(what));
            worst = std::min(worst, fit.correlation);
            worstLag = std::max(worstLag, std::abs(fit.lag));
        }
    }
    qInfo("least correlation %.4f, at most %.2f ms off", worst, worstLag / 48.0);
}

/// Wherever nobody else speaks and nothing was lost: a sound clock that is right stays where it began, and one that is off, or is
/// followed, leaves it by no leap.
void RecordingWriterSimulationTest::spurts_areSampleAccurate()
{
    constexpr int kSamples = 2;
    constexpr double kPiece = 0.5; ///< s
    auto programme = OpusPlayback::ofFile(m_folder.filePath("programme.opus"));
    const auto isAlone = [this](const Turn &turn, double from) {
        return std::ranges::none_of(m_turns, [&](const Turn &other) {
            return &other != &turn && from < other.begin + other.length + kPiece
                && from + kPiece > other.begin - kPiece;
        });
    };
    std::array<int, 3> pieces{};
    for (const Turn &turn : m_turns) {
        const bool isLossy = turn.begin > m_lossesBegin - 1 && turn.begin < m_lossesEnd - 2;
        std::optional<int> first;
        std::optional<int> before;
        for (double at = 0.1; !isLossy && turn.length < 100 && at < turn.length - 0.6; at += kPiece) {
            const double place = turn.begin + at;
            if (!isAlone(turn, place)) {
                before.reset();
                continue;
            }
            const int lag = fitAt(programme, place, turn.number).lag;
            const bool isRight = m_scene.speakers()[std::size_t(turn.number)]->ppm == 0;
            const int off = std::abs(lag - (isRight ? first : before).value_or(lag));
            QVERIFY2(off <= kSamples,
                qPrintable(QString("%1 at %2: %3 samples").arg(turn.number).arg(place).arg(off)));
            first = first.value_or(lag);
            before = lag;
            ++pieces[std::size_t(turn.number)];
        }
    }
    QVERIFY(std::ranges::all_of(pieces, [](int number) { return number >= 20; }));
}

void RecordingWriterSimulationTest::programme_doesNotDrift()
{
    auto programme = OpusPlayback::ofFile(m_folder.filePath("programme.opus"));
    for (const int number : {0, 1}) {
        // Each spurt for itself is a little off, which is no drift: the straight line through all of them, and the first
        // of them against the last.
        std::vector<double> lags;
        double n = 0, t = 0, lag = 0, tt = 0, tLag = 0;
        for (const Turn &turn : m_turns) {
            if (turn.number != number || turn.length >= 100)
                continue;
            const double hours = (turn.begin + 4 - kLength / 2) / 3600;
            const double off = fitAt(programme, turn.begin + 4, number).lag;
            lags.push_back(off);
            n += 1, t += hours, lag += off, tt += hours * hours, tLag += hours * off;
        }
        const double drift = (n * tLag - t * lag) / (n * tt - t * t) * kLength / 3600;
        const auto some = std::min<std::ptrdiff_t>(10, std::ssize(lags) / 2);
        const double first = std::accumulate(lags.begin(), lags.begin() + some, 0.0) / double(some);
        const double last = std::accumulate(lags.end() - some, lags.end(), 0.0) / double(some);
        qInfo("speaker %d: %.1f samples off at the beginning, %.1f at the end; by all spurts %.2f ms in two "
              "hours",
            number, first, last, drift / 48);
        QVERIFY(std::abs(last - first) < 48);
        QVERIFY(std::abs(drift) < 48);
    }
    // Ten minutes without a pause by a clock that is 60 ppm slow: 36 ms.
    for (const double second : {3060.0, 3200.0, 3350.0, 3500.0, 3640.0}) {
        const auto fit = fitAt(programme, second, 1);
        QVERIFY2(fit.correlation >= 0.99 && std::abs(fit.lag) < 48,
            qPrintable(QString("%1: %2, %3").arg(second).arg(fit.correlation).arg(fit.lag)));
    }
}

void RecordingWriterSimulationTest::tracks_areWhatWasSent_atItsPlace()
{
    QCOMPARE(m_info.tracks.size(), m_scene.speakers().size());
    for (const auto &speaker : m_scene.speakers()) {
        const auto track = std::find_if(m_info.tracks.begin(), m_info.tracks.end(),
            [&](const RecordingTrack &one) { return one.key == speaker->key.text(); });
        const QString path = m_folder.filePath(track->file.name);
        QVERIFY(sentPacketsIn(path) == speaker->sent);
        auto file = OpusPlayback::ofFile(path);
        QCOMPARE(file.length(), qint64(kLength) * 48'000);
        for (const Turn &turn : m_turns) {
            if (turn.number != speaker->number || turn.length > 100)
                continue;
            const auto fit = fitAt(file, turn.begin + 2.5, turn.number);
            QVERIFY2(std::abs(fit.lag) <= 60 + 36,
                qPrintable(QString("%1 at %2: %3").arg(turn.number).arg(turn.begin).arg(fit.lag)));
        }
    }
}

void RecordingWriterSimulationTest::chapters_areTheTurns()
{
    std::size_t next = 0;
    int present = -1;
    std::sort(m_turns.begin(), m_turns.end(), [](auto &a, auto &b) { return a.begin < b.begin; });
    for (const Turn &turn : m_turns) {
        if (turn.number == std::exchange(present, turn.number))
            continue;
        QVERIFY(next < m_info.chapters.size());
        const RecordingChapter &chapter = m_info.chapters[next++];
        QCOMPARE(chapter.title, m_scene.speakers()[std::size_t(turn.number)]->name);
        const double begin = next == 1 ? 0 : turn.begin; // they cover all of it
        QVERIFY(std::abs(toMs(chapter.at) / 1000 - begin) < 0.5);
    }
    QCOMPARE(m_info.chapters.size(), next);
}

void RecordingWriterSimulationTest::gaps_areWhatWasLost()
{
    QCOMPARE(int(m_info.gaps.size()), m_lost);
    QVERIFY(m_lost > 3);
    for (const RecordingGap &gap : m_info.gaps) {
        QCOMPARE(gap.speaker, QString("Bo"));
        QCOMPARE(gap.cause, GapCause::Speaker);
        QCOMPARE(gap.length, milliseconds{60});
        QVERIFY(toMs(gap.at) / 1000 > m_lossesBegin - 1 && toMs(gap.at) / 1000 < m_lossesEnd + 1);
    }
}

void RecordingWriterSimulationTest::otherPrograms_haveNoComplaint()
{
    EARSHOT_NO_COMPLAINTS(m_folder.path());
    QFile json(m_folder.filePath("recording.json"));
    QVERIFY(json.open(QIODevice::ReadOnly));
    QCOMPARE(*readRecordingInfo(json.readAll()), m_info);
}

void RecordingWriterSimulationTest::finish_isQuick()
{
    QVERIFY2(m_finishMs < 5000, qPrintable(QString::number(m_finishMs)));
}

QTEST_GUILESS_MAIN(RecordingWriterSimulationTest)
#include "recording_writer_simulation_test.moc"
