#include "client/own_key.h"
#include "client/secret_store.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;

namespace {

constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

using Secret = Result<std::optional<QByteArray>>;

Secret read(SecretStore &store, const QString &name)
{
    std::optional<Secret> result;
    store.read(name, [&](const Secret &secret) { result = secret; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }))
        return Failure{Cause::RequestTimeout, "store"};
    return *result;
}

Outcome write(SecretStore &store, const QString &name, const QByteArray &secret)
{
    std::optional<Outcome> result;
    store.write(name, secret, [&](const Outcome &outcome) { result = outcome; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }))
        return Failure{Cause::RequestTimeout, "store"};
    return *result;
}

QByteArray loadedSeed(SecretStore &store, bool *isKept = nullptr)
{
    OwnKey own(store);
    QSignalSpy ready(&own, &OwnKey::ready);
    own.load();
    own.load();
    if (!QTest::qWaitFor([&] { return !ready.isEmpty(); }) || ready.size() != 1)
        return {};
    if (isKept)
        *isKept = own.isKept();
    return own.key()->seed();
}

} // namespace

class SecretStoreTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // No keychain of whoever runs this is asked: there is no bus to it.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qunsetenv("EARSHOT_KEYCHAIN");
    }

    void secrets_surviveTheStore_data()
    {
        QTest::addColumn<SecretPlace>("place");
        QTest::newRow("files") << SecretPlace::Files;
        QTest::newRow("no keychain runs") << SecretPlace::Keychain;
    }
    void secrets_surviveTheStore()
    {
        QFETCH(SecretPlace, place);
        const QByteArray secret("line 1\nline 2\0 and bytes \xff", 26);
        {
            const auto store = makeSecretStore(folder(), place);
            QVERIFY(read(*store, "one").value() == std::nullopt);
            const Outcome written = write(*store, "one", secret);
            QVERIFY2(written, written ? "" : qPrintable(written.failure().detail));
            QVERIFY(!store->usesKeychain());
        }
        const auto store = makeSecretStore(folder(), place);
        QCOMPARE(read(*store, "one").value(), std::optional(secret));
        for (const QFileInfo &file : QDir(folder()).entryInfoList(QDir::Files))
            QVERIFY2(!(file.permissions() & kOthers), qPrintable(file.fileName()));
        std::optional<Outcome> removed;
        store->remove("one", [&](const Outcome &outcome) { removed = outcome; });
        QTRY_VERIFY(removed);
        QVERIFY(*removed);
        QVERIFY(read(*store, "one").value() == std::nullopt);
    }

    void answers_doNotComeAfterTheStoreEnded()
    {
        bool came = false;
        {
            const auto store = makeSecretStore(folder(), SecretPlace::Files);
            store->read("one", [&](const Secret &) { came = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(!came);
    }

    void ownKey_isTheSameTheNextTime()
    {
        const auto store = makeSecretStore(folder(), SecretPlace::Files);
        bool isKept = false;
        const QByteArray first = loadedSeed(*store, &isKept);
        QVERIFY(!first.isEmpty() && isKept);
        QCOMPARE(loadedSeed(*makeSecretStore(folder(), SecretPlace::Files)), first);
    }

    void ownKey_thatCannotBeRead_isLeftAsItIs()
    {
        const auto store = makeSecretStore(folder(), SecretPlace::Files);
        QVERIFY(write(*store, "own-key", "SUno-key-at-all"));
        bool isKept = true;
        QVERIFY(!loadedSeed(*store, &isKept).isEmpty());
        QVERIFY(!isKept);
        QCOMPARE(read(*store, "own-key").value(), std::optional<QByteArray>("SUno-key-at-all"));
    }

    void ownKey_thatCannotBeKept_worksForThisRun()
    {
        QFile blocker(folder());
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const auto store = makeSecretStore(folder(), SecretPlace::Files);
        bool isKept = true;
        QVERIFY(!loadedSeed(*store, &isKept).isEmpty());
        QVERIFY(!isKept);
    }

    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

private:
    QString folder() const { return m_dir->filePath("secrets"); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(SecretStoreTest)
#include "secret_store_test.moc"
