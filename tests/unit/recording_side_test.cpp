#include "client/recording_side.h"

#include "support/virtual_clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

/// What the disk does, and what was made of it; asked by the writing thread while the test waits.
struct Disk {
    std::atomic<bool> isFull = false;
    std::atomic<bool> isBehind = false; ///< what came meanwhile is not in the file
    std::atomic<bool> isGone = false; ///< its files were removed
    std::atomic<int> opened = 0;
};

class FakeWriter final : public RecordingWriter
{
public:
    explicit FakeWriter(Disk &disk)
        : m_disk(disk)
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
        return m_disk.isFull ? Result<RecordingInfo>(kFull) : info();
    }
    RecordingInfo info() const override { return {}; }

private:
    static inline const Failure kFull{Cause::FileUnwritable, QStringLiteral("no room")};

    Disk &m_disk;
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
