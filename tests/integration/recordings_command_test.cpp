#include "recordings/recording_json.h"
#include "support/fault_proxy.h"
#include "support/program.h"
#include "support/stored_object.h"
#include "wire/jwt.h"
#include "wire/link.h"

#include <QFileInfo>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

/// `earshotctl recordings` as scripts use it: 0 means a verified file.
class RecordingsCommandTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<StoredObjects> m_store;
    std::unique_ptr<QTemporaryDir> m_dir;
    SystemClock m_clock;
    const QByteArray m_programme = noise(9'000'123, 1);
    const ScheduleCard m_card = cardOf("town-hall", "20261121T120000Z", m_programme);

    QString path(const char *name) const { return m_dir->filePath(QLatin1String(name)); }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString link(quint16 port) const
    {
        const NKey account = NKey::generate(NKeyKind::Account);
        Link made;
        made.host = "127.0.0.1";
        made.port = port;
        made.tls = false;
        made.ticket = makeUserTicket(NKey::generate(NKeyKind::User).publicKey(), "listener",
            account.publicKey(), account, m_clock.wall(), m_clock.wall() + std::chrono::hours(1));
        return made.toString();
    }
    QString link() const { return link(m_store->server.webSocketPort()); }
    QStringList download(const QString &link, const QString &to) const
    {
        return {"recordings", link, "download", m_card.recorded->folder, "--out", to};
    }

private slots:
    void init()
    {
        EARSHOT_NEED_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<StoredObjects>();
        QVERIFY2(m_store->start(), qPrintable(m_store->server.log()));
        QVERIFY(m_store->list(m_card));
        QVERIFY(m_store->put(m_card.recorded->folder + "/programme.opus", m_programme));
    }
    void cleanup() { m_store.reset(); }

    void list_printsWhatIsThere()
    {
        ScheduleCard board = cardOf("board", "20261121T120000Z", m_programme);
        board.listed = false; // found by its link only
        QVERIFY(m_store->list(board));
        Program program(m_dir->path());
        program.run({"recordings", link(), "list"});
        QCOMPARE(program.ended().value_or(-1), 0);
        QCOMPARE(program.printed.size(), 1);
        const QJsonObject one = program.last("recording");
        QCOMPARE(one["name"].toString(), m_card.recorded->folder);
        QCOMPARE(one["bytes"].toInteger(), m_programme.size());
        QCOMPARE(one["sha256"].toString().toLatin1(), sha256(m_programme).toHex());
        QCOMPARE(one["started"].toString(), QStringLiteral("2026-11-21T12:00:00Z"));
        Program byLink(m_dir->path());
        Link toBoard = *readLink(link());
        toBoard.event = board.id;
        byLink.run({"recordings", toBoard.toString(), "list"});
        QCOMPARE(byLink.ended().value_or(-1), 0);
        QCOMPARE(byLink.printed.size(), 2);
    }
    void download_goesOn_afterItWasInterrupted_andKilled()
    {
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 2'000'000});
        const QString part = path("x.opus.part");
        {
            Program program(m_dir->path());
            program.run(download(link(proxy.port()), path("x.opus")));
            QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(part).size() > 1'000'000, 20'000);
            QCOMPARE(program.end().value_or(-1), 1);
            QVERIFY(!program.last("progress").isEmpty() || QFileInfo(part).size() < 2'500'000);
        }
        QVERIFY(!QFileInfo::exists(path("x.opus")));
        const qint64 had = QFileInfo(part).size();
        {
            Program program(m_dir->path());
            program.run(download(link(proxy.port()), path("x.opus")));
            QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(part).size() > had + 1'000'000, 20'000);
            QVERIFY(program.last("resumed")["bytes"].toInteger() >= had - kObjectChunk);
        } // killed
        QVERIFY(!QFileInfo::exists(path("x.opus")));
        Program program(m_dir->path());
        program.run(download(link(), path("x.opus")));
        QCOMPARE(program.ended().value_or(-1), 0);
        QVERIFY(program.last("resumed")["bytes"].toInteger() > had);
        QCOMPARE(program.last("verified")["file"].toString(), path("x.opus"));
        QVERIFY(contentOf(path("x.opus")) == m_programme);
        QVERIFY(!QFileInfo::exists(part));
    }
    void download_ofWrongBytes_isNoFile_andFails()
    {
        QByteArray other = m_programme;
        other[77] = char(other[77] ^ 1);
        QVERIFY(m_store->put(m_card.recorded->folder + "/programme.opus", other, sha256(m_programme)));
        Program program(m_dir->path());
        program.run(download(link(), path("x.opus")));
        QCOMPARE(program.ended().value_or(-1), 1);
        QVERIFY(!QFileInfo::exists(path("x.opus")));
        QVERIFY(program.last("verified").isEmpty());
    }
    void download_saysByItsCode_whatIsWrong()
    {
        Program unknown(m_dir->path());
        unknown.run({"recordings", link(), "download", "nobody", "--out", path("x")});
        QCOMPARE(unknown.ended().value_or(-1), 3);
        Program usage(m_dir->path());
        usage.run({"recordings", link(), "download", "town-hall"});
        QCOMPARE(usage.ended().value_or(-1), 2);
        Program unwritable(m_dir->path());
        unwritable.run(download(link(), path("none/x.opus")));
        QCOMPARE(unwritable.ended().value_or(-1), 1);
        m_store->server.kill();
        Program away(m_dir->path());
        away.run(download(link(), path("x.opus")));
        QCOMPARE(away.ended().value_or(-1), 4);
    }
    void download_withTracks_fetchesAllFiles()
    {
        const QByteArray voice = noise(300'000, 2);
        RecordingInfo info;
        info.event = "town-hall";
        info.title = "Town hall";
        info.started = wallFromUnixMs(1'795'000'000'000);
        info.duration = milliseconds{60'000};
        info.programme = m_card.recorded->programme;
        info.waveform = {"waveform.dat", 5, sha256("shape")};
        info.tracks = {
            {{"ana-AAAA.opus", voice.size(), sha256(voice)}, "Ana", QStringLiteral("U") + QString(55, u'A')}};
        info.isWhole = true;
        QVERIFY(m_store->put(m_card.recorded->folder + "/recording.json", writeRecordingInfo(info)));
        QVERIFY(m_store->put(m_card.recorded->folder + "/waveform.dat", "shape"));
        QVERIFY(m_store->put(m_card.recorded->folder + "/ana-AAAA.opus", voice));
        Program program(m_dir->path());
        program.run(
            QStringList{"recordings", link(), "download", "town-hall", "--tracks", "--out", path("all")});
        QCOMPARE(program.ended().value_or(-1), 0);
        QVERIFY(contentOf(path("all/programme.opus")) == m_programme);
        QVERIFY(contentOf(path("all/ana-AAAA.opus")) == voice);
        QCOMPARE(*readRecordingInfo(contentOf(path("all/recording.json"))), info);
    }
};

QTEST_GUILESS_MAIN(RecordingsCommandTest)
#include "recordings_command_test.moc"
