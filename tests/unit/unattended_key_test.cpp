#include "ctl/unattended_key.h"
#include "talking_scene.h"

#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A program that speaks by itself, as `earshotctl speak` without --push-to-talk.
struct Program : TalkingScene {
    Program()
        : TalkingScene(TalkMode::OpenMicrophone)
    {
        run();
    }
    /// As long as things take to settle.
    void run(microseconds duration = seconds{2})
    {
        for (microseconds passed{0}; passed < duration; passed += milliseconds{100}) {
            if (key.look(talking.view()))
                talking.press(TalkSource::Remote);
            wait(milliseconds{100});
            voice->input.lastPush = clock.now();
            voice->tell(voice->input.phase);
        }
    }
    void sleep(seconds duration)
    {
        clock.sleep(duration);
        run();
    }

    ctl::UnattendedKey key;
};

} // namespace

class UnattendedKeyTest : public QObject
{
    Q_OBJECT

private slots:
    void isPressedOnStage_andAfterWhatEndsByItself()
    {
        Program program;
        QVERIFY(program.isOnAir());
        program.sit(SeatPhase::OnStage, true);
        program.run();
        QVERIFY(!program.isOnAir());
        program.sit(SeatPhase::OnStage);
        program.run();
        QVERIFY2(program.isOnAir(), "unmuted");

        program.sit(SeatPhase::Audience);
        program.run();
        program.sit(SeatPhase::OnStage);
        program.run();
        QVERIFY2(program.isOnAir(), "back on stage");

        program.setLine(LinePhase::Waiting);
        program.run(seconds{20});
        QCOMPARE(program.end(), TalkEnd::ReturnPathDead);
        program.setLine(LinePhase::Live);
        program.run();
        QVERIFY2(program.isOnAir(), "the line is back");

        program.voice->tell(InputPhase::Failed);
        program.run();
        QVERIFY(!program.isOnAir());
        program.voice->tell(InputPhase::Open);
        program.run();
        QVERIFY2(program.isOnAir(), "the same device gives sound again");
    }

    void guardThatMuted_isNotUndone()
    {
        Program program;
        program.voice->capture.guard = GuardState::Muted;
        program.run(seconds{60});
        QVERIFY(!program.isOnAir());
        QCOMPARE(program.end(), TalkEnd::Feedback);
        QCOMPARE(program.voice->capture.guard, GuardState::Muted);
        program.voice->capture.guard = GuardState::Watching;
        program.run();
        QVERIFY(!program.isOnAir());
        program.talking.press(TalkSource::Remote);
        program.run();
        QVERIFY(program.isOnAir());
    }

    void guardThatMutedMeanwhile_isNotUndoneByUnmuting()
    {
        Program program;
        program.sit(SeatPhase::OnStage, true);
        program.voice->capture.guard = GuardState::Muted;
        program.run();
        program.sit(SeatPhase::OnStage);
        program.run();
        QVERIFY(!program.isOnAir());
        QCOMPARE(program.voice->capture.guard, GuardState::Muted);
    }

    void switchedOff_staysOff()
    {
        Program program;
        program.talking.release(TalkSource::Remote);
        program.run(seconds{60});
        QVERIFY(!program.isOnAir());
        program.sit(SeatPhase::Audience);
        program.run();
        program.sit(SeatPhase::OnStage);
        program.run();
        QVERIFY2(!program.isOnAir(), "back on stage");
        program.talking.press(TalkSource::Remote);
        program.run();
        QVERIFY(program.isOnAir());
    }

    void switchedOffWhileMuted_staysOff()
    {
        Program program;
        program.sit(SeatPhase::OnStage, true);
        program.run();
        program.talking.release(TalkSource::Remote);
        program.sit(SeatPhase::OnStage);
        program.run();
        QVERIFY(!program.isOnAir());
        QCOMPARE(program.end(), TalkEnd::Released);
    }

    void sleep_leavesItClosed_alsoWhereTheLineWasLostBefore()
    {
        Program program;
        program.sleep(seconds{600});
        QVERIFY(!program.isOnAir());
        QCOMPARE(program.end(), TalkEnd::Suspended);

        Program lost;
        lost.setLine(LinePhase::Waiting);
        lost.run(seconds{20});
        QCOMPARE(lost.end(), TalkEnd::ReturnPathDead);
        lost.sleep(seconds{600});
        lost.setLine(LinePhase::Live);
        lost.run();
        QVERIFY(!lost.isOnAir());
    }

    void voiceThatDoesNotComeBack_orAnotherDevice_leavesItClosed()
    {
        Program program;
        VoiceStats voice;
        voice.unreturnedSince = program.clock.now();
        program.talking.setVoice(voice);
        program.run(seconds{10});
        QCOMPARE(program.end(), TalkEnd::ReturnPathDead);
        program.talking.setVoice({});
        program.run();
        QVERIFY(!program.isOnAir());

        Program moved;
        moved.voice->loseDevice();
        moved.run();
        QVERIFY(!moved.isOnAir());
        QCOMPARE(moved.end(), TalkEnd::DeviceLost);
    }
};

QTEST_GUILESS_MAIN(UnattendedKeyTest)
#include "unattended_key_test.moc"
