#include "audio/playout_decision.h"

#include <QTest>

using namespace earshot;
using std::chrono_literals::operator""ms;

namespace {

using Action = PlayoutAction;
using Phase = PlayoutPhase;

struct Row {
    const char *situation;
    PlayoutStatus status;
    Action action;
};

/// Playing at a target of 200 ms with enough queued, packets coming.
PlayoutStatus playing(microseconds delay, microseconds queued = 180ms)
{
    return {.phase = Phase::Playing,
        .target = 200ms,
        .needed = 200ms,
        .delay = delay,
        .queued = queued,
        .silentFor = 5ms,
        .packetTime = 20ms};
}

PlayoutStatus with(PlayoutStatus status, auto change)
{
    change(status);
    return status;
}

PlayoutStatus waiting(Phase phase, microseconds delay, microseconds queued, microseconds dryFor = 0ms)
{
    return {.phase = phase,
        .target = 200ms,
        .delay = delay,
        .queued = queued,
        .packetTime = 20ms,
        .dryFor = dryFor};
}

const Row kRows[] = {
    {"nobody has spoken yet", waiting(Phase::Starting, 0ms, 0ms), Action::Silence},
    {"the very first packet is here", waiting(Phase::Starting, 0ms, 20ms), Action::Silence},
    {"enough for the first sound, less than the target", waiting(Phase::Starting, 80ms, 80ms),
        Action::Resume},
    {"a pause goes on", waiting(Phase::Paused, 0ms, 0ms), Action::Silence},
    {"speech after a pause has just arrived", waiting(Phase::Paused, 100ms, 100ms), Action::Silence},
    {"speech after a pause is as old as the target", waiting(Phase::Paused, 200ms, 200ms), Action::Resume},
    {"on target", playing(200ms), Action::Play},
    {"a little over", playing(207ms), Action::Play},
    {"a little under", playing(193ms), Action::Play},
    {"clearly over", playing(260ms), Action::SpeedUp},
    {"clearly under", playing(150ms), Action::SlowDown},
    {"a stall begins and the buffer is not rich",
        with(playing(200ms, 150ms), [](auto &s) { s.silentFor = 60ms; }), Action::SlowDown},
    {"a stall begins, the buffer is rich", with(playing(300ms, 290ms), [](auto &s) { s.silentFor = 60ms; }),
        Action::SpeedUp},
    {"packets of 60 ms come as they should",
        with(playing(200ms, 150ms), [](auto &s) { s.packetTime = 60ms, s.silentFor = 62ms; }), Action::Play},
    {"a pause that only the line made ends early",
        with(waiting(Phase::Paused, 60ms, 60ms), [](auto &s) { s.continues = true; }), Action::Resume},
    {"later packets are here: no stall",
        with(playing(200ms, 150ms), [](auto &s) { s.silentFor = 60ms, s.ahead = Ahead::Hole; }),
        Action::Play},
    {"far behind with a backlog", playing(4300ms, 260ms), Action::Skip},
    {"far behind by the figures only", playing(4300ms, 20ms), Action::SpeedUp},
    {"out of audio in the middle of a word", playing(200ms, 5ms), Action::Conceal},
    {"out of audio, the last was quiet", with(playing(200ms, 5ms), [](auto &s) { s.quiet = true; }),
        Action::Pause},
    {"the speaker's own clock paused", with(playing(200ms, 5ms), [](auto &s) { s.ahead = Ahead::Pause; }),
        Action::Pause},
    {"one packet is lost", with(playing(200ms, 5ms), [](auto &s) { s.ahead = Ahead::Hole, s.hole = 20ms; }),
        Action::ConcealHole},
    {"as much as can be made up is lost",
        with(playing(200ms, 5ms), [](auto &s) { s.ahead = Ahead::Hole, s.hole = 100ms; }),
        Action::ConcealHole},
    {"too much is lost", with(playing(200ms, 5ms), [](auto &s) { s.ahead = Ahead::Hole, s.hole = 120ms; }),
        Action::Conceal},
    {"a lost packet in a quiet moment is lost all the same",
        with(playing(200ms, 5ms), [](auto &s) { s.ahead = Ahead::Hole, s.hole = 20ms, s.quiet = true; }),
        Action::ConcealHole},
    {"dry for a moment", waiting(Phase::Dry, 0ms, 0ms, 50ms), Action::Conceal},
    {"dry for longer", waiting(Phase::Dry, 0ms, 0ms, 60ms), Action::Fade},
    {"dry for long", waiting(Phase::Dry, 0ms, 0ms, 120ms), Action::Starve},
    {"dry, the next is here but too fresh", waiting(Phase::Dry, 50ms, 20ms, 30ms), Action::Conceal},
    {"dry, 60 ms are there", waiting(Phase::Dry, 60ms, 20ms, 30ms), Action::Resume},
    {"after a long stall all comes at once", waiting(Phase::Dry, 5000ms, 260ms, 4800ms), Action::Skip},
    {"speech after a pause, and the others are not there yet",
        with(waiting(Phase::Paused, 900ms, 260ms), [](auto &s) { s.lineLag = 950ms; }), Action::Silence},
    {"speech after a pause, and the others have come there",
        with(waiting(Phase::Paused, 950ms, 260ms), [](auto &s) { s.lineLag = 950ms; }), Action::Resume},
    {"clearly over, but others are further behind",
        with(playing(900ms), [](auto &s) { s.aheadOfOthers = true; }), Action::Play},
    {"after a long stall only the newest comes", waiting(Phase::Dry, 5000ms, 20ms, 4800ms), Action::Resume},
};

} // namespace

class PlayoutDecisionTest : public QObject
{
    Q_OBJECT
private slots:
    void eachSituation_hasItsAction_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < int(std::size(kRows)); ++i)
            QTest::newRow(kRows[i].situation) << i;
    }
    void eachSituation_hasItsAction()
    {
        QFETCH(int, row);
        const auto decision
            = decidePlayout(kRows[row].status, delayPolicy(DelayMode::Audience, FallingBehind::JumpToLive));
        QCOMPARE(int(decision.action), int(kRows[row].action));
    }
    void pieces_areNoLongerThanWhatIsOff_soThatNoneIsGivenBack()
    {
        const auto stage = delayPolicy(DelayMode::OnStage);
        const auto over = decidePlayout(playing(212ms), stage); // the dead zone is 4 % of 200 ms
        QCOMPARE(over.action, Action::SpeedUp);
        QCOMPARE(over.most, 20ms);
        QCOMPARE(decidePlayout(playing(188ms), stage).most, 20ms);
    }
    void rates_growWithTheError_upToThePolicysLimit()
    {
        const auto &audience = delayPolicy(DelayMode::Audience, FallingBehind::JumpToLive);
        QCOMPARE_LT(
            decidePlayout(playing(220ms), audience).rate, decidePlayout(playing(240ms), audience).rate);
        QCOMPARE(decidePlayout(playing(390ms), audience).rate, audience.faster);
        QVERIFY(!decidePlayout(playing(390ms), audience).urgent);
        QCOMPARE(decidePlayout(playing(0ms), audience).rate, audience.slower);
        QCOMPARE(decidePlayout(playing(3000ms), audience).rate, audience.catchUp);
        QVERIFY(decidePlayout(playing(3000ms), audience).urgent);
        QCOMPARE(decidePlayout(playing(900ms), delayPolicy(DelayMode::OnStage)).rate,
            delayPolicy(DelayMode::OnStage).catchUp);
    }
    void whoHearsAll_skipsNothing_andPlaysAtMost15PercentFaster()
    {
        const auto &all = delayPolicy(DelayMode::Audience, FallingBehind::PlayFaster);
        const auto decision = decidePlayout(playing(std::chrono::hours(1), 260ms), all);
        QCOMPARE(decision.action, Action::SpeedUp);
        QCOMPARE(decision.rate, 0.15);
        QCOMPARE(decidePlayout(waiting(Phase::Dry, 5000ms, 260ms, 4800ms), all).action, Action::Resume);
    }
    void stalls_areMetWithAQuarterSlower_andWithHalfWhenLittleIsLeft()
    {
        const auto stage = delayPolicy(DelayMode::OnStage);
        auto status = playing(200ms, 90ms);
        status.silentFor = 31ms; // maybe only jitter
        QCOMPARE(decidePlayout(status, stage), (PlayoutDecision{Action::SlowDown, 0.25, false}));
        status.silentFor = 41ms;
        QCOMPARE(decidePlayout(status, stage), (PlayoutDecision{Action::SlowDown, 0.5, true}));
        status.queued = 150ms;
        QCOMPARE(decidePlayout(status, stage), (PlayoutDecision{Action::SlowDown, 0.25, true}));
    }
    void delayThatTheLineDoesNotNeed_isNotDefendedByStretching()
    {
        auto status = playing(1000ms, 980ms);
        status.target = 1000ms; // chosen
        status.needed = 60ms;
        status.silentFor = 60ms;
        QCOMPARE(decidePlayout(status, delayPolicy(DelayMode::Audience)).action, Action::Play);
    }
};

QTEST_APPLESS_MAIN(PlayoutDecisionTest)
#include "playout_decision_test.moc"
