#include "diagnosis/evidence_history.h"

#include <QTest>

using namespace earshot;

/// What only a row of moments shows.
class EvidenceHistoryTest : public QObject
{
    Q_OBJECT

    Evidence m_evidence;
    EvidenceHistory m_history;
    Instant m_now{seconds{100}};
    bool m_counts = false; ///< packets are counted as received
    microseconds m_lag{0}; ///< how much later each packet is than the one before

    /// `level` of the packets that come each 60 ms for `duration`; nothing comes where it is negative.
    void pass(int level, milliseconds duration)
    {
        for (milliseconds t{0}; t < duration; t += milliseconds{60}) {
            m_now += milliseconds{60};
            SpeakerAudioStats &audio = *m_evidence.speakers.front().audio;
            if (level >= 0) {
                audio.packetLevel = level;
                audio.lastPacket = m_now;
                ++audio.packets;
                if (m_counts)
                    ++m_evidence.speakers.front().gaps->received;
                audio.lateness += m_lag;
            }
            m_history.note(m_evidence, m_now);
        }
    }
    const SpeakerEvidence &ana() const { return m_evidence.speakers.front(); }

private slots:
    void init()
    {
        m_history.forget();
        m_lag = microseconds{0};
        m_counts = false;
        m_evidence = Evidence{};
        m_evidence.speakers.push_back({.member = {.key = *UserKey::parse(u'U' + QString(55, u'A')),
                                           .name = QStringLiteral("Ana"),
                                           .role = Role::Host,
                                           .muted = false,
                                           .presence = Presence::Present,
                                           .since = {}},
            .audio = SpeakerAudioStats{}});
    }

    void silence_isDatedFromItsFirstPacket()
    {
        pass(20, seconds{2});
        QVERIFY(ana().soundSince && !ana().silentSince);
        const Instant before = m_now;
        pass(127, seconds{3});
        QVERIFY(!ana().soundSince);
        QVERIFY(ana().silentSince == before + milliseconds{60});
        pass(90, milliseconds{60});
        QVERIFY(ana().soundSince == m_now && !ana().silentSince);
    }

    void pause_endsBoth()
    {
        pass(127, seconds{3});
        pass(-1, milliseconds{600});
        QVERIFY(ana().silentSince); // DTX sends a packet each 400 ms
        pass(-1, seconds{1});
        QVERIFY(!ana().silentSince && !ana().soundSince);
    }

    void frozenFigures_areNoNewPackets()
    {
        pass(20, seconds{1});
        const auto since = ana().soundSince;
        m_evidence.speakers.front().audio->packetLevel = 127; // no new packet
        m_history.note(m_evidence, m_now);
        QVERIFY(ana().soundSince == since && !ana().silentSince);
    }

    void line_isRememberedAsLastSeenUp()
    {
        m_evidence.session.phase = LinePhase::Live;
        m_history.note(m_evidence, m_now);
        const Instant up = m_now;
        m_evidence.session.phase = LinePhase::Waiting;
        pass(-1, seconds{5});
        QVERIFY(m_evidence.lastLive == up);
    }

    void slowLine_isABacklog_within3s()
    {
        // A line with half of what the sound needs: 30 ms more with each 60 ms packet.
        pass(20, seconds{5});
        QVERIFY(ana().backlog == microseconds{0});
        m_lag = milliseconds{30};
        pass(20, seconds{3});
        QVERIFY(ana().backlog >= milliseconds{450} && ana().backlogGrows);
        pass(20, seconds{2});
        QVERIFY(ana().backlog >= milliseconds{1400});
        m_lag = milliseconds{-60};
        pass(20, seconds{3});
        QVERIFY(ana().backlog < milliseconds{500});
    }

    void bursts_areNoBacklog()
    {
        for (int burst = 0; burst < 10; ++burst) {
            m_evidence.speakers.front().audio->lateness = milliseconds{600};
            pass(20, milliseconds{300});
            m_evidence.speakers.front().audio->lateness = milliseconds{10};
            pass(20, milliseconds{300});
        }
        QVERIFY(ana().backlog == milliseconds{10});
    }

    void newLine_beginsWithoutBacklog()
    {
        m_lag = milliseconds{30};
        pass(20, seconds{5});
        m_evidence.session.phaseSince = m_now;
        pass(20, seconds{1});
        QVERIFY(!ana().backlog);
    }

    void missingPackets_areCountedFor10s_byWhoseFaultItIs()
    {
        SpeakerEvidence &speaker = m_evidence.speakers.front();
        speaker.gaps = GapStats{};
        m_counts = true;
        pass(20, seconds{2});
        speaker.gaps->undecided += 7;
        speaker.gaps->atConnection += 4;
        pass(20, seconds{1});
        QCOMPARE(ana().missing.undecided, 7);
        speaker.gaps->undecided -= 7;
        speaker.gaps->atSource += 5;
        speaker.gaps->atServer += 2;
        pass(20, seconds{2});
        const MissingPackets all = ana().missing;
        QCOMPARE(all, (MissingPackets{5, 2, 0, 4, all.due}));
        QVERIFY(all.due > 70 && all.due < 95);
        pass(20, seconds{11});
        QCOMPARE(ana().missing, (MissingPackets{.due = ana().missing.due}));
        // What comes after all is taken off, and nothing is less than nothing.
        speaker.gaps->atSource = 0;
        pass(20, seconds{1});
        QCOMPARE(ana().missing.atSource, 0);
        // Somebody else in the same place.
        speaker.audio = SpeakerAudioStats{};
        speaker.gaps = GapStats{.atServer = 90};
        pass(20, seconds{1});
        QCOMPARE(ana().missing.atServer, 0);
    }

    void beacons_areTimedAgainstTheQuickest()
    {
        m_evidence.session.phase = LinePhase::Live;
        m_evidence.session.phaseSince = m_now;
        EventState state{.id = *EventId::parse(u"town-hall")};
        const auto beacon = [&](milliseconds late) {
            m_now += seconds{1};
            // The desk's clock runs hours ahead: only differences count.
            state.deskClock = WallTime{milliseconds{1'795'292'964'000}}
                + std::chrono::duration_cast<milliseconds>(m_now.time_since_epoch());
            m_evidence.state = Observed<EventState>{state, m_now + late};
            m_history.note(m_evidence, m_now + late);
        };
        beacon(milliseconds{20});
        QVERIFY(!m_evidence.beacons);
        beacon(milliseconds{20});
        beacon(milliseconds{320});
        QVERIFY(m_evidence.beacons->newest == milliseconds{300});
        for (int i = 0; i < 7; ++i)
            beacon(milliseconds{20});
        QVERIFY(m_evidence.beacons->newest == milliseconds{0});
        QVERIFY(m_evidence.beacons->worst == milliseconds{0});
    }

    /// A desk that took over has a clock of its own, and a clock may be set: neither is a slow line.
    void deskWithAnotherClock_isNoSlowLine()
    {
        m_evidence.session.phase = LinePhase::Live;
        m_evidence.session.phaseSince = m_now;
        EventState state{.id = *EventId::parse(u"town-hall")};
        milliseconds clock{1'795'292'964'000};
        const auto beacon = [&](milliseconds after) {
            m_now += after;
            state.deskClock
                = WallTime{clock} + std::chrono::duration_cast<milliseconds>(m_now.time_since_epoch());
            m_evidence.state = Observed<EventState>{state, m_now};
            m_history.note(m_evidence, m_now);
        };
        for (int i = 0; i < 3; ++i)
            beacon(seconds{1});
        QVERIFY(m_evidence.beacons);
        clock -= milliseconds{1500}; // set back
        beacon(seconds{1});
        QVERIFY(!m_evidence.beacons);
        beacon(seconds{1});
        QVERIFY(m_evidence.beacons->newest == milliseconds{0});
        clock -= milliseconds{1500}; // another desk, after the first one was killed
        beacon(milliseconds{4500});
        QVERIFY(!m_evidence.beacons);
        beacon(seconds{1});
        QVERIFY(m_evidence.beacons->newest == milliseconds{0});
    }

    void speakerWhoLeft_isForgotten()
    {
        pass(127, seconds{3});
        const std::vector<SpeakerEvidence> stage = m_evidence.speakers;
        m_evidence.speakers.clear();
        m_history.note(m_evidence, m_now);
        m_evidence.speakers = stage;
        pass(127, milliseconds{60});
        QVERIFY(ana().silentSince == m_now);
    }
};

QTEST_GUILESS_MAIN(EvidenceHistoryTest)
#include "evidence_history_test.moc"
