#include "recordings/recording_json.h"
#include "support/fault_proxy.h"
#include "support/program.h"
#include "support/stored_object.h"
#include "wire/jwt.h"
#include "wire/link.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
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
    /// Of the card's recording, with Ana's track.
    RecordingInfo infoWithTrack(const QByteArray &voice) const
    {
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
        return info;
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
        const auto code = [this](const QStringList &arguments) {
            Program program(m_dir->path());
            program.run(arguments);
            return program.ended().value_or(-1);
        };
        QCOMPARE(code({"recordings", link(), "download", "nobody", "--out", path("x")}), 3);
        QCOMPARE(code({"recordings", "http://nonsense", "list"}), 3);
        QCOMPARE(code({"recordings", link(), "download", "town-hall"}), 2);
        QCOMPARE(code({"recordings", link(), "list", "town-hall"}), 2);
        QCOMPARE(code(download(link(), path("x")) + QStringList{"--patience", "soon"}), 2);
        Program unwritable(m_dir->path());
        unwritable.run(download(link(), path("none/x.opus")));
        QCOMPARE(unwritable.ended().value_or(-1), 1);
        QCOMPARE(unwritable.last("failed")["reason"].toString(), QStringLiteral("unwritable"));
        QVERIFY(QDir().mkpath(path("folder")));
        QCOMPARE(code(download(link(), path("folder"))), 1); // no file can have that name
        QCOMPARE(code(download(link(), path("folder/"))), 1);
        QVERIFY(
            QFileInfo(path("folder")).isDir() && QDir(path("folder")).isEmpty(QDir::Files | QDir::Hidden));
        QVERIFY(!QFileInfo::exists(path("folder.part"))); // nothing was fetched for it
        m_store->server.kill();
        QCOMPARE(code(download(link(), path("x.opus"))), 4);
        NatsServer strict(NatsServer::openConfig("authorization { token: secret }\n"));
        QVERIFY(strict.start());
        QCOMPARE(code(download(link(strict.webSocketPort()), path("x.opus"))), 3);
        QVERIFY(!QFileInfo::exists(path("x.opus")));
    }
    void download_ofWhatIsHereAlready_isChecked_andNotFetched()
    {
        QFile here(path("x.opus"));
        QVERIFY(here.open(QIODevice::WriteOnly) && here.write(m_programme) == m_programme.size());
        here.close();
        QVERIFY(m_store->remove(m_card.recorded->folder + "/programme.opus"));
        Program right(m_dir->path());
        right.run(download(link(), path("x.opus")));
        QCOMPARE(right.ended().value_or(-1), 0);
        QVERIFY(!right.last("verified").isEmpty());
        // The same length and name, other bytes: not what was asked for, and here nobody has it.
        QVERIFY(here.open(QIODevice::ReadWrite) && here.seek(5'000) && here.write("x") == 1);
        here.close();
        Program wrong(m_dir->path());
        wrong.run(download(link(), path("x.opus")));
        QCOMPARE(wrong.ended().value_or(-1), 3);
        QCOMPARE(wrong.last("failed")["reason"].toString(), QStringLiteral("gone"));
    }
    void download_ofWhatIsReplacedInTheMiddle_isRefused()
    {
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 3'000'000});
        Program program(m_dir->path());
        program.run(download(link(proxy.port()), path("x.opus")));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(path("x.opus.part")).size() > 1'000'000, 20'000);
        Program second(m_dir->path());
        second.run(download(link(), path("x.opus")));
        QCOMPARE(second.ended().value_or(-1), 1);
        QCOMPARE(second.last("failed")["reason"].toString(), QStringLiteral("busy"));
        proxy.stall();
        QVERIFY(m_store->replace(m_card.recorded->folder + "/programme.opus", noise(9'000'123, 9)));
        proxy.resume();
        QCOMPARE(program.ended().value_or(-1), 3);
        QCOMPARE(program.last("failed")["reason"].toString(), QStringLiteral("gone"));
        QVERIFY(!QFileInfo::exists(path("x.opus")));
    }
    void download_endsByItself_whereTheServerStaysAway_andGoesOnWhereItComesBack()
    {
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 3'000'000});
        const QString part = path("x.opus.part");
        Program impatient(m_dir->path());
        impatient.run(download(link(proxy.port()), path("x.opus")) + QStringList{"--patience", "2s"});
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(part).size() > 1'000'000, 20'000);
        m_store->server.kill();
        QCOMPARE(impatient.ended().value_or(-1), 4);
        QCOMPARE(impatient.last("failed")["reason"].toString(), QStringLiteral("unreachable"));
        QVERIFY(!QFileInfo::exists(path("x.opus")) && QFileInfo(part).size() > 1'000'000);
        QVERIFY(m_store->server.start());
        QVERIFY(m_store->connect());
        const qint64 had = QFileInfo(part).size();
        Program patient(m_dir->path());
        patient.run(download(link(proxy.port()), path("x.opus")));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(part).size() > had + 1'000'000, 20'000);
        m_store->server.kill();
        QVERIFY(m_store->server.start());
        QCOMPARE(patient.ended().value_or(-1), 0);
        QVERIFY(contentOf(path("x.opus")) == m_programme);
    }
    /// On a disk of 2 MB, then in a folder that is another's.
    void download_whereThereIsNoRoom_orNoRight_fails_andGoesOnLater()
    {
        const QString disk = path("disk");
        QVERIFY(QDir().mkpath(disk));
        if (QProcess::execute("mount", {"-t", "tmpfs", "-o", "size=2m", "tmpfs", disk}) != 0)
            QSKIP("no right to mount a small disk");
        const auto unmount = qScopeGuard([&] { QProcess::execute("umount", {"-l", disk}); });
        Program full(m_dir->path());
        full.run(download(link(), disk + "/x.opus"));
        QCOMPARE(full.ended().value_or(-1), 1);
        QCOMPARE(full.last("failed")["reason"].toString(), QStringLiteral("unwritable"));
        QVERIFY(!QFileInfo::exists(disk + "/x.opus"));
        QCOMPARE(QProcess::execute("mount", {"-o", "remount,size=16m", disk}), 0);
        {
            for (const QString &folder : {m_dir->path(), disk})
                QVERIFY(QFile::setPermissions(folder, QFile::Permissions(0x7755)));
            // The part may be written, the folder not: it gets no name.
            QVERIFY(QFile::setPermissions(disk + "/x.opus.part", QFile::Permissions(0x6666)));
            Program locked(m_dir->path());
            locked.becomeNobody();
            locked.run(download(link(), disk + "/x.opus"));
            QCOMPARE(locked.ended().value_or(-1), 1);
            QVERIFY(!QFileInfo::exists(disk + "/x.opus"));
        }
        Program again(m_dir->path());
        again.run(download(link(), disk + "/x.opus"));
        QCOMPARE(again.ended().value_or(-1), 0);
        QVERIFY(again.last("resumed")["bytes"].toInteger() > 1'000'000);
        QVERIFY(contentOf(disk + "/x.opus") == m_programme);
    }
    void download_withTracks_isAllOrAFailure()
    {
        const auto end = [this](const char *folder) {
            Program program(m_dir->path());
            program.run({"recordings", link(), "download", "town-hall", "--tracks", "--out", path(folder)});
            const int code = program.ended().value_or(-1);
            return std::pair(code, program.last(code == 0 ? "verified" : "failed")["reason"].toString());
        };
        QCOMPARE(end("none"), std::pair(4, QStringLiteral("incomplete"))); // nobody knows the tracks yet
        const QByteArray voice = noise(300'000, 2);
        RecordingInfo info = infoWithTrack(voice);
        QVERIFY(m_store->put(m_card.recorded->folder + "/recording.json", writeRecordingInfo(info)));
        QVERIFY(m_store->put(m_card.recorded->folder + "/ana-AAAA.opus", noise(300'000, 3), sha256(voice)));
        QCOMPARE(end("wrong"), std::pair(1, QStringLiteral("digest")));
        QVERIFY(!QFileInfo::exists(path("wrong/ana-AAAA.opus")));
        QVERIFY(QFileInfo::exists(path("wrong/ana-AAAA.opus.damaged")));
        info.tracks[0].file.name = "CON.opus";
        QVERIFY(m_store->put(m_card.recorded->folder + "/recording.json", writeRecordingInfo(info)));
        QCOMPARE(end("named"), std::pair(3, QStringLiteral("gone")));
    }
    void download_withTracks_fetchesAllFiles()
    {
        const QByteArray voice = noise(300'000, 2);
        RecordingInfo info = infoWithTrack(voice);
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
