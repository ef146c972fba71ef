#include "desk/page_writer.h"

#include "support/virtual_clock.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

class PageWriterTest : public QObject
{
    Q_OBJECT

    VirtualClock m_clock;
    QTemporaryDir m_dir;
    std::optional<DiscoveryPage> m_page = DiscoveryPage{"Ann", {}, "ticket", {}, "All well", {}};

    QString path() const { return m_dir.filePath("earshot.json"); }
    DiscoveryPage read(const QString &path) const
    {
        QFile file(path);
        file.open(QIODevice::ReadOnly);
        return *readDiscoveryPage(file.readAll());
    }
    auto source()
    {
        return [this] { return m_page; };
    }

private slots:
    void page_isWrittenAtOnce_forEverybodyToRead()
    {
        PageWriter writer(m_clock, path(), source());
        writer.start();
        const DiscoveryPage page = read(path());
        QCOMPARE(page.note, QString("All well"));
        QCOMPARE(page.written, m_clock.wall());
        const auto others
            = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFile::permissions(path()) & others, QFile::ReadGroup | QFile::ReadOther);
    }

    void page_isWrittenAtChanges_andEvery10Seconds()
    {
        PageWriter writer(m_clock, path(), source());
        QSignalSpy written(&writer, &PageWriter::written);
        writer.start();
        m_clock.advance(seconds{5});
        m_page->note = "Late";
        writer.update();
        QCOMPARE(read(path()).note, QString("Late"));
        for (int i = 0; i < 100; ++i)
            writer.update();
        QCOMPARE(written.size(), 2);
        m_clock.advance(milliseconds{200});
        QCOMPARE(written.size(), 3);
        m_clock.advance(seconds{60});
        QCOMPARE(written.size(), 9);
        QVERIFY(m_clock.wall() - read(path()).written <= seconds{10});
    }

    void page_isLeftAlone_whereThereIsNothingToSay()
    {
        const QString other = m_dir.filePath("other.json");
        PageWriter writer(m_clock, other, [] { return std::optional<DiscoveryPage>(); });
        writer.start();
        m_clock.advance(minutes{1});
        QVERIFY(!QFileInfo::exists(other));
    }

    void missingFolder_isSaidOnce_andTriedAgain()
    {
        const QString file = m_dir.filePath("www/earshot.json");
        PageWriter writer(m_clock, file, source());
        QSignalSpy failed(&writer, &PageWriter::failed);
        QSignalSpy written(&writer, &PageWriter::written);
        writer.start();
        m_clock.advance(seconds{20});
        writer.update();
        QCOMPARE(failed.size(), 1);
        const auto failure = failed[0][0].value<Failure>();
        QCOMPARE(failure.cause, Cause::FileUnwritable);
        QVERIFY2(failure.detail.startsWith(file + ": ") && failure.detail.size() > file.size() + 5,
            qPrintable(failure.detail));
        QDir(m_dir.path()).mkdir("www");
        m_clock.advance(seconds{2});
        QCOMPARE(written.size(), 1);
        QCOMPARE(read(file).name, QString("Ann"));
    }

    void fullDisk_leavesTheOldPage()
    {
        if (!QFileInfo::exists("/dev/full"))
            QSKIP("no /dev/full");
        PageWriter writer(m_clock, path(), source());
        writer.start();
        // A folder that takes no new file: the old page stays whole.
        QVERIFY(!PageWriter::write("/dev/full/earshot.json", "x"));
        QVERIFY(!PageWriter::write("/proc/earshot.json", "x"));
        QCOMPARE(read(path()).name, QString("Ann"));
        QCOMPARE(QDir(m_dir.path()).entryList({"earshot.json*"}).size(), 1);
    }
};

QTEST_GUILESS_MAIN(PageWriterTest)
#include "page_writer_test.moc"
