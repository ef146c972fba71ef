#include "talking_scene.h"

#include <QSignalSpy>
#include <QtTest>

#include <random>

using namespace earshot;
using namespace earshot::test;

class TalkingSideTest : public QObject
{
    Q_OBJECT

private slots:
    void listenersNeverOpenAMicrophone()
    {
        TalkingScene scene;
        scene.sit(SeatPhase::Audience);
        QVERIFY(!scene.voice->isOpened);
        scene.talking.press(TalkSource::Key);
        scene.wait(seconds{1});
        QVERIFY(!scene.voice->isOpened && !scene.isOnAir());
        QVERIFY(scene.talking.view().talk.blocked);
        for (const SeatPhase phase : {SeatPhase::HandRaised, SeatPhase::Invited, SeatPhase::ComingUp}) {
            scene.sit(phase);
            QVERIFY(!scene.voice->isOpened);
        }
        scene.talking.list(true);
        QVERIFY(!scene.voice->isOpened);
        scene.talking.watch(true); // the one who asked for it
        QVERIFY(scene.voice->isOpened && !scene.isOnAir());
        scene.talking.watch(false);
        QVERIFY(!scene.voice->isOpened);
    }

    void aPressIsOnTheAirAtOnceAndTheOthersAreTold()
    {
        TalkingScene scene;
        QVERIFY(scene.voice->isOpened); // warm
        QVERIFY(!scene.isOnAir());
        QCOMPARE(scene.world.selfMuted, std::optional(true));
        scene.talking.press(TalkSource::Key);
        QVERIFY(scene.isOnAir());
        QCOMPARE(scene.world.selfMuted, std::optional(false));
        QVERIFY(scene.world.ducked);
        QCOMPARE(scene.world.cues, std::vector{Playback::Cue::MicrophoneOpened});
        scene.wait(seconds{30});
        QVERIFY(scene.isOnAir());
        scene.talking.release(TalkSource::Key);
        QVERIFY(!scene.isOnAir());
        QCOMPARE(scene.voice->cuts, 0); // the tail is sent
        QVERIFY(!scene.world.ducked);
        scene.wait(milliseconds{400});
        QCOMPARE(scene.world.selfMuted, std::optional(true));
        QCOMPARE(scene.world.cues.back(), Playback::Cue::MicrophoneClosed);
    }

    void everyFaultCutsAndIsNamed()
    {
        struct Row {
            TalkEnd end;
            std::function<void(TalkingScene &)> happens;
        };
        const Row rows[] = {
            {TalkEnd::FocusLost, [](auto &s) { s.talking.focusLost(); }},
            {TalkEnd::MutedByHost, [](auto &s) { s.sit(SeatPhase::OnStage, true); }},
            {TalkEnd::LeftStage, [](auto &s) { s.sit(SeatPhase::Audience); }},
            {TalkEnd::LeftStage, [](auto &s) { s.talking.stepDown(); }},
            {TalkEnd::LeftStage, [](auto &s) { s.talking.reset(); }},
            {TalkEnd::DeviceLost, [](auto &s) { s.voice->tell(InputPhase::Failed); }},
            {TalkEnd::DeviceLost, [](auto &s) { s.voice->loseDevice(); }},
            {TalkEnd::DeviceLost,
                [](auto &s) {
                    s.voice->input.suspended = true;
                    s.voice->tell(InputPhase::Open);
                }},
            {TalkEnd::DeviceLost, // it gives nothing any more, and says nothing
                [](auto &s) {
                    s.voice->input.lastPush = s.clock.now();
                    s.voice->tell(InputPhase::Open);
                    s.wait(milliseconds{1300});
                }},
            {TalkEnd::Suspended,
                [](auto &s) {
                    s.clock.sleep(seconds{20});
                    s.wait(milliseconds{110});
                }},
            {TalkEnd::Suspended,
                [](auto &s) {
                    s.line.resumedAt = s.clock.now();
                    s.setLine(LinePhase::Live);
                }},
            {TalkEnd::ReturnPathDead,
                [](auto &s) {
                    s.setLine(LinePhase::Waiting);
                    s.wait(milliseconds{4900});
                    QVERIFY(s.isOnAir()); // it may come back, and nothing is lost meanwhile
                    s.wait(milliseconds{300});
                }},
            {TalkEnd::ReturnPathDead,
                [](auto &s) {
                    VoiceStats voice;
                    voice.unreturnedSince = s.clock.now();
                    s.talking.setVoice(voice);
                    s.wait(milliseconds{5300});
                }},
            {TalkEnd::Feedback,
                [](auto &s) {
                    s.voice->capture.guard = GuardState::Muted;
                    s.wait(milliseconds{110});
                }},
            {TalkEnd::Watchdog, [](auto &s) { s.clock.stall(milliseconds{301}); }},
        };
        for (const Row &row : rows) {
            TalkingScene scene;
            scene.talking.press(TalkSource::Key);
            QVERIFY(scene.isOnAir());
            row.happens(scene);
            QVERIFY2(!scene.isOnAir(), qPrintable(QString::number(int(row.end))));
            QCOMPARE(int(scene.end()), int(row.end));
            QCOMPARE(scene.voice->cuts > 0, true);
            QCOMPARE(scene.world.cues.back(), Playback::Cue::Attention);
            QVERIFY(!scene.world.ducked);
            scene.wait(seconds{20}); // the key is still down
            QVERIFY(!scene.isOnAir());
        }
    }

    void aProgramThatHangsGoesOffTheAirBeforeItKnows()
    {
        TalkingScene scene(TalkMode::OpenMicrophone);
        scene.talking.press(TalkSource::Button);
        scene.wait(seconds{1});
        QVERIFY(scene.isOnAir());
        QVERIFY(scene.voice->openUntil <= scene.clock.now() + TalkLease::kTerm);
    }

    void pressingAfterTheGuardMutedLetsGo()
    {
        TalkingScene scene;
        scene.talking.press(TalkSource::Key);
        scene.voice->capture.guard = GuardState::Muted;
        scene.wait(milliseconds{110});
        QVERIFY(!scene.isOnAir());
        scene.talking.release(TalkSource::Key);
        scene.talking.press(TalkSource::Key);
        scene.wait(milliseconds{200});
        QVERIFY(scene.isOnAir());
    }

    void whatIsCheckedIsNeverOnTheAir()
    {
        TalkingScene scene;
        scene.talking.startSoundcheck();
        QCOMPARE(scene.world.asked, std::optional(TalkingSide::Hearers::Oneself));
        QVERIFY(!scene.voice->isOnAir()); // not before that is confirmed
        scene.clock.advance(milliseconds{500});
        QVERIFY(!scene.voice->isOnAir());
        scene.wait(milliseconds{20});
        scene.clock.advance(milliseconds{100});
        QVERIFY(scene.voice->isOnAir());
        QCOMPARE(scene.world.holds, TalkingSide::Hearers::Oneself);
        scene.wait(seconds{20});
        QVERIFY(!scene.voice->isOnAir());
        QCOMPARE(scene.world.holds, TalkingSide::Hearers::Everybody);
        QCOMPARE(scene.talking.view().soundcheck.state, SoundcheckView::State::Done);
    }

    void whoTalksWhileHearingOneselfIsOnTheAirAndBack()
    {
        TalkingScene scene;
        scene.talking.hearOneself(true);
        scene.wait(milliseconds{300});
        QVERIFY(scene.voice->isOnAir() && !scene.isOnAir());
        scene.talking.press(TalkSource::Key);
        QVERIFY(!scene.isOnAir());
        scene.confirm();
        QVERIFY(scene.isOnAir());
        scene.talking.release(TalkSource::Key);
        QVERIFY(!scene.voice->isOnAir());
        scene.wait(milliseconds{500});
        QVERIFY(scene.voice->isOnAir() && !scene.isOnAir());
        scene.talking.hearOneself(false);
        QVERIFY(!scene.voice->isOnAir());
    }

    void theSoundcheckJudgesWhatItSees()
    {
        struct Row {
            CheckRow::Step step;
            CheckRow::State state;
            std::function<void(TalkingScene &)> given;
        };
        using S = CheckRow::Step;
        using R = CheckRow::State;
        const Row rows[] = {
            {S::Signal, R::Passed, [](auto &) {}},
            {S::Signal, R::Failed, [](auto &s) { s.voice->capture.levelDb = -80; }},
            {S::Signal, R::Warning, [](auto &s) { s.voice->capture.levelDb = -45; }},
            {S::Signal, R::Warning, [](auto &s) { s.voice->capture.bandwidthHz = 3400; }},
            {S::Signal, R::Failed, [](auto &s) { s.voice->tell(InputPhase::Failed); }},
            {S::ClippingHum, R::Passed, [](auto &) {}},
            {S::ClippingHum, R::Warning, [](auto &s) { s.voice->capture.clippedShare = 0.05; }},
            {S::ClippingHum, R::Warning,
                [](auto &s) {
                    s.voice->capture.humHz = 50;
                    s.voice->capture.humDb = -40;
                }},
            {S::NoiseFloor, R::Passed, [](auto &) {}},
            {S::NoiseFloor, R::Failed, [](auto &s) { s.voice->capture.noiseFloorDb = -30; }},
            {S::Feedback, R::Passed, [](auto &) {}},
            {S::Feedback, R::Warning, [](auto &s) { s.voice->echoDb = -15; }},
            {S::Feedback, R::Failed, [](auto &s) { s.voice->echoDb = 3; }},
            {S::Feedback, R::Skipped, [](auto &s) { s.voice->echoDb.reset(); }},
            {S::ServerAccepts, R::Passed, [](auto &) {}},
            {S::ServerAccepts, R::Skipped, [](auto &s) { s.sit(SeatPhase::Invited); }},
            {S::VoiceReturns, R::Passed, [](auto &) {}},
            {S::VoiceReturns, R::Failed, [](auto &s) { s.voice->alike = 0.1; }},
            {S::VoiceReturns, R::Skipped, [](auto &s) { s.sit(SeatPhase::Invited); }},
            {S::DiskRoom, R::Skipped, [](auto &) {}},
            {S::DiskRoom, R::Passed, [](auto &s) { s.talking.setDiskFree(10'000'000'000); }},
            {S::DiskRoom, R::Warning, [](auto &s) { s.talking.setDiskFree(60'000'000); }},
            {S::DiskRoom, R::Failed, [](auto &s) { s.talking.setDiskFree(1'000'000); }},
        };
        for (const Row &row : rows) {
            TalkingScene scene;
            scene.voice->capture.levelDb = -20;
            scene.voice->capture.noiseFloorDb = -65;
            scene.voice->capture.bandwidthHz = 16'000;
            row.given(scene);
            scene.talking.startSoundcheck();
            scene.wait(seconds{2});
            VoiceStats voice;
            voice.sent = voice.returned = 100;
            voice.roundTrip = milliseconds{31};
            scene.talking.setVoice(voice);
            scene.wait(seconds{9});
            const SoundcheckView &check = scene.talking.view().soundcheck;
            QCOMPARE(check.state, SoundcheckView::State::Done);
            const CheckRow &found = check.rows.at(std::size_t(row.step));
            QVERIFY2(found.step == row.step && found.state == row.state,
                qPrintable(QStringLiteral("step %1: %2").arg(int(row.step)).arg(int(found.state))));
            QCOMPARE(check.passed, row.state != R::Failed);
        }
    }

    void theViewIsToldTenTimesASecondWhileTheMicrophoneIsOpen()
    {
        TalkingScene scene;
        QSignalSpy spy(&scene.talking, &Talking::viewChanged);
        for (int i = 0; i < 10; ++i) {
            scene.voice->capture.levelDb = -20 - i;
            scene.wait(milliseconds{100});
        }
        QVERIFY(spy.count() >= 9 && spy.count() <= 12);
        scene.sit(SeatPhase::Audience);
        spy.clear();
        scene.wait(seconds{10});
        QCOMPARE(spy.count(), 0);
    }

    /// 1000 sequences of everything that can happen; the moment of the last reason to be silent is kept by the test itself.
    void random_neverOnTheAirWithoutAPress()
    {
        qint64 onAir = 0;
        qint64 looks = 0;
        for (unsigned seed = 1; seed <= 1000; ++seed) {
            std::mt19937 random(seed);
            const auto pick = [&](int count) { return int(random() % unsigned(count)); };
            TalkingScene scene(TalkMode(pick(3)));
            const bool isHold = scene.choice.mode == TalkMode::Hold;
            bool onStage = true, muted = false, hasDevice = true;
            std::set<int> wants;
            bool isLineLost = false;
            Instant lineLost{};
            const auto mayTalk = [&] { return onStage && !muted && hasDevice; };
            for (int step = 0; step < 120; ++step) {
                const int source = pick(4);
                switch (pick(14)) {
                case 0:
                case 1:
                case 2:
                    scene.talking.press(TalkSource(source));
                    if (mayTalk() && (!isLineLost || !wants.empty()))
                        wants.insert(source);
                    break;
                case 3:
                    scene.talking.release(TalkSource(source));
                    if (source == int(TalkSource::Remote))
                        wants.clear();
                    else if (isHold)
                        wants.erase(source);
                    break;
                case 4:
                    scene.talking.focusLost();
                    if (isHold) {
                        wants.erase(int(TalkSource::Key));
                        wants.erase(int(TalkSource::Button));
                    }
                    break;
                case 5:
                    scene.talking.keyLost();
                    if (isHold)
                        wants.erase(int(TalkSource::GlobalKey));
                    break;
                case 6:
                    scene.clock.sleep(seconds{2 + pick(1000)});
                    scene.wait(milliseconds{100});
                    wants.clear();
                    break;
                case 7:
                    muted = pick(4) == 0;
                    scene.sit(onStage ? SeatPhase::OnStage : SeatPhase::Audience, muted);
                    break;
                case 8:
                    onStage = pick(6) != 0;
                    scene.sit(onStage ? SeatPhase::OnStage : SeatPhase::Audience, muted);
                    break;
                case 9:
                    hasDevice = pick(4) != 0;
                    scene.voice->hasDevice = hasDevice;
                    scene.voice->tell(hasDevice ? InputPhase::Open : InputPhase::Failed);
                    break;
                case 10:
                    if (pick(3) != 0) {
                        isLineLost = false;
                        scene.setLine(LinePhase::Live);
                    } else {
                        lineLost = isLineLost ? lineLost : scene.clock.now();
                        isLineLost = true;
                        scene.setLine(LinePhase::Waiting);
                    }
                    break;
                case 11: {
                    const milliseconds away{pick(600)};
                    const Instant from = scene.clock.now();
                    scene.clock.stall(away);
                    if (scene.clock.now() - from > TalkLease::kTerm)
                        wants.clear();
                    break;
                }
                case 12:
                    if (pick(2) == 0)
                        scene.talking.startSoundcheck();
                    else
                        scene.talking.hearOneself(pick(2) == 0);
                    break;
                default:
                    scene.wait(milliseconds{10 * pick(100)});
                }
                if (!mayTalk())
                    wants.clear();
                if (pick(4) != 0)
                    scene.confirm();
                ++looks;
                onAir += scene.isOnAir();
                const bool isLineDead
                    = isLineLost && scene.clock.now() - lineLost > seconds{5} + TalkLease::kRhythm;
                const bool isAllowed = !wants.empty() && mayTalk() && !isLineDead;
                QVERIFY2(!scene.isOnAir() || isAllowed,
                    qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(step)));
            }
        }
        qInfo("on the air at %lld of %lld looks", onAir, looks);
        QVERIFY(onAir > looks / 10);
    }
};

QTEST_GUILESS_MAIN(TalkingSideTest)
#include "talking_side_test.moc"
