#include "client/file_fetch.h"
#include "client/object_line.h"
#include "support/fault_proxy.h"
#include "support/stored_object.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

namespace {

class LineObjects final : public ObjectSource
{
public:
    explicit LineObjects(ObjectLine &line)
        : m_line(line)
    { }
    void read(const ObjectOrder &order) override { m_line.read(order); }
    void stop(quint64 id) override { m_line.stop(id); }
    void taken(quint64 id, qint64 bytes) override { m_line.taken(id, bytes); }

private:
    ObjectLine &m_line;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// One computer: a line to the server and what it fetches, until it is killed.
struct Computer {
    explicit Computer(const QUrl &url)
    {
        Session::Config config;
        config.servers = {{url, {}}};
        config.backoff.base = config.backoff.cap = milliseconds{100};
        session.start(config);
        line.setSession(&session, false);
    }
    FileFetch &fetch(const QString &path, const ObjectWish &wish)
    {
        fetches.push_back(std::make_unique<FileFetch>(clock, source,
            FileFetch::Plan{.path = path, .home = &home, .server = {}, .wish = wish},
            FileFetch::Mediator{[this](qint64 bytes, qint64) {
                                    least = std::min(least, bytes);
                                    most = std::max(most, bytes);
                                },
                [] {}, [](const Failure &) {},
                [this](const Outcome &outcome) { outcomes.push_back(outcome); }}));
        fetches.back()->start();
        return *fetches.back();
    }
    bool finish(std::size_t count = 1, int ms = 20'000)
    {
        return QTest::qWaitFor([&] { return outcomes.size() >= count; }, ms);
    }

    QObject home;
    SystemClock clock;
    SeededRandom random{11};
    Session session{clock, random, webSocketConnections(clock, random)};
    ObjectLine line{clock};
    LineObjects source{line};
    std::vector<std::unique_ptr<FileFetch>> fetches;
    std::vector<Outcome> outcomes;
    qint64 least = std::numeric_limits<qint64>::max(); ///< first said
    qint64 most = 0;
};

} // namespace

/// Objects of a real server's store, over lines that break: whole, as their digest says, or not at all.
class ObjectTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<StoredObjects> m_store;
    std::unique_ptr<QTemporaryDir> m_dir;
    const QString m_name = QStringLiteral("town-hall/20261121T120000Z/programme.opus");

    QString path(const char *name = "programme.opus") const { return m_dir->filePath(QLatin1String(name)); }
    ObjectWish wish(const QByteArray &content) const { return {m_name, content.size(), sha256(content)}; }

private slots:
    void init()
    {
        EARSHOT_NEED_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<StoredObjects>();
        QVERIFY2(m_store->start(), qPrintable(m_store->server.log()));
    }
    void cleanup() { m_store.reset(); }

    void fetch_givesTheFile_fast()
    {
        const QByteArray content = noise(64 * 1024 * 1024 + 12'345, 1);
        QVERIFY(m_store->put(m_name, content));
        QElapsedTimer timer;
        Computer computer(m_store->server.url());
        QTRY_VERIFY(computer.session.isLive());
        timer.start();
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish() && computer.outcomes[0].ok());
        const double speed = double(content.size()) / 1e3 / double(timer.elapsed());
        qInfo("%.1f MB/s with digest and fsync", speed);
        QVERIFY(contentOf(path()) == content);
        QVERIFY(!QFileInfo::exists(path("programme.opus.part")));
        QVERIFY(!QFileInfo::exists(path("programme.opus.part.json")));
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
    void fetch_takesChunksOfAnySize()
    {
        const QByteArray content = noise(3'000'000, 2);
        for (const qsizetype chunk : {1, 1000, 128 * 1024, 900'000}) {
            const QByteArray part = chunk == 1 ? content.left(300) : content;
            QVERIFY(m_store->put(m_name, part, {}, chunk));
            Computer computer(m_store->server.url());
            computer.fetch(path(), wish(part));
            QVERIFY(computer.finish() && computer.outcomes[0].ok());
            QVERIFY(contentOf(path()) == part);
            QFile::remove(path());
        }
    }
    /// The program is killed: neither its memory nor the end of its part is as it left them.
    void fetch_goesOn_whereverThePartIsCut()
    {
        const QByteArray content = noise(5'000'017, 3);
        QVERIFY(m_store->put(m_name, content));
        SeededRandom random(50);
        qint64 reread = 0;
        for (int cut = 0; cut < 50; ++cut) {
            QFile::remove(path());
            {
                FaultProxy proxy(m_store->server.webSocketPort());
                proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 40'000'000});
                Computer computer(proxy.url());
                const auto until = qint64(random.fraction() * double(content.size()));
                computer.fetch(path(), wish(content));
                QVERIFY(QTest::qWaitFor([&] { return computer.most >= until; }, 20'000));
            }
            QVERIFY(!QFileInfo::exists(path()) || contentOf(path()) == content);
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
        qInfo("read twice in 50 cuts: %.1f MB", double(reread) / 1e6);
        QVERIFY2(reread < 50 * 2 * kObjectChunk, qPrintable(QString::number(reread)));
    }
    void fetch_goesOn_whenTheLineIsCut_atAnyByte()
    {
        const QByteArray content = noise(4'000'000, 4);
        QVERIFY(m_store->put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        Computer computer(proxy.url());
        SeededRandom random(8);
        QTRY_VERIFY(computer.session.isLive());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 8'000'000});
        computer.fetch(path(), wish(content));
        for (int cut = 0; cut < 10 && computer.outcomes.empty(); ++cut) {
            const qint64 until = computer.most + qint64(random.fraction() * 400'000);
            QTRY_VERIFY_WITH_TIMEOUT(computer.most >= until || !computer.outcomes.empty(), 10'000);
            random.fraction() < 0.5 ? proxy.cut() : proxy.reset();
        }
        QVERIFY(computer.finish(1, 30'000) && computer.outcomes[0].ok());
        QVERIFY(contentOf(path()) == content);
    }
    void fetch_goesOn_whenTheServerWasKilled()
    {
        const QByteArray content = noise(30'000'000, 5);
        QVERIFY(m_store->put(m_name, content));
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 20'000'000});
        Computer computer(proxy.url());
        computer.fetch(path(), wish(content));
        QTRY_VERIFY_WITH_TIMEOUT(computer.most > 3'000'000, 10'000);
        m_store->server.kill();
        QTRY_VERIFY(!computer.session.isLive());
        QVERIFY(computer.outcomes.empty());
        QVERIFY(m_store->server.start());
        // A store that is still being read in is none for a moment: who fetches asks again.
        QTRY_VERIFY_WITH_TIMEOUT(!computer.outcomes.empty(), 30'000);
        if (!computer.outcomes[0]) {
            QCOMPARE(computer.outcomes[0].failure().cause, Cause::NoResponders);
            const qint64 had = computer.most;
            computer.least = std::numeric_limits<qint64>::max();
            computer.fetch(path(), wish(content));
            QVERIFY(computer.finish(2) && computer.outcomes[1].ok());
            QCOMPARE(computer.least, had);
        }
        QVERIFY(contentOf(path()) == content);
    }
    void fetch_neverMakesAFile_whoseDigestIsWrong()
    {
        const QByteArray content = noise(2'000'000, 6);
        QByteArray other = content;
        other[1'234'567] = char(other[1'234'567] ^ 1);
        QVERIFY(m_store->put(m_name, other, sha256(content)));
        Computer computer(m_store->server.url());
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish());
        QCOMPARE(computer.outcomes[0].failure().cause, Cause::FileDamaged);
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(contentOf(path("programme.opus.damaged")) == other);
        // Offered anew, and good this time.
        QVERIFY(m_store->put(m_name, content));
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish(2) && computer.outcomes[1].ok());
        QVERIFY(contentOf(path()) == content);
        QVERIFY(!QFileInfo::exists(path("programme.opus.damaged")));
    }
    /// What lies in the part from another time, or was changed meanwhile.
    void fetch_doesNotTrustThePart()
    {
        const QByteArray content = noise(2'000'000, 7);
        QVERIFY(m_store->put(m_name, content));
        QFile part(FileFetch::partOf(path()));
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(noise(1'500'000, 99));
        part.close();
        Computer computer(m_store->server.url());
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish() && computer.outcomes[0].ok());
        QVERIFY(contentOf(path()) == content);
        QCOMPARE(computer.least, 0);
        // Only its last chunk is the object's: found out by the digest.
        QFile::remove(path());
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(noise(4 * kObjectChunk, 99) + content.mid(4 * kObjectChunk, kObjectChunk));
        part.close();
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish(2));
        QCOMPARE(computer.outcomes[1].failure().cause, Cause::FileDamaged);
        QVERIFY(!QFileInfo::exists(path()));
    }
    void fetch_checksAFileThatIsThere()
    {
        const QByteArray content = noise(1'000'000, 8);
        QVERIFY(m_store->put(m_name, content));
        QFile old(path());
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write(noise(1'000'000, 9));
        old.close();
        Computer computer(m_store->server.url());
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish() && computer.outcomes[0].ok());
        QVERIFY(contentOf(path()) == content);
        computer.least = std::numeric_limits<qint64>::max();
        computer.fetch(path(), wish(content));
        QVERIFY(computer.finish(2) && computer.outcomes[1].ok());
        QCOMPARE(computer.least, std::numeric_limits<qint64>::max()); // nothing was read
    }
    void fetch_says_whatTheServerDoesNotHave()
    {
        Computer computer(m_store->server.url());
        computer.fetch(path(), {m_name});
        QVERIFY(computer.finish());
        QCOMPARE(computer.outcomes[0].failure().cause, Cause::BadData);
        QCOMPARE(computer.outcomes[0].failure().detail, QStringLiteral("missing"));
    }
    void fetch_hasSeveralAtOnce()
    {
        std::vector<QByteArray> contents;
        Computer computer(m_store->server.url());
        for (int i = 0; i < 3; ++i) {
            contents.push_back(noise(5'000'000 + i * 1000, unsigned(20 + i)));
            QVERIFY(m_store->put(m_name + QString::number(i), contents.back()));
        }
        for (int i = 0; i < 3; ++i)
            computer.fetch(path() + QString::number(i),
                {m_name + QString::number(i), contents[size_t(i)].size(), sha256(contents[size_t(i)])});
        QVERIFY(computer.finish(3));
        for (int i = 0; i < 3; ++i)
            QVERIFY(contentOf(path() + QString::number(i)) == contents[size_t(i)]);
    }
};

QTEST_GUILESS_MAIN(ObjectTest)
#include "object_test.moc"
