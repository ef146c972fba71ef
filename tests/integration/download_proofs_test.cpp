#include "support/another_user.h"
#include "support/fault_proxy.h"
#include "support/fetching_computer.h"
#include "support/stored_object.h"
#include "support/test_parts.h"

#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

/// What happens to downloads: each goes on, or is refused by name, and no wrong file ever has the file's name.
/// `EARSHOT_DOWNLOAD_ROUNDS=50` makes it long.
class DownloadProofsTest : public QObject
{
    Q_OBJECT

    const int m_rounds = qEnvironmentVariableIntValue("EARSHOT_DOWNLOAD_ROUNDS");
    std::unique_ptr<StoredObjects> m_store;
    std::unique_ptr<QTemporaryDir> m_dir;
    const QString m_name = QStringLiteral("town-hall/20261121T120000Z/programme.opus");

    QString path(const char *name = "programme.opus") const { return m_dir->filePath(QLatin1String(name)); }
    ObjectWish wish(const QByteArray &content) const { return {m_name, content.size(), sha256(content)}; }
    int rounds(int shortly) const { return m_rounds > 0 ? m_rounds : shortly; }
    static bool isRight(const QString &path, const QByteArray &content)
    {
        return !QFileInfo::exists(path) || contentOf(path) == content;
    }
    static bool isRefused(const Computer &computer, std::size_t number = 0)
    {
        const Outcome &outcome = computer.outcomes.at(number);
        return !outcome && outcome.failure().cause == Cause::BadData
            && QStringList{"missing", "changed", "chunks"}.contains(outcome.failure().detail);
    }

private slots:
    void init()
    {
        EARSHOT_NEED_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<StoredObjects>();
        QVERIFY2(m_store->start(), qPrintable(m_store->server.log()));
    }
    void cleanup() { m_store.reset(); }

    /// The program is killed: neither its memory nor the end of its part is as it left them.
    void part_cutAnywhere_isGoneOnWith()
    {
        const QByteArray content = noise(5'000'017, 3);
        QVERIFY(m_store->put(m_name, content));
        SeededRandom random(50);
        qint64 reread = 0;
        const int cuts = rounds(8);
        for (int cut = 0; cut < cuts; ++cut) {
            QFile::remove(path());
            {
                FaultProxy proxy(m_store->server.webSocketPort());
                proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 40'000'000});
                Computer computer(proxy.url());
                const auto until = qint64(random.fraction() * double(content.size()));
                computer.fetch(path(), wish(content));
                QVERIFY(QTest::qWaitFor([&] { return computer.most >= until; }, 20'000));
            }
            QVERIFY(isRight(path(), content));
            QFile part(FileFetch::partOf(path()));
            const auto keep = qint64(random.fraction() * double(part.size()));
            if (part.exists())
                QVERIFY(part.resize(keep));
            if (cut % 3 == 0)
                QFile::remove(FileFetch::partOf(path()) + ".json");
            Computer computer(m_store->server.url());
            computer.fetch(path(), wish(content));
            QVERIFY(computer.finish());
            QVERIFY2(computer.outcomes[0].ok(), qPrintable(QString::number(cut)));
            QVERIFY2(contentOf(path()) == content, qPrintable(QString::number(cut)));
            if (part.exists() || keep > 0)
                reread += std::max<qint64>(0, keep - computer.least);
        }
        qInfo("read twice in %d cuts: %.1f MB", cuts, double(reread) / 1e6);
        QVERIFY2(reread < cuts * 2 * kObjectChunk, qPrintable(QString::number(reread)));
    }
    /// In the handshake, in a frame's header, in a chunk, between two.
    void line_cutAtAnyByte_isGoneOnOver()
    {
        const QByteArray content = noise(6'000'011, 4);
        QVERIFY(m_store->put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        SeededRandom random(8);
        const int cuts = rounds(12);
        int files = 0;
        while (proxy.cuts() < cuts) {
            QFile::remove(path());
            Computer computer(proxy.url());
            computer.fetch(path(), wish(content));
            while (computer.outcomes.empty()) {
                const int before = proxy.cuts();
                // Some before there is any answer, most in the middle of the object's bytes.
                const double most = random.fraction() < 0.2 ? 2'000 : 900'000;
                proxy.set(FaultProxy::Way::ToClient,
                    {.cutAt = before < cuts ? 1 + qint64(random.fraction() * most) : 0});
                QVERIFY(QTest::qWaitFor(
                    [&] { return !computer.outcomes.empty() || proxy.cuts() > before; }, 30'000));
                QVERIFY(isRight(path(), content));
            }
            QVERIFY(computer.outcomes[0].ok());
            QVERIFY(contentOf(path()) == content);
            ++files;
        }
        qInfo("%d cuts, %d files", proxy.cuts(), files);
    }
    void stopped_inEachPhase_isGoneOnWith()
    {
        const QByteArray content = noise(9'000'000, 19);
        QVERIFY(m_store->put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        Computer computer(proxy.url());
        // Before anything came.
        proxy.stall();
        computer.fetch(path(), wish(content));
        computer.fetches.clear();
        // While it comes.
        proxy.resume();
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 8'000'000});
        computer.fetch(path(), wish(content));
        QTRY_VERIFY_WITH_TIMEOUT(computer.most > 2'000'000, 10'000);
        computer.fetches.clear();
        // When it is checked.
        qint64 first = -1;
        std::unique_ptr<FileFetch> fetch;
        bool isOver = false;
        fetch = std::make_unique<FileFetch>(computer.clock, computer.source,
            FileFetch::Plan{.path = path(), .home = &computer.home, .server = {}, .wish = wish(content)},
            FileFetch::Mediator{[&](qint64 bytes, qint64) { first = first < 0 ? bytes : first; },
                [&] {
                    fetch.reset();
                    isOver = true;
                },
                [](const Failure &) {}, [](const Outcome &) {}});
        fetch->start();
        QTRY_VERIFY_WITH_TIMEOUT(isOver, 20'000);
        QVERIFY2(first >= 2'000'000 - kObjectChunk, qPrintable(QString::number(first)));
        QVERIFY(!QFileInfo::exists(path()) && computer.outcomes.empty());
        computer.least = std::numeric_limits<qint64>::max();
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish() && computer.outcomes[0].ok());
        QCOMPARE(computer.least, content.size()); // nothing came twice
        QVERIFY(contentOf(path()) == content);
    }
    void server_killedInTheMiddle_isGoneOnWith()
    {
        const QByteArray content = noise(30'000'000, 5);
        QVERIFY(m_store->put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 20'000'000});
        Computer computer(proxy.url());
        computer.fetch(path(), wish(content));
        SeededRandom random(12);
        const int kills = std::max(2, m_rounds / 5);
        const qint64 step = content.size() / (kills + 1);
        for (int kill = 0; kill < kills; ++kill) {
            const qint64 until = step * kill + qint64(random.fraction() * double(step));
            QTRY_VERIFY_WITH_TIMEOUT(computer.most >= until, 20'000);
            m_store->server.kill();
            QTRY_VERIFY(!computer.session.isLive());
            const qint64 had = computer.most;
            computer.least = std::numeric_limits<qint64>::max();
            const std::size_t ended = computer.outcomes.size();
            QVERIFY(m_store->server.start());
            // A store that is still being read in is none for a moment: who fetches asks again.
            QTRY_VERIFY_WITH_TIMEOUT(computer.most > had || computer.outcomes.size() > ended, 30'000);
            if (computer.outcomes.size() > ended && !computer.outcomes.back()) {
                QCOMPARE(computer.outcomes.back().failure().cause, Cause::NoResponders);
                computer.fetch(path(), wish(content));
                QTRY_VERIFY_WITH_TIMEOUT(computer.most > had, 30'000);
            }
            QVERIFY2(computer.least >= had - kObjectChunk, qPrintable(QString::number(had - computer.least)));
            QVERIFY(isRight(path(), content));
        }
        QTRY_VERIFY_WITH_TIMEOUT(!computer.outcomes.empty() && computer.outcomes.back().ok(), 30'000);
        QVERIFY(contentOf(path()) == content);
    }
    void object_replacedInTheMiddle_isRefused_andTheNewOneIsWhole()
    {
        const QByteArray content = noise(8'000'000, 6);
        const QByteArray other = content.left(3'000'000) + noise(5'000'000, 7); // begins as the former
        for (const bool lineBreaks : {false, true}) {
            QVERIFY(m_store->put(m_name, content));
            FaultProxy proxy(m_store->server.webSocketPort());
            proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 4'000'000});
            Computer computer(proxy.url());
            computer.fetch(path(), wish(content));
            QTRY_VERIFY_WITH_TIMEOUT(computer.most > 2'000'000, 10'000);
            proxy.stall();
            QVERIFY(m_store->replace(m_name, other));
            lineBreaks ? proxy.reset() : proxy.resume();
            proxy.set({});
            QVERIFY(computer.finish());
            QVERIFY(isRefused(computer));
            QVERIFY(!QFileInfo::exists(path()));
            computer.fetch(path(), wish(other));
            QVERIFY(computer.finish(2) && computer.outcomes[1].ok());
            QVERIFY(contentOf(path()) == other);
            QFile::remove(path());
        }
    }
    void object_deletedInTheMiddle_isRefused_andGoneOnWith_whenItIsBack()
    {
        const QByteArray content = noise(8'000'000, 8);
        QVERIFY(m_store->put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 4'000'000});
        Computer computer(proxy.url());
        computer.fetch(path(), wish(content));
        QTRY_VERIFY_WITH_TIMEOUT(computer.most > 2'000'000, 10'000);
        proxy.stall();
        QVERIFY(m_store->remove(m_name));
        proxy.resume();
        QVERIFY(computer.finish());
        QVERIFY(isRefused(computer));
        QVERIFY(!QFileInfo::exists(path()));
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish(2) && isRefused(computer, 1));
        QVERIFY(m_store->put(m_name, content));
        computer.least = std::numeric_limits<qint64>::max();
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish(3) && computer.outcomes[2].ok());
        QVERIFY(computer.least > 1'900'000);
        QVERIFY(contentOf(path()) == content);
    }
    /// On a disk of 1 MB that becomes one of 8 MB.
    void disk_fullInTheMiddle_isWaitedFor()
    {
        const QString disk = m_dir->filePath("disk");
        QVERIFY(QDir().mkpath(disk));
        if (QProcess::execute("mount", {"-t", "tmpfs", "-o", "size=1m", "tmpfs", disk}) != 0)
            QSKIP("no right to mount a small disk");
        const auto unmount = qScopeGuard([&] { QProcess::execute("umount", {"-l", disk}); });
        const QString target = disk + "/programme.opus";
        const QByteArray content = noise(3'000'000, 9);
        QVERIFY(m_store->put(m_name, content));
        Computer computer(m_store->server.url());
        computer.fetch(target, wish(content));
        QTRY_VERIFY(computer.waits.size() >= 2);
        QCOMPARE(computer.waits[0].cause, Cause::FileUnwritable);
        QVERIFY(computer.outcomes.empty() && !QFileInfo::exists(target));
        const qint64 had = computer.most;
        QVERIFY(had > 900'000);
        computer.least = std::numeric_limits<qint64>::max();
        QCOMPARE(QProcess::execute("mount", {"-o", "remount,size=8m", disk}), 0);
        QVERIFY(computer.finish() && computer.outcomes[0].ok());
        QVERIFY(computer.least >= had);
        QVERIFY(contentOf(target) == content);
    }
    void folder_thatMayNotBeWritten_isSaid_andNothingIsLost()
    {
        QVERIFY(m_dir->isValid() && QFile::setPermissions(m_dir->path(), QFile::Permissions(0x7755)));
        const QString folder = m_dir->filePath("folder");
        QVERIFY(QDir().mkpath(folder));
        const QString target = folder + "/programme.opus";
        const QByteArray content = noise(4'000'000, 10);
        QVERIFY(m_store->put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 4'000'000});
        Computer computer(proxy.url());
        const AnotherUser user(folder);
        QVERIFY(user);
        const auto locked = QFile::ReadOwner | QFile::ExeOwner;
        // From the beginning.
        QVERIFY(QFile::setPermissions(folder, locked));
        computer.fetch(target, wish(content));
        QVERIFY(computer.finish());
        QCOMPARE(computer.outcomes[0].failure(), (Failure{Cause::FileUnwritable, FileFetch::partOf(target)}));
        // In the middle: what is open is written on, but gets no name.
        QVERIFY(QFile::setPermissions(folder, locked | QFile::WriteOwner));
        computer.fetch(target, wish(content));
        QTRY_VERIFY_WITH_TIMEOUT(computer.most > 1'000'000, 10'000);
        QVERIFY(QFile::setPermissions(folder, locked));
        QVERIFY(computer.finish(2));
        QCOMPARE(computer.outcomes[1].failure(), (Failure{Cause::FileUnwritable, target}));
        QVERIFY(!QFileInfo::exists(target));
        // Nothing of it is fetched again.
        QVERIFY(QFile::setPermissions(folder, locked | QFile::WriteOwner));
        computer.least = std::numeric_limits<qint64>::max();
        computer.fetch(target, wish(content));
        QVERIFY(computer.finish(3) && computer.outcomes[2].ok());
        QVERIFY2(
            computer.least >= content.size() - kObjectChunk, qPrintable(QString::number(computer.least)));
        QVERIFY(contentOf(target) == content);
    }
    /// Where the chunks of others lie between an object's, only what was remembered tells the place.
    void part_longerThanWasRemembered_isGoneOnWith_whereverItsChunksAre()
    {
        const QByteArray content = noise(40 * kObjectChunk, 17);
        QVERIFY(m_store->putBetween(m_name, content, "other", noise(40 * kObjectChunk, 18)));
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 2'000'000});
        Computer computer(proxy.url());
        computer.fetch(path(), wish(content));
        QTRY_VERIFY_WITH_TIMEOUT(computer.most >= 5 * kObjectChunk, 10'000);
        computer.fetches.clear(); // remembers where it was
        const qint64 had = computer.most;
        QFile part(FileFetch::partOf(path()));
        QVERIFY(part.open(QIODevice::WriteOnly) && part.write(content.left(35 * kObjectChunk)) > 0);
        part.close();
        QVERIFY(had < 35 * kObjectChunk);
        computer.least = std::numeric_limits<qint64>::max();
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish() && computer.outcomes[0].ok());
        QCOMPARE(computer.least, had);
        QVERIFY(contentOf(path()) == content);
    }
    /// The other server has more objects, so that all its numbers differ.
    void anotherServer_withTheSameRecording_isGoneOnAt()
    {
        const QByteArray content = noise(6'000'000, 13);
        QVERIFY(m_store->put(m_name, content));
        StoredObjects second;
        QVERIFY(second.start());
        QVERIFY(second.put("other", noise(2'000'000, 14)));
        QVERIFY(second.put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 4'000'000});
        qint64 had = 0;
        {
            Computer computer(proxy.url());
            computer.fetch(path(), wish(content));
            QTRY_VERIFY_WITH_TIMEOUT(computer.most > 2'000'000, 10'000);
            had = computer.most;
        }
        m_store->server.kill();
        Computer computer(second.server.url());
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish() && computer.outcomes[0].ok());
        QVERIFY(computer.least >= had - kObjectChunk);
        QVERIFY(contentOf(path()) == content);
        // One with chunks of another size knows no such place, and is read from the beginning.
        QFile::remove(path());
        QFile part(FileFetch::partOf(path()));
        QVERIFY(part.open(QIODevice::WriteOnly) && part.write(content.left(2'000'000)) == 2'000'000);
        part.close();
        QVERIFY(second.put(m_name, content, {}, 100'000));
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish(2) && computer.outcomes[1].ok());
        QVERIFY(contentOf(path()) == content);
    }
    /// Two Earshots with one folder, or a script that is started twice.
    void twoAtOnce_intoOneFile_areOneAfterTheOther()
    {
        const QByteArray content = noise(6'000'000, 15);
        QVERIFY(m_store->put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 4'000'000});
        Computer first(proxy.url());
        first.fetch(path(), wish(content));
        QTRY_VERIFY_WITH_TIMEOUT(first.most > 500'000, 10'000);
        Computer second(m_store->server.url());
        second.fetch(path(), wish(content));
        QVERIFY(second.finish());
        QCOMPARE(second.outcomes[0].failure(), (Failure{Cause::AlreadyRunning, FileFetch::partOf(path())}));
        QVERIFY(first.finish() && first.outcomes[0].ok());
        QVERIFY(contentOf(path()) == content);
        second.fetch(path(), wish(content));
        QVERIFY(second.finish(2) && second.outcomes[1].ok());
        QCOMPARE(second.most, 0); // nothing was read
        QVERIFY(contentOf(path()) == content);
    }
    void link_inThePlaceOfThePart_isNotFollowed()
    {
        const QByteArray content = noise(500'000, 16);
        QVERIFY(m_store->put(m_name, content));
        QFile precious(path("precious"));
        QVERIFY(precious.open(QIODevice::WriteOnly) && precious.write("precious") == 8);
        precious.close();
        for (const char *name :
            {"programme.opus.part", "programme.opus.part.json~", "programme.opus.part.json"})
            QVERIFY(QFile::link(path("precious"), path(name)));
        Computer computer(m_store->server.url());
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish() && computer.outcomes[0].ok());
        QVERIFY(contentOf(path()) == content && !QFileInfo(path()).isSymLink());
        QCOMPARE(contentOf(path("precious")), QByteArray("precious"));
    }
};

EARSHOT_TEST_MAIN_IN_PARTS(DownloadProofsTest)
#include "download_proofs_test.moc"
