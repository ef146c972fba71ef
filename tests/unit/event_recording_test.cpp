#include "desk/event_recording.h"

#include "recordings/recording_json.h"
#include "support/desk_world.h"
#include "support/fake_recording.h"
#include "wire/rtp_packet.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

const UserKey kAna = *UserKey::parse(QString(QLatin1Char('U')) + QString(55, QLatin1Char('A')));

NatsMessage message(const QByteArray &payload)
{
    NatsMessage made;
    made.payload = payload;
    return made;
}

} // namespace

/// What is told of a recording, and which desk publishes it.
class EventRecordingTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_world = std::make_unique<DeskWorld>();
        m_world->answersFirst = [this](const auto &request) { return answer(request); };
        m_records = {};
        m_audio.clear();
        m_stored.clear();
        m_deleted.clear();
        m_chunks.clear();
        m_metas.clear();
        m_sequence = 0;
        m_content = 'x';
        m_ahead = milliseconds{0};
        m_isRemoved = false;
        m_markHeaders.clear();
        m_hasNoLeader = false;
        m_cards.clear();
        m_refused.clear();
    }
    void cleanup() { m_world.reset(); }

    void planned_isPromised_live_isWritten_ended_isReady()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        pass(seconds{3});
        QCOMPARE(desk.event->state().recording, RecordingPromise::Promised);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Waiting);
        desk.event->start();
        say(desk, 50);
        pass(seconds{3});
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Writing);
        QCOMPARE(m_records[0].packets.size(), std::size_t(50));
        desk.event->end();
        pass(seconds{1});
        QCOMPARE(desk.event->state().recording, RecordingPromise::BeingMade);
        pass(seconds{4});
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Ready);
        const ScheduleCard card = desk.event->card();
        QVERIFY(card.recorded.has_value());
        QCOMPARE(card.recorded->folder, EventRecording::nameOf(card.id, *card.started));
        QCOMPARE(
            m_stored, (QStringList{"recording.json", "waveform.dat", "programme.opus", "Ana-AAAA.opus"}));
        QCOMPARE(m_world->lease()->recorded, card.recorded);
    }

    void listenable_isTold_beforeTheTracksAreThere()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        m_refused = "Ana-AAAA.opus";
        hold(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Publishing);
        QVERIFY(recording.stats().failure.has_value());
        QVERIFY(recording.stats().share > 0);
        m_refused.clear();
        pass(seconds{20});
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Ready);
        QCOMPARE(m_stored.size(), 4);
    }

    /// The desk is killed when everybody has the programme, and another one goes on.
    void tracks_followByTheNextDesk()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        auto &other = m_world->add({}, false);
        m_refused = "Ana-AAAA.opus";
        hold(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        QVERIFY(m_world->lease()->lacksTracks);
        m_world->kill(desk);
        m_refused.clear();
        EventRecording &next = record(other, 1);
        pass(seconds{20});
        QCOMPARE(next.stats().phase, RecordingStats::Phase::Ready);
        QCOMPARE(m_stored.back(), "Ana-AAAA.opus");
        QVERIFY(!m_world->lease()->lacksTracks);
    }

    /// Killed before the record of it was stored, and taken back by what was noted before: what the card says tells nothing of the tracks.
    void tracks_followByTheNextDesk_alsoWhereOnlyTheCardNamesTheRecording()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        m_refused = "Ana-AAAA.opus";
        hold(desk);
        const ScheduleCard card = desk.event->card();
        LeaseRecord before = *m_world->lease();
        m_world->end(desk);
        QVERIFY(card.recorded.has_value());
        before.recorded.reset();
        before.lacksTracks = false;
        before.state.recording = RecordingPromise::BeingMade;
        before.state.revision = card.revision - 1;
        m_world->leaseSequence = 0;
        m_world->putCard(card);
        m_refused.clear();
        auto &other = m_world->add();
        other.event->remember(before);
        EventRecording &next = record(other, 1);
        pass(seconds{20});
        QCOMPARE(next.stats().phase, RecordingStats::Phase::Ready);
        QCOMPARE(m_stored.back(), "Ana-AAAA.opus");
        QVERIFY(!m_world->lease()->lacksTracks);
    }

    /// Days later, on another computer: what everybody can have stays told.
    void tracks_thatNobodyHasAnyMore_takeNothingBack()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        m_refused = "Ana-AAAA.opus";
        hold(desk);
        const auto told = desk.event->recorded();
        m_world->end(desk);
        m_audio.clear();
        m_refused.clear();
        auto &other = m_world->add();
        EventRecording &next = record(other, 1);
        pass(seconds{60});
        QVERIFY(other.event->isInCharge() && told);
        QCOMPARE(other.event->state().recording, RecordingPromise::Ready);
        QCOMPARE(other.event->recorded(), told);
        QVERIFY(!other.event->lacksTracks());
        QCOMPARE(next.stats().phase, RecordingStats::Phase::Ready);
    }

    void missingByOurFault_isPartial_bySpeakersIsNot()
    {
        RecordingInfo info{.isWhole = true};
        info.gaps = {{milliseconds{0}, milliseconds{20}, GapCause::Speaker, "Ana"}};
        QVERIFY(!EventRecording::isPartial(info));
        info.gaps.push_back({milliseconds{50}, milliseconds{20}, GapCause::Server, "Ana"});
        QVERIFY(EventRecording::isPartial(info));
        QVERIFY(EventRecording::isPartial(RecordingInfo{.isWhole = false}));
        info.gaps[1].cause = GapCause::Paused;
        QVERIFY(!EventRecording::isPartial(info));
    }

    void missingOfSeveralAtOnce_countsOnce()
    {
        const auto gap = [](int at, int length, GapCause cause, const char *speaker) {
            return RecordingGap{milliseconds{at}, milliseconds{length}, cause, speaker};
        };
        const MissedTime missed = missedIn({gap(500, 100, GapCause::Server, "Bo"),
            gap(0, 400, GapCause::Server, "Ana"), gap(20, 400, GapCause::Server, "Bo"),
            gap(30, 10, GapCause::Server, "Cy"), gap(700, 900, GapCause::Paused, "")});
        QCOMPARE(missed.parts, 2);
        QCOMPARE(missed.length, milliseconds{520});
        QCOMPARE(missedIn({}).parts, 0);
    }

    /// What the stage says meanwhile is nobody's; also a desk of another computer knows when it was.
    void paused_isLeftOut_alsoByTheNextDesk()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        auto &other = m_world->add({}, false);
        record(other, 1);
        pass(seconds{1});
        desk.event->start();
        say(desk, 20);
        const WallTime from = desk.clock.wall();
        QVERIFY(desk.event->pause({}));
        say(desk, 20);
        const std::vector<WallSpan> open{{from, {}}};
        QCOMPARE(m_records[0].pauses, open);
        pass(seconds{2});
        const WallTime until = desk.clock.wall();
        desk.event->start();
        say(desk, 20);
        const std::vector<WallSpan> closed{{from, until}};
        QCOMPARE(m_records[0].pauses, closed);
        pass(seconds{2});
        QCOMPARE(m_records[1].pauses, closed);
        const WallTime last = desk.clock.wall();
        QVERIFY(desk.event->pause({}));
        pass(seconds{2});
        desk.event->end();
        pass(seconds{4});
        QCOMPARE(m_records[0].ended, std::optional(last));
        QCOMPARE(m_records[0].pauses.front(), closed.front());
    }

    void startedOnceMore_isAnotherRecording_afterTheFirst()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        m_refused = "waveform.dat";
        desk.event->start();
        say(desk, 20);
        desk.event->end();
        pass(seconds{1});
        const auto first = desk.event->state().started;
        QVERIFY(desk.event->whyNotToStart());
        desk.event->start();
        QCOMPARE(desk.event->state().phase, Phase::Ended);
        m_refused.clear();
        pass(seconds{8});
        const auto note = desk.event->recorded();
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        QVERIFY(note && !desk.event->whyNotToStart());
        desk.event->start();
        say(desk, 20);
        pass(seconds{2});
        QVERIFY(desk.event->state().started != first);
        QCOMPARE(desk.event->state().recording, RecordingPromise::Promised);
        QCOMPARE(desk.event->recorded(), note); // still to be had
        desk.event->end();
        pass(seconds{8});
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        QVERIFY(desk.event->recorded()->folder != note->folder);
    }

    /// Ears drop them, whatever their program does; the record of it outlives the desk.
    void mutedAndRemoved_areLeftOut_alsoByTheNextDesk()
    {
        m_world->serverAhead = m_ahead = std::chrono::hours{1};
        auto &other = m_world->add({}, false);
        record(other, 1);
        auto &desk = m_world->add();
        record(desk, 0);
        pass(seconds{1});
        QVERIFY(desk.event->isInCharge());
        QVERIFY(desk.event->admit(kAna, "Ana", Role::Speaker));
        desk.event->start();
        say(desk, 20);
        const WallTime muted = desk.clock.wall() + m_ahead;
        QVERIFY(desk.event->setMuted(kAna, true));
        say(desk, 20);
        pass(seconds{1});
        const WallTime unmuted = desk.clock.wall() + m_ahead;
        QVERIFY(desk.event->setMuted(kAna, false));
        say(desk, 20);
        const WallTime removed = desk.clock.wall() + m_ahead;
        QVERIFY(desk.event->remove(kAna, {}));
        say(desk, 20);
        m_world->kill(desk);
        pass(seconds{20});
        QVERIFY(other.event->isInCharge());
        QVERIFY(other.event->admit(kAna, "Ana", Role::Speaker));
        const WallTime back = other.clock.wall() + m_ahead;
        pass(seconds{2});
        const auto &spans = m_records[1].silenced;
        QCOMPARE(spans.size(), std::size_t(2));
        const auto isNear = [](WallTime at, WallTime expected) {
            return std::chrono::abs(at - expected) <= milliseconds{20}; // half of a round trip
        };
        QVERIFY(spans[0].speaker == kAna && spans[1].speaker == kAna);
        QVERIFY(isNear(spans[0].time.from, muted) && isNear(*spans[0].time.until, unmuted));
        QVERIFY(isNear(spans[1].time.from, removed) && isNear(*spans[1].time.until, back));
    }

    void serversClock_isWhatCounts()
    {
        m_world->serverAhead = m_ahead = std::chrono::hours{1};
        auto &desk = m_world->add();
        record(desk, 0);
        desk.event->start(); // before anybody knows
        pass(seconds{1});
        say(desk, 20);
        pass(seconds{3});
        const milliseconds ahead = m_records[0].plan.started - *desk.event->state().started;
        QVERIFY(std::chrono::abs(ahead - m_ahead) <= milliseconds{20}); // by half of a round trip
        QCOMPARE(m_records[0].packets.size(), std::size_t(20));
        desk.event->end();
        pass(seconds{4});
        QCOMPARE(m_records[0].ended, std::optional(*desk.event->state().ended + ahead));
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
    }

    void silentEvent_isNotPromisedAnyMore()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        desk.event->start();
        pass(seconds{3});
        desk.event->end();
        pass(seconds{5});
        QCOMPARE(desk.event->state().recording, RecordingPromise::None);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Off);
    }

    void movedWhileLive_isPublishedUpToThen()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        pass(seconds{1});
        desk.event->start();
        say(desk, 20);
        const WallTime moved = desk.clock.wall();
        QVERIFY(desk.event->moveTo("earshot://elsewhere.example/town-hall"));
        pass(seconds{8});
        QCOMPARE(desk.event->state().phase, Phase::Moved);
        QCOMPARE(m_records[0].ended, std::optional(moved));
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Ready);
    }

    void cancelled_isNotPromisedAnyMore()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        pass(seconds{1});
        QVERIFY(desk.event->cancel("nobody came"));
        pass(seconds{2});
        QCOMPARE(desk.event->state().recording, RecordingPromise::None);
    }

    void standby_writesToo_butPublishesOnlyOnceItIsInCharge()
    {
        auto &first = m_world->add();
        record(first, 0);
        auto &second = m_world->add({}, false);
        EventRecording &recording = record(second, 1);
        first.event->start();
        say(first, 50);
        pass(seconds{3});
        QCOMPARE(m_records[1].packets.size(), std::size_t(50));
        m_refused = "programme.opus"; // the first desk gets nowhere
        first.event->end();
        pass(seconds{6});
        QCOMPARE(second.event->state().recording, RecordingPromise::BeingMade);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Kept);
        m_world->kill(first);
        m_refused.clear();
        pass(seconds{25});
        QVERIFY(second.event->isInCharge());
        QCOMPARE(second.event->state().recording, RecordingPromise::Ready);
        QCOMPARE(m_stored.size(), 4);
    }

    void publishedRecording_isNotMadeAgain_byTheNextDesk()
    {
        auto &first = m_world->add(QStringLiteral("one"));
        record(first, 0);
        hold(first);
        const auto note = first.event->card().recorded;
        QVERIFY(note.has_value());
        m_world->kill(first);
        auto &next = m_world->add(QStringLiteral("two"), false);
        EventRecording &recording = record(next, 1);
        pass(seconds{20});
        QVERIFY(next.event->isInCharge());
        QCOMPARE(next.event->card().recorded, note);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Ready);
        QCOMPARE(m_records[1].begun, 0);
    }

    /// The host's program ends before anything is published, and comes back when the server keeps none of it any more.
    void finishedRecording_isPublishedLater_alsoWhenTheServerHasNothingLeft()
    {
        auto &desk = m_world->add(QStringLiteral("one"));
        record(desk, 0);
        m_refused = "programme.opus";
        hold(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::BeingMade);
        m_world->kill(desk);
        m_refused.clear();
        m_audio.clear();
        auto &next = m_world->add(QStringLiteral("two"), false);
        record(next, 0);
        pass(seconds{25});
        QVERIFY(next.event->isInCharge());
        QCOMPARE(next.event->state().recording, RecordingPromise::Ready);
        QCOMPARE(m_stored.size(), 4);
        QCOMPARE(m_records[0].begun, 1);
    }

    /// A desk that was suspended while it published, as long as another one needed to do it: what everybody is told to
    /// fetch stays what it is.
    void deskThatWakesUp_doesNotReplaceItsSuccessorsFiles()
    {
        auto &second = m_world->add(QStringLiteral("two"), false);
        record(second, 1);
        m_records[1].makeFiles = [this](const auto &plan, RecordingInfo &info) {
            m_content = 'z'; // not the same packets
            makeFiles(plan, info);
            m_content = 'x';
        };
        auto &first = m_world->add(QStringLiteral("one"));
        record(first, 0);
        m_refused = "programme.opus";
        hold(first);
        QVERIFY(first.event->isInCharge());
        first.isHalted = true;
        m_refused.clear();
        pass(seconds{25});
        QVERIFY(second.event->isInCharge());
        QCOMPARE(second.event->state().recording, RecordingPromise::Ready);
        const auto note = second.event->recorded();
        const QStringList stored = m_stored;
        QCOMPARE(stored.size(), 2 + 4); // what stands beside the first one's programme is another's, too
        m_world->wake(first);
        pass(seconds{10});
        QVERIFY(second.event->isInCharge());
        QCOMPARE(m_stored, stored);
        m_world->kill(second); // and when it is in charge again
        pass(seconds{25});
        QVERIFY(first.event->isInCharge());
        QCOMPARE(first.event->recorded(), note);
        QCOMPARE(m_stored, stored);
    }

    void damagedFile_isMadeAnew()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        m_spoilOnce = true;
        hold(desk);
        pass(seconds{15});
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        QCOMPARE(m_records[0].begun, 2);
    }

    void removedByTheHost_isTold_andNotPublishedAgain()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        auto &other = m_world->add({}, false);
        EventRecording &next = record(other, 1);
        hold(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        tellWithoutRecording(desk); // somebody's card, and no more
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        m_isRemoved = true;
        m_markHeaders
            = "NATS/1.0\r\nNats-Stream: EARSHOT_AUDIO\r\n\r\n"; // a mark that a speaker had led there
        tellWithoutRecording(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::Ready);
        m_markHeaders = "NATS/1.0\r\nNats-Rollup: sub\r\n\r\n";
        tellWithoutRecording(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::Removed);
        QVERIFY(!desk.event->recorded() && !m_world->lease()->recorded);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Removed);
        m_world->kill(desk);
        pass(seconds{20});
        QVERIFY(other.event->isInCharge());
        QCOMPARE(other.event->state().recording, RecordingPromise::Removed);
        QCOMPARE(next.stats().phase, RecordingStats::Phase::Removed);
        QCOMPARE(m_stored.size(), 4);
        // Started once more, it is another recording.
        m_isRemoved = false;
        hold(other);
        QCOMPARE(other.event->state().recording, RecordingPromise::Ready);
        QCOMPARE(m_stored.size(), 8);
    }

    void removedByTheHost_whileTheTracksArePublished_stopsThat()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        m_refused = "Ana-AAAA.opus";
        hold(desk);
        QVERIFY(desk.event->lacksTracks());
        m_isRemoved = true;
        tellWithoutRecording(desk);
        m_refused.clear();
        pass(seconds{30});
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Removed);
        QVERIFY(!desk.event->lacksTracks());
        QCOMPARE(m_stored.size(), 3);
    }

    /// Its desk was killed, and the removal came before the next one: the lease still has it.
    void removedByTheHost_whileNoDeskRan_isFoundByTheNext()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        auto &other = m_world->add({}, false);
        hold(desk);
        m_world->kill(desk);
        m_isRemoved = true;
        EventRecording &next = record(other, 1);
        pass(seconds{10});
        QCOMPARE(other.event->state().recording, RecordingPromise::Removed);
        QCOMPARE(next.stats().phase, RecordingStats::Phase::Removed);
        QCOMPARE(m_stored.size(), 4);
    }

    /// The store has no leader yet: asked again, and the card that would undo the removal waits.
    void removedByTheHost_isFound_onceTheStoreAnswers()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        auto &other = m_world->add({}, false);
        hold(desk);
        m_world->kill(desk);
        m_isRemoved = m_hasNoLeader = true;
        record(other, 1);
        pass(seconds{2});
        m_cards.clear();
        pass(seconds{11});
        QVERIFY(other.event->isInCharge());
        QVERIFY(other.event->recorded());
        m_hasNoLeader = false;
        pass(seconds{8});
        QCOMPARE(other.event->state().recording, RecordingPromise::Removed);
        QVERIFY(!m_cards.empty());
        for (const ScheduleCard &card : m_cards)
            QVERIFY(!card.recorded);
    }

    /// No card named it yet, so that no desk looked for the mark.
    void removedByTheHost_beforeItWasTold_isNotStoredAgain()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        m_refused = "programme.opus";
        hold(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::BeingMade);
        m_isRemoved = true;
        m_refused.clear();
        pass(seconds{30});
        QCOMPARE(desk.event->state().recording, RecordingPromise::Removed);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Removed);
        QVERIFY(!m_stored.contains("programme.opus"));
        QCOMPARE(m_records[0].begun, 1);
    }

    /// The files beside the programme were still to go: nobody is told of it, and what was stored of them goes, too.
    void removedByTheHost_beforeTheProgrammeWasWhole_leavesNothing()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        m_refused = "waveform.dat";
        hold(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::BeingMade);
        m_isRemoved = true;
        m_cards.clear();
        const std::size_t before = m_world->beacons.size();
        m_refused.clear();
        pass(seconds{30});
        QCOMPARE(desk.event->state().recording, RecordingPromise::Removed);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Removed);
        for (const ScheduleCard &card : m_cards)
            QVERIFY(!card.recorded);
        for (std::size_t i = before; i < m_world->beacons.size(); ++i)
            QVERIFY(m_world->beacons[i].state.recording != RecordingPromise::Ready);
        for (const auto &[subject, meta] : m_metas)
            QVERIFY2(readObjectMeta(meta.second)->isDeleted, meta.second.constData());
        QVERIFY(!m_stored.contains("Ana-AAAA.opus"));
    }

    /// Its line is slow: the mark came between the server's word that the programme is stored and the card.
    void removedByTheHost_justBeforeItIsTold_isNoticed()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        connect(desk.event, &EventDesk::published, this, [this](const EventState &state) {
            m_isRemoved = m_isRemoved || state.recording == RecordingPromise::Ready;
        });
        m_refused = "Ana-AAAA.opus";
        hold(desk);
        QCOMPARE(desk.event->state().recording, RecordingPromise::Removed);
        QVERIFY(!m_world->lease()->recorded && !m_world->lease()->lacksTracks);
        for (const ScheduleCard &card : m_cards)
            QVERIFY(!card.recorded);
    }

    /// What its lease said of missing tracks does not outlive it: nothing is left to be finished.
    void removedByTheHost_whileItsTracksLacked_lacksNothing()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        m_refused = "Ana-AAAA.opus";
        hold(desk);
        QVERIFY(m_world->lease()->lacksTracks);
        ScheduleCard card = desk.event->card();
        m_world->end(desk);
        card.recorded.reset();
        card.recording = RecordingPromise::Removed;
        card.revision += 60'000;
        m_isRemoved = true;
        m_world->putCard(card);
        auto &other = m_world->add();
        EventRecording &next = record(other, 1);
        pass(seconds{20});
        QVERIFY(other.event->isInCharge());
        QCOMPARE(other.event->state().recording, RecordingPromise::Removed);
        QCOMPARE(next.stats().phase, RecordingStats::Phase::Removed);
        QVERIFY(!other.event->lacksTracks() && !m_world->lease()->lacksTracks);
    }

    /// The server keeps nothing of it any more, but a former run wrote most of it.
    void formerFiles_arePublished_whereTheServerKeepsNothing()
    {
        auto &desk = m_world->add();
        EventRecording &recording = record(desk, 0);
        desk.event->start();
        const QString folder = EventRecording::nameOf(m_world->id(), *desk.event->state().started);
        pass(seconds{5});
        FakeSink::Record &disk = m_records[0];
        disk.plan.folder = m_dir->filePath("0/" + folder);
        RecordingInfo former;
        former.event = m_world->id().text();
        former.started = *desk.event->state().started;
        former.duration = seconds{3};
        former.gaps = {{seconds{3}, seconds{2}, GapCause::Server, {}}};
        makeFiles(disk.plan, former); // unfinished
        former.isWhole = true;
        disk.former = former;
        desk.event->end();
        pass(seconds{8});
        QCOMPARE(desk.event->state().recording, RecordingPromise::Partial);
        QCOMPARE(desk.event->recorded()->gaps, 1);
        QCOMPARE(recording.stats().phase, RecordingStats::Phase::Partial);
    }

    void title_followsTheEvent()
    {
        auto &desk = m_world->add();
        record(desk, 0);
        desk.event->start();
        say(desk, 20);
        pass(seconds{3});
        QCOMPARE(m_records[0].plan.title, "Town hall");
        QVERIFY(desk.event->describe("Town hall, continued", {}).ok());
        pass(seconds{1});
        QCOMPARE(m_records[0].plan.title, "Town hall, continued");
        desk.event->end();
        pass(seconds{6});
        QFile json(m_records[0].plan.folder + "/recording.json");
        QVERIFY(json.open(QIODevice::ReadOnly));
        QCOMPARE(readRecordingInfo(json.readAll())->title, "Town hall, continued");
    }

private:
    /// As whoever removes a recording does to the card.
    void tellWithoutRecording(DeskWorld::Computer &desk)
    {
        ScheduleCard card = desk.event->card();
        card.recorded.reset();
        card.recording = RecordingPromise::Removed;
        ++card.revision;
        m_world->deliver(subjects::card(m_world->id()), writeCard(card));
        pass(seconds{2});
    }
    EventRecording &record(DeskWorld::Computer &computer, int which)
    {
        FakeSink::Record &record = m_records[std::size_t(which)];
        record.makeFiles = [this](const auto &plan, RecordingInfo &info) { makeFiles(plan, info); };
        return computer.desk->record(*computer.event, m_dir->filePath(QString::number(which)),
            [&record] { return std::make_unique<FakeSink>(record); });
    }
    /// From its start to its end, and some more.
    void hold(DeskWorld::Computer &desk)
    {
        desk.event->start();
        say(desk, 50);
        pass(seconds{1});
        desk.event->end();
        pass(seconds{6});
    }
    void pass(milliseconds duration)
    {
        for (milliseconds done{0}; done < duration; done += milliseconds{50}) {
            m_world->pass(milliseconds{50});
            QCoreApplication::processEvents();
        }
    }
    void say(DeskWorld::Computer &computer, int packets)
    {
        for (int i = 0; i < packets; ++i) {
            RtpPacket packet;
            packet.sequence = quint16(m_audio.size());
            packet.payload = "opus";
            m_audio.push_back({writeRtp(packet), computer.clock.wall() + m_ahead});
            pass(milliseconds{50});
        }
    }
    void makeFiles(const RecordingWriter::Plan &plan, RecordingInfo &info)
    {
        const auto make = [&](const QString &name) {
            QDir().mkpath(plan.folder);
            const QByteArray content = QByteArray(100'000, m_content) + name.toUtf8();
            QFile file(QDir(plan.folder).filePath(name));
            if (file.open(QIODevice::WriteOnly))
                file.write(std::exchange(m_spoilOnce, false) ? QByteArray(content.size(), 'y') : content);
            return RecordingFile{
                name, content.size(), QCryptographicHash::hash(content, QCryptographicHash::Sha256)};
        };
        info.programme = make("programme.opus");
        info.waveform = make("waveform.dat");
        info.tracks = {{make("Ana-AAAA.opus"), "Ana", kAna.text()}};
        QFile json(QDir(plan.folder).filePath("recording.json"));
        if (json.open(QIODevice::WriteOnly))
            json.write(writeRecordingInfo(info));
    }

    // The server's streams of audio and objects.
    std::optional<NatsMessage> answer(const FakeConnection::Requested &request)
    {
        const QJsonObject body = QJsonDocument::fromJson(request.payload).object();
        if (request.subject == "$JS.API.DIRECT.GET.EARSHOT_AUDIO") {
            const auto wanted = std::size_t(
                body.contains("seq") ? std::max<qint64>(body["seq"].toInteger(), 1) : qint64(m_audio.size()));
            NatsMessage entry;
            if (m_audio.empty() || wanted > m_audio.size()) {
                entry.status = 404;
                return entry;
            }
            const auto &[payload, stored] = m_audio[wanted - 1];
            entry.payload = payload;
            entry.headers = {{"Nats-Subject", subjects::audio(m_world->id(), kAna)},
                {"Nats-Sequence", QByteArray::number(wanted)},
                {"Nats-Time-Stamp",
                    QDateTime::fromMSecsSinceEpoch(toUnixMs(stored), Qt::UTC)
                        .toString(Qt::ISODateWithMs)
                        .toLatin1()}};
            return entry;
        }
        if (request.subject == subjects::card(m_world->id())) {
            if (const auto card = readCard(request.payload))
                m_cards.push_back(*card);
            return std::nullopt;
        }
        if (request.subject == "$JS.API.STREAM.MSG.GET.OBJ_earshot_recordings" && m_hasNoLeader)
            return message(
                R"({"error":{"code":503,"err_code":10008,"description":"temporarily unavailable"}})");
        if (request.subject == "$JS.API.STREAM.MSG.GET.OBJ_earshot_recordings")
            return message(metaAskedFor(body));
        if (request.subject == "$JS.API.STREAM.PURGE.OBJ_earshot_recordings") {
            m_chunks.erase(body["filter"].toString().toLatin1());
            return message(R"({"success":true})");
        }
        if (request.subject == "$JS.API.STREAM.INFO.OBJ_earshot_recordings"
            && !body.contains("subjects_filter"))
            return message(
                "{\"state\":{\"first_seq\":1,\"last_seq\":" + QByteArray::number(m_sequence) + "}}");
        if (request.subject == "$JS.API.STREAM.INFO.OBJ_earshot_recordings") {
            const QByteArray subject = body["subjects_filter"].toString().toLatin1();
            return message("{\"state\":{\"subjects\":{\"" + subject
                + "\":" + QByteArray::number(m_chunks[subject]) + "}}}");
        }
        if (request.subject.startsWith("$O.earshot_recordings.C.")) {
            ++m_chunks[request.subject];
        } else if (request.subject.startsWith("$O.earshot_recordings.M.")) {
            const ObjectMeta meta = *readObjectMeta(request.payload);
            const QString name = meta.name.section(u'/', -1);
            if (name == QLatin1String(m_refused))
                return message(
                    R"({"error":{"code":503,"err_code":10047,"description":"insufficient storage"}})");
            m_metas[request.subject] = {m_sequence + 1, request.payload};
            (meta.isDeleted ? m_deleted : m_stored) << name;
        } else {
            return std::nullopt;
        }
        return message("{\"seq\":" + QByteArray::number(++m_sequence) + '}');
    }

    QByteArray metaAskedFor(const QJsonObject &body) const
    {
        const QByteArray subject = body["last_by_subj"].toString().toLatin1();
        const QString name = QString::fromUtf8(
            QByteArray::fromBase64(subject.mid(subject.lastIndexOf('.') + 1), QByteArray::Base64UrlEncoding));
        if (m_isRemoved && name.endsWith("/programme.opus"))
            return markOf(name);
        const auto wanted = quint64(body["seq"].toInteger());
        for (const auto &[stored, meta] : m_metas) {
            if (body.contains("seq") ? meta.first == wanted : stored == subject)
                return entry(meta.first, stored, {}, meta.second);
        }
        // All of the store is looked through one by one.
        if (body.contains("seq") && wanted < m_sequence)
            return metaAskedFor({{"seq", qint64(wanted + 1)}});
        return R"({"error":{"code":404,"err_code":10037,"description":"no message found"}})";
    }
    /// The meta of an object that is deleted.
    QByteArray markOf(const QString &name) const
    {
        ObjectMeta meta{name, "none", 0, 0, {}};
        meta.isDeleted = true;
        return entry(9, objectMetaSubject(name), m_markHeaders, writeObjectMeta(meta));
    }
    static QByteArray entry(
        quint64 sequence, const QByteArray &subject, const QByteArray &headers, const QByteArray &data)
    {
        return QJsonDocument(
            QJsonObject{{"message",
                QJsonObject{{"seq", qint64(sequence)}, {"subject", QString::fromLatin1(subject)},
                    {"hdrs", QString::fromLatin1(headers.toBase64())},
                    {"data", QString::fromLatin1(data.toBase64())}}}})
            .toJson();
    }

    bool m_isRemoved = false; ///< whatever the store had
    QByteArray m_markHeaders;
    bool m_hasNoLeader = false; ///< the objects' store
    std::vector<ScheduleCard> m_cards; ///< put, by whatever desk
    std::unique_ptr<QTemporaryDir> m_dir;
    std::array<FakeSink::Record, 2> m_records;
    std::vector<std::pair<QByteArray, WallTime>> m_audio;
    QStringList m_stored; ///< objects, in order
    QStringList m_deleted; ///< the same
    std::map<QByteArray, std::pair<quint64, QByteArray>> m_metas; ///< the last of each subject
    std::map<QByteArray, int> m_chunks;
    QByteArray m_refused; ///< this object's meta
    char m_content = 'x'; ///< of the next files
    bool m_spoilOnce = false; ///< the next file is not what it is said to be
    quint64 m_sequence = 0;
    milliseconds m_ahead{0}; ///< the server's clock
    std::unique_ptr<DeskWorld> m_world;
};

QTEST_GUILESS_MAIN(EventRecordingTest)
#include "event_recording_test.moc"
