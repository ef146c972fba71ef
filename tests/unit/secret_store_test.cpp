#include "client/keychain.h"
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

/// A keychain that can fail.
class FakeKeychain final : public QObject, public Keychain
{
public:
    struct Contents {
        QHash<QString, QByteArray> secrets;
        std::optional<Answer> fails;
        int writes = 0;
    };

    explicit FakeKeychain(Contents &contents)
        : m_contents(contents)
    { }
    void read(const QString &name, Done done) override
    {
        const bool isKnown = m_contents.secrets.contains(name);
        answer({isKnown ? Answer::Done : Answer::NoEntry, m_contents.secrets.value(name), {}}, done);
    }
    void write(const QString &name, const QByteArray &secret, Done done) override
    {
        ++m_contents.writes;
        if (!m_contents.fails)
            m_contents.secrets.insert(name, secret);
        answer({Answer::Done, {}, {}}, done);
    }
    void remove(const QString &name, Done done) override
    {
        if (!m_contents.fails)
            m_contents.secrets.remove(name);
        answer({Answer::Done, {}, {}}, done);
    }

private:
    void answer(const Reply &reply, const Done &done)
    {
        const Reply told = m_contents.fails ? Reply{*m_contents.fails, {}, "a hiccup"} : reply;
        QMetaObject::invokeMethod(
            this, [told, done] { done(told); }, Qt::QueuedConnection);
    }

    Contents &m_contents;
};

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

    void hiccupOfTheKeychain_leavesTheKeyAsItIs()
    {
        FakeKeychain::Contents keychain;
        const QByteArray key = loadedSeed(*storeOver(keychain));
        QCOMPARE(keychain.secrets.value("own-key"), key);
        const int writes = keychain.writes;
        keychain.fails = Keychain::Answer::Refused;
        bool isKept = true;
        QVERIFY(loadedSeed(*storeOver(keychain), &isKept) != key);
        QVERIFY(!isKept);
        QCOMPARE(keychain.writes, writes);
        QVERIFY(filesHere().isEmpty());
        keychain.fails.reset();
        QCOMPARE(loadedSeed(*storeOver(keychain), &isKept), key);
        QVERIFY(isKept);
    }

    void keychainThatFails_isAFailure_andNoFileTakesItsPlace()
    {
        FakeKeychain::Contents keychain;
        keychain.fails = Keychain::Answer::Refused;
        const auto store = storeOver(keychain);
        const Secret unsure = read(*store, "one");
        QVERIFY(!unsure);
        QCOMPARE(unsure.failure().cause, Cause::KeychainRefused);
        const Outcome written = write(*store, "one", "seed");
        QVERIFY(!written);
        QCOMPARE(written.failure().cause, Cause::KeychainRefused);
        QVERIFY(filesHere().isEmpty());
        QVERIFY(store->usesKeychain());
    }

    void keptInAFile_isReadWhereTheKeychainFails_andMovesIntoIt()
    {
        FakeKeychain::Contents keychain;
        keychain.fails = Keychain::Answer::Absent;
        const auto store = storeOver(keychain);
        const QByteArray key = loadedSeed(*store);
        QVERIFY(!store->usesKeychain());
        QCOMPARE(filesHere().size(), 1);
        keychain.fails = Keychain::Answer::Refused;
        QCOMPARE(loadedSeed(*storeOver(keychain)), key);
        keychain.fails.reset();
        QCOMPARE(loadedSeed(*storeOver(keychain)), key);
        QVERIFY(write(*storeOver(keychain), "own-key", key));
        QVERIFY(filesHere().isEmpty());
        QCOMPARE(loadedSeed(*storeOver(keychain)), key);
    }

    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

private:
    std::unique_ptr<SecretStore> storeOver(FakeKeychain::Contents &contents) const
    {
        return makeSecretStore(folder(), std::make_unique<FakeKeychain>(contents));
    }
    QStringList filesHere() const { return QDir(folder()).entryList(QDir::Files); }
    QString folder() const { return m_dir->filePath("secrets"); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(SecretStoreTest)
#include "secret_store_test.moc"
