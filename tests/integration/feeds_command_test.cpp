#include "client/podcast_folder.h"
#include "client/published_page.h"
#include "recordings/recording_json.h"
#include "support/feed_cards.h"
#include "support/live_event.h"
#include "support/other_programs.h"
#include "wire/podcast_feed.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>

#include <csignal>

using namespace earshot;
using namespace earshot::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray sha256Of(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// What xmllint says against the feed by the schema; empty where it has no objection.
QByteArray objectionTo(const QByteArray &feed)
{
    QProcess lint;
    lint.start(QStringLiteral("xmllint"), {"--nonet", "--noout", "--schema", FEED_SCHEMA, "-"});
    lint.write(feed);
    lint.closeWriteChannel();
    if (!lint.waitForFinished(20'000))
        return "xmllint did not end";
    return lint.exitCode() == 0 ? QByteArray() : lint.readAllStandardError();
}

} // namespace

/// `earshotctl schedule --ics` and `earshotctl feed`, and what they write.
class FeedsCommandTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    /// The exit code, or -1 where it did not end.
    static int run(const QStringList &arguments, QByteArray *printed = nullptr)
    {
        QProcess program;
        program.start(EARSHOTCTL, arguments);
        const bool ended = QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 30'000);
        if (printed)
            *printed = program.readAllStandardOutput();
        return ended && program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1;
    }

private slots:
    void schemaCheck_passesWhatIsWritten()
    {
        EARSHOT_NEED_PROGRAMS("xmllint");
        PodcastChannel channel;
        channel.title = QStringLiteral("Radio");
        channel.description = QStringLiteral("What was said");
        channel.language = QStringLiteral("en");
        channel.base = *readPodcastBase(QStringLiteral("https://cdn.example.org/"));
        channel.fileName = QStringLiteral("feed.xml");
        channel.server = *readLink(QStringLiteral("earshot://live.example.org"));
        channel.words = [](const ScheduleCard &card, WallTime) { return card.description; };
        QCOMPARE(objectionTo(podcastFeed(channel, {}, {}, kEvening)), QByteArray());
        Schedule schedule;
        RecordingInfos infos;
        const QStringList texts = hostileTexts();
        for (qsizetype i = 0; i < texts.size(); ++i) {
            ScheduleCard live
                = cardOf(QStringLiteral("live-%1").arg(i), i % 2 ? Phase::Live : Phase::Scheduled);
            ScheduleCard recorded = recordedCard(QStringLiteral("recorded-%1").arg(i));
            for (ScheduleCard *card : {&live, &recorded}) {
                card->title = card->description = card->hostName = texts[i];
                card->speakerNames = {texts[i], QStringLiteral("Jonas")};
                card->fallbackLink = QStringLiteral("https://stream.example.org/a.mp3");
            }
            RecordingInfo info;
            info.chapters = {{milliseconds{0}, texts[i]}};
            infos.insert(recorded.recorded->folder, info);
            schedule.push_back(live);
            schedule.push_back(recorded);
        }
        const QByteArray feed = podcastFeed(channel, schedule, infos, kEvening + minutes{66});
        QCOMPARE(feed.count("<item>"), texts.size());
        QCOMPARE(objectionTo(feed), QByteArray());
    }

    void schemaCheck_findsWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QByteArray>("wrong");
        QTest::newRow("status") << QByteArray("status=\"live\"") << QByteArray("status=\"soon\"");
        QTest::newRow("start") << QByteArray("2026-11-21T18:05:00Z") << QByteArray("today");
        QTest::newRow("date") << QByteArray("Sat, 21 Nov") << QByteArray("Sonntag, 21 Nov");
        QTest::newRow("guid twice") << QByteArray("a/20261121T180500Z@") << QByteArray("b@");
        QTest::newRow("length") << QByteArray("length=\"43200000\" type=\"audio/ogg; ")
                                << QByteArray("type=\"audio/ogg; ");
        QTest::newRow("digest") << QByteArray("sha256-Wlpa") << QByteArray("sha256-");
        QTest::newRow("no link to listen") << QByteArray("contentLink") << QByteArray("otherLink");
        QTest::newRow("duration") << QByteArray(">3600<") << QByteArray(">1:00:00<");
    }

    void schemaCheck_findsWhatIsWrong()
    {
        EARSHOT_NEED_PROGRAMS("xmllint");
        QFETCH(QByteArray, right);
        QFETCH(QByteArray, wrong);
        PodcastChannel channel;
        channel.title = channel.description = QStringLiteral("Radio");
        channel.base = *readPodcastBase(QStringLiteral("https://cdn.example.org/"));
        channel.fileName = QStringLiteral("feed.xml");
        channel.server = *readLink(QStringLiteral("earshot://live.example.org"));
        QByteArray feed = podcastFeed(channel, {recordedCard("a"), cardOf("b", Phase::Live)}, {}, kEvening);
        QCOMPARE(objectionTo(feed), QByteArray());
        QVERIFY(feed.contains(right));
        QVERIFY(!objectionTo(feed.replace(right, wrong)).isEmpty());
    }

    void recording_isAnItem_onceItsFileIsThere()
    {
        QTemporaryDir dir;
        ScheduleCard card = recordedCard("town-hall");
        card.recorded->programme = {"programme.opus", 6, sha256Of("abcdef")};
        ServerSnapshot server;
        server.link = *readLink(QStringLiteral("earshot://live.example.org"));
        server.schedule = {card};
        PodcastFolder::Options options{.path = dir.filePath("feed.xml"),
            .base = *readPodcastBase(QStringLiteral("https://cdn.example.org/"))};
        PodcastFolder folder(options);
        const auto itemsAfterUpdate = [&](PodcastFolder &in) {
            const auto content = in.update(server, kEvening + minutes{70});
            return content ? std::pair(int(contentOf(options.path).count("<item>")), content->missing)
                           : std::pair(-1, QStringList());
        };
        const QStringList missing{card.recorded->folder};
        QCOMPARE(itemsAfterUpdate(folder), std::pair(0, missing));
        QVERIFY(contentOf(options.path).contains("<podcast:liveItem status=\"ended\""));
        const QString programme = dir.filePath(card.recorded->folder + "/programme.opus");
        QVERIFY(QDir().mkpath(QFileInfo(programme).path()));
        QFile file(programme);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3 && file.flush());
        QCOMPARE(itemsAfterUpdate(folder), std::pair(0, missing)); // is being copied
        QVERIFY(file.write("def") == 3 && file.flush());
        QCOMPARE(itemsAfterUpdate(folder), std::pair(1, QStringList()));
        QVERIFY(!contentOf(options.path).contains(kChaptersFile));

        RecordingInfo info{.event = "town-hall", .title = "Town hall"};
        info.programme = card.recorded->programme;
        info.waveform = {"waveform.dat", 1, {}};
        info.chapters = {{milliseconds{0}, "Ana"}, {milliseconds{94'500}, "Jonas"}};
        const QString beside = QFileInfo(programme).path();
        RecordingInfo other = info;
        other.event = "another";
        QVERIFY(write(beside + "/recording.json", writeRecordingInfo(other)));
        QCOMPARE(itemsAfterUpdate(folder), std::pair(1, QStringList()));
        QVERIFY(!QFile::exists(beside + "/chapters.json"));
        QVERIFY(!contentOf(options.path).contains(kChaptersFile));
        QVERIFY(write(beside + "/recording.json", writeRecordingInfo(info)));
        QCOMPARE(itemsAfterUpdate(folder), std::pair(1, QStringList()));
        QCOMPARE(contentOf(beside + "/chapters.json"), podcastChapters(info));
        QVERIFY(contentOf(options.path)
                    .contains("<podcast:chapters "
                              "url=\"https://cdn.example.org/town-hall/20261121T180500Z/chapters.json\""));
        QVERIFY(!folder.update(server, kEvening + minutes{70})->isNew); // as it was

        // Other bytes of the same length are not what the feed's digest says.
        QVERIFY(file.resize(0) && file.seek(0) && file.write("abcdeg") == 6 && file.flush());
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(2), QFile::FileModificationTime));
        QCOMPARE(itemsAfterUpdate(folder), std::pair(0, missing));
        PodcastFolder later(options);
        QCOMPARE(itemsAfterUpdate(later), std::pair(0, missing));
        QVERIFY(write(programme, "abcdef"));
        QCOMPARE(itemsAfterUpdate(folder), std::pair(1, QStringList()));
        QVERIFY(file.remove());
        options.areFilesElsewhere = true;
        PodcastFolder elsewhere(options);
        QCOMPARE(itemsAfterUpdate(elsewhere), std::pair(1, QStringList()));
    }

    /// What is on no schedule is told to nobody but who has its link, and is on no page.
    void eventByLink_isOnNoSchedule()
    {
        EARSHOT_NEED_NATS_SERVER();
        LiveEvent event;
        QVERIFY2(event.start(), qPrintable(event.failure()));
        event.addEvent("board", false);
        QByteArray printed;
        QCOMPARE(run({"schedule", event.link().toString()}, &printed), 0);
        QVERIFY(printed.contains("office-hours"));
        QVERIFY(!printed.contains("board"));
        QCOMPARE(run({"schedule", event.linkTo("board").toString()}, &printed), 0);
        QVERIFY(printed.contains("board"));

        PublishedPage page(event.clock, event.demo().server(), {.path = m_dir.filePath("page.json")});
        QTRY_VERIFY_WITH_TIMEOUT(contentOf(m_dir.filePath("page.json")).contains("office-hours"), 10'000);
        QVERIFY(!contentOf(m_dir.filePath("page.json")).contains("board"));
    }

    void commands_writeWhatTheServerHas()
    {
        EARSHOT_NEED_NATS_SERVER();
        LiveEvent event;
        QVERIFY2(event.start(), qPrintable(event.failure()));
        const QString link = event.link().toString();
        const QByteArray ticket = event.link().ticket;
        QVERIFY(!ticket.isEmpty());

        const QString calendar = m_dir.filePath("schedule.ics");
        QCOMPARE(run({"schedule", link, "--ics", "--out", calendar}), 0);
        const QByteArray ics = contentOf(calendar).replace("\r\n ", "");
        QCOMPARE(ics.count("BEGIN:VEVENT"), 3);
        QVERIFY(ics.contains("\r\nUID:office-hours@"));
        QVERIFY(ics.contains("The host says: Our guest’s line is unstable."));
        QVERIFY(!ics.contains(ticket));
        QByteArray printed;
        QCOMPARE(run({"schedule", link, "--ics", "--public-ticket"}, &printed), 0);
        QVERIFY(printed.replace("\r\n ", "").contains("?t=" + ticket));

        const QString path = m_dir.filePath("feed.xml");
        QCOMPARE(
            run({"feed", link, "--base-url", "https://cdn.example.org/", "--out", path, "--title", "Radio"}),
            0);
        const QByteArray feed = contentOf(path);
        QCOMPARE(feed.count("<podcast:liveItem status=\"live\""), 1);
        QCOMPARE(feed.count("<podcast:liveItem status=\"pending\""), 2);
        QVERIFY(feed.contains("<title>Radio</title>") && !feed.contains(ticket));
        EARSHOT_NEED_PROGRAMS("xmllint");
        QCOMPARE(objectionTo(feed), QByteArray());
    }

    void watchedFeed_followsTheEvent()
    {
        EARSHOT_NEED_NATS_SERVER();
        LiveEvent event;
        QVERIFY2(event.start(), qPrintable(event.failure()));
        const QString path = m_dir.filePath("watched.xml");
        QProcess program;
        program.start(EARSHOTCTL,
            {"feed", event.link().toString(), "--base-url", "https://cdn.example.org/", "--out", path,
                "--watch"});
        QTRY_VERIFY_WITH_TIMEOUT(contentOf(path).contains("<podcast:liveItem status=\"live\""), 20'000);
        event.desk().end();
        QTRY_VERIFY_WITH_TIMEOUT(contentOf(path).contains("<podcast:liveItem status=\"ended\""), 20'000);
        QVERIFY(contentOf(path).endsWith("</rss>\n"));
        ::kill(pid_t(program.processId()), SIGINT);
        QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(program.exitCode(), 0);
    }

    void wrongUse_isSaid()
    {
        const QString link = QStringLiteral("earshot://127.0.0.1:1");
        const QString out = m_dir.filePath("none");
        QCOMPARE(run({"feed", link, "--out", out}), 2);
        QCOMPARE(run({"feed", link, "--base-url", "https://cdn.example.org/"}), 2);
        QCOMPARE(run({"schedule", link, "--out", out}), 2);
        QCOMPARE(run({"feed", link, "--base-url", "https://cdn.example.org/", "--out", out}), 4);
        QVERIFY(!QFile::exists(out));
    }
};

QTEST_GUILESS_MAIN(FeedsCommandTest)
#include "feeds_command_test.moc"
