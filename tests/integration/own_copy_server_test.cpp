#include "client/library_side.h"
#include "recordings/ogg_opus_reader.h"
#include "recordings/opus_duration.h"
#include "recordings/opus_recording.h"
#include "recordings/recording_json.h"
#include "support/live_event.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <array>
#include <cmath>

using namespace earshot;
using namespace earshot::test;

namespace {

/// To its end.
bool isSilent(OpusRecording &recording)
{
    std::array<float, 2 * 5760> sound{};
    while (const int frames = recording.read(sound).frames) {
        const auto end = sound.begin() + 2 * frames;
        if (std::any_of(sound.begin(), end, [](float value) { return std::abs(value) > 0.05F; }))
            return false;
    }
    return true;
}

Client::Options options(const QString &data)
{
    Client::Options options;
    options.sound.output = {OutputChoice::Kind::Null, {}};
    options.dataFolder = data;
    options.isAttended = false;
    return options;
}

} // namespace

/// A listener keeps what they hear, as far as the host allows it: `earshotctl listen --copy`, and the window's library.
class OwnCopyServerTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QStringList copies() const { return QDir(m_dir.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }
    static const LibraryItem *copyIn(const LibraryView &view)
    {
        const auto found = std::ranges::find(view.items, true, &LibraryItem::isCopy);
        return found == view.items.end() ? nullptr : &*found;
    }
    /// Without anything in it where it cannot be read.
    RecordingInfo info(const QString &copy) const { return infoIn(m_dir.filePath(copy)); }
    static RecordingInfo infoIn(const QString &folder)
    {
        RecordingInfo known;
        QFile file(folder + QStringLiteral("/recording.json"));
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
        // Written some seconds behind, so that what is caught up with has its place.
        QTRY_VERIFY_WITH_TIMEOUT(QFile(m_dir.filePath(copy + "/programme.opus")).size() > 1000, 30'000);

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

    void copyOfAKilledListener_isFinishedByTheNextStart()
    {
        EARSHOT_NEED_NATS_SERVER();
        LiveEvent event;
        QVERIFY2(event.start(), qPrintable(event.failure()));
        event.desk().setCopiesAllowed(true);
        QTemporaryDir data;
        const QString folder = data.filePath("recordings/own");
        QProcess listener;
        listener.start(EARSHOTCTL, {"listen", event.link().toString(), "--device", "null", "--copy", folder});
        const auto programme = [&] {
            const QStringList made = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            return made.isEmpty() ? QString() : folder + u'/' + made.front() + "/programme.opus";
        };
        QTRY_VERIFY_WITH_TIMEOUT(opusDuration(programme()) > seconds{3}, 40'000);
        listener.kill();
        QVERIFY(listener.waitForFinished());
        QCOMPARE(listener.exitStatus(), QProcess::CrashExit);

        Client client(event.clock, event.random, options(data.path()));
        const LibraryView &library = client.library().view();
        QTRY_VERIFY_WITH_TIMEOUT(copyIn(library) && !copyIn(library)->isPartial, 20'000);
        const LibraryItem copy = *copyIn(library);
        QVERIFY(copy.duration > seconds{3});
        QCOMPARE(copy.path, programme());
        const auto opened = OpusRecording::open(copy.path);
        QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.failure().detail));
        QVERIFY(!isSilent(**opened));
        const RecordingInfo whole = infoIn(QFileInfo(copy.path).path());
        QVERIFY(whole.isWhole);
        QCOMPARE(whole.tracks.size(), 2u);
    }

    void copyInTheWindow_isInTheLibraryOnceItIsEnded_andOffAtTheNextJoin()
    {
        EARSHOT_NEED_NATS_SERVER();
        LiveEvent event;
        QVERIFY2(event.start(), qPrintable(event.failure()));
        event.desk().setCopiesAllowed(true);
        QTemporaryDir data;
        Client client(event.clock, event.random, options(data.path()));
        const LibraryView &library = client.library().view();
        client.openLink(event.link().toString());
        QTRY_VERIFY_WITH_TIMEOUT(client.nowPlaying().copy.isAllowed, 20'000);
        QVERIFY(!client.nowPlaying().copy.isWanted);
        client.keepCopy(true);
        QTRY_VERIFY_WITH_TIMEOUT(client.nowPlaying().copy.since, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(event.clock.wall() - *client.nowPlaying().copy.since > seconds{2}, 20'000);
        QVERIFY(!copyIn(library));
        client.keepCopy(false);
        QTRY_VERIFY_WITH_TIMEOUT(copyIn(library), 10'000);
        QVERIFY(!client.nowPlaying().copy.since);
        const LibraryItem copy = *copyIn(library);
        QVERIFY(!copy.isPartial);
        QVERIFY(copy.duration > seconds{1});
        const auto opened = OpusRecording::open(copy.path);
        QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.failure().detail));
        QVERIFY(!isSilent(**opened));

        client.keepCopy(true);
        QTRY_VERIFY_WITH_TIMEOUT(client.nowPlaying().copy.since, 20'000);
        client.openLink(event.link().toString());
        QTRY_VERIFY_WITH_TIMEOUT(client.nowPlaying().copy.isAllowed, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(std::ranges::count(library.items, true, &LibraryItem::isCopy), 2, 10'000);
        QVERIFY(!client.nowPlaying().copy.isWanted);
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
