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
            }
            m_history.note(m_evidence, m_now);
        }
    }
    const SpeakerEvidence &ana() const { return m_evidence.speakers.front(); }

private slots:
    void init()
    {
        m_history.forget();
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
