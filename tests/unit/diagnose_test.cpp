#include "situations.h"

#include "diagnosis/diagnose.h"
#include "diagnosis/sentence.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace earshot;
using namespace earshot::test;

/// The decision table: one row per situation a person can be in.
class DiagnoseTest : public QObject
{
    Q_OBJECT

    static const HopState &hopOf(const std::array<HopState, 5> &hops, Hop hop)
    {
        return hops[std::size_t(hop) - 1];
    }

private slots:
    void everySituation_hasItsName_data()
    {
        QTest::addColumn<int>("row");
        const auto rows = situations();
        QVERIFY(rows.size() >= 60);
        for (std::size_t i = 0; i < rows.size(); ++i)
            QTest::newRow(rows[i].name) << int(i);
    }

    void everySituation_hasItsName()
    {
        QFETCH(int, row);
        const Situation situation = situations()[std::size_t(row)];
        const Verdict verdict = diagnose(situation.evidence, kNow);
        QCOMPARE(verdict.id, QString::fromLatin1(situation.id));
        QCOMPARE(hopId(verdict.hop), hopId(situation.hop));
        QCOMPARE(sideId(verdict.side), sideId(situation.side));
    }

    void blamedHop_looksBlamed_data() { everySituation_hasItsName_data(); }

    void blamedHop_looksBlamed()
    {
        QFETCH(int, row);
        const Situation situation = situations()[std::size_t(row)];
        const Verdict verdict = diagnose(situation.evidence, kNow);
        const auto hops = diagnoseHops(situation.evidence, verdict, kNow);
        for (std::size_t i = 0; i < hops.size(); ++i)
            QCOMPARE(int(hops[i].hop), int(i) + 1);
        if (verdict.severity == Severity::Bad && verdict.hop != Hop::None)
            QVERIFY(hopOf(hops, verdict.hop).health == HopHealth::Bad);
        if (verdict.severity == Severity::Warning && verdict.hop != Hop::None)
            QVERIFY(hopOf(hops, verdict.hop).health == HopHealth::Warning);
        if (verdict.id == QStringLiteral("ok.live")) {
            for (const HopState &hop : hops)
                QVERIFY(hop.health != HopHealth::Bad);
        }
    }

    void everyId_isReached()
    {
        std::set<QString> reached;
        for (const Situation &situation : situations())
            reached.insert(diagnose(situation.evidence, kNow).id);
        // What only a device can say by itself is reached there: out.none, out.failed.
        for (const QString &id : allVerdictIds())
            QVERIFY2(reached.contains(id), qPrintable(id));
    }

    void allVerdictIds_holdTheCatalogue()
    {
        const auto ids = allVerdictIds();
        for (const char *id : {"link.malformed", "net.dns", "net.refused", "net.timeout", "net.tls.expired",
                 "net.tls.name", "net.tls.untrusted", "http.status", "server.foreign", "server.full",
                 "server.lost", "server.protocol", "ticket.expired", "ticket.rejected", "event.unknown",
                 "event.scheduled", "event.late", "event.ended", "desk.silent", "stage.empty", "stage.muted",
                 "stage.silent_mic", "stage.dropped", "you.stalled", "you.busy", "out.none", "out.failed",
                 "out.suspended", "out.muted", "out.volume_zero", "ok.live"})
            QVERIFY2(std::count(ids.begin(), ids.end(), QString::fromLatin1(id)) == 1, id);
    }

    void everyCause_hasAName()
    {
        const auto ids = allVerdictIds();
        for (int cause = 0; cause <= int(Cause::DeviceFailed); ++cause) {
            const Verdict verdict = verdictForFailure({Cause(cause), {}}, QStringLiteral("live.example.org"));
            QVERIFY(std::count(ids.begin(), ids.end(), verdict.id) == 1);
            QCOMPARE(verdict.where, QStringLiteral("live.example.org"));
        }
    }

    void waiting_countsDownToTheNextTry()
    {
        const Verdict verdict = diagnose(failedWith(Cause::ConnectionRefused), kNow);
        QCOMPARE(verdict.nextStepIn.value().count(), 12000);
        QCOMPARE(verdict.attempt, 3);
        QVERIFY(verdict.action == Action::TryNow);
    }

    void refused_neverTriesByItself()
    {
        Evidence evidence = failedWith(Cause::TicketRejected);
        evidence.session.phase = LinePhase::Refused;
        QVERIFY(diagnose(evidence, kNow).retry == RetryPolicy::Never);
    }

    void lostServer_keepsTheTimeOfTheLoss()
    {
        const Verdict verdict = diagnose(lostWith(Cause::ConnectionRefused), kNow);
        QVERIFY(verdict.at == kWall - seconds{12});
        QCOMPARE(verdict.otherServers, 2);
    }

    void endedByTheServersWord_claimsNoTime() { QVERIFY(!diagnose(failedWith(Cause::EventEnded), kNow).at); }

    void dropped_isDatedByTheListenersClock()
    {
        // The desk's clock is 5 min ahead; that must not show.
        Evidence evidence = with(hearing(), {droppedSpeaker()});
        evidence.state->value.deskClock += minutes{5};
        evidence.speakers.front().member.since += minutes{5};
        const Verdict verdict = diagnose(evidence, kNow);
        QCOMPARE(verdict.who, QStringLiteral("Ana"));
        QVERIFY(verdict.at == kWall - milliseconds{12400});
        QCOMPARE(verdict.number, 1203);
    }

    void gaps_areCountedByTheFaultThatIsNamed()
    {
        const auto numberOf = [](const MissingPackets &packets) {
            return diagnose(with(hearing(), {missingPackets(packets)}), kNow).number;
        };
        QCOMPARE(numberOf({.atSource = 30, .atServer = 20, .due = 200}), 15);
        QCOMPARE(numberOf({.atSource = 40, .atServer = 48, .due = 200}), 30);
        QCOMPARE(numberOf({.atSource = 2, .atServer = 4, .undecided = 24, .due = 200}), 15);
    }

    void namesakes_areToldApart()
    {
        Evidence evidence = with(hearing(), {droppedSpeaker()});
        evidence.speakers.back().member.name = QStringLiteral("Ana Sand");
        QCOMPARE(diagnose(evidence, kNow).who, QStringLiteral("Ana Ruiz"));
    }

    void movedLink_neverShowsItsTicket()
    {
        Evidence evidence = hearing();
        evidence.state->value.phase = Phase::Moved;
        evidence.state->value.movedTo = QStringLiteral("earshot://other.example.org/x?t=secret");
        QCOMPARE(diagnose(evidence, kNow).where, QStringLiteral("other.example.org"));
    }

    void hearing_needsADeviceThatConsumes()
    {
        QVERIFY(isHearing(hearing(), kNow));
        QVERIFY(isHearing(with(hearing(), {delayedLine()}), kNow));
        QVERIFY(isHearing(with(hearing(), {silentDesk()}), kNow));
        QVERIFY(isHearing(with(hearing(), {lateDevice()}), kNow));
        QVERIFY(isHearing(with(hearing(), {[](Evidence &e) { e.output.nullDevice = true; }}), kNow));
        for (const Fault &fault : {mutedOutput(), volumeZero(), deviceMissing(), deviceFailed(),
                 deviceAsleep(), lostServer(), stalledLine(), droppedSpeaker(), silentMicrophone(),
                 everybodyMuted(), emptyStage(), endedEvent()})
            QVERIFY(!isHearing(with(hearing(), {fault}), kNow));
        QVERIFY(
            !isHearing(with(hearing(), {[](Evidence &e) { e.output.lastPull = kNow - seconds{3}; }}), kNow));
        QVERIFY(!isHearing(with(hearing(), {[](Evidence &e) { e.lastHeard.reset(); }}), kNow));
        QVERIFY(!isHearing(with(hearing(), {[](Evidence &e) { e.lastHeard = kNow - seconds{6}; }}), kNow));
        QVERIFY(!isHearing(Evidence{}, kNow));
    }

    void endedEvent_offersItsRecording_onceThereIsOne()
    {
        Evidence evidence = with(hearing(), {endedEvent()});
        evidence.state->value.recording = RecordingPromise::Ready;
        // The beacon is ahead of the schedule.
        QCOMPARE(diagnose(evidence, kNow).action, Action::OpenSchedule);
        evidence.card->recorded = RecordingNote{.folder = QStringLiteral("town-hall/20261121T120000Z")};
        QCOMPARE(diagnose(evidence, kNow).action, Action::OpenRecording);
        QVERIFY(canAct(evidence, Action::OpenRecording));
        evidence.state->value.recording = RecordingPromise::Partial;
        QCOMPARE(diagnose(evidence, kNow).action, Action::OpenRecording);
        evidence.state->value.recording = RecordingPromise::BeingMade;
        QCOMPARE(diagnose(evidence, kNow).action, Action::OpenSchedule);
        evidence.state->value.recording = RecordingPromise::Removed;
        QCOMPARE(diagnose(evidence, kNow).action, Action::OpenSchedule);
        QVERIFY(sentence(diagnose(evidence, kNow)).next.contains("The host removed the recording."));
        evidence.card.reset();
        evidence.state->value.recording = RecordingPromise::Ready;
        evidence.state->value.recordingLink = QStringLiteral("https://example.org/recording.opus");
        QCOMPARE(diagnose(evidence, kNow).action, Action::OpenRecording);
    }

    void hops_ofADroppedSpeaker_lookLikeThePicture()
    {
        const Evidence evidence = with(hearing(), {droppedSpeaker()});
        const auto hops = diagnoseHops(evidence, diagnose(evidence, kNow), kNow);
        const std::array<HopState, 5> expected{{{Hop::Microphone, HopHealth::Warning, false},
            {Hop::Uplink, HopHealth::Warning, true}, {Hop::Server, HopHealth::Good, false},
            {Hop::Connection, HopHealth::Good, false}, {Hop::Speakers, HopHealth::Good, false}}};
        QVERIFY(hops == expected);
    }

    void hops_areAllGood_whileYouHear()
    {
        for (const HopState &hop : diagnoseHops(hearing(), diagnose(hearing(), kNow), kNow)) {
            QVERIFY(hop.health == HopHealth::Good);
            QVERIFY(!hop.cutAfter);
        }
    }

    void hops_ofALostServer_cutTheLine()
    {
        const Evidence evidence = lostWith(Cause::ServerLost);
        const auto hops = diagnoseHops(evidence, diagnose(evidence, kNow), kNow);
        QVERIFY(hopOf(hops, Hop::Server).health == HopHealth::Bad);
        QVERIFY(hopOf(hops, Hop::Server).cutAfter);
        QVERIFY(hopOf(hops, Hop::Speakers).health == HopHealth::Good);
        QVERIFY(hopOf(hops, Hop::Microphone).health == HopHealth::Unknown);
    }
};

QTEST_GUILESS_MAIN(DiagnoseTest)
#include "diagnose_test.moc"
