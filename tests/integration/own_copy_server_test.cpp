#include "recordings/ogg_opus_reader.h"
#include "recordings/recording_json.h"
#include "support/live_event.h"

#include <QDir>
#include <QFile>
#include <QProcess>

using namespace earshot;
using namespace earshot::test;

/// `earshotctl listen --copy`: a listener keeps what they hear, as far as the host allows it.
class OwnCopyServerTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QStringList copies() const { return QDir(m_dir.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }
    /// Without anything in it where it cannot be read.
    RecordingInfo info(const QString &copy) const
    {
        RecordingInfo known;
        QFile file(m_dir.filePath(copy + QStringLiteral("/recording.json")));
        if (!file.open(QIODevice::ReadOnly))
            return known;
        if (const Result<RecordingInfo> read = readRecordingInfo(file.readAll()))
            known = *read;
        return known;
    }

private slots:
    void copy_isKeptWhileTheHostAllowsIt()
    {
        EARSHOT_NEED_NATS_SERVER();
        LiveEvent event;
        QVERIFY2(event.start(), qPrintable(event.failure()));
        QProcess listener;
        QByteArray printed;
        connect(&listener, &QProcess::readyReadStandardOutput, &listener,
            [&] { printed += listener.readAllStandardOutput(); });
        listener.start(EARSHOTCTL,
            {"listen", event.link().toString(), "--device", "null", "--copy", m_dir.path(), "--json"});
        QTRY_VERIFY_WITH_TIMEOUT(
            printed.contains("\"state\":\"not_allowed\"") || printed.contains("first_audio"), 20'000);
        QCOMPARE(copies(), QStringList());

        event.desk().setCopiesAllowed(true);
        QTRY_VERIFY_WITH_TIMEOUT(printed.contains("\"state\":\"keeping\""), 20'000);
        // The host sees how many there are: the demo's other listeners keep nothing.
        QTRY_COMPARE_WITH_TIMEOUT(
            event.desk().state().counts.copying.value_or(HearingEstimate{}).value, 1, 30'000);
        QCOMPARE(copies().size(), 1);
        const QString copy = copies().front();
        QVERIFY(copy.startsWith(event.desk().state().id.text() + '-'));
        // Written 32 s behind, so that what is sent again has its place.
        QTRY_VERIFY_WITH_TIMEOUT(QFile(m_dir.filePath(copy + "/programme.opus")).size() > 1000, 60'000);

        event.desk().setCopiesAllowed(false);
        QTRY_VERIFY_WITH_TIMEOUT(info(copy).isWhole, 20'000);
        const Result<OggOpusFile> programme = readOggOpus(m_dir.filePath(copy + "/programme.opus"));
        QVERIFY2(programme.ok(), programme ? "" : qPrintable(programme.failure().detail));
        QVERIFY(programme->samples > 4 * 48'000);
        const RecordingInfo whole = info(copy);
        QCOMPARE(whole.tracks.size(), 2u);
        for (const RecordingTrack &track : whole.tracks)
            QVERIFY(!track.speaker.isEmpty());

        listener.terminate();
        QTRY_COMPARE_WITH_TIMEOUT(listener.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(listener.exitCode(), 0);
        QCOMPARE(copies().size(), 1);
    }

    void copy_isFinishedWhenTheListenerLeaves()
    {
        EARSHOT_NEED_NATS_SERVER();
        LiveEvent event;
        QVERIFY2(event.start(), qPrintable(event.failure()));
        event.desk().setCopiesAllowed(true);
        const QStringList before = copies();
        QProcess listener;
        listener.start(EARSHOTCTL,
            {"listen", event.link().toString(), "--device", "null", "--copy", m_dir.path(), "--for", "5s"});
        QTRY_COMPARE_WITH_TIMEOUT(listener.state(), QProcess::NotRunning, 40'000);
        QCOMPARE(copies().size(), before.size() + 1);
        const RecordingInfo kept = info(copies().back());
        QVERIFY(kept.isWhole);
        QVERIFY(kept.duration > seconds{1});
    }
};

QTEST_GUILESS_MAIN(OwnCopyServerTest)
#include "own_copy_server_test.moc"
