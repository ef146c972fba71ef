#include "integration/dialer.h"
#include "support/raw_nats_client.h"
#include "support/running_engine.h"
#include "wire/jwt.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#include <csignal>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
    | QFile::WriteOther | QFile::ExeOther;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A process that ended but was not yet waited for by its parent has no command line.
bool isAlive(qint64 pid)
{
    return !contentOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).isEmpty();
}

void setContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// Empty where none came.
QByteArray answerTo(Dialer &asking, const QByteArray &subject, const QByteArray &payload)
{
    std::optional<QByteArray> answer;
    asking.connection->request(subject, payload, milliseconds{2000},
        [&answer](const Result<NatsMessage> &it) { answer = it.ok() ? it->payload : QByteArray(); });
    (void)QTest::qWaitFor([&answer] { return answer.has_value(); });
    return answer.value_or(QByteArray());
}

void stopped(Engine &engine)
{
    QSignalSpy ended(&engine, &Engine::ended);
    engine.stop();
    QTRY_COMPARE(ended.size(), 1);
}

} // namespace

class EngineTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_temporary;
    SystemClock m_clock;

    QString folder() const { return m_temporary->filePath("my \"data\" é $X"); }
    QString file(const char *name) const { return folder() + '/' + name; }

    /// A program of that name in the temporary folder.
    QString fakeProgram(const QByteArray &script)
    {
        const QString path = m_temporary->filePath("fake-server");
        setContent(path, "#!/bin/sh\n" + script);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

private slots:
    void init()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_temporary = std::make_unique<QTemporaryDir>();
    }

    void start_runsAServer_thatLetsAListenerIn()
    {
        Engine engine({folder()}, m_clock);
        QElapsedTimer timer;
        timer.start();
        const auto outcome = outcomeOf(engine);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
        qInfo("first start, with new keys: %lld ms", timer.elapsed());
        QVERIFY(outcome->pid > 0 && isAlive(outcome->pid));
        QCOMPARE(outcome->webSocket.url.host(), QStringLiteral("127.0.0.1"));
        QVERIFY(outcome->natsUrl.startsWith("nats://127.0.0.1:"));
        RawNatsClient client(outcome->webSocket.url);
        QVERIFY(client.login({engine.listenerTicket(m_clock.wall(), seconds(60)), {}}));
        QCOMPARE(client.info()["version"].toString(), outcome->version);
    }

    void start_keepsEverythingFromOthers()
    {
        Engine engine({folder()}, m_clock);
        QVERIFY(outcomeOf(engine).ok());
        QVERIFY(!(QFile::permissions(folder()) & kOthers));
        for (const char *name : {"keys.json", "server.conf", "server.json"})
            QVERIFY2(QFileInfo::exists(file(name)) && !(QFile::permissions(file(name)) & kOthers), name);
    }

    void start_closesKeysThatOthersCouldRead()
    {
        {
            Engine engine({folder()}, m_clock);
            QVERIFY(outcomeOf(engine).ok());
        }
        QFile::setPermissions(file("keys.json"), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        Engine engine({folder()}, m_clock);
        QVERIFY(outcomeOf(engine).ok());
        QVERIFY(!(QFile::permissions(file("keys.json")) & kOthers));
    }

    void stop_endsTheServer_andTheNextStartHasTheSameKeysAndPorts()
    {
        Engine engine({folder()}, m_clock);
        const auto first = outcomeOf(engine);
        QVERIFY(first.ok());
        const QByteArray account = engine.keys().audience;
        const QByteArray ticket = engine.listenerTicket(m_clock.wall(), seconds(600));
        stopped(engine);
        QVERIFY(!isAlive(first->pid));

        QElapsedTimer timer;
        timer.start();
        Engine next({folder()}, m_clock);
        const auto second = outcomeOf(next);
        QVERIFY(second.ok());
        qInfo("second start: %lld ms", timer.elapsed());
        QCOMPARE(next.keys().audience, account);
        QCOMPARE(second->webSocket, first->webSocket);
        QCOMPARE(second->natsUrl, first->natsUrl);
        RawNatsClient client(second->webSocket.url);
        QVERIFY(client.login({ticket, {}}));
    }

    void start_worksAgain_afterStop()
    {
        Engine engine({folder()}, m_clock);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(outcomeOf(engine).ok());
            stopped(engine);
        }
        engine.start();
        stopped(engine); // in the middle of it
        QVERIFY(outcomeOf(engine).ok());
    }

    void destruction_endsTheServer()
    {
        auto engine = std::make_unique<Engine>(EngineOptions{folder()}, m_clock);
        const auto outcome = outcomeOf(*engine);
        QVERIFY(outcome.ok());
        engine.reset();
        QVERIFY(!isAlive(outcome->pid));
    }

    void stopped_tells_whenTheServerDiesByItself()
    {
        Engine engine({folder()}, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(outcome.ok());
        QSignalSpy died(&engine, &Engine::stopped);
        ::kill(pid_t(outcome->pid), SIGKILL);
        QTRY_COMPARE(died.size(), 1);
        QCOMPARE(died[0][0].value<Failure>().cause, Cause::ProgramFailed);
        QVERIFY(outcomeOf(engine).ok()); // and it can be started again
    }

    void secondEngine_saysAlreadyRunning_andCanJoin()
    {
        Engine first({folder()}, m_clock);
        const auto running = outcomeOf(first);
        QVERIFY(running.ok());

        Engine second({folder()}, m_clock);
        const auto refused = outcomeOf(second);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.failure().cause, Cause::AlreadyRunning);
        QCOMPARE(refused.failure().detail, QString::number(running->webSocket.url.port()));
        QVERIFY(isAlive(running->pid));

        const auto joined = outcomeOf(second, &Engine::attach);
        QVERIFY(joined.ok());
        QVERIFY(*joined == *running);
        QCOMPARE(second.keys().audience, first.keys().audience);
        RawNatsClient client(joined->webSocket.url);
        QVERIFY(client.login(second.deskCredentials(m_clock.wall(), seconds(60))));
        stopped(second);
        QVERIFY(isAlive(running->pid)); // it is not its own
    }

    /// As soon as the engine is ready, EARSHOT_ENGINES=100 of them. What a speaker says must get from the audience's
    /// account into the organiser's stream.
    void desksThatComeAtOnce_findBothAccountsWhole()
    {
        constexpr std::chrono::hours kHour{1};
        const int engines = std::max(8, qEnvironmentVariableIntValue("EARSHOT_ENGINES"));
        int deaf = 0;
        for (int i = 0; i < engines; ++i) {
            QTemporaryDir dir;
            Engine engine({dir.filePath("data")}, m_clock);
            QVERIFY(outcomeOf(engine).ok());
            const QUrl url = engine.addresses().webSocket.url;
            Dialer one(url);
            Dialer other(url);
            one.options.credentials = engine.deskCredentials(m_clock.wall(), kHour);
            other.options.credentials = one.options.credentials;
            one.dial();
            other.dial();
            QTRY_VERIFY(!one.opened.empty() && !other.opened.empty());

            QVERIFY(answerTo(one, "$JS.API.STREAM.CREATE.EARSHOT_AUDIO",
                R"({"name":"EARSHOT_AUDIO","subjects":["ev.*.audio.*"]})")
                        .contains("\"created\""));
            const NKey key = NKey::generate(NKeyKind::User);
            Dialer speaker(url);
            speaker.options.credentials
                = {makeUserTicket(key.publicKey(), "Ada", engine.keys().audience, engine.keys().speaker,
                       m_clock.wall(), m_clock.wall() + kHour, {"event:e"}),
                    key};
            QVERIFY(speaker.join());
            const QByteArray kept = answerTo(speaker, "ev.e.audio." + key.publicKey(), "a word");
            deaf += kept.contains("EARSHOT_AUDIO") ? 0 : 1;
        }
        QCOMPARE(deaf, 0);
    }

    void twoFirstStarts_agreeOnOneServer()
    {
        Engine one({folder()}, m_clock);
        Engine other({folder()}, m_clock);
        one.start();
        const auto second = outcomeOf(other);
        QVERIFY(!second.ok());
        QCOMPARE(second.failure().cause, Cause::AlreadyRunning);
        const auto joined = outcomeOf(other, &Engine::attach);
        QVERIFY(joined.ok());
        QVERIFY(*joined == one.addresses());
        QCOMPARE(other.keys().audience, one.keys().audience);
    }

    void attach_fails_whereNothingRuns()
    {
        Engine engine({folder()}, m_clock);
        const auto outcome = outcomeOf(engine, &Engine::attach);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::NoResponders);
    }

    void killedProgram_takesItsServerAlong()
    {
        QProcess holder;
        holder.start(ENGINE_HOLDER, {folder()});
        QTRY_VERIFY_WITH_TIMEOUT(holder.canReadLine(), 20'000);
        const QByteArrayList words = holder.readLine().trimmed().split(' ');
        const qint64 server = words.value(0).toLongLong();
        QVERIFY(server > 0 && isAlive(server));
        {
            Engine engine({folder()}, m_clock);
            const auto refused = outcomeOf(engine);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.failure().cause, Cause::AlreadyRunning);
            QCOMPARE(refused.failure().detail, QString::fromLatin1(words.value(1)));
        }
        ::kill(pid_t(holder.processId()), SIGKILL);
        // At once: the dying server is waited for, not joined and not disturbed.
        Engine engine({folder()}, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
        QVERIFY(!isAlive(server));
        QVERIFY(outcome->pid != server);
        holder.waitForFinished();
    }

    void takenPort_isNamed()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        EngineOptions options{folder()};
        options.webSocketPort = other.serverPort();
        Engine engine(options, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::PortTaken);
        QCOMPARE(outcome.failure().detail, QString::number(other.serverPort()));
    }

    void givenPort_isUsed()
    {
        QTcpServer finder;
        QVERIFY(finder.listen(QHostAddress::LocalHost));
        EngineOptions options{folder()};
        options.webSocketPort = finder.serverPort();
        finder.close();
        Engine engine(options, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(outcome.ok());
        QCOMPARE(outcome->webSocket.url.port(), int(options.webSocketPort));
    }

    void lastPorts_giveWay_whereTakenByAnother()
    {
        Engine engine({folder()}, m_clock);
        const auto first = outcomeOf(engine);
        QVERIFY(first.ok());
        stopped(engine);
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, quint16(first->webSocket.url.port())));
        const auto second = outcomeOf(engine);
        QVERIFY2(second.ok(), second.ok() ? "" : qPrintable(second.failure().detail));
        QVERIFY(second->webSocket != first->webSocket);
    }

    void lastPort_givesWay_whereAnotherServerAnswersThere()
    {
        Engine engine({folder()}, m_clock);
        const auto first = outcomeOf(engine);
        QVERIFY(first.ok());
        stopped(engine);
        EngineOptions options{m_temporary->filePath("other")};
        options.webSocketPort = quint16(first->webSocket.url.port());
        Engine other(options, m_clock);
        QVERIFY(outcomeOf(other).ok());
        const auto second = outcomeOf(engine);
        QVERIFY2(second.ok(), second.ok() ? "" : qPrintable(second.failure().detail));
        QVERIFY(second->webSocket != first->webSocket);
    }

    void portTakenAtTheLastMoment_isNamed()
    {
        EngineOptions options{folder()};
        options.program
            = fakeProgram("if [ \"$1\" = --version ]; then echo 'nats-server: v2.9.10'; exit; fi\n"
                          "echo 'listen tcp 127.0.0.1:1: bind: address already in use'; exit 1\n");
        Engine engine(options, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::PortTaken);
        QVERIFY(outcome.failure().detail.toInt() > 0);
    }

    void missingProgram_saysWhatToInstall()
    {
        EngineOptions options{folder()};
        options.program = "no-such-nats-server";
        Engine engine(options, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::ProgramMissing);
        QVERIFY(outcome.failure().detail.contains("install nats-server"));
    }

    void oldProgram_isKeptFromListeningBeyondLoopback()
    {
        EngineOptions options{folder()};
        options.program = fakeProgram("echo 'nats-server: v2.12.11'\n");
        options.bind = QHostAddress(QHostAddress::AnyIPv4);
        Engine engine(options, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::ProgramTooOld);
        QVERIFY(outcome.failure().detail.contains("2.12.11") && outcome.failure().detail.contains("2.12.12"));
        QVERIFY(!QFileInfo::exists(file("server.conf")));
    }

    void otherProgram_isNotRun_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("says nonsense") << QByteArray("echo hello\n");
        QTest::newRow("says nothing and fails") << QByteArray("exit 3\n");
        QTest::newRow("prints without end") << QByteArray("head -c 3000000 /dev/zero\n");
        QTest::newRow("no program") << QByteArray("\x7f"
                                                  "ELFgarbage");
    }
    void otherProgram_isNotRun()
    {
        QFETCH(const QByteArray, script);
        EngineOptions options{folder()};
        options.program = fakeProgram(script);
        Engine engine(options, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::ProgramFailed);
    }

    void serverThatEndsAtOnce_isQuoted()
    {
        EngineOptions options{folder()};
        options.program
            = fakeProgram("if [ \"$1\" = --version ]; then echo 'nats-server: v2.9.10'; exit; fi\n"
                          "echo 'nats-server: out of luck' >&2; exit 1\n");
        Engine engine(options, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::ProgramFailed);
        QVERIFY(outcome.failure().detail.contains("out of luck"));
    }

    void stop_endsAServerThatIgnoresIt()
    {
        EngineOptions options{folder()};
        const QString pidFile = m_temporary->filePath("pid");
        options.program
            = fakeProgram("if [ \"$1\" = --version ]; then echo 'nats-server: v2.9.10'; exit; fi\n"
                          "trap '' TERM; echo $$ > '"
                + pidFile.toUtf8() + "'; while :; do sleep 0.1; done\n");
        Engine engine(options, m_clock);
        engine.start();
        QTRY_VERIFY(contentOf(pidFile).endsWith('\n'));
        const qint64 pid = contentOf(pidFile).trimmed().toLongLong();
        QVERIFY(isAlive(pid));
        stopped(engine);
        QVERIFY(!isAlive(pid));
    }

    void damagedFile_isNamed_andLeftAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("kept"); // bytes of the good file, -1 = other content
        for (const char *name : {"keys.json", "server.json"}) {
            QTest::addRow("%s empty", name) << name << 0;
            QTest::addRow("%s half", name) << name << 100;
            QTest::addRow("%s other", name) << name << -1;
        }
    }
    void damagedFile_isNamed_andLeftAlone()
    {
        QFETCH(const QString, name);
        QFETCH(const int, kept);
        {
            Engine engine({folder()}, m_clock);
            QVERIFY(outcomeOf(engine).ok());
        }
        const QString path = folder() + '/' + name;
        const QByteArray damaged = kept < 0 ? QByteArray("{}") : contentOf(path).left(kept);
        setContent(path, damaged);
        Engine engine({folder()}, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::FileDamaged);
        QVERIFY(outcome.failure().detail.contains(name));
        QCOMPARE(contentOf(path), damaged);
    }

    void keysWithOneWrongCharacter_areNamed()
    {
        {
            Engine engine({folder()}, m_clock);
            QVERIFY(outcomeOf(engine).ok());
        }
        QByteArray content = contentOf(file("keys.json"));
        const qsizetype at = content.indexOf("\"SA") + 20;
        content[at] = content[at] == 'A' ? 'B' : 'A';
        setContent(file("keys.json"), content);
        Engine engine({folder()}, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::FileDamaged);
        QVERIFY(!outcome.failure().detail.contains("SA")); // no secret in a message
    }

    void lostKeys_areNotReplaced()
    {
        {
            Engine engine({folder()}, m_clock);
            QVERIFY(outcomeOf(engine).ok());
        }
        QVERIFY(QFile::remove(file("keys.json")));
        Engine engine({folder()}, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::FileUnreadable);
        QVERIFY(outcome.failure().detail.endsWith("keys.json"));
        QVERIFY(!QFileInfo::exists(file("keys.json")));
    }

    void folderThatCannotBeMade_isNamed()
    {
        setContent(m_temporary->filePath("in-the-way"), "x");
        Engine engine({m_temporary->filePath("in-the-way/data")}, m_clock);
        const auto outcome = outcomeOf(engine);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.failure().cause, Cause::FileUnwritable);
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
