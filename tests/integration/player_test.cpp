// The player as the window has it, into a device that nobody hears.

#include "client/client.h"
#include "recordings/recording_json.h"
#include "recordings/waveform.h"
#include "support/opus_recordings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

namespace {

using State = PlayerView::State;
using namespace std::chrono_literals;

float tone(qint64 n)
{
    return 0.3f * float(std::sin(double(n) * 0.03));
}

/// What was told to be remembered.
std::vector<std::optional<milliseconds>> places(const QSignalSpy &spy)
{
    std::vector<std::optional<milliseconds>> all;
    for (const QList<QVariant> &told : spy)
        all.push_back(told[1].value<std::optional<std::chrono::milliseconds>>());
    return all;
}

} // namespace

class PlayerTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void open_plays_andThePositionMoves();
    void open_goesOnWhereItWasLeft();
    void pause_standsStill_andPlayGoesOn();
    void seek_isShownAtOnce_andIsBounded();
    void end_isTold_andPlayBeginsAnew();
    void chapters_areGoneTo();
    void filesBesideIt_areUsed();
    void shape_isMade_whereThereIsNone();
    void filesBesideAnother_areNotUsed();
    void filesBesideIt_areUsed_whileItGrows();
    void growingFile_waits_andGoesOn();
    void growingFile_canBeSoughtTo_asFarAsItCame();
    void growingFile_isNotCalledCut_whenItIsWhole();
    void growingFile_waitsForThePlaceWhereItWasLeft();
    void pause_andTimer_holdWhileItOpens();
    void timer_thatRanOutDuringAPause_leavesPlayAlone();
    void damagedFile_playsWithAWord();
    void unreadableFile_failsWithAReason();
    void timer_fadesOutAndPauses();
    void chapterEnd_pauses();
    void nowPlaying_saysThatARecordingPlays();
    void device_isGivenBack();
    void anotherRecording_takesThePlace();
    void client_endsWhileItPlays();
    void client_ends_whereNothingWasOpened();

private:
    PlayerSource source(const QString &name) const
    {
        return {.id = name, .path = m_folder.filePath(name), .title = QStringLiteral("An evening")};
    }
    QString make(const QString &name, const QByteArray &bytes) const
    {
        return writeBytes(m_folder.filePath(name), bytes) ? name : QString();
    }
    const PlayerView &view() const { return m_client->player().view(); }

    QTemporaryDir m_folder;
    std::vector<QByteArray> m_packets; ///< 10 s
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Client> m_client;
};

void PlayerTest::initTestCase()
{
    m_packets = encodedFrames(500, tone);
    QVERIFY(!make("long.opus",
        opusFile({.packets = m_packets,
            .repeat = 12,
            .comments = {"CHAPTER001=00:00:00.000", "CHAPTER001NAME=Ada", "CHAPTER002=00:00:30.000",
                "CHAPTER002NAME=Grace", "CHAPTER003=00:01:00.000", "GAP001=00:00:20.000 1500 server Ada"}}))
                 .isEmpty());
    QVERIFY(
        !make("short.opus", opusFile({.packets = {m_packets.begin(), m_packets.begin() + 50}})).isEmpty());
}

void PlayerTest::init()
{
    m_client = std::make_unique<Client>(
        m_clock, m_random, Client::Options{.sound = {.output = {.kind = OutputChoice::Kind::Null}}});
}

void PlayerTest::cleanup()
{
    m_client.reset();
}

void PlayerTest::open_plays_andThePositionMoves()
{
    Player &player = m_client->player();
    QCOMPARE(view().state, State::Closed);
    player.open(source("long.opus"));
    QCOMPARE(view().state, State::Opening);
    QTRY_COMPARE(view().state, State::Playing);
    QCOMPARE(view().duration, 119'993ms);
    QCOMPARE(view().available, view().duration);
    QCOMPARE(view().chapters.size(), std::size_t(3));
    QCOMPARE(view().gaps.size(), std::size_t(1));
    QVERIFY(!view().trouble);
    QTRY_VERIFY(view().position > 300ms);
    const Instant began = m_clock.now();
    const milliseconds from = view().position;
    QTRY_VERIFY(view().position > from + 1500ms);
    const double pace = double((view().position - from).count()) / toMs(m_clock.now() - began);
    QVERIFY2(pace > 0.7 && pace < 1.3, qPrintable(QString::number(pace)));
}

void PlayerTest::open_goesOnWhereItWasLeft()
{
    PlayerSource from = source("long.opus");
    from.listenedTo = 50s;
    m_client->player().open(from);
    QCOMPARE(view().position, milliseconds(50s));
    QTRY_VERIFY(view().position > 50'200ms);
    QVERIFY(view().position < 55s);
}

void PlayerTest::pause_standsStill_andPlayGoesOn()
{
    Player &player = m_client->player();
    QSignalSpy listened(&player, &Player::listenedTo);
    player.open(source("long.opus"));
    QTRY_VERIFY(view().position > 300ms);
    player.pause();
    QCOMPARE(view().state, State::Paused);
    QCOMPARE(listened.count(), 1);
    QVERIFY(std::abs((*places(listened)[0] - view().position).count()) < 200);
    QTest::qWait(400); // what the device held is played out
    player.setLevels(false); // shows the view again
    player.seek(view().position);
    const milliseconds at = view().position;
    QTest::qWait(300);
    QCOMPARE(view().position, at);
    player.play();
    QTRY_COMPARE(view().state, State::Playing);
    QTRY_VERIFY(view().position > at + 300ms);
}

void PlayerTest::seek_isShownAtOnce_andIsBounded()
{
    Player &player = m_client->player();
    player.open(source("long.opus"));
    QTRY_VERIFY(view().position > 100ms);
    player.seek(70s);
    QCOMPARE(view().position, milliseconds(70s));
    QTRY_VERIFY(view().position > 70'300ms);
    QVERIFY(view().position < 75s);
    player.skip(-30s);
    QVERIFY(view().position >= 40s && view().position < 46s);
    player.pause();
    player.seek(-5s);
    QCOMPARE(view().position, 0ms);
    player.seek(std::chrono::hours(100));
    QCOMPARE(view().position, view().available);
}

void PlayerTest::end_isTold_andPlayBeginsAnew()
{
    Player &player = m_client->player();
    QSignalSpy listened(&player, &Player::listenedTo);
    player.open(source("short.opus"));
    QTRY_COMPARE(view().state, State::Ended);
    QCOMPARE(view().position, view().duration);
    QCOMPARE(listened.count(), 1);
    QVERIFY(!places(listened)[0]);
    player.play();
    QTRY_COMPARE(view().state, State::Playing);
    QVERIFY(view().position < view().duration);
    QTRY_COMPARE(view().state, State::Ended);
    player.seek(200ms);
    QTRY_COMPARE(view().state, State::Playing);
}

void PlayerTest::chapters_areGoneTo()
{
    Player &player = m_client->player();
    player.open(source("long.opus"));
    QTRY_VERIFY(view().position > 100ms);
    player.nextChapter();
    QCOMPARE(view().position, milliseconds(30s));
    player.nextChapter();
    QCOMPARE(view().position, milliseconds(60s));
    player.nextChapter(); // there is none
    QVERIFY(view().position >= 60s && view().position < 65s);
    player.seek(45s);
    player.previousChapter();
    QCOMPARE(view().position, milliseconds(30s));
    player.previousChapter();
    QCOMPARE(view().position, 0ms);
}

void PlayerTest::filesBesideIt_areUsed()
{
    QVERIFY(QDir(m_folder.path()).mkpath("event"));
    QVERIFY(!make("event/programme.opus", opusFile({.packets = m_packets, .repeat = 6})).isEmpty());
    RecordingInfo info{.event = QStringLiteral("evening"),
        .title = QStringLiteral("By its json"),
        .hostName = {},
        .started = wallFromUnixMs(1'795'000'000'000),
        .duration = 60s};
    info.programme.name = QStringLiteral("programme.opus");
    info.programme.sha256 = QByteArray(32, 'x');
    info.programme.bytes = 100;
    info.waveform.name = QStringLiteral("waveform.dat");
    info.chapters = {{0ms, QStringLiteral("Ada")}, {20s, QStringLiteral("Grace")}};
    info.gaps = {{5s, 2s, GapCause::Room, QStringLiteral("Ada")}};
    info.isWhole = true;
    QVERIFY(!make("event/recording.json", writeRecordingInfo(info)).isEmpty());
    WaveformMeter meter;
    std::vector<float> loud(4800 * 600, 0.5f);
    meter.add(loud);
    QVERIFY(!make("event/waveform.dat", writeWaveform(meter.waveform())).isEmpty());
    PlayerSource from = source("event/programme.opus");
    from.title.clear();
    m_client->player().open(from);
    QTRY_VERIFY(view().shape);
    QCOMPARE(view().source.title, QStringLiteral("By its json"));
    QCOMPARE(view().chapters, info.chapters);
    QCOMPARE(view().gaps, info.gaps);
    QVERIFY(std::abs(int(view().shape->front()) - 128) < 3);
}

void PlayerTest::filesBesideAnother_areNotUsed()
{
    QVERIFY(QDir(m_folder.path()).mkpath("other"));
    RecordingInfo info{
        .event = QStringLiteral("evening"), .title = QStringLiteral("Another"), .duration = 60s};
    info.programme = {QStringLiteral("programme.opus"), 100, QByteArray(32, 'x')};
    info.waveform.name = QStringLiteral("waveform.dat");
    info.chapters = {{0ms, QStringLiteral("Ada")}, {20s, QStringLiteral("Grace")}};
    info.isWhole = true;
    QVERIFY(!make("other/recording.json", writeRecordingInfo(info)).isEmpty());
    QVERIFY(!make("other/programme.opus", opusFile({.packets = m_packets, .repeat = 3})).isEmpty());
    QVERIFY(!make("other/talk.opus", opusFile({.packets = m_packets, .repeat = 6})).isEmpty());
    for (const char *name : {"other/programme.opus", "other/talk.opus"}) {
        m_client->player().open(source(name));
        QTRY_COMPARE(view().state, State::Playing);
        QVERIFY2(view().chapters.empty(), name);
    }
}

void PlayerTest::filesBesideIt_areUsed_whileItGrows()
{
    QVERIFY(QDir(m_folder.path()).mkpath("fetched"));
    const QByteArray whole = opusFile({.packets = m_packets, .repeat = 6});
    RecordingInfo info{
        .event = QStringLiteral("evening"), .title = QStringLiteral("Evening"), .duration = 60s};
    info.programme = {QStringLiteral("programme.opus"), whole.size(), QByteArray(32, 'x')};
    info.waveform.name = QStringLiteral("waveform.dat");
    info.chapters = {{0ms, QStringLiteral("Ada")}, {20s, QStringLiteral("Grace")}};
    info.isWhole = true;
    QVERIFY(!make("fetched/recording.json", writeRecordingInfo(info)).isEmpty());
    WaveformMeter meter;
    meter.add(std::vector<float>(4800 * 600, 0.5f));
    QVERIFY(!make("fetched/waveform.dat", writeWaveform(meter.waveform())).isEmpty());
    PlayerSource from = source(make("fetched/programme.opus.part", whole.left(whole.size() / 2)));
    from.growsTo = whole.size();
    m_client->player().open(from);
    QTRY_COMPARE(view().state, State::Playing);
    QCOMPARE(view().chapters, info.chapters);
    QVERIFY(view().shape);
    from = source(make("fetched/programme.opus.damaged", whole.left(whole.size() / 2)));
    m_client->player().open(from);
    QTRY_COMPARE(view().state, State::Playing);
    QCOMPARE(view().chapters, info.chapters);
}

void PlayerTest::shape_isMade_whereThereIsNone()
{
    m_client->player().open(source("long.opus"));
    QTRY_VERIFY(view().shape && view().shape->size() == 1024 && view().shape->back() > 0);
    QVERIFY(std::abs(int(view().shape->at(500)) - 77) < 10);
    m_client->player().close();
    QVERIFY(!view().shape);
}

void PlayerTest::growingFile_waits_andGoesOn()
{
    const QByteArray whole = opusFile({.packets = m_packets, .repeat = 6});
    const QString name = make("growing.opus", whole.left(50));
    PlayerSource from = source(name);
    from.growsTo = whole.size();
    Player &player = m_client->player();
    player.open(from);
    QTest::qWait(300);
    QVERIFY(view().state == State::Opening || view().state == State::Waiting);
    make(name, whole.left(whole.size() / 20)); // 3 s
    QTRY_COMPARE(view().state, State::Playing);
    QVERIFY(view().available < 4s);
    QVERIFY(view().duration > 50s && view().duration < 70s);
    player.seek(50s);
    QCOMPARE(view().position, view().available);
    QTRY_COMPARE(view().state, State::Waiting);
    player.seek(55s);
    QTest::qWait(300);
    QCOMPARE(view().state, State::Waiting); // still
    make(name, whole);
    QTRY_COMPARE(view().state, State::Playing);
    QTRY_COMPARE(view().available, 59'993ms);
    from.growsTo = 0;
    player.update(from);
    QTRY_VERIFY(view().shape);
    player.seek(55s);
    QTRY_VERIFY(view().position > 55'300ms);
    QVERIFY(!view().trouble);
}

void PlayerTest::growingFile_canBeSoughtTo_asFarAsItCame()
{
    const QByteArray whole = opusFile({.packets = m_packets, .repeat = 12});
    PlayerSource from = source(make("more.opus", whole.left(whole.size() / 3)));
    from.growsTo = whole.size();
    Player &player = m_client->player();
    player.open(from);
    QTRY_COMPARE(view().state, State::Playing);
    QVERIFY(view().available < 45s);
    make("more.opus", whole.left(whole.size() / 2));
    QTRY_VERIFY_WITH_TIMEOUT(view().available > 55s, 3000);
    player.pause();
    make("more.opus", whole.left(whole.size() * 3 / 4));
    QTRY_VERIFY_WITH_TIMEOUT(view().available > 85s, 3000);
    player.seek(80s);
    QCOMPARE(view().position, milliseconds(80s));
    player.play();
    QTRY_VERIFY(view().position > 80'300ms);
}

void PlayerTest::growingFile_isNotCalledCut_whenItIsWhole()
{
    const QByteArray whole = opusFile({.packets = m_packets, .repeat = 12});
    PlayerSource from = source(make("ends.opus", whole.left(whole.size() / 3)));
    from.growsTo = whole.size();
    Player &player = m_client->player();
    player.open(from);
    QTRY_COMPARE(view().state, State::Playing);
    bool isCut = false;
    connect(&player, &Player::viewChanged, this, [&isCut](const PlayerView &now) {
        isCut = isCut || now.trouble || (now.source.growsTo == 0 && now.duration - now.available > 10s);
    });
    const auto guard = qScopeGuard([&] { disconnect(&player, nullptr, this, nullptr); });
    make("ends.opus", whole);
    from.growsTo = 0;
    player.update(from);
    QTRY_COMPARE(view().source.growsTo, 0);
    QCOMPARE(view().available, 119'993ms);
    QVERIFY(!isCut);
}

void PlayerTest::growingFile_waitsForThePlaceWhereItWasLeft()
{
    const QByteArray whole = opusFile({.packets = m_packets, .repeat = 6});
    PlayerSource from = source(make("left.opus", whole.left(whole.size() / 5))); // 12 s
    from.growsTo = whole.size();
    from.listenedTo = 50s;
    Player &player = m_client->player();
    QSignalSpy listened(&player, &Player::listenedTo);
    player.open(from);
    QTRY_COMPARE(view().state, State::Waiting);
    QTest::qWait(400);
    QCOMPARE(view().state, State::Waiting);
    QCOMPARE(view().position, milliseconds(50s));
    player.pause();
    player.close();
    for (const auto &place : places(listened))
        QCOMPARE(place, std::optional<milliseconds>(50s));
    player.open(from);
    QTRY_COMPARE(view().state, State::Waiting);
    player.seek(5s); // what is there can be heard meanwhile
    QTRY_VERIFY(view().position > 5'200ms);
    QVERIFY(view().position < 12s);
    player.close();
    player.open(from);
    QTRY_COMPARE(view().state, State::Waiting);
    make("left.opus", whole);
    QTRY_VERIFY(view().position > 50'200ms);
    QCOMPARE(view().state, State::Playing);
}

void PlayerTest::pause_andTimer_holdWhileItOpens()
{
    Player &player = m_client->player();
    player.open(source("long.opus"));
    QCOMPARE(view().state, State::Opening);
    player.pause();
    QTRY_COMPARE(view().state, State::Paused);
    QTest::qWait(300);
    QCOMPARE(view().position, 0ms);
    player.play();
    QTRY_VERIFY(view().position > 200ms);
    player.close();
    player.open(source("long.opus"));
    player.pause();
    player.play();
    QTRY_COMPARE(view().state, State::Playing);
    player.close();
    player.open(source("long.opus"));
    QCOMPARE(view().state, State::Opening);
    player.setSleepTimer(0s);
    QTRY_COMPARE(view().state, State::Paused);
}

void PlayerTest::timer_thatRanOutDuringAPause_leavesPlayAlone()
{
    Player &player = m_client->player();
    player.open(source("long.opus"));
    QTRY_VERIFY(view().position > 100ms);
    player.pause();
    player.setSleepTimer(1s);
    player.play();
    player.pause();
    QTRY_VERIFY(!view().sleepIn);
    const milliseconds at = view().position;
    player.play();
    QTRY_VERIFY(view().position > at + 300ms);
    QCOMPARE(view().state, State::Playing);
}

void PlayerTest::damagedFile_playsWithAWord()
{
    QByteArray bytes = opusFile({.packets = m_packets});
    const std::vector<qsizetype> pages = pagesOf(bytes);
    bytes[pages[3] + 200] = char(bytes[pages[3] + 200] ^ 0xff);
    m_client->player().open(source(make("damaged.opus", bytes)));
    QTRY_COMPARE(view().state, State::Playing);
    QTRY_VERIFY(view().trouble);
    QCOMPARE(*view().trouble, (Failure{Cause::FileDamaged, QStringLiteral("damaged")}));
    QCOMPARE(view().damage.size(), std::size_t(1));
    QTRY_VERIFY(view().position > 2500ms); // on beyond it
    m_client->player().close();
    QVERIFY(!view().trouble);
    m_client->player().open(source(make("cut.opus", opusFile({.packets = m_packets}).left(pages[5] + 10))));
    QTRY_COMPARE(view().state, State::Playing);
    QCOMPARE(*view().trouble, (Failure{Cause::FileDamaged, QStringLiteral("cut off")}));
}

void PlayerTest::unreadableFile_failsWithAReason()
{
    Player &player = m_client->player();
    player.open(source("nothing.opus"));
    QTRY_COMPARE(view().state, State::Failed);
    QCOMPARE(view().trouble->cause, Cause::FileUnreadable);
    player.open(source(make("text.opus", "not a sound file\n")));
    QTRY_COMPARE(view().state, State::Failed);
    QCOMPARE(view().trouble->cause, Cause::BadData);
    player.seek(5s);
    player.play();
    player.nextChapter();
    player.open(source("long.opus"));
    QTRY_COMPARE(view().state, State::Playing);
}

void PlayerTest::timer_fadesOutAndPauses()
{
    Player &player = m_client->player();
    player.open(source("long.opus"));
    QTRY_VERIFY(view().position > 100ms);
    player.setSleepTimer(2s);
    QCOMPARE(view().sleepIn, std::optional(2s));
    const Instant began = m_clock.now();
    QTRY_COMPARE(view().state, State::Paused);
    QVERIFY(m_clock.now() - began >= 1900ms);
    QVERIFY(m_clock.now() - began < 3500ms);
    QVERIFY(!view().sleepIn);
    player.setSleepTimer(60s);
    player.setSleepTimer(std::nullopt);
    QVERIFY(!view().sleepIn);
    player.play();
    QTRY_COMPARE(view().state, State::Playing);
}

void PlayerTest::chapterEnd_pauses()
{
    Player &player = m_client->player();
    player.open(source("long.opus"));
    QTRY_VERIFY(view().position > 100ms);
    player.seek(28'500ms);
    player.setSleepTimer(1s);
    player.sleepAtChapterEnd();
    QVERIFY(view().sleepsAtChapterEnd && !view().sleepIn);
    QTRY_COMPARE(view().state, State::Paused);
    QVERIFY2(std::abs((view().position - 30s).count()) < 300,
        qPrintable(QString::number(view().position.count())));
    QVERIFY(!view().sleepsAtChapterEnd);
}

void PlayerTest::nowPlaying_saysThatARecordingPlays()
{
    Player &player = m_client->player();
    player.open(source("long.opus"));
    QTRY_COMPARE(m_client->nowPlaying().verdict.id, QStringLiteral("ok.recording"));
    QVERIFY(m_client->nowPlaying().verdict.hearing);
    player.pause();
    QTRY_VERIFY(!m_client->nowPlaying().verdict.hearing);
    QCOMPARE(
        m_client->nowPlaying().verdict.id, QStringLiteral("ok.recording")); // pausing brings nothing else
    player.close();
    QTRY_VERIFY(m_client->nowPlaying().verdict.id != QStringLiteral("ok.recording"));
    // Joining an event meanwhile does not forget it.
    player.open(source("long.opus"));
    m_client->openLink(QStringLiteral("earshot://127.0.0.1:1/nobody-listens-there?t=x"));
    QTRY_COMPARE(m_client->nowPlaying().verdict.id, QStringLiteral("ok.recording"));
    player.close();
    QTRY_VERIFY(m_client->nowPlaying().verdict.id != QStringLiteral("ok.recording"));
}

void PlayerTest::device_isGivenBack()
{
    m_client->watchSound(true);
    Player &player = m_client->player();
    player.open(source("long.opus"));
    QTRY_COMPARE(m_client->sound().output.phase, OutputPhase::Playing);
    m_client->watchSound(false);
    player.close();
    QTRY_COMPARE(m_client->sound().output.phase, OutputPhase::Stopped);
}

void PlayerTest::anotherRecording_takesThePlace()
{
    Player &player = m_client->player();
    QSignalSpy listened(&player, &Player::listenedTo);
    player.setSpeed(9);
    QCOMPARE(view().speed, 3.0);
    player.setSpeed(2);
    player.open(source("long.opus"));
    QTRY_VERIFY(view().position > 500ms);
    QVERIFY(!make("other.opus", opusFile({.packets = m_packets})).isEmpty());
    player.open(source("other.opus"));
    QCOMPARE(listened.count(), 1);
    QCOMPARE(listened[0][0].toString(), QStringLiteral("long.opus"));
    QTRY_COMPARE(view().state, State::Playing);
    QCOMPARE(view().duration, 9'993ms);
    QCOMPARE(view().speed, 2.0);
    const Instant began = m_clock.now();
    QTRY_COMPARE_WITH_TIMEOUT(view().state, State::Ended, 9000);
    QVERIFY(m_clock.now() - began < 7s); // 5 s at 2×
}

void PlayerTest::client_endsWhileItPlays()
{
    m_client->player().open(source("long.opus"));
    QTRY_COMPARE(view().state, State::Playing);
    m_client.reset();
}

void PlayerTest::client_ends_whereNothingWasOpened()
{
    m_client->player().setSpeed(2);
    m_client->player().close();
    m_client.reset();
}

QTEST_GUILESS_MAIN(PlayerTest)
#include "player_test.moc"
