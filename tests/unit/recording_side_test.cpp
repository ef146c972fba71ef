#include "client/recording_side.h"

#include "support/virtual_clock.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace earshot;
using namespace earshot::test;

namespace {

/// What the disk does, and what was made of it; asked by the writing thread while the test waits.
struct Disk {
    std::atomic<bool> isFull = false;
    std::atomic<bool> isBehind = false; ///< what came meanwhile is not in the file
    std::atomic<bool> isGone = false; ///< its files were removed
    std::atomic<bool> isSlow = false; ///< reads for 20 s, unless it is told to stop
    std::atomic<int> opened = 0;
};

class FakeWriter final : public RecordingWriter
{
public:
    explicit FakeWriter(Disk &disk, const std::stop_token &stop = {})
        : m_disk(disk)
        , m_stop(stop)
    {
        m_disk.isBehind = false;
        ++m_disk.opened;
    }
    void setTitle(const QString &) override { }
    void setSpeakerName(const UserKey &, const QString &) override { }
    void setPauses(const std::vector<WallSpan> &) override { }
    void setSilenced(const std::vector<SilencedSpan> &) override { }
    void add(const RecordedPacket &) override { }
    Outcome writeUpTo(WallTime) override { return m_disk.isFull ? Outcome(kFull) : Nothing{}; }
    bool needsRewriting() const override { return m_disk.isBehind; }
    bool isGone() const override { return m_disk.isGone; }
    Result<RecordingInfo> finish(WallTime) override
    {
        if (m_disk.isSlow.exchange(false)) {
            std::mutex mutex;
            std::unique_lock lock(mutex);
            std::condition_variable_any never;
            never.wait_for(lock, m_stop, std::chrono::seconds{20}, [] { return false; });
        }
        return m_disk.isFull ? Result<RecordingInfo>(kFull) : info();
    }
    RecordingInfo info() const override { return {}; }

private:
    static inline const Failure kFull{Cause::FileUnwritable, QStringLiteral("no room")};

    Disk &m_disk;
    const std::stop_token m_stop;
};

} // namespace

/// What the writing thread says of its disk.
class RecordingSideTest : public QObject
{
    Q_OBJECT
private slots:
    /// Full for so long that packets were left out, and still full when the event ends.
    void finish_whileTheDiskIsFull_saysSo_andLaterThatAllIsToBeWrittenAnew()
    {
        VirtualClock clock;
        Disk disk;
        RecordingSide side(clock, [&disk](const auto &) -> Result<std::unique_ptr<RecordingWriter>> {
            return std::unique_ptr<RecordingWriter>(std::make_unique<FakeWriter>(disk));
        });
        std::vector<RecordingSink::Progress> said;
        std::vector<bool> finished;
        connect(&side, &RecordingSink::progressed, this, [&](const auto &now) { said.push_back(now); });
        connect(&side, &RecordingSink::finished, this,
            [&](int, const auto &info) { finished.push_back(info.ok()); });
        const RecordingWriter::Plan plan{.folder = "/nowhere", .event = *EventId::parse(u"evening")};
        side.begin(1, plan);
        QTRY_COMPARE(disk.opened.load(), 1);
        disk.isFull = disk.isBehind = true;
        side.writeUpTo({});
        QTRY_COMPARE(said.size(), std::size_t(1));
        side.finish({});
        QTRY_COMPARE(finished, std::vector<bool>{false});
        disk.isFull = false;
        said.clear();
        side.finish({});
        QTRY_COMPARE(said.size(), std::size_t(1));
        QVERIFY(said[0].needsRewriting && !said[0].failure);
        QCOMPARE(finished.size(), std::size_t(1)); // whoever reads begins anew
        side.begin(2, plan);
        side.finish({});
        QTRY_COMPARE(finished.size(), std::size_t(2));
        QVERIFY(finished.back());
    }

    /// The network's thread ends it.
    void end_waitsForNoLongCall()
    {
        VirtualClock clock;
        Disk disk;
        auto side = std::make_unique<RecordingSide>(
            clock, [&disk](const auto &plan) -> Result<std::unique_ptr<RecordingWriter>> {
                return std::unique_ptr<RecordingWriter>(std::make_unique<FakeWriter>(disk, plan.stop));
            });
        disk.isSlow = true;
        side->begin(1, {.folder = "/nowhere", .event = *EventId::parse(u"evening")});
        side->finish({});
        QTRY_VERIFY(!disk.isSlow);
        QElapsedTimer spent;
        spent.start();
        side.reset();
        QVERIFY2(spent.elapsed() < 5000, qPrintable(QString::number(spent.elapsed())));
    }

    void removedFiles_areSaid_andLaterThatAllIsToBeWrittenAnew()
    {
        VirtualClock clock;
        Disk disk;
        RecordingSide side(clock, [&disk](const auto &) -> Result<std::unique_ptr<RecordingWriter>> {
            return std::unique_ptr<RecordingWriter>(std::make_unique<FakeWriter>(disk));
        });
        std::vector<RecordingSink::Progress> said;
        connect(&side, &RecordingSink::progressed, this, [&](const auto &now) { said.push_back(now); });
        side.begin(1, {.folder = "/nowhere", .event = *EventId::parse(u"evening")});
        disk.isFull = disk.isGone = true;
        side.writeUpTo({});
        side.writeUpTo({});
        QTRY_COMPARE(said.size(), std::size_t(2));
        QVERIFY(said[0].failure && said[1].failure && !said[1].needsRewriting);
        QCOMPARE(disk.opened.load(), 1); // it can be read meanwhile
        disk.isFull = disk.isGone = false;
        clock.advance(seconds{3});
        side.writeUpTo({});
        QTRY_COMPARE(said.size(), std::size_t(3));
        QVERIFY(said[2].needsRewriting && !said[2].failure);
        QCOMPARE(disk.opened.load(), 2);
    }
};

QTEST_GUILESS_MAIN(RecordingSideTest)
#include "recording_side_test.moc"
