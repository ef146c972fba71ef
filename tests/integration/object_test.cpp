#include "support/fetching_computer.h"
#include "support/stored_object.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

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
