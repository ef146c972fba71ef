#include "diagnosis/card_words.h"
#include "support/feed_cards.h"
#include "wire/calendar.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// Earshot's calendars as a library reads them that knows nothing of Earshot (npm: ical.js).
class CalendarInteropTest : public QObject
{
    Q_OBJECT

    const QString m_folder = QStringLiteral(INTEROP_BUILD);
    QString m_missing; ///< why ical.js cannot be had here; empty = it is there

    static bool run(
        QProcess &process, const QString &program, const QStringList &arguments, const QByteArray &input = {})
    {
        process.start(program, arguments);
        process.write(input);
        process.closeWriteChannel();
        return process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    }

    /// What ical.js found; null where it refuses the calendar.
    QJsonObject read(const QByteArray &calendar)
    {
        QProcess node;
        node.setWorkingDirectory(m_folder);
        if (!run(node, QStringLiteral("node"), {QStringLiteral("read.js")}, calendar)) {
            qWarning() << node.readAllStandardError();
            return {};
        }
        return QJsonDocument::fromJson(node.readAllStandardOutput()).object();
    }

    static QByteArray written(const Schedule &schedule)
    {
        const Result<Link> link = readLink(QStringLiteral("earshot://live.example.org"));
        return calendarOf(schedule, {*link, QStringLiteral("Radio \"live\""), false, cardWords}, kEvening);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(QDir().mkpath(m_folder));
        for (const QString &name : {QStringLiteral("package.json"), QStringLiteral("package-lock.json"),
                 QStringLiteral("read.js")}) {
            QFile::remove(m_folder + u'/' + name);
            QVERIFY(QFile::copy(QStringLiteral(INTEROP_SOURCE "/") + name, m_folder + u'/' + name));
        }
        if (QFile::exists(m_folder + QStringLiteral("/node_modules/ical.js/package.json")))
            return;
        QProcess npm;
        npm.setWorkingDirectory(m_folder);
        npm.setProcessChannelMode(QProcess::MergedChannels);
        const QStringList arguments{QStringLiteral("ci"), QStringLiteral("--ignore-scripts"),
            QStringLiteral("--no-audit"), QStringLiteral("--no-fund"), QStringLiteral("--fetch-retries=0"),
            QStringLiteral("--fetch-timeout=20000")};
        if (QStandardPaths::findExecutable(QStringLiteral("npm")).isEmpty())
            m_missing = QStringLiteral("npm is not installed");
        else if (!run(npm, QStringLiteral("npm"), arguments))
            m_missing = QStringLiteral("npm could not fetch ical.js: ")
                + QString::fromUtf8(npm.readAll()).trimmed();
    }

    void init()
    {
        if (!m_missing.isEmpty())
            QSKIP(qPrintable(m_missing));
    }

    void event_isReadAsItIs()
    {
        ScheduleCard card = cardOf("town-hall");
        card.title = QStringLiteral("Trains; tracks, and \"signals\" \\ 😀");
        card.postponedFrom = {kEvening - minutes{30}};
        card.message = HostMessage{QStringLiteral("Wait,\nplease; thanks"), kEvening};
        const QJsonObject calendar = read(written({card}));
        QCOMPARE(calendar["name"].toString(), "Radio \"live\"");
        QCOMPARE(calendar["refresh"].toString(), "PT15M");
        const QJsonObject event = calendar["events"].toArray().at(0).toObject();
        QCOMPARE(event["uid"].toString(), "town-hall@live.example.org");
        QCOMPARE(event["sequence"].toInteger(), qint64(218'443'600));
        QCOMPARE(event["status"].toString(), "CONFIRMED");
        QCOMPARE(event["start"].toString(), "2026-11-21T18:00:00.000Z");
        QCOMPARE(event["end"].toString(), "2026-11-21T19:00:00.000Z");
        QCOMPARE(event["summary"].toString(), card.title);
        QCOMPARE(event["description"].toString(),
            cardWords(card, kEvening) + "\n\nearshot://live.example.org/town-hall");
        QCOMPARE(event["url"].toString(), "earshot://live.example.org/town-hall");
        QCOMPARE(event["conference"].toString(), "earshot://live.example.org/town-hall");
        QCOMPARE(event["feature"].toString(), "AUDIO");
        QCOMPARE(event["contact"].toString(), "Ana");
        QCOMPARE(event["estimated"].toString(), "TRUE");
    }

    void states_areRead()
    {
        const QJsonArray events = read(written(
            {cardOf("a", Phase::Cancelled), cardOf("b", Phase::Ended), cardOf("c", Phase::Live)}))["events"]
                                      .toArray();
        QCOMPARE(events.at(0)["status"].toString(), "CANCELLED");
        QVERIFY(events.at(0)["conference"].isNull());
        QCOMPARE(events.at(1)["end"].toString(), "2026-11-21T19:05:00.000Z");
        QVERIFY(events.at(1)["estimated"].isNull());
        QCOMPARE(events.at(2)["start"].toString(), "2026-11-21T18:05:00.000Z");
    }

    void hostileTexts_stayTexts()
    {
        Schedule schedule;
        for (const QString &text : hostileTexts()) {
            ScheduleCard card = cardOf(QStringLiteral("e-%1").arg(schedule.size()));
            card.title = card.description = card.hostName = text;
            schedule.push_back(card);
        }
        const QJsonArray events = read(written(schedule))["events"].toArray();
        QCOMPARE(events.size(), qsizetype(schedule.size()));
        for (qsizetype i = 0; i < events.size(); ++i) {
            QCOMPARE(events[i]["uid"].toString(), QStringLiteral("e-%1@live.example.org").arg(i));
            QCOMPARE(events[i]["start"].toString(), "2026-11-21T18:00:00.000Z");
        }
        // What no calendar forbids comes back as it was.
        const QString longest = schedule.back().title;
        QCOMPARE(events.last()["summary"].toString(), longest);
        QVERIFY(events[1]["summary"].toString() == schedule[1].title);
    }

    void thousandEvents_areRead()
    {
        Schedule schedule;
        for (int i = 0; i < 1000; ++i)
            schedule.push_back(cardOf(QStringLiteral("e-%1").arg(i)));
        QCOMPARE(read(written(schedule))["events"].toArray().size(), 1000);
    }

    /// The reader is one that refuses.
    void brokenCalendar_isRefused()
    {
        QByteArray broken = written({cardOf("a")});
        broken.replace("END:VEVENT\r\n", "");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral(".*")));
        QVERIFY(read(broken).isEmpty());
    }
};

QTEST_GUILESS_MAIN(CalendarInteropTest)
#include "calendar_interop_test.moc"
