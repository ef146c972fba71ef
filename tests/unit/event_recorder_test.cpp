#include "desk/event_recorder.h"

#include "support/fake_archive.h"
#include "support/fake_recording.h"
#include "support/virtual_clock.h"
#include "wire/subjects.h"

#include <QTemporaryDir>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

const EventId kEvent = *EventId::parse(u"town-hall");
const EventId kOther = *EventId::parse(u"another");
const UserKey kAna = *UserKey::parse(QString(QLatin1Char('U')) + QString(55, QLatin1Char('A')));

} // namespace

/// What is recorded of a server's archive, and when.
class EventRecorderTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_clock = std::make_unique<VirtualClock>();
        m_archive = std::make_unique<FakeArchive>(*m_clock);
        m_record = {};
        m_said.clear();
        m_finished = 0;
        m_info.reset();
        m_folder = "/nowhere";
        m_session = std::make_unique<Session>(*m_clock, m_random, [this] {
            auto made = std::make_unique<FakeConnection>();
            m_connection = made.get();
            return made;
        });
        m_session->start({{{QUrl("ws://127.0.0.1:1"), {}}}, {}, "desk", true, {}});
        m_connection->accept();
        m_started = m_clock->wall();
    }
    void cleanup()
    {
        m_recorder.reset();
        m_session.reset();
    }

    void live_isRecordedAsItComes()
    {
        record();
        say(100, milliseconds{20});
        pass(seconds{3});
        QCOMPARE(m_record.begun, 1);
        QCOMPARE(numbers(), upTo(100));
        QCOMPARE(m_record.names[kAna.text()], "Ana");
        QCOMPARE(m_record.writtenUpTo.back(), m_record.packets.back().stored);
        say(50, milliseconds{20});
        pass(seconds{3});
        QCOMPARE(numbers(), upTo(150));
    }

    void beginning_isTheEventsStart_whenItIsBegunLater()
    {
        m_started += seconds{2};
        say(200, milliseconds{20}); // 100 of them before the start
        record();
        pass(seconds{3});
        QCOMPARE(m_record.packets.front().stored, m_started);
        QCOMPARE(m_record.packets.size(), std::size_t(100));
    }

    void beginningThatTheServerKeepsNoMore_isSaid()
    {
        m_archive->m_limits = {{"max_age", 1e9 * 3600}};
        say(200, milliseconds{20});
        m_archive->m_stored.erase(m_archive->m_stored.begin(), m_archive->m_stored.begin() + 50);
        record();
        pass(seconds{3});
        QCOMPARE(m_record.packets.size(), std::size_t(150));
        QVERIFY(!m_record.plan.keptFrom); // it is not an hour ago: those were of before
        m_recorder.reset();
        m_archive->m_limits["max_age"] = 1e9;
        record();
        pass(seconds{3});
        QCOMPARE(m_record.packets.size(), std::size_t(150));
        QCOMPARE(m_record.plan.keptFrom, std::optional(m_started + milliseconds{50 * 20}));
    }

    /// Somebody who was not there meanwhile: what the former stream had is said to be missing.
    void streamMadeAnew_isSaid_byWhoBeginsAfterwards()
    {
        say(200, milliseconds{20});
        pass(minutes{2});
        m_archive->makeAnew();
        const WallTime made = m_clock->wall();
        say(100, milliseconds{20});
        record();
        pass(seconds{3});
        QCOMPARE(m_record.packets.size(), std::size_t(100));
        QCOMPARE(m_record.plan.keptFrom, std::optional(made));
    }

    /// Speakers send for 30 s what was not acknowledged.
    void streamMadeAtTheStart_hasAll()
    {
        m_archive->m_made = m_started + seconds{5};
        say(100, milliseconds{20});
        record();
        pass(seconds{3});
        QVERIFY(!m_record.plan.keptFrom);
    }

    void pauses_areToldToWhoWrites_alsoAnew()
    {
        record();
        const std::vector<WallSpan> pauses{{m_started + seconds{1}, {}}};
        m_recorder->setPauses(pauses);
        say(50, milliseconds{20});
        pass(seconds{3});
        QCOMPARE(m_record.pauses, pauses);
        m_record.pauses.clear();
        m_record.needsRewriting = true;
        m_sink->say();
        pass(seconds{3});
        QCOMPARE(m_record.begun, 2);
        QCOMPARE(m_record.pauses, pauses);
        m_recorder->setPauses({});
        QVERIFY(m_record.pauses.empty());
    }

    void othersAudio_isLeftOut()
    {
        for (int i = 0; i < 100; ++i) {
            sayOne(kOther, false);
            sayOne(kEvent, false);
            pass(milliseconds{20});
        }
        record();
        pass(seconds{3});
        QCOMPARE(m_record.packets.size(), std::size_t(100));
    }

    void packetsSentOnceMore_areNotMissed()
    {
        record();
        say(50, milliseconds{20});
        pass(seconds{3});
        sayOne(kEvent, true);
        pass(seconds{3});
        QCOMPARE(m_record.packets.size(), std::size_t(51));
        QVERIFY(m_record.packets.back().isAgain);
    }

    void end_waitsForWhatIsSentOnceMore()
    {
        record();
        say(50, milliseconds{20});
        pass(seconds{1});
        const WallTime ended = m_clock->wall();
        m_recorder->end(ended);
        pass(milliseconds{1500});
        QCOMPARE(m_finished, 0);
        sayOne(kEvent, true);
        pass(seconds{2});
        QCOMPARE(m_finished, 1);
        QVERIFY(m_info && m_info->isWhole);
        QCOMPARE(m_record.ended, ended);
        QCOMPARE(m_record.packets.size(), std::size_t(51));
    }

    /// Of a cluster any server answers, and not each has all yet.
    void end_waitsForAReplicaThatIsBehind()
    {
        m_archive->m_lag = seconds{9};
        record();
        say(500, milliseconds{20});
        const WallTime ended = m_clock->wall();
        m_recorder->end(ended);
        for (int i = 0; i < 20; ++i) { // another event goes on
            sayOne(kOther, false);
            pass(milliseconds{500});
        }
        pass(seconds{3});
        QCOMPARE(m_finished, 1);
        QCOMPARE(numbers(), upTo(500));
    }

    void end_waitsNotForEver_data()
    {
        QTest::addColumn<bool>("isTimeout");
        QTest::newRow("for a replica") << false;
        QTest::newRow("for the leader") << true;
    }
    void end_waitsNotForEver()
    {
        QFETCH(const bool, isTimeout);
        record();
        say(100, milliseconds{20});
        pass(seconds{3});
        sayOne(kEvent, false);
        m_archive->m_lag = std::chrono::hours{1};
        m_archive->m_leaderIsSilent = isTimeout;
        m_recorder->end(m_clock->wall());
        pass(isTimeout ? seconds{8} : seconds{40});
        QCOMPARE(m_finished, 1);
        QCOMPARE(numbers(), upTo(100));
    }

    void newest_isNotAskedFor_whileThereIsMore()
    {
        record();
        say(100, milliseconds{20});
        const int before = m_archive->m_askedForNewest;
        say(50 * 30, milliseconds{20});
        QCOMPARE(m_archive->m_askedForNewest, before);
        pass(seconds{30});
        QVERIFY(m_archive->m_askedForNewest > before);
    }

    void afterTheEnd_isNotTaken()
    {
        say(100, milliseconds{20});
        const WallTime ended = m_clock->wall();
        pass(EventRecorder::kAfterEnd + milliseconds{20});
        say(100, milliseconds{20});
        record();
        m_recorder->end(ended);
        pass(seconds{3});
        QCOMPARE(m_finished, 1);
        QCOMPARE(numbers(), upTo(100));
    }

    void silentEvent_hasNoRecording()
    {
        record();
        pass(seconds{10});
        m_recorder->end(m_clock->wall());
        pass(seconds{5});
        QCOMPARE(m_finished, 1);
        QVERIFY(!m_info);
        QCOMPARE(m_record.begun, 0); // no empty file
    }

    void serverThatKeepsNothing_isNotWaitedForLong()
    {
        m_archive->m_isMissing = true;
        record();
        pass(seconds{10});
        m_recorder->end(m_clock->wall());
        pass(seconds{15});
        QCOMPARE(m_finished, 0);
        pass(seconds{10});
        QCOMPARE(m_finished, 1);
        QVERIFY(!m_info);
    }

    /// The desk restarts when the event ends, and with it a cluster: who keeps the sound is found later.
    void streamWithoutALeader_isWaitedFor_howeverLong()
    {
        const QTemporaryDir former;
        m_folder = former.path();
        m_record.former.emplace();
        say(100, milliseconds{20});
        m_archive->m_hasNoLeader = true;
        record();
        m_recorder->end(m_clock->wall());
        pass(seconds{90});
        QCOMPARE(m_record.triedFormer, 0);
        QCOMPARE(m_finished, 0);
        m_archive->m_hasNoLeader = false;
        pass(seconds{10});
        QCOMPARE(m_finished, 1);
        QCOMPARE(numbers(), upTo(100));
        QCOMPARE(m_record.triedFormer, 0);
    }

    /// What it keeps may be all of it, so what is on the disk is not taken instead.
    void formerFiles_areLeftForLater_whereTheServerSaysNothing()
    {
        const QTemporaryDir former;
        m_folder = former.path();
        m_record.former.emplace();
        m_archive->m_timesOut = true;
        record();
        pass(seconds{150});
        QVERIFY(!m_recorder->isLeftForLater()); // it goes on
        m_recorder->end(m_clock->wall());
        pass(seconds{90});
        QVERIFY(!m_recorder->isLeftForLater() && m_recorder->trouble());
        pass(seconds{40});
        QVERIFY(m_recorder->isLeftForLater());
        QVERIFY(m_finished == 0 && m_record.triedFormer == 0);
        // The next try comes by itself.
        m_archive->m_timesOut = false;
        m_archive->m_isMissing = true;
        pass(seconds{30});
        QVERIFY(m_finished == 1 && m_info && !m_recorder->isLeftForLater());
    }

    void formerFiles_areFinished_whereTheServerHasNoStream()
    {
        const QTemporaryDir former;
        m_folder = former.path();
        m_record.former.emplace();
        m_archive->m_isMissing = true;
        record();
        m_recorder->end(m_clock->wall());
        pass(seconds{30});
        QCOMPARE(m_record.triedFormer, 1);
        QCOMPARE(m_finished, 1);
        QVERIFY(m_info);
    }

    void formerFiles_thatCannotBeRead_areTriedAgain()
    {
        const QTemporaryDir former;
        m_folder = former.path();
        m_record.formerFailure = Cause::FileUnreadable;
        record();
        m_recorder->end(m_clock->wall());
        pass(seconds{10});
        QCOMPARE(m_finished, 0);
        QCOMPARE(m_recorder->trouble()->cause, Cause::FileUnreadable);
        pass(minutes{5});
        QVERIFY2(m_record.triedFormer >= 5 && m_record.triedFormer <= 9, // each may take long
            qPrintable(QString::number(m_record.triedFormer)));
        m_record.former.emplace();
        pass(seconds{100});
        QCOMPARE(m_finished, 1);
        QVERIFY(m_info);
    }

    void formerFiles_ofWhichNothingPlays_areNoRecording()
    {
        const QTemporaryDir former;
        m_folder = former.path();
        record();
        m_recorder->end(m_clock->wall());
        pass(seconds{10});
        QCOMPARE(m_finished, 1);
        QVERIFY(!m_info);
    }

    void lostLine_isGoneOnWith()
    {
        record();
        say(100, milliseconds{20});
        pass(seconds{3});
        m_connection->fail(Cause::ServerLost);
        m_archive->loseLine(*m_connection);
        say(100, milliseconds{20});
        QVERIFY(m_recorder->trouble().has_value());
        m_session->tryNow();
        m_connection->accept();
        pass(seconds{3});
        QVERIFY(!m_recorder->trouble().has_value());
        QCOMPARE(m_record.begun, 1);
        QCOMPARE(numbers(), upTo(200));
    }

    void streamMadeAnew_isReadFromItsBeginning_data()
    {
        QTest::addColumn<bool>("isLineLost");
        QTest::newRow("with the line") << true;
        QTest::newRow("of a cluster") << false;
    }
    void streamMadeAnew_isReadFromItsBeginning()
    {
        QFETCH(const bool, isLineLost);
        record();
        say(200, milliseconds{20});
        pass(seconds{3});
        m_archive->makeAnew();
        if (isLineLost) {
            m_connection->fail(Cause::ServerLost);
            m_archive->loseLine(*m_connection);
            m_session->tryNow();
            m_connection->accept();
        }
        say(100, milliseconds{20});
        pass(seconds{15});
        QCOMPARE(m_record.begun, 1);
        QCOMPARE(numbers(), upTo(300));
        m_recorder->end(m_clock->wall());
        pass(seconds{5});
        QCOMPARE(m_finished, 1);
    }

    void missingStream_isWaitedFor()
    {
        m_archive->m_isMissing = true;
        record();
        say(100, milliseconds{20});
        QCOMPARE(m_recorder->trouble()->cause, Cause::NoResponders);
        m_archive->m_isMissing = false;
        pass(seconds{3});
        QVERIFY(!m_recorder->trouble().has_value());
        QCOMPARE(numbers(), upTo(100));
    }

    /// The disk is slower than the server: what waits stays bounded, and nothing is left out.
    void slowDisk_holdsTheReadingBack()
    {
        const int packets = int(3 * EventRecorder::kMostAhead / (kPayload + 64));
        for (int i = 0; i < packets; ++i)
            sayOne(kEvent, false);
        m_record.isBusy = true;
        record();
        pass(seconds{20});
        const auto ahead = qint64(m_record.packets.size()) * (kPayload + 64);
        QVERIFY(ahead >= EventRecorder::kMostAhead);
        QVERIFY2(
            ahead < EventRecorder::kMostAhead + 256 * (kPayload + 64), QByteArray::number(ahead).constData());
        m_record.isBusy = false;
        m_sink->say();
        pass(seconds{40});
        QCOMPARE(m_record.packets.size(), std::size_t(packets));
    }

    void fullDisk_isSaid_andAllIsWrittenAnewWhenThereIsRoom()
    {
        record();
        say(100, milliseconds{20});
        m_record.disk = Failure{Cause::FileUnwritable, "/recordings"};
        say(100, milliseconds{20});
        pass(seconds{3});
        QCOMPARE(m_recorder->trouble()->cause, Cause::FileUnwritable);
        m_record.disk.reset();
        m_record.needsRewriting = true;
        say(100, milliseconds{20});
        pass(seconds{5});
        QVERIFY(!m_recorder->trouble().has_value());
        QCOMPARE(m_record.begun, 2);
        QCOMPARE(numbers(), upTo(300));
    }

    void fullDisk_atTheEnd_isTriedUntilItCanBeFinished()
    {
        record();
        say(100, milliseconds{20});
        m_record.disk = Failure{Cause::FileUnwritable, "/recordings"};
        m_recorder->end(m_clock->wall());
        pass(seconds{10});
        QCOMPARE(m_finished, 0);
        QCOMPARE(m_recorder->trouble()->cause, Cause::FileUnwritable);
        m_record.disk.reset();
        pass(seconds{5});
        QCOMPARE(m_finished, 1);
        QVERIFY(m_info.has_value());
    }

private:
    static constexpr int kPayload = 400;

    void record()
    {
        auto sink = std::make_unique<FakeSink>(m_record);
        m_sink = sink.get();
        m_recorder = std::make_unique<EventRecorder>(*m_clock, *m_session, std::move(sink),
            EventRecorder::Plan{
                {m_folder, kEvent, "Town hall", "Mei", m_started}, {{kAna, QStringLiteral("Ana")}}});
        connect(m_recorder.get(), &EventRecorder::finished, this, [this](const auto &info) {
            ++m_finished;
            m_info = info;
        });
        m_recorder->start();
    }
    void sayOne(const EventId &event, bool isAgain)
    {
        RtpPacket packet;
        packet.sequence = m_said[event]++;
        packet.timestamp = quint32(packet.sequence) * 960;
        packet.ssrc = 1;
        packet.payload = QByteArray(kPayload, 'o');
        m_archive->store(
            isAgain ? subjects::again(event, kAna) : subjects::audio(event, kAna), writeRtp(packet));
    }
    void say(int packets, milliseconds each)
    {
        for (int i = 0; i < packets; ++i) {
            sayOne(kEvent, false);
            pass(each);
        }
    }
    void pass(milliseconds duration)
    {
        for (milliseconds done{0}; done < duration; done += milliseconds{5}) {
            m_clock->advance(milliseconds{5});
            m_archive->serve(*m_connection);
            if (m_connection->m_pings > 0)
                m_connection->answerPing(milliseconds{1}, m_clock->now());
            m_connection->m_pings = 0;
        }
    }
    std::vector<int> numbers() const
    {
        std::vector<int> all;
        for (const RecordedPacket &packet : m_record.packets)
            all.push_back(packet.sequence);
        return all;
    }
    static std::vector<int> upTo(int count)
    {
        std::vector<int> all;
        for (int i = 0; i < count; ++i)
            all.push_back(i);
        return all;
    }

    std::unique_ptr<VirtualClock> m_clock;
    SeededRandom m_random{3};
    std::unique_ptr<FakeArchive> m_archive;
    FakeConnection *m_connection = nullptr;
    std::unique_ptr<Session> m_session;
    FakeSink::Record m_record;
    FakeSink *m_sink = nullptr;
    std::unique_ptr<EventRecorder> m_recorder;
    std::map<EventId, quint16> m_said;
    WallTime m_started{};
    QString m_folder;
    int m_finished = 0;
    std::optional<RecordingInfo> m_info;
};

QTEST_GUILESS_MAIN(EventRecorderTest)
#include "event_recorder_test.moc"
