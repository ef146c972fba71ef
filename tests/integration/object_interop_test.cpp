#include "desk/object_writer.h"
#include "session/object_reader.h"
#include "support/running_engine.h"
#include "support/stall_proxy.h"
#include "support/stored_object.h"
#include "wire/websocket_connection.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr std::chrono::hours kHour{1};
const QString kName = QStringLiteral("town-hall/20261121T120000Z/programme.opus");

qint64 chunksOf(const QByteArray &content)
{
    return (content.size() + kObjectChunk - 1) / kObjectChunk;
}

/// What a client has to say of an object with this content.
QJsonObject told(const QByteArray &content)
{
    const QByteArray digest = sha256(content).toBase64(QByteArray::Base64UrlEncoding);
    return {{"name", kName}, {"size", qint64(content.size())}, {"chunks", chunksOf(content)},
        {"digest", QStringLiteral("SHA-256=") + QString::fromLatin1(digest)}};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Somebody's line to the engine's server, or to a port in between.
struct Line {
    Line(QUrl url, const Credentials &credentials, quint16 port = 0)
        : session(clock, random, webSocketConnections(clock, random))
    {
        if (port != 0)
            url.setPort(port);
        Session::Config config;
        config.servers = {{url, {}}};
        config.credentials = credentials;
        session.start(config);
    }

    SystemClock clock;
    SystemRandom random;
    Session session;
};

} // namespace

/// Objects between Earshot and NATS' own client for JavaScript, on a server that Earshot's engine runs: what a desk stores,
/// with the desk's ticket, is the same for both; a listener's ticket is enough to read.
class ObjectInteropTest : public QObject
{
    Q_OBJECT

    /// A desk that stores files, and makes the object store where there is none.
    struct Desk : Line {
        Desk(const ObjectInteropTest &test, quint16 port = 0)
            : Line(test.url(), test.deskCredentials(), port)
            , writer(clock, session)
        {
            QObject::connect(
                &writer, &ObjectWriter::done, &writer, [this](const Outcome &outcome) { said = outcome; });
        }
        void put(const QString &path, const QByteArray &content)
        {
            said.reset();
            writer.put({path, kName, content.size(), sha256(content)});
        }
        bool isStored() const { return said && said->ok(); }

        ObjectWriter writer;
        std::optional<Outcome> said;
    };

    SystemClock m_clock;
    QTemporaryDir m_node; ///< nats.js
    std::optional<QString> m_whyNotNode; ///< empty: nats.js is there
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;

    QUrl url() const { return m_engine->addresses().webSocket.url; }
    Credentials deskCredentials() const { return m_engine->deskCredentials(m_clock.wall(), kHour); }
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QString write(const char *name, const QByteArray &content) const
    {
        QFile file(path(name));
        const bool isWritten = file.open(QIODevice::WriteOnly)
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
            && file.write(content) == content.size();
        return isWritten ? file.fileName() : QString();
    }

    struct Ended {
        QByteArray output;
        QString failure; ///< empty where the program ended with 0
    };
    Ended run(const QString &program, const QStringList &arguments, int seconds) const
    {
        QProcess process;
        process.setWorkingDirectory(m_node.path());
        process.start(program, arguments);
        if (!process.waitForFinished(seconds * 1000) || process.exitStatus() != QProcess::NormalExit
            || process.exitCode() != 0)
            return {{},
                QStringLiteral("%1: %2 %3")
                    .arg(program, process.errorString(),
                        QString::fromUtf8(process.readAllStandardError().right(2000)))};
        return {process.readAllStandardOutput(), {}};
    }
    /// Why nats.js cannot be had, or nothing.
    QString whyNotNode()
    {
        if (m_whyNotNode)
            return *m_whyNotNode;
        for (const char *name : {"package.json", "package-lock.json", "objects.mjs"})
            QFile::copy(QStringLiteral(EARSHOT_INTEROP "/") + QLatin1String(name),
                m_node.filePath(QLatin1String(name)));
        m_whyNotNode = run(QStringLiteral("npm"),
            {QStringLiteral("ci"), QStringLiteral("--ignore-scripts"), QStringLiteral("--no-audit"),
                QStringLiteral("--no-fund")},
            120)
                           .failure;
        return *m_whyNotNode;
    }
    Ended objects(const QString &what, const QString &name, const char *file) const
    {
        const Credentials desk = deskCredentials();
        const QString credentials = write("desk.creds",
            "-----BEGIN NATS USER JWT-----\n" + desk.ticket
                + "\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n" + desk.key->seed()
                + "\n------END USER NKEY SEED------\n");
        return run(QStringLiteral("node"),
            {QStringLiteral("objects.mjs"), what, m_engine->addresses().natsUrl, credentials, name,
                path(file)},
            60);
    }

    /// By NATS' own client: the object's bytes, what is told of it, that it is the only one, and that nothing else is kept.
    void readByNatsJs(const QByteArray &content)
    {
        const Ended got = objects(QStringLiteral("get"), kName, "got");
        QVERIFY2(got.failure.isEmpty(), qPrintable(got.failure));
        QVERIFY(contentOf(path("got")) == content);
        const QJsonObject said = QJsonDocument::fromJson(got.output).object();
        QCOMPARE(said["info"].toObject(), told(content));
        QCOMPARE(said["list"].toArray(), QJsonArray{told(content)});
        QCOMPARE(said["messages"].toInteger(), chunksOf(content) + 1);
    }
    /// With a listener's ticket; empty where it failed.
    QByteArray readByListener(const QString &name) const
    {
        Credentials listener;
        listener.ticket = m_engine->listenerTicket(m_clock.wall(), kHour);
        Line line(url(), listener);
        if (!QTest::qWaitFor([&] { return line.session.isLive(); }, 20'000))
            return {};
        QByteArray all;
        std::optional<Outcome> ended;
        ObjectReader reader(line.clock, line.session, {name}, {},
            {[](const ObjectMeta &, qint64) {},
                [&](const QByteArray &bytes, const ObjectPlace &) { all += bytes; },
                [&](const Outcome &outcome) { ended = outcome; }});
        reader.start();
        if (!QTest::qWaitFor([&] { return ended.has_value(); }, 20'000) || !*ended)
            return {};
        return all;
    }

private slots:
    void init()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<Engine>(EngineOptions{path("data")}, m_clock);
        const auto outcome = outcomeOf(*m_engine);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
    }
    void cleanup()
    {
        m_engine.reset();
        m_folder.reset();
    }

    void desksObject_isReadByAListener()
    {
        const QByteArray content = noise(4'000'003, 1);
        Desk desk(*this);
        desk.put(write("file", content), content);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 20'000);
        QVERIFY(readByListener(kName) == content);
    }

#define EARSHOT_NEEDS_NATS_JS()                                                                              \
    if (const QString why = whyNotNode(); !why.isEmpty())                                                    \
    QSKIP(qPrintable(QStringLiteral("nats.js cannot be had: ") + why))

    void desksObject_isTheSame_forNatsOwnClient()
    {
        EARSHOT_NEEDS_NATS_JS();
        const QByteArray content = noise(4'000'003, 1);
        Desk desk(*this);
        desk.put(write("file", content), content);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 20'000);
        readByNatsJs(content);
    }
    void desksObject_isTheSame_afterItsLineWasCut()
    {
        EARSHOT_NEEDS_NATS_JS();
        const QByteArray content = noise(4'000'003, 2);
        StallProxy proxy(quint16(url().port()));
        Desk desk(*this, proxy.port());
        qint64 storedAtTheCut = 0;
        connect(&desk.writer, &ObjectWriter::progressed, &desk.writer, [&] {
            if (storedAtTheCut == 0 && desk.writer.stored() > content.size() / 3) {
                storedAtTheCut = desk.writer.stored();
                proxy.cut();
            }
        });
        desk.put(write("file", content), content);
        QTRY_VERIFY_WITH_TIMEOUT(storedAtTheCut > 0 && !desk.session.isLive(), 20'000);
        QVERIFY(storedAtTheCut < content.size() / 2);
        QVERIFY(!desk.said);
        QVERIFY(proxy.mend());
        QTRY_VERIFY_WITH_TIMEOUT((desk.session.tryNow(), desk.isStored()), 30'000);
        readByNatsJs(content);
    }
    void desksNewerObject_takesThePlaceOfTheFormer_forNatsOwnClient()
    {
        EARSHOT_NEEDS_NATS_JS();
        const QByteArray former = noise(700'000, 3);
        const QByteArray newer = noise(500'009, 4);
        Desk desk(*this);
        for (const QByteArray &content : {former, newer}) {
            desk.put(write("file", content), content);
            QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 20'000);
        }
        readByNatsJs(newer);
    }
    void theirObject_isReadByAListener()
    {
        EARSHOT_NEEDS_NATS_JS();
        const QByteArray theirs = noise(777'777, 5);
        QVERIFY(!write("theirs", theirs).isEmpty());
        const Ended put = objects(QStringLiteral("put"), QStringLiteral("a b/c.opus"), "theirs");
        QVERIFY2(put.failure.isEmpty(), qPrintable(put.failure));
        QVERIFY(readByListener(QStringLiteral("a b/c.opus")) == theirs);
    }
};

QTEST_GUILESS_MAIN(ObjectInteropTest)
#include "object_interop_test.moc"
