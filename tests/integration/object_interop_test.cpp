#include "session/object_reader.h"
#include "support/raw_nats_client.h"
#include "support/running_engine.h"
#include "support/stored_object.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

/// Objects between Earshot and NATS' own client for JavaScript, on a server that Earshot's engine runs: the desk's ticket
/// writes, a listener's is enough to read.
class ObjectInteropTest : public QObject
{
    Q_OBJECT

    static constexpr std::chrono::hours kHour{1};
    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Session> m_session;
    const QString m_name = QStringLiteral("town-hall/20261121T120000Z/programme.opus");

    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool write(const char *name, const QByteArray &content) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
            && file.write(content) == content.size();
    }
    /// The program's standard error, nothing where it ended with 0.
    QString run(const QString &program, const QStringList &arguments, int seconds) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(program, arguments);
        if (!process.waitForFinished(seconds * 1000) || process.exitStatus() != QProcess::NormalExit
            || process.exitCode() != 0)
            return QStringLiteral("%1: %2 %3")
                .arg(program, process.errorString(),
                    QString::fromUtf8(process.readAllStandardError().right(2000)));
        return {};
    }
    QString objects(const QString &what, const QString &name, const char *file) const
    {
        return run(QStringLiteral("node"),
            {QStringLiteral("objects.mjs"), what, m_engine->addresses().natsUrl, path("desk.creds"), name,
                path(file)},
            60);
    }
    /// With a listener's ticket; empty where it failed.
    QByteArray read(const QString &name)
    {
        QByteArray all;
        std::optional<Outcome> ended;
        ObjectReader reader(m_clock, *m_session, {name}, {},
            {[](const ObjectMeta &, qint64) {},
                [&](const QByteArray &bytes, const ObjectPlace &) { all += bytes; },
                [&](const Outcome &outcome) { ended = outcome; }});
        reader.start();
        if (!QTest::qWaitFor([&] { return ended.has_value(); }, 20'000) || !*ended)
            return {};
        return all;
    }

private slots:
    void initTestCase()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_engine = std::make_unique<Engine>(EngineOptions{path("data")}, m_clock);
        const auto outcome = outcomeOf(*m_engine);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
        RawNatsClient desk(m_engine->addresses().webSocket.url);
        QVERIFY(desk.login(m_engine->deskCredentials(m_clock.wall(), kHour)));
        QVERIFY(
            desk.request("$JS.API.STREAM.CREATE.OBJ_earshot_recordings",
                    R"({"name":"OBJ_earshot_recordings","subjects":["$O.earshot_recordings.C.>",)"
                    R"("$O.earshot_recordings.M.>"],"allow_rollup_hdrs":true,"allow_direct":true,"storage":"file",)"
                    R"("discard":"new","retention":"limits","num_replicas":1})")
                .contains("\"created\""));
        m_session = std::make_unique<Session>(m_clock, m_random, webSocketConnections(m_clock, m_random));
        Session::Config config;
        config.servers = {m_engine->addresses().webSocket};
        config.credentials.ticket = m_engine->listenerTicket(m_clock.wall(), kHour);
        m_session->start(config);
        QTRY_VERIFY(m_session->isLive());
    }
    void cleanupTestCase()
    {
        m_session.reset();
        m_engine.reset();
    }

    void object_isReadByAListener()
    {
        const QByteArray content = noise(1'000'001, 1);
        Dialer desk(m_engine->addresses().webSocket.url);
        desk.options.credentials = m_engine->deskCredentials(m_clock.wall(), kHour);
        QVERIFY(desk.join());
        const ObjectMeta meta{m_name, "NUID1", content.size(),
            (content.size() + kObjectChunk - 1) / kObjectChunk, sha256(content), false};
        for (qsizetype at = 0; at < content.size(); at += kObjectChunk)
            desk.connection->publish(objectChunks(meta.nuid), content.mid(at, kObjectChunk), {});
        desk.connection->publish(objectMetaSubject(m_name), writeObjectMeta(meta), {{"Nats-Rollup", "sub"}});
        QVERIFY(desk.settle());
        QVERIFY(read(m_name) == content);
        QVERIFY2(
            desk.complaints.empty(), desk.complaints.empty() ? "" : qPrintable(desk.complaints[0].detail));
    }
    void object_isTheSame_forNatsOwnClient()
    {
        for (const char *name : {"package.json", "package-lock.json", "objects.mjs"})
            QVERIFY(QFile::copy(QStringLiteral(EARSHOT_INTEROP "/") + QLatin1String(name), path(name)));
        const QString failure = run(QStringLiteral("npm"),
            {QStringLiteral("ci"), QStringLiteral("--ignore-scripts"), QStringLiteral("--no-audit"),
                QStringLiteral("--no-fund")},
            120);
        if (!failure.isEmpty())
            QSKIP(qPrintable(QStringLiteral("nats.js cannot be had: ") + failure));
        const Credentials desk = m_engine->deskCredentials(m_clock.wall(), kHour);
        QVERIFY(write("desk.creds",
            "-----BEGIN NATS USER JWT-----\n" + desk.ticket
                + "\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n" + desk.key->seed()
                + "\n------END USER NKEY SEED------\n"));

        const QString got = objects(QStringLiteral("get"), m_name, "got");
        QVERIFY2(got.isEmpty(), qPrintable(got));
        QVERIFY(contentOf(path("got")) == noise(1'000'001, 1));

        const QByteArray theirs = noise(777'777, 2);
        QVERIFY(write("theirs", theirs));
        const QString put = objects(QStringLiteral("put"), QStringLiteral("a b/c.opus"), "theirs");
        QVERIFY2(put.isEmpty(), qPrintable(put));
        QVERIFY(read(QStringLiteral("a b/c.opus")) == theirs);
    }
};

QTEST_GUILESS_MAIN(ObjectInteropTest)
#include "object_interop_test.moc"
