#include "situations.h"

#include "diagnosis/diagnose.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// Two faults at once: the one nearest to the ear that explains the silence is named, the other stays in the
/// signal path.
class LadderTest : public QObject
{
    Q_OBJECT

    struct Pair {
        const char *name;
        Evidence evidence;
        const char *id;
        Hop other; ///< where the fault that is not named must still show
    };

    static std::vector<Pair> pairs()
    {
        return {
            {"muted and server lost", with(hearing(), {mutedOutput(), lostServer()}), "out.muted",
                Hop::Server},
            {"muted and stalled", with(hearing(), {mutedOutput(), stalledLine()}), "out.muted",
                Hop::Connection},
            {"muted and dropped", with(hearing(), {mutedOutput(), droppedSpeaker()}), "out.muted",
                Hop::Uplink},
            {"muted and a dead microphone", with(hearing(), {mutedOutput(), silentMicrophone()}), "out.muted",
                Hop::Microphone},
            {"muted and all are muted", with(hearing(), {mutedOutput(), everybodyMuted()}), "out.muted",
                Hop::Microphone},
            {"muted and nobody on stage", with(hearing(), {mutedOutput(), emptyStage()}), "out.muted",
                Hop::None},
            {"no device and muted", with(hearing(), {deviceMissing(), mutedOutput()}), "out.none", Hop::None},
            {"device failed and volume 0", with(hearing(), {deviceFailed(), volumeZero()}), "out.failed",
                Hop::None},
            {"muted and volume 0", with(hearing(), {mutedOutput(), volumeZero()}), "out.muted", Hop::None},
            {"volume 0 and server lost", with(hearing(), {volumeZero(), lostServer()}), "out.volume_zero",
                Hop::Server},
            {"device asleep and server lost", with(hearing(), {deviceAsleep(), lostServer()}),
                "out.suspended", Hop::Server},
            {"device asleep and muted", with(hearing(), {deviceAsleep(), mutedOutput()}), "out.suspended",
                Hop::None},
            {"no device and server lost", with(hearing(), {deviceMissing(), lostServer()}), "out.none",
                Hop::Server},
            {"ended and server lost", with(hearing(), {endedEvent(), lostServer()}), "event.ended",
                Hop::Server},
            {"ended and muted", with(hearing(), {endedEvent(), mutedOutput()}), "event.ended", Hop::Speakers},
            {"ended and desk silent", with(hearing(), {endedEvent(), silentDesk()}), "event.ended",
                Hop::None},
            {"scheduled and muted", with(waitingFor(minutes{5}), {mutedOutput()}), "event.scheduled",
                Hop::Speakers},
            {"scheduled and no device", with(waitingFor(minutes{5}), {deviceMissing()}), "event.scheduled",
                Hop::Speakers},
            {"late and muted", with(waitingFor(-minutes{5}), {mutedOutput()}), "event.late", Hop::Speakers},
            {"scheduled and server lost", with(waitingFor(minutes{5}), {lostServer()}), "server.lost",
                Hop::None},
            {"scheduled and stalled", with(waitingFor(minutes{5}), {stalledLine()}), "you.stalled",
                Hop::None},
            {"server lost and dropped before", with(hearing(), {droppedSpeaker(), lostServer()}),
                "server.lost", Hop::None},
            {"stalled and desk silent", with(hearing(), {stalledLine(), silentDesk()}), "you.stalled",
                Hop::None},
            {"stalled and dropped", with(hearing(), {droppedSpeaker(), stalledLine()}), "you.stalled",
                Hop::Uplink},
            {"stalled and all are muted", with(hearing(), {stalledLine(), everybodyMuted()}), "you.stalled",
                Hop::Microphone},
            {"desk silent and a dead microphone", with(hearing(), {silentDesk(), silentMicrophone()}),
                "stage.silent_mic", Hop::None},
            {"desk silent and dropped before", with(hearing(), {silentDesk(), droppedSpeaker()}),
                "desk.silent", Hop::Uplink},
            {"desk silent and muted", with(hearing(), {silentDesk(), mutedOutput()}), "out.muted", Hop::None},
            {"dropped and a dead microphone of another",
                with(hearing(),
                    {silentMicrophone(),
                        [](Evidence &e) {
                            e.speakers.push_back(with(hearing(), {droppedSpeaker()}).speakers.front());
                            e.speakers.back().member.key = keyOf(7);
                        }}),
                "stage.dropped", Hop::None},
            {"busy and desk silent", with(hearing(), {lateDevice(), silentDesk()}), "you.busy", Hop::None},
            {"busy and behind", with(hearing(), {lateDevice(), delayedLine()}), "you.busy", Hop::None},
            {"busy and dropped", with(hearing(), {lateDevice(), droppedSpeaker()}), "stage.dropped",
                Hop::Speakers},
            {"busy and server lost", with(hearing(), {lateDevice(), lostServer()}), "server.lost",
                Hop::Speakers},
            {"behind and desk silent", with(hearing(), {delayedLine(), silentDesk()}), "desk.silent",
                Hop::None},
            {"unplugged and slow", with(hearing(), {[](Evidence &e) {
                 e.output.lostDevice = QStringLiteral("Headphones");
                 e.output.lostDeviceAt = kNow - seconds{1};
                 e.speakers.front().backlog = seconds{3};
             }}),
                "out.unplugged", Hop::Connection},
            {"slow and an uplink with gaps", with(hearing(), {[](Evidence &e) {
                 SpeakerEvidence &ana = e.speakers.front();
                 ana.backlog = seconds{3};
                 ana.missing = {.atSource = 20, .due = 150};
                 ana.gaps = GapStats{.atSource = 20, .lastAtSource = kNow - seconds{1}};
             }}),
                "you.slow", Hop::Uplink},
            {"draining and a howl", with(hearing(), {[](Evidence &e) {
                 e.session.drainingSince = kNow - seconds{1};
                 e.speakers.front().audio->howlHz = 2000;
             }}),
                "server.draining", Hop::Microphone},
            {"a telephone voice and muted",
                with(hearing(),
                    {mutedOutput(),
                        [](Evidence &e) { e.speakers.front().audio->bandwidth = OpusBandwidth::Narrow; }}),
                "out.muted", Hop::Microphone},
            {"woken up and unplugged",
                with(lostWith(Cause::ServerLost),
                    {deviceMissing(),
                        [](Evidence &e) {
                            e.session.resumedAt = kNow - seconds{1};
                            e.session.sleptFor = minutes{5};
                        }}),
                "out.none", Hop::Server},
            {"offline and volume 0",
                with(lostWith(Cause::DnsNoAnswer),
                    {volumeZero(), [](Evidence &e) { e.session.online = false; }}),
                "out.volume_zero", Hop::Connection},
            {"never in, and muted", with(failedWith(Cause::ConnectionRefused), {mutedOutput()}),
                "net.refused", Hop::Speakers},
        };
    }

private slots:
    void nearestToTheEar_wins_data()
    {
        QTest::addColumn<int>("row");
        const auto rows = pairs();
        for (std::size_t i = 0; i < rows.size(); ++i)
            QTest::newRow(rows[i].name) << int(i);
    }

    void nearestToTheEar_wins()
    {
        QFETCH(int, row);
        const Pair pair = pairs()[std::size_t(row)];
        const Verdict verdict = diagnose(pair.evidence, kNow);
        QCOMPARE(verdict.id, QString::fromLatin1(pair.id));
        if (pair.other == Hop::None)
            return;
        const HopHealth other
            = diagnoseHops(pair.evidence, verdict, kNow)[std::size_t(pair.other) - 1].health;
        QVERIFY(other == HopHealth::Warning || other == HopHealth::Bad);
    }

    void faults_areNamedWithinThreeSeconds()
    {
        // From the last good sign to the name: what is silent for 3 s has one.
        const auto named = [](const std::function<void(Evidence &, Instant)> &stop, const char *id) {
            for (milliseconds age{0}; age <= seconds{3}; age += milliseconds{100}) {
                Evidence evidence = hearing();
                stop(evidence, kNow - age);
                if (diagnose(evidence, kNow).id == QLatin1String(id))
                    return true;
            }
            return false;
        };
        QVERIFY(named(
            [](Evidence &e, Instant since) {
                e.session.lastBytes = since;
                e.session.oldestUnansweredPing = since + seconds{1};
                e.speakers.front().audio->lastPacket = since;
            },
            "you.stalled"));
        QVERIFY(named([](Evidence &e, Instant since) { e.output.lastPull = since; }, "out.failed"));
        QVERIFY(named(
            [](Evidence &e, Instant since) {
                e.speakers.front().silentSince = since;
                e.speakers.front().audio->packetLevel = 127;
            },
            "stage.silent_mic"));
    }
};

QTEST_GUILESS_MAIN(LadderTest)
#include "ladder_test.moc"
