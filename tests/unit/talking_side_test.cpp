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
        QVERIFY(scene.isOnAir()); // the tail is sent, and nothing that is played may come into it
        scene.wait(scene.choice.capture.releaseTail - milliseconds{10});
        QVERIFY(scene.isOnAir() && scene.world.ducked);
        QCOMPARE(scene.world.cues.size(), std::size_t(1));
        QCOMPARE(scene.world.selfMuted, std::optional(false));
        scene.wait(milliseconds{300});
        QVERIFY(!scene.isOnAir() && !scene.world.ducked);
        QCOMPARE(scene.voice->cuts, 0);
        QCOMPARE(scene.world.selfMuted, std::optional(true));
        QCOMPARE(scene.world.cues.back(), Playback::Cue::MicrophoneClosed);
        QCOMPARE(scene.world.cues.size(), std::size_t(2));
    }

    void aPressInTheTailGoesOn()
    {
        TalkingScene scene;
        scene.talking.press(TalkSource::Key);
        scene.talking.release(TalkSource::Key);
        scene.wait(milliseconds{20});
        scene.talking.press(TalkSource::Key);
        scene.wait(seconds{2});
        QVERIFY(scene.isOnAir() && scene.world.ducked);
        QCOMPARE(scene.world.cues.back(), Playback::Cue::MicrophoneOpened);
        QCOMPARE(scene.world.selfMuted, std::optional(false));
    }

    void theTailEndsWithWhateverClosesAtOnce()
    {
        const std::function<void(TalkingScene &)> reasons[] = {
            [](auto &s) { s.talking.stepDown(); },
            [](auto &s) { s.sit(SeatPhase::OnStage, true); },
            [](auto &s) { s.sit(SeatPhase::Audience); },
            [](auto &s) { s.endEvent(); },
            [](auto &s) { s.talking.reset(); },
            [](auto &s) { s.talking.screenLocked(); },
            [](auto &s) { s.voice->tell(InputPhase::Failed); },
            [](auto &s) { s.voice->loseDevice(); },
            [](auto &s) {
                s.voice->input.deviceId = QStringLiteral("another");
                s.voice->tell(InputPhase::Open);
            },
            [](auto &s) {
                s.choice.input = {InputChoice::Kind::Named, QStringLiteral("another")};
                s.talking.setChoice(s.choice);
            },
            [](auto &s) {
                s.choice.capture.releaseTail = milliseconds{500};
                s.talking.setChoice(s.choice);
            },
            [](auto &s) {
                s.voice->mute();
                s.wait(milliseconds{110});
            },
            [](auto &s) {
                s.clock.sleep(seconds{20});
                s.wait(milliseconds{110});
            },
            [](auto &s) {
                s.line.resumedAt = s.clock.now();
                s.setLine(LinePhase::Live);
            },
        };
        for (const auto &reason : reasons) {
            TalkingScene scene;
            scene.choice.capture.releaseTail = milliseconds{2000};
            scene.talking.setChoice(scene.choice);
            scene.voice->input.deviceId = QStringLiteral("one");
            scene.voice->tell(InputPhase::Open);
            scene.talking.press(TalkSource::Key);
            scene.wait(seconds{1});
            scene.talking.release(TalkSource::Key);
            scene.wait(milliseconds{300});
            QVERIFY(scene.isOnAir() && !scene.talking.view().mayCheck);
            reason(scene);
            const auto index = &reason - reasons;
            QVERIFY2(!scene.isOnAir(), qPrintable(QString::number(index)));
            QVERIFY2(
                !scene.world.ducked && scene.world.selfMuted == true, qPrintable(QString::number(index)));
            scene.wait(seconds{3});
            QVERIFY(!scene.isOnAir());
            QCOMPARE(std::ranges::count(scene.world.cues, Playback::Cue::MicrophoneClosed), 1);
        }
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
            {TalkEnd::EventOver, [](auto &s) { s.endEvent(); }},
            {TalkEnd::LeftStage, [](auto &s) { s.talking.stepDown(); }},
            {TalkEnd::LeftStage, [](auto &s) { s.talking.reset(); }},
            {TalkEnd::Locked, [](auto &s) { s.talking.screenLocked(); }},
            {TalkEnd::DeviceLost, // the system moved it to another
                [](auto &s) {
                    s.voice->input.deviceId = QStringLiteral("one");
                    s.voice->tell(InputPhase::Open);
                    QVERIFY(s.isOnAir());
                    s.voice->input.deviceId = QStringLiteral("another");
                    s.voice->tell(InputPhase::Open);
                }},
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
                    s.wait(milliseconds{10});
                    s.voice->mute();
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

    /// The guard lets go some time after it was told to; until then its figures are those of the mute before.
    void pressingAfterTheGuardMutedLetsGo()
    {
        TalkingScene scene;
        scene.talking.press(TalkSource::Key);
        scene.wait(milliseconds{500});
        for (int round = 0; round < 3; ++round) {
            scene.voice->mute();
            scene.wait(milliseconds{110});
            QVERIFY(!scene.isOnAir());
            QCOMPARE(int(scene.end()), int(TalkEnd::Feedback));
            scene.release(TalkSource::Key);
            scene.talking.press(TalkSource::Key);
            QCOMPARE(scene.voice->undone, round + 1);
            scene.wait(seconds{1});
            QVERIFY(scene.isOnAir());
        }
        QCOMPARE(scene.voice->undone, 3);
    }

    void whatStandsAgainstTalkingIsTold()
    {
        TalkingScene scene;
        const auto standing = [&] {
            QStringList found;
            const auto &talk = scene.talking.view().talk;
            for (std::size_t i = 0; i < kTalkObstacles; ++i) {
                if (talk.obstacles.test(i))
                    found << QString::number(i);
            }
            return found.join(QLatin1Char(' '));
        };
        const auto name = [](TalkObstacle obstacle) { return QString::number(int(obstacle)); };
        QCOMPARE(standing(), QString());
        scene.setLine(LinePhase::Waiting);
        QCOMPARE(standing(), name(TalkObstacle::LineDown));
        scene.setLine(LinePhase::Live);
        scene.sit(SeatPhase::OnStage, true);
        QCOMPARE(standing(), name(TalkObstacle::MutedByHost));
        scene.voice->opens = InputPhase::Opening;
        scene.sit(SeatPhase::Audience);
        QVERIFY(scene.talking.view().talk.stands(TalkObstacle::OffStage));
        QVERIFY(!scene.talking.view().talk.stands(TalkObstacle::MicrophoneLost)); // it is not needed
        scene.sit(SeatPhase::OnStage);
        scene.wait(milliseconds{1400});
        QCOMPARE(standing(), name(TalkObstacle::MicrophoneOpening));
        scene.wait(milliseconds{300});
        QCOMPARE(standing(), name(TalkObstacle::MicrophoneLost));
        scene.voice->tell(InputPhase::Open);
        QCOMPARE(standing(), QString());
        scene.voice->tell(InputPhase::Failed);
        QCOMPARE(standing(), name(TalkObstacle::MicrophoneLost));
    }

    void hearingOneselfAndCheckingSayWhenTheyCanBe()
    {
        TalkingScene scene;
        QVERIFY(scene.talking.view().mayHearOneself && scene.talking.view().mayCheck);
        scene.talking.press(TalkSource::Key);
        QVERIFY(!scene.talking.view().mayCheck);
        scene.talking.startSoundcheck();
        QCOMPARE(scene.talking.view().soundcheck.state, SoundcheckView::State::Never);
        scene.talking.release(TalkSource::Key);
        QVERIFY(!scene.talking.view().mayCheck); // the tail
        scene.wait(seconds{1});
        QVERIFY(scene.talking.view().mayCheck);
        scene.sit(SeatPhase::Audience);
        QVERIFY(!scene.talking.view().mayHearOneself);
        scene.talking.hearOneself(true);
        QVERIFY(!scene.talking.view().hearsOneself);
    }

    void theSweepIsNeverOnTheAir()
    {
        using Why = CheckRow::Why;
        for (const milliseconds pressed : {milliseconds{4800}, milliseconds{5110}, milliseconds{5300},
                 milliseconds{5500}, milliseconds{5700}, milliseconds{7000}}) {
            TalkingScene scene;
            scene.voice->capture.levelDb = -20;
            scene.talking.startSoundcheck();
            scene.wait(pressed);
            const bool hasBegun = scene.voice->sweeps > 0;
            QCOMPARE(hasBegun, pressed > milliseconds{5000});
            scene.talking.press(TalkSource::Key);
            scene.confirm();
            QCOMPARE(scene.voice->drops, int(hasBegun));
            for (int i = 0; i < 200; ++i) {
                scene.wait(milliseconds{10});
                QVERIFY2(!scene.isOnAir() || !scene.voice->hearsSweep(), qPrintable(QString::number(i)));
                // Nor by the pre-roll.
                QVERIFY(!scene.isOnAir() || scene.voice->openFrom >= scene.voice->sweepUntil);
            }
            QVERIFY(scene.isOnAir());
            QCOMPARE(scene.voice->sweeps, int(hasBegun));
            const SoundcheckView &check = scene.talking.view().soundcheck;
            QCOMPARE(check.state, SoundcheckView::State::Done);
            const CheckRow &feedback = check.rows.at(std::size_t(CheckRow::Step::Feedback));
            QCOMPARE(feedback.state, CheckRow::State::Skipped);
            QCOMPARE(feedback.why, Why::OnAir);
            QVERIFY(!check.complete);
        }
    }

    void aSoundcheckThatWasStoppedIsNotJudged()
    {
        TalkingScene scene;
        scene.voice->capture.levelDb = -20;
        scene.talking.startSoundcheck();
        scene.wait(milliseconds{5300});
        QVERIFY(scene.voice->hearsSweep());
        scene.talking.stopSoundcheck();
        QCOMPARE(scene.voice->drops, 1);
        const SoundcheckView &check = scene.talking.view().soundcheck;
        QCOMPARE(check.state, SoundcheckView::State::Stopped);
        QVERIFY(!check.passed && !check.complete && !check.finished);
        QCOMPARE(check.rows.at(std::size_t(CheckRow::Step::Signal)).state, CheckRow::State::Passed);
        QCOMPARE(check.rows.at(std::size_t(CheckRow::Step::Feedback)).why, CheckRow::Why::Stopped);
        // What the first sweep would have told is not taken for the second's.
        scene.talking.startSoundcheck();
        scene.wait(milliseconds{7900});
        QCOMPARE(scene.talking.view().soundcheck.state, SoundcheckView::State::Running);
        scene.wait(milliseconds{600});
        QCOMPARE(scene.talking.view().soundcheck.state, SoundcheckView::State::Done);
        QCOMPARE(scene.voice->sweeps, 2);
    }

    /// Oneself, Everybody and Oneself again, before the network thread has answered the first: its first answer is not the
    /// third's.
    void onlyTheAnswerToTheNewestRequestOpensTheGate()
    {
        TalkingScene scene;
        scene.talking.hearOneself(true);
        scene.talking.hearOneself(false);
        scene.clock.advance(milliseconds{200});
        scene.talking.hearOneself(true);
        scene.clock.advance(milliseconds{200});
        QCOMPARE(scene.world.asked.size(), std::size_t(3));
        for (int answer = 0; answer < 2; ++answer) {
            scene.confirm();
            scene.clock.advance(milliseconds{200});
            QVERIFY(!scene.voice->passes());
        }
        scene.confirm();
        QVERIFY(scene.voice->passes() && !scene.isOnAir());
    }

    void whatIsCheckedIsNeverOnTheAir()
    {
        TalkingScene scene;
        scene.talking.startSoundcheck();
        QCOMPARE(scene.world.asked, std::deque{TalkingSide::Hearers::Oneself});
        QVERIFY(!scene.voice->passes()); // not before that is confirmed
        scene.clock.advance(milliseconds{500});
        QVERIFY(!scene.voice->passes());
        scene.wait(milliseconds{20});
        scene.clock.advance(milliseconds{100});
        QVERIFY(scene.voice->passes());
        QCOMPARE(scene.world.holds, TalkingSide::Hearers::Oneself);
        scene.wait(seconds{20});
        QVERIFY(!scene.voice->passes());
        QCOMPARE(scene.world.holds, TalkingSide::Hearers::Everybody);
        QCOMPARE(scene.talking.view().soundcheck.state, SoundcheckView::State::Done);
    }

    void whoTalksWhileHearingOneselfIsOnTheAirAndBack()
    {
        TalkingScene scene;
        scene.talking.hearOneself(true);
        scene.wait(milliseconds{300});
        QVERIFY(scene.voice->passes() && !scene.isOnAir());
        scene.talking.press(TalkSource::Key);
        QVERIFY(!scene.isOnAir());
        scene.confirm();
        QVERIFY(scene.isOnAir());
        scene.release(TalkSource::Key);
        QVERIFY(!scene.voice->passes());
        scene.wait(milliseconds{500});
        QVERIFY(scene.voice->passes() && !scene.isOnAir());
        scene.talking.hearOneself(false);
        QVERIFY(!scene.voice->passes());
    }

    void theSoundcheckJudgesWhatItSees()
    {
        struct Row {
            CheckRow::Step step;
            CheckRow::State state;
            std::function<void(TalkingScene &)> given;
            CheckRow::Why why = CheckRow::Why::None;
        };
        using W = CheckRow::Why;
        using S = CheckRow::Step;
        using R = CheckRow::State;
        quint64 sent = 100;
        quint64 returned = 100;
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
            {S::Feedback, R::Warning, [](auto &s) { s.voice->echo.db = -15; }},
            {S::Feedback, R::Failed, [](auto &s) { s.voice->echo.db = 3; }},
            {S::Feedback, R::Skipped, [](auto &s) { s.voice->echo = {}; }},
            // Not found proves something only where it could have been.
            {S::Feedback, R::Passed, [](auto &s) { s.voice->echo.db = -127; }},
            {S::Feedback, R::Skipped,
                [](auto &s) {
                    s.voice->echo = {false, true, -127, -23, -50};
                },
                W::NoOutput},
            {S::Feedback, R::Skipped,
                [](auto &s) {
                    s.voice->echo = {false, false};
                },
                W::NoOutput},
            {S::Feedback, R::Skipped,
                [](auto &s) {
                    s.voice->echo = {true, true, -127, -127, -50};
                },
                W::OutputMuted},
            {S::Feedback, R::Skipped,
                [](auto &s) {
                    s.voice->echo = {true, true, -127, -23, -127};
                },
                W::MicrophoneSilent},
            {S::Feedback, R::Skipped,
                [](auto &s) {
                    s.voice->echo.db = -127;
                    s.voice->capture.silentSince = s.clock.now();
                    s.voice->capture.levelDb = -20;
                },
                W::MicrophoneSilent},
            {S::ServerAccepts, R::Passed, [](auto &) {}},
            {S::ServerAccepts, R::Skipped, [](auto &s) { s.sit(SeatPhase::Invited); }, W::OffStage},
            {S::ServerAccepts, R::Skipped, [&](auto &) { sent = 3; }, W::NothingSent},
            {S::VoiceReturns, R::Skipped, [&](auto &) { sent = 3; }, W::NothingSent},
            {S::ServerAccepts, R::Skipped, [&](auto &) { returned = 0; }, W::NothingReturned},
            {S::ServerAccepts, R::Failed, [](auto &s) { s.setLine(LinePhase::Waiting); }},
            {S::VoiceReturns, R::Failed, [&](auto &) { returned = 0; }},
            {S::VoiceReturns, R::Passed, [](auto &) {}},
            {S::VoiceReturns, R::Failed, [](auto &s) { s.voice->alike = 0.1; }},
            {S::VoiceReturns, R::Skipped, [](auto &s) { s.sit(SeatPhase::Invited); }, W::OffStage},
            {S::DiskRoom, R::Skipped, [](auto &) {}, W::NotNeeded},
            {S::DiskRoom, R::Passed, [](auto &s) { s.talking.setDiskFree(10'000'000'000); }},
            {S::DiskRoom, R::Warning, [](auto &s) { s.talking.setDiskFree(60'000'000); }},
            {S::DiskRoom, R::Failed, [](auto &s) { s.talking.setDiskFree(1'000'000); }},
        };
        for (const Row &row : rows) {
            TalkingScene scene;
            scene.voice->capture.levelDb = -20;
            scene.voice->capture.noiseFloorDb = -65;
            scene.voice->capture.bandwidthHz = 16'000;
            sent = returned = 100;
            row.given(scene);
            scene.talking.startSoundcheck();
            scene.wait(seconds{2});
            VoiceStats voice;
            voice.sent = sent;
            voice.returned = std::min(sent, returned);
            voice.roundTrip = milliseconds{31};
            scene.talking.setVoice(voice);
            scene.wait(seconds{9});
            const SoundcheckView &check = scene.talking.view().soundcheck;
            QCOMPARE(check.state, SoundcheckView::State::Done);
            const CheckRow &found = check.rows.at(std::size_t(row.step));
            QVERIFY2(found.step == row.step && found.state == row.state,
                qPrintable(QStringLiteral("step %1: %2").arg(int(row.step)).arg(int(found.state))));
            QVERIFY2(found.why == row.why, qPrintable(QString::number(int(found.why))));
            const auto hasFailed = [](const CheckRow &r) { return r.state == R::Failed; };
            QCOMPARE(check.passed, std::ranges::none_of(check.rows, hasFailed));
            QVERIFY(row.state != R::Failed || !check.passed);
            const bool isMissing = row.state == R::Skipped && row.why != W::NotNeeded;
            QVERIFY(!check.complete || !isMissing);
            QVERIFY(check.complete || std::ranges::any_of(check.rows, [](const CheckRow &r) {
                return r.state == R::Skipped && r.why != W::NotNeeded;
            }));
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

    /// 1000 sequences of everything that can happen, with tails, the guard, the sweep and slow answers, against a second
    /// account of who may be heard. The account forgets with every reason to be silent, and with whatever closed by
    /// itself; so what is open or heard without a word of it is a microphone that was left open.
    void random_neverOnTheAirWithoutAPress()
    {
        qint64 onAir = 0, inTail = 0, looks = 0, sweeps = 0;
        for (unsigned seed = 1; seed <= 1000; ++seed) {
            std::mt19937 random(seed);
            const auto pick = [&](int count) { return int(random() % unsigned(count)); };
            TalkingScene scene(TalkMode(pick(3)));
            scene.choice.capture.releaseTail = milliseconds{pick(2) == 0 ? 100 : 2000};
            scene.talking.setChoice(scene.choice);
            const bool isHold = scene.choice.mode == TalkMode::Hold;
            bool onStage = true, muted = false, hasDevice = true, isLineLost = false;
            Instant lineLost{};
            bool isDown[kTalkSources] = {};
            bool wants[kTalkSources] = {}; // Hold
            bool isLatched = false; // the other modes
            Instant tailUntil{};
            const auto isMeant = [&] { return isLatched || std::ranges::any_of(wants, std::identity{}); };
            const auto forget = [&] {
                std::ranges::fill(wants, false);
                isLatched = false;
            };
            const auto silence = [&] {
                forget();
                tailUntil = scene.clock.now();
            };
            const auto letGo = [&](TalkSource source) { // not by the person
                isDown[int(source)] = false;
                wants[int(source)] = false;
            };
            const auto close = [&] { // by the person
                if (isMeant())
                    tailUntil = scene.clock.now() + scene.choice.capture.releaseTail;
                forget();
            };
            for (int step = 0; step < 120; ++step) {
                const auto source = TalkSource(pick(4));
                const bool isKey = source == TalkSource::Key || source == TalkSource::GlobalKey;
                switch (pick(17)) {
                case 0:
                case 1:
                case 2:
                    scene.talking.press(source);
                    if (isKey && isDown[int(source)])
                        break;
                    isDown[int(source)] = true;
                    if (isHold)
                        wants[int(source)] = true;
                    else if (isLatched && source != TalkSource::Remote)
                        close();
                    else
                        isLatched = true;
                    break;
                case 3:
                case 4:
                    scene.talking.release(source);
                    if (source == TalkSource::Remote || (isHold && isDown[int(source)]))
                        close();
                    isDown[int(source)] = false;
                    break;
                case 5:
                    scene.talking.focusLost();
                    letGo(TalkSource::Key);
                    letGo(TalkSource::Button);
                    break;
                case 6:
                    scene.talking.keyLost();
                    letGo(TalkSource::GlobalKey);
                    break;
                case 7:
                    if (!onStage) // nobody looks at the time while no microphone is open
                        break;
                    scene.clock.sleep(seconds{2 + pick(1000)});
                    scene.wait(milliseconds{110});
                    std::ranges::fill(isDown, false);
                    silence();
                    break;
                case 8:
                    muted = pick(4) == 0;
                    scene.sit(onStage ? SeatPhase::OnStage : SeatPhase::Audience, muted);
                    break;
                case 9:
                    onStage = pick(6) != 0;
                    scene.sit(onStage ? SeatPhase::OnStage : SeatPhase::Audience, muted);
                    break;
                case 10:
                    hasDevice = pick(4) != 0;
                    scene.voice->hasDevice = hasDevice;
                    scene.voice->tell(hasDevice ? InputPhase::Open : InputPhase::Failed);
                    break;
                case 11:
                    if (pick(3) != 0) {
                        isLineLost = false;
                        scene.setLine(LinePhase::Live);
                    } else {
                        lineLost = isLineLost ? lineLost : scene.clock.now();
                        isLineLost = true;
                        scene.setLine(LinePhase::Waiting);
                    }
                    break;
                case 12: {
                    const Instant from = scene.clock.now();
                    scene.clock.stall(milliseconds{pick(600)});
                    if (scene.clock.now() - from > TalkLease::kTerm)
                        forget();
                    break;
                }
                case 13:
                    switch (pick(4)) {
                    case 0:
                        scene.talking.startSoundcheck();
                        scene.wait(milliseconds{pick(2) * 5200});
                        break;
                    case 1:
                        scene.talking.stopSoundcheck();
                        break;
                    default:
                        scene.talking.hearOneself(pick(2) == 0);
                    }
                    break;
                case 14:
                    scene.voice->mute();
                    scene.wait(milliseconds{110});
                    silence();
                    break;
                case 15:
                    switch (pick(4)) {
                    case 0:
                        scene.talking.screenLocked();
                        silence();
                        break;
                    case 1:
                        if (hasDevice) {
                            scene.voice->loseDevice();
                            silence();
                        }
                        break;
                    case 2:
                        scene.talking.stepDown();
                        silence();
                        break;
                    default:
                        scene.talking.undoGuard();
                    }
                    break;
                default:
                    scene.wait(milliseconds{10 * pick(100)});
                }
                if (!onStage || muted || !hasDevice)
                    silence();
                const bool isOpen = scene.talking.view().talk.open;
                const auto where = QStringLiteral("seed %1 step %2").arg(seed).arg(step);
                QVERIFY2(!isOpen || isMeant(), qPrintable(where));
                if (!isOpen)
                    forget();
                if (pick(4) != 0)
                    scene.confirm();
                const bool isLineDead
                    = isLineLost && scene.clock.now() - lineLost > seconds{5} + TalkLease::kRhythm;
                const bool isAllowed = (isMeant() && !isLineDead) || scene.clock.now() < tailUntil;
                QVERIFY2(!scene.isOnAir() || isAllowed, qPrintable(where));
                QVERIFY2(!scene.isOnAir() || !scene.voice->hearsSweep(), qPrintable(where));
                ++looks;
                onAir += scene.isOnAir();
                inTail += scene.isOnAir() && !isOpen;
            }
            sweeps += scene.voice->sweeps;
        }
        qInfo("on the air at %lld of %lld looks, %lld of them in the tail; %lld sweeps", onAir, looks, inTail,
            sweeps);
        QVERIFY(onAir > looks / 12);
        QVERIFY(inTail > 1000);
        QVERIFY(sweeps > 100);
    }
};

QTEST_GUILESS_MAIN(TalkingSideTest)
#include "talking_side_test.moc"
