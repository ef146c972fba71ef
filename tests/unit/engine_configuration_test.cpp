#include "engine/engine_configuration.h"

#include "engine/private_file.h"
#include "wire/jwt.h"
#include "wire/jwt_accounts.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;

namespace {

constexpr WallTime kNow{milliseconds{1'795'000'000'000}};
constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
    | QFile::WriteOther | QFile::ExeOther;

/// The rest of the line that starts with `key: `, however far it is indented.
QByteArray valueOf(const QByteArray &text, const QByteArray &key)
{
    for (const QByteArray &line : text.split('\n')) {
        if (line.trimmed().startsWith(key + ": "))
            return line.trimmed().mid(key.size() + 2);
    }
    return {};
}

} // namespace

class EngineConfigurationTest : public QObject
{
    Q_OBJECT

    const OwnerKeys m_keys = makeOwnerKeys();

    QByteArray text(const QString &folder = "/data", const QHostAddress &bind = QHostAddress::LocalHost,
        const ProgramVersion &version = {2, 9, 10}) const
    {
        return engineConfiguration({folder}, {bind, 8080, 4222}, m_keys, {}, version, kNow);
    }

private slots:
    void configuration_listensWhereItIsTold()
    {
        QCOMPARE(valueOf(text(), "listen"), QByteArray("\"127.0.0.1:4222\""));
        QVERIFY(text().contains("websocket {\n  listen: \"127.0.0.1:8080\"\n  no_tls: true\n"));
        QVERIFY(text("/d", QHostAddress::LocalHostIPv6).contains("listen: \"[::1]:8080\""));
    }

    void configuration_cutsSlowListeners_andKeepsOthersFromWaiting()
    {
        QCOMPARE(valueOf(text(), "write_deadline"), QByteArray("\"2s\""));
        QVERIFY(!text().contains("max_pending"));
        QCOMPARE(valueOf(text(), "ping_interval"), QByteArray("\"20s\""));
        QCOMPARE(valueOf(text(), "ping_max"), QByteArray("2"));
        QCOMPARE(valueOf(text(), "max_payload"), QByteArray("128KB"));
        QCOMPARE(valueOf(text(), "compression"), QByteArray("false"));
        QVERIFY(!text().contains("no_fast_producer_stall"));
        QVERIFY(text("/d", QHostAddress::LocalHost, {2, 12, 12}).contains("no_fast_producer_stall: true"));
    }

    void configuration_quotesPaths()
    {
        QCOMPARE(valueOf(text("/my \"data\" \\ $X\n"), "pid_file"),
            QByteArray("\"/my \\\"data\\\" \\\\ $X\\x0a/server.pid\""));
    }

    void configuration_trustsItsOwnKeysOnly()
    {
        const auto owner = readJwt(valueOf(text(), "operator"));
        QVERIFY(owner.ok());
        QCOMPARE(owner->subject, m_keys.operatorKey.publicKey());
        QCOMPARE(valueOf(text(), "system_account"), m_keys.systemAccount.publicKey());
        QCOMPARE(valueOf(text(), "resolver"), QByteArray("MEMORY"));
        for (const NKey &account : {m_keys.systemAccount, m_keys.organiser, m_keys.audience}) {
            const auto read = readJwt(valueOf(text(), account.publicKey()));
            QVERIFY(read.ok());
            QCOMPARE(read->subject, account.publicKey());
            QCOMPARE(read->issuer, m_keys.operatorKey.publicKey());
        }
    }

    void configuration_holdsNoSecret()
    {
        static const QRegularExpression seed("S[OAU][A-Z2-7]{56}");
        QVERIFY(!seed.match(QString::fromUtf8(text())).hasMatch());
        QVERIFY(seed.match(QString::fromLatin1(m_keys.organiser.seed())).hasMatch());
    }

    void serverName_isThatOfTheKeys()
    {
        QCOMPARE(valueOf(text(), "server_name"), '"' + m_keys.serverName().toUtf8() + '"');
        QVERIFY(makeOwnerKeys().serverName() != m_keys.serverName());
    }

    void readProgramVersion_readsOnlyNatsServers_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("version"); // empty = none
        QTest::newRow("Debian 12") << QByteArray("nats-server: v2.9.10\n") << "2.9.10";
        QTest::newRow("new") << QByteArray("nats-server: v2.14.3") << "2.14.3";
        QTest::newRow("candidate") << QByteArray("nats-server: v2.12.12-RC.1\n") << "2.12.12-pre";
        QTest::newRow("empty") << QByteArray() << "";
        QTest::newRow("other program") << QByteArray("nginx: v2.9.10\n") << "";
        QTest::newRow("no patch") << QByteArray("nats-server: v2.9\n") << "";
        QTest::newRow("huge") << QByteArray("nats-server: v99999999999999999999.1.1\n") << "";
        QTest::newRow("more") << QByteArray("nats-server: v2.9.10 and more\n") << "";
        QTest::newRow("nuls") << QByteArray(1'000'000, '\0') << "";
    }
    void readProgramVersion_readsOnlyNatsServers()
    {
        QFETCH(const QByteArray, output);
        QFETCH(const QString, version);
        const auto read = readProgramVersion(output);
        QCOMPARE(read ? read->toString() : QString(), version);
    }

    void versionFloor_keepsFlawedServersOnLoopback_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<bool>("safe");
        for (const char *version : {"1.4.1", "2.9.10", "2.10.27", "2.11.13", "2.12.11", "2.12.12-RC.1",
                 "2.13.9", "2.14.0", "2.14.2", "2.14.3-RC.2"})
            QTest::newRow(version) << QByteArray(version) << false;
        for (const char *version : {"2.12.12", "2.12.13", "2.14.3", "2.14.10", "2.15.0", "2.15.1", "3.0.0"})
            QTest::newRow(version) << QByteArray(version) << true;
    }
    void versionFloor_keepsFlawedServersOnLoopback()
    {
        QFETCH(const QByteArray, version);
        QFETCH(const bool, safe);
        const auto read = readProgramVersion("nats-server: v" + version);
        QVERIFY(read.has_value());
        QCOMPARE(isSafeBeyondLoopback(*read), safe);
    }

    void ownerKeys_comeBackFromTheirFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("keys.json");
        QVERIFY(!readOwnerKeys(path).value().has_value());
        QVERIFY(writeOwnerKeys(path, m_keys).ok());
        QVERIFY(!(QFile::permissions(path) & kOthers));
        const auto read = readOwnerKeys(path);
        QVERIFY(read.ok() && read->has_value());
        QVERIFY(!(**read).areOlder);
        QCOMPARE((**read).keys.operatorKey.seed(), m_keys.operatorKey.seed());
        QCOMPARE((**read).keys.deskUser.seed(), m_keys.deskUser.seed());
    }

    void ownerKeys_ofOneAccount_getANewOneForTheOrganiser()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("keys.json");
        QVERIFY(writeOwnerKeys(path, m_keys).ok());
        QJsonObject object = *readPrivateObject(path).value();
        object["version"] = 1;
        object["account"] = object.take("audience");
        object.remove("organiser");
        QVERIFY(writePrivateObject(path, object).ok());
        const auto read = readOwnerKeys(path);
        QVERIFY(read.ok() && read->has_value() && (**read).areOlder);
        QCOMPARE((**read).keys.audience.seed(), m_keys.audience.seed());
        QCOMPARE((**read).keys.listener.seed(), m_keys.listener.seed());
        QVERIFY((**read).keys.organiser.seed() != m_keys.organiser.seed());
    }

    void access_comesBackFromItsFile_andForgetsWhatIsOver()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("access.json");
        QCOMPARE(readEngineAccess(path).value(), EngineAccess());
        const auto user = [] { return NKey::generate(NKeyKind::User).publicKey(); };
        const QByteArray host = user(), speaker = user();
        EngineAccess access;
        access.hosts.push_back({host, m_keys.speaker.publicKey(), kNow, kNow + seconds{60}});
        access.revoke(speaker, {kNow, kNow + seconds{30}});
        QVERIFY(writeEngineAccess(path, access).ok());
        QVERIFY(!(QFile::permissions(path) & kOthers));
        QCOMPARE(readEngineAccess(path).value(), access);

        QVERIFY(!access.forgetOver(kNow + seconds{29}));
        QVERIFY(access.forgetOver(kNow + seconds{30}));
        QVERIFY(access.revoked.isEmpty());
        QVERIFY(access.withdraw(host, kNow + seconds{31}));
        QVERIFY(access.hosts.empty() && access.revoked.contains(host));
        QVERIFY(access.forgetOver(kNow + seconds{60}));
        QCOMPARE(access, EngineAccess());
        for (int i = 0; i < kMaxRevocations + 5; ++i)
            access.revoke(user(), {kNow, kNow + seconds{i + 1}});
        QCOMPARE(access.revoked.size(), kMaxRevocations);
        QVERIFY(!access.forgetOver(kNow + seconds{5})); // those that end first were dropped
        for (std::size_t i = 0; i < kMaxHosts; ++i)
            access.hosts.push_back({host, m_keys.speaker.publicKey(), kNow, kNow});
        QVERIFY(writeEngineAccess(path, access).ok());
        QVERIFY(readEngineAccess(path).ok()); // is not too long
        QVERIFY(writePrivateObject(path, {{"revoked", QJsonObject{{"*", QJsonObject()}}}}).ok());
        QCOMPARE(readEngineAccess(path).failure().cause, Cause::FileDamaged);
    }

    void withAccess_changesTheAccountsThatItConcerns()
    {
        const QByteArray before = text();
        QCOMPARE(withAccess(before, m_keys, {}), before);
        EngineAccess access;
        const NKey host = NKey::generate(NKeyKind::Account);
        access.hosts.push_back({m_keys.deskUser.publicKey(), host.publicKey(), kNow, kNow + seconds{60}});
        const QByteArray after = withAccess(before, m_keys, access);
        const QByteArray organiser = m_keys.organiser.publicKey(), audience = m_keys.audience.publicKey();
        QCOMPARE(valueOf(after, organiser), valueOf(before, organiser));
        QCOMPARE(readJwt(valueOf(after, audience))->nats["signing_keys"][2]["key"].toString().toLatin1(),
            host.publicKey());
        QCOMPARE(withAccess(after, m_keys, {}), before);
    }

    void ownerKeys_ofTheWrongKind_areNamed()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("keys.json");
        QVERIFY(writeOwnerKeys(path, m_keys).ok());
        QJsonObject object = *readPrivateObject(path).value();
        object["speakerSigner"] = QString::fromLatin1(m_keys.deskUser.seed());
        QVERIFY(writePrivateObject(path, object).ok());
        const auto read = readOwnerKeys(path);
        QVERIFY(!read.ok());
        QCOMPARE(read.failure(), (Failure{Cause::FileDamaged, path + ": speakerSigner"}));
    }

    void privateFile_isReplacedAsAWhole_orNotAtAll()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("file");
        QVERIFY(writePrivateFile(path, "{\"a\":1}").ok());
        QVERIFY(writePrivateFile(path, "{\"a\":2}").ok());
        QCOMPARE(*readPrivateObject(path).value(), (QJsonObject{{"a", 2}}));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList("file"));
        QCOMPARE(
            writePrivateFile(folder.filePath("no/such/folder"), "x").failure().cause, Cause::FileUnwritable);
    }

    void privateFile_tooLong_isNotRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("file");
        QVERIFY(writePrivateFile(path, "{\"a\":\"" + QByteArray(70'000, 'x') + "\"}").ok());
        QCOMPARE(readPrivateObject(path).failure(), (Failure{Cause::FileDamaged, path}));
    }

    void ports_areTheLastOnes_whereFree()
    {
        const auto first = chooseEnginePorts(QHostAddress::LocalHost, 0, {});
        QVERIFY(first.ok());
        QVERIFY(first->webSocket != 0 && first->nats != 0 && first->webSocket != first->nats);
        const ServerRecord last{"127.0.0.1", first->webSocket, first->nats, "2.9.10"};
        QVERIFY(*chooseEnginePorts(QHostAddress::LocalHost, 0, last) == *first);
    }

    void reachableHost_isLoopback_whereItListensEverywhere()
    {
        QCOMPARE(reachableHost(QHostAddress::Any), QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(reachableHost(QHostAddress::AnyIPv4), QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(reachableHost(QHostAddress::AnyIPv6), QHostAddress(QHostAddress::LocalHostIPv6));
        QCOMPARE(reachableHost(QHostAddress("192.0.2.7")), QHostAddress("192.0.2.7"));
    }
};

QTEST_GUILESS_MAIN(EngineConfigurationTest)
#include "engine_configuration_test.moc"
