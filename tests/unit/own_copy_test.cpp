#include "client/own_copy.h"
#include "support/virtual_clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

/// What the files of one copy were told.
struct Written {
    explicit Written(RecordingWriter::Plan its)
        : plan(std::move(its))
    { }
    RecordingWriter::Plan plan;
    std::vector<RecordedPacket> packets;
    QHash<UserKey, QString> names;
    WallTime upTo{};
    std::optional<WallTime> ended;
    bool hasRoom = true;
    bool isGone = false; ///< files of it
};

class FakeWriter : public RecordingWriter
{
public:
    explicit FakeWriter(std::shared_ptr<Written> written)
        : m_written(std::move(written))
    { }
    void setTitle(const QString &) override { }
    void setSpeakerName(const UserKey &speaker, const QString &name) override
    {
        m_written->names[speaker] = name;
    }
    void setPauses(const std::vector<WallSpan> &) override { }
    void setSilenced(const std::vector<SilencedSpan> &) override { }
    void add(const RecordedPacket &packet) override { m_written->packets.push_back(packet); }
    Outcome writeUpTo(WallTime stored) override
    {
        if (m_written->isGone)
            return Failure{Cause::FilesRemoved, QStringLiteral("/copies")};
        if (!m_written->hasRoom)
            return Failure{Cause::FileUnwritable, QStringLiteral("no room")};
        m_written->upTo = stored;
        return Nothing{};
    }
    bool needsRewriting() const override { return false; }
    bool isGone() const override { return m_written->isGone; }
    Result<RecordingInfo> finish(WallTime ended) override
    {
        m_written->ended = ended;
        return RecordingInfo{};
    }
    RecordingInfo info() const override { return {}; }

private:
    std::shared_ptr<Written> m_written;
};

UserKey keyOf(char letter)
{
    return *UserKey::parse(u'U' + QString(55, QLatin1Char(letter)));
}

const EventId kEvent = *EventId::parse(u"town-hall");

EventState stateOf(Phase phase, bool copiesAllowed)
{
    EventState state{.id = kEvent};
    state.phase = phase;
    state.title = QStringLiteral("Town hall");
    state.stage = {{keyOf('A'), QStringLiteral("Ana")}};
    state.copiesAllowed = copiesAllowed;
    return state;
}

} // namespace

class OwnCopyTest : public QObject
{
    Q_OBJECT

    VirtualClock m_clock;
    std::stop_source m_programEnds;
    CopyFiles m_files{m_clock, m_programEnds.get_token()};
    std::vector<std::shared_ptr<Written>> m_written;
    std::optional<Failure> m_refusal;
    std::unique_ptr<OwnCopy> m_copy;
    quint16 m_sequence = 0;

    /// A packet of 20 ms that arrives now, or came so long ago.
    RtpPacket packet(quint16 sequence, quint32 ssrc = 1) const
    {
        RtpPacket packet;
        packet.sequence = sequence;
        packet.timestamp = quint32(qint16(sequence) * 960);
        packet.ssrc = ssrc;
        packet.payload = QByteArray(10, 'x');
        return packet;
    }
    void hear(char speaker, quint16 sequence, milliseconds ago = {}, quint32 ssrc = 1)
    {
        m_copy->take(keyOf(speaker), packet(sequence, ssrc), m_clock.now() - ago);
    }
    void hearFor(milliseconds length)
    {
        for (milliseconds at{0}; at < length; at += milliseconds{20}) {
            hear('A', m_sequence++);
            m_clock.advance(milliseconds{20});
        }
    }
    static void letWrite() { QCoreApplication::processEvents(); }
    std::vector<int> numbers(size_t copy = 0) const
    {
        std::vector<int> all;
        for (const RecordedPacket &packet : m_written.at(copy)->packets)
            all.push_back(packet.sequence);
        return all;
    }

private slots:
    void init()
    {
        m_written.clear();
        m_refusal.reset();
        m_sequence = 0;
        m_copy = std::make_unique<OwnCopy>(m_clock, m_files, QStringLiteral("/copies"), kEvent,
            [this](const RecordingWriter::Plan &plan) -> Result<std::unique_ptr<RecordingWriter>> {
                if (m_refusal)
                    return *m_refusal;
                m_written.push_back(std::make_shared<Written>(plan));
                return std::unique_ptr<RecordingWriter>(std::make_unique<FakeWriter>(m_written.back()));
            });
    }

    void nothing_isKeptWhereTheHostDoesNotAllowIt()
    {
        hear('A', 1);
        m_copy->follow(stateOf(Phase::Live, false));
        hear('A', 2);
        letWrite();
        QVERIFY(m_written.empty());
        QVERIFY(!m_copy->stats().since && !m_copy->stats().isAllowed);
        m_copy->follow(stateOf(Phase::Scheduled, true));
        hear('A', 3);
        letWrite();
        QVERIFY(m_written.empty());
        QVERIFY(m_copy->stats().isAllowed);
    }

    void whatIsHeard_isWritten()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        const WallTime begun = m_clock.wall();
        hearFor(seconds{10});
        letWrite();
        QCOMPARE(m_written.size(), 1u);
        const Written &written = *m_written.front();
        QCOMPARE(written.plan.started, begun);
        QVERIFY(written.plan.folder.startsWith("/copies/town-hall-"));
        QCOMPARE(written.plan.title, "Town hall");
        QCOMPARE(written.packets.size(), 500u);
        QCOMPARE(written.packets.back().stored, begun + milliseconds{9980});
        QCOMPARE(written.names.value(keyOf('A')), "Ana");
        QVERIFY(written.upTo > begun + seconds{5} && written.upTo <= begun + seconds{7});
        QCOMPARE(m_copy->stats().since, std::optional(begun));
        QCOMPARE(m_copy->stats().folder, written.plan.folder);
    }

    void whatIsHeardTwice_isKeptOnce()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        for (const int number : {65534, 65535, 0, 1})
            hear('A', quint16(number));
        hear('A', 65535); // rewound to
        hear('A', 1);
        hear('A', 4); // a loss before it
        hear('B', 1); // another speaker
        hear('A', 0, {}, 2); // another program
        letWrite();
        QCOMPARE(numbers(), (std::vector<int>{65534, 65535, 0, 1, 4, 1, 0}));
    }

    /// Rewound by a quarter of an hour, and back to live: RTP numbers are half a turn further.
    void whatComesAfterALongRewind_isKept()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        RtpPacket next = packet(1);
        m_copy->take(keyOf('A'), next, m_clock.now());
        m_clock.advance(minutes{15});
        next.sequence = quint16(next.sequence + 45'000);
        next.timestamp += 45'000 * 960;
        m_copy->take(keyOf('A'), next, m_clock.now());
        letWrite();
        QCOMPARE(numbers(), (std::vector<int>{1, 45'001}));
    }

    void clockThatIsSetBack_changesNothing()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        hearFor(seconds{5});
        m_clock.sleep(-minutes{1});
        hearFor(seconds{5});
        letWrite();
        const Written &written = *m_written.front();
        QCOMPARE(written.packets.size(), 500u);
        QCOMPARE(written.packets.back().stored, written.plan.started + milliseconds{9980});
    }

    /// It would be longer than a recording can be.
    void clockThatLeapsByDays_beginsAnotherCopy()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        hearFor(seconds{5});
        const WallTime last = m_clock.wall() - milliseconds{20};
        m_clock.sleep(std::chrono::hours{49});
        const WallTime begun = m_clock.wall();
        hearFor(seconds{5});
        letWrite();
        QCOMPARE(m_written.size(), 2u);
        QCOMPARE(m_written.front()->packets.size(), 250u);
        QCOMPARE(m_written.front()->ended, std::optional(last + milliseconds{60}));
        QCOMPARE(m_written.back()->plan.started, begun);
        QCOMPARE(m_written.back()->packets.size(), 250u);
        QCOMPARE(m_written.back()->names.value(keyOf('A')), "Ana");
        QCOMPARE(m_copy->stats().since, std::optional(begun));
        QCOMPARE(m_copy->stats().folder, m_written.back()->plan.folder);
    }

    void whatIsCaughtUpWith_hasTheTimeAtWhichItWouldHaveCome()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        hear('A', 1);
        const WallTime begun = m_clock.wall();
        m_clock.advance(seconds{20});
        hear('A', 2, seconds{19});
        letWrite();
        QCOMPARE(m_written.front()->packets.back().stored, begun + seconds{1});
    }

    void copy_endsWhereItIsNotAllowedAnyMore()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        hearFor(seconds{1});
        const WallTime last = m_clock.wall() - milliseconds{20};
        m_copy->follow(stateOf(Phase::Live, false));
        hearFor(seconds{1});
        letWrite();
        QCOMPARE(m_written.size(), 1u);
        QCOMPARE(m_written.front()->packets.size(), 50u);
        QCOMPARE(m_written.front()->ended, std::optional(last + milliseconds{60}));
        QVERIFY(!m_copy->stats().since);
        m_copy->follow(stateOf(Phase::Live, true));
        hearFor(seconds{1});
        letWrite();
        QCOMPARE(m_written.size(), 2u);
        QVERIFY(m_written.back()->plan.folder != m_written.front()->plan.folder);
    }

    void copy_endsWithTheEventAndWithTheListener()
    {
        m_copy->follow(stateOf(Phase::Paused, true));
        hear('A', 1);
        m_copy->follow(stateOf(Phase::Ended, true));
        letWrite();
        QVERIFY(m_written.back()->ended);
        m_copy->follow(stateOf(Phase::Live, true));
        m_clock.advance(seconds{1});
        hear('A', 2);
        m_copy.reset();
        letWrite();
        QCOMPARE(m_written.size(), 2u);
        QVERIFY(m_written.back()->ended);
    }

    /// Its files are read and copied for as long as it takes, but nobody waits for that.
    void finishing_canBeStoppedByTheEndOfTheProgram()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        hear('A', 1);
        letWrite();
        const std::stop_token stop = m_written.back()->plan.stop;
        QVERIFY(stop.stop_possible() && !stop.stop_requested());
        m_programEnds.request_stop();
        QVERIFY(stop.stop_requested());
    }

    void fullDisk_isSaidAndForgottenWhenThereIsRoom()
    {
        QSignalSpy changes(m_copy.get(), &OwnCopy::statsChanged);
        m_copy->follow(stateOf(Phase::Live, true));
        hear('A', m_sequence++);
        letWrite();
        m_written.front()->hasRoom = false;
        hearFor(seconds{6});
        letWrite();
        m_copy->follow(stateOf(Phase::Live, true));
        QCOMPARE(m_copy->stats().failure->cause, Cause::FileUnwritable);
        QVERIFY(m_copy->stats().since);
        m_written.front()->hasRoom = true;
        hearFor(seconds{2});
        letWrite();
        m_copy->follow(stateOf(Phase::Live, true));
        QVERIFY(!m_copy->stats().failure);
        QVERIFY(changes.size() >= 3);
    }

    /// What is heard meanwhile would fill the memory.
    void diskThatHangs_endsTheCopy_andTheNextBeginsWhenAllIsWritten()
    {
        m_copy->follow(stateOf(Phase::Live, true));
        constexpr int kHeard = 30'000; // of 1 KB
        for (int i = 0; i < kHeard; ++i) {
            RtpPacket large = packet(m_sequence++);
            large.payload = QByteArray(1000, 'x');
            m_copy->take(keyOf('A'), large, m_clock.now());
            m_clock.advance(milliseconds{20});
        }
        QCOMPARE(m_copy->stats().failure.value_or(Failure{}).cause, Cause::FileUnwritable);
        QVERIFY(!m_copy->stats().since);
        letWrite();
        QCOMPARE(m_written.size(), 1u);
        const Written &first = *m_written.front();
        QVERIFY(first.packets.size() > kHeard / 4 && first.packets.size() < kHeard / 2 + kHeard / 10);
        QCOMPARE(first.ended, std::optional(first.packets.back().stored + milliseconds{60}));

        const WallTime begun = m_clock.wall();
        hearFor(seconds{5});
        letWrite();
        QCOMPARE(m_written.size(), 2u);
        QCOMPARE(m_written.back()->plan.started, begun);
        QCOMPARE(m_written.back()->packets.size(), 250u);
        QVERIFY(!m_copy->stats().failure);
        QCOMPARE(m_copy->stats().since, std::optional(begun));
    }

    void folderThatCannotBeWritten_isSaid()
    {
        m_refusal = Failure{Cause::FileUnwritable, QStringLiteral("/copies")};
        m_copy->follow(stateOf(Phase::Live, true));
        hearFor(seconds{5});
        letWrite();
        m_copy->follow(stateOf(Phase::Live, true));
        QCOMPARE(m_copy->stats().failure, m_refusal);
        m_refusal.reset();
        hearFor(seconds{5});
        letWrite();
        m_copy->follow(stateOf(Phase::Live, true));
        QVERIFY(!m_copy->stats().failure);
        QCOMPARE(m_written.size(), 1u);
        QVERIFY(m_written.front()->packets.size() >= 100u);
        QCOMPARE(m_written.front()->names.value(keyOf('A')), "Ana");
        QCOMPARE(m_written.front()->plan.folder, m_copy->stats().folder);
    }

    /// What the files held before would be taken for a former version of what comes now.
    void copyWhoseFilesAreGone_goesOnInAnotherFolder()
    {
        letWrite(); // of the test before
        QSignalSpy finished(&m_files, &CopyFiles::finished);
        m_copy->follow(stateOf(Phase::Live, true));
        hearFor(seconds{10});
        letWrite();
        const QString left = m_written.front()->plan.folder;
        m_written.front()->isGone = true;
        // What was left is nobody's any more: the library may have it.
        int saysItIsWritten = 0;
        connect(m_copy.get(), &OwnCopy::statsChanged, this, [&](const CopyStats &stats) {
            saysItIsWritten += finished.size() == 1 && stats.since && stats.folder == left;
        });
        for (int i = 0; i < 100; ++i) {
            hearFor(milliseconds{100});
            letWrite();
        }
        QCOMPARE(saysItIsWritten, 0);
        m_copy->follow(stateOf(Phase::Live, true));
        QCOMPARE(m_written.size(), 2u);
        QVERIFY(!m_written.front()->ended);
        const RecordingWriter::Plan &plan = m_written.back()->plan;
        QVERIFY(plan.folder != left && plan.folder.startsWith("/copies/town-hall-"));
        QVERIFY(plan.started > m_written.front()->plan.started);
        QVERIFY(m_written.back()->packets.size() >= 100u);
        QCOMPARE(m_copy->stats().folder, plan.folder);
        QCOMPARE(m_copy->stats().since, std::optional(plan.started));
        m_copy.reset();
        letWrite();
        QCOMPARE(finished, (QList<QVariantList>{{left}, {plan.folder}}));
        QVERIFY(m_written.back()->ended);
    }
};

QTEST_GUILESS_MAIN(OwnCopyTest)
#include "own_copy_test.moc"
