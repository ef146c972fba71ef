#include "integration/faultlab/lab_table.h"
#include "support/nats_server.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: what keeps somebody from hosting. Each fault is met by a real `earshotctl host` (or `engine`),
/// which must name it, say it to a person and end as a program that failed.
class FaultlabHostingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void fault_data();
    void fault();
    void whatIsNotMade();
    void cleanupTestCase() { writeRows("hosting"); }

private:
    using Inject = void (FaultlabHostingTest::*)(const LabRow &);
    struct Fault {
        LabRow row;
        Inject inject;
        const char *said; ///< part of the sentence
    };
    static const std::vector<Fault> kFaults;

    /// One program that hosts; its verdicts are in the log.
    struct Host {
        explicit Host(const Clock &clock)
            : log(clock)
        { }
        void start(const QStringList &arguments);
        VerdictLog log;
        QProcess process;
        QByteArray printed;
        QString phase;
        QString said; ///< to a person, where it ended or did not obey
    };
    /// Fails, with the sentence.
    void refuses(const LabRow &row, const QStringList &arguments);
    QString path(const char *name) const { return m_dir->filePath(name); }
    QString keep(const char *name, const QByteArray &content) const;
    QString program(const QByteArray &version, const QByteArray &otherwise = {}) const;

    void noProgram(const LabRow &row) { refuses(row, {"--program", path("nats-server")}); }
    void oldProgram(const LabRow &row);
    void brokenProgram(const LabRow &row);
    void takenPort(const LabRow &row);
    void lostKeys(const LabRow &row);
    void noRoom(const LabRow &row);
    void damagedKeys(const LabRow &row);
    void damagedJournal(const LabRow &row);
    void damagedCredentials(const LabRow &row);
    void noAddress(const LabRow &row) { refuses(row, {"--bind", "here"}); }
    void othersAddress(const LabRow &row);
    void hostedAlready(const LabRow &row);
    void notLive(const LabRow &row);

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    const char *m_said = nullptr;
};

void FaultlabHostingTest::initTestCase()
{
    EARSHOT_NEED_NATS_SERVER();
}

void FaultlabHostingTest::Host::start(const QStringList &arguments)
{
    QObject::connect(&process, &QProcess::readyReadStandardError, &process,
        [this] { said += QString::fromUtf8(process.readAllStandardError()); });
    QObject::connect(&process, &QProcess::readyReadStandardOutput, &process, [this] {
        while (process.canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(process.readLine()).object();
            phase = line["phase"].toString(phase);
            if (line.contains("id"))
                log.note(line["id"].toString());
        }
    });
    process.start(EARSHOTCTL, QStringList{"host", "--json", "--title", "Town hall"} + arguments);
    process.waitForStarted();
    log.mark();
}

void FaultlabHostingTest::refuses(const LabRow &row, const QStringList &arguments)
{
    Host host(m_clock);
    host.start(QStringList{"--data", path("data")} + arguments);
    LAB_NAMED(host.log, row);
    QTRY_COMPARE(host.process.state(), QProcess::NotRunning);
    QCOMPARE(host.process.exitCode(), 1);
    QVERIFY2(host.said.contains(m_said), qPrintable(host.said));
}

QString FaultlabHostingTest::keep(const char *name, const QByteArray &content) const
{
    QDir().mkpath(QFileInfo(path(name)).path());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("no room for a file");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

/// Says that it is nats-server of that version, and does something else.
QString FaultlabHostingTest::program(const QByteArray &version, const QByteArray &otherwise) const
{
    return keep("nats-server",
        "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'nats-server: v" + version + "'; exit; fi\n"
            + otherwise + "\n");
}

void FaultlabHostingTest::oldProgram(const LabRow &row)
{
    refuses(row, {"--bind", "192.0.2.1", "--program", program("2.9.10")});
}

void FaultlabHostingTest::brokenProgram(const LabRow &row)
{
    refuses(row, {"--program", program("2.9.10", "echo 'no such option'; exit 1")});
}

void FaultlabHostingTest::takenPort(const LabRow &row)
{
    refuses(row,
        {"--program",
            program("2.9.10", "echo 'listen tcp 127.0.0.1:1: bind: address already in use'; exit 1")});
}

void FaultlabHostingTest::lostKeys(const LabRow &row)
{
    QDir().mkpath(path("data"));
    keep("data/server.conf", "port: 1\n");
    refuses(row, {});
}

void FaultlabHostingTest::noRoom(const LabRow &row)
{
    keep("data", "a file where the folder should be");
    refuses(row, {});
}

void FaultlabHostingTest::damagedKeys(const LabRow &row)
{
    keep("data/keys.json", "{\"version\": 1, \"operator");
    refuses(row, {});
}

void FaultlabHostingTest::damagedJournal(const LabRow &row)
{
    keep("data/hosting.json", "{\"version\": 1, \"event");
    refuses(row, {"--take-back"});
}

void FaultlabHostingTest::damagedCredentials(const LabRow &row)
{
    refuses(row, {"--credentials", keep("host.creds", "-----BEGIN NATS USER JWT-----\neyJ0eXAiOiJKV1Qi\n")});
}

/// 192.0.2.0/24 is nobody's (RFC 5737).
void FaultlabHostingTest::othersAddress(const LabRow &row)
{
    refuses(row, {"--bind", "192.0.2.1", "--program", program("2.12.12")});
}

void FaultlabHostingTest::hostedAlready(const LabRow &row)
{
    Host first(m_clock);
    first.start({"--data", path("data"), "--no-start"});
    QTRY_COMPARE_WITH_TIMEOUT(first.phase, "scheduled", 20'000);
    refuses(row, {});
    first.process.terminate();
    QVERIFY(first.process.waitForFinished());
}

void FaultlabHostingTest::notLive(const LabRow &row)
{
    Host host(m_clock);
    host.start({"--data", path("data"), "--no-start", "--commands"});
    QTRY_COMPARE_WITH_TIMEOUT(host.phase, "scheduled", 20'000);
    host.log.mark();
    host.process.write("pause A moment please\n");
    LAB_NAMED(host.log, row);
    host.process.terminate();
    QVERIFY(host.process.waitForFinished());
}

using T = FaultlabHostingTest;
const std::vector<T::Fault> T::kFaults{
    {{"engine.missing", "nats-server is not there"}, &T::noProgram, "not installed"},
    {{"engine.old", "nats-server 2.9.10, and others are to reach it"}, &T::oldProgram, "too old"},
    {{"engine.failed", "nats-server ends at once"}, &T::brokenProgram, "did not start"},
    {{"engine.port_taken", "nats-server says that the port is in use"}, &T::takenPort, "uses the port"},
    {{"file.unreadable", "the engine's keys are gone, its configuration is there"}, &T::lostKeys,
        "keys.json"},
    {{"file.unwritable", "a file stands where the folder should be"}, &T::noRoom, "cannot be written"},
    {{"file.damaged", "half of the engine's keys"}, &T::damagedKeys, "damaged"},
    {{"file.damaged", "half of what was remembered of the event"}, &T::damagedJournal,
        "no event to be taken back"},
    {{"host.credentials", "the beginning of a host credentials file"}, &T::damagedCredentials,
        "credentials file is damaged"},
    {{"host.plan", "a word in place of an address"}, &T::noAddress, "no address"},
    {{"host.plan", "an address that is not this computer's"}, &T::othersAddress, "no address"},
    {{"host.running", "another program hosts from the same folder"}, &T::hostedAlready, "Another Earshot"},
    {{"desk.refused", "a pause before the event has started"}, &T::notLive, ""},
};

void FaultlabHostingTest::fault_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < kFaults.size(); ++i)
        QTest::newRow(kFaults[i].row.how) << int(i);
}

void FaultlabHostingTest::fault()
{
    QFETCH(int, row);
    const Fault &fault = kFaults[size_t(row)];
    m_said = fault.said;
    (this->*fault.inject)(fault.row);
}

void FaultlabHostingTest::whatIsNotMade()
{
    keepSkipped({"host.keychain", "a keychain that is locked"}, "needs a desktop's keychain");
}

QTEST_GUILESS_MAIN(FaultlabHostingTest)
#include "faultlab_hosting_test.moc"
