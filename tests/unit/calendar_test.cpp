#include "event/when_ready.h"
#include "support/desk_bench.h"
#include "support/feed_cards.h"
#include "wire/calendar.h"

#include <QStringDecoder>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

using Properties = QList<QPair<QByteArray, QByteArray>>; ///< name with parameters, value

Link serverLink()
{
    return *readLink(
        QStringLiteral("earshot://live.example.org:8443/ignored?t=aaa.bbb.ccc&i=0123456789abcdefghijkl"));
}

QByteArray written(const Schedule &schedule, bool isTicketPublic = false, WallTime now = kEvening)
{
    const auto words = [](const ScheduleCard &card, WallTime) { return card.description; };
    return calendarOf(schedule, {serverLink(), QStringLiteral("Radio"), isTicketPublic, words}, now);
}

QByteArray unfolded(QByteArray bytes)
{
    return bytes.replace("\r\n ", "");
}

/// All content lines; fails where a line is none.
Properties propertiesOf(const QByteArray &bytes)
{
    Properties properties;
    for (const QByteArray &line : unfolded(bytes).split('\n')) {
        if (line.isEmpty())
            continue;
        const qsizetype colon = line.indexOf(':');
        properties.append({line.left(colon), line.mid(colon + 1).chopped(1)});
    }
    return properties;
}

QByteArray valueOf(const QByteArray &bytes, const QByteArray &name, const QByteArray &missing = "none")
{
    QByteArray value = missing;
    for (const auto &[key, text] : propertiesOf(bytes).mid(9)) { // after the calendar's own
        if (key == name || key.startsWith(name + ';'))
            value = text;
    }
    return value;
}

qint64 sequenceAt(quint64 revision)
{
    ScheduleCard card = cardOf("a");
    card.revision = revision;
    return valueOf(written({card}), "SEQUENCE").toLongLong();
}

} // namespace

class CalendarTest : public QObject
{
    Q_OBJECT
private slots:
    void event_isWhole()
    {
        const QByteArray bytes = written({cardOf("town-hall")});
        QCOMPARE(valueOf(bytes, "UID"), "town-hall@live.example.org");
        QCOMPARE(valueOf(bytes, "STATUS"), "CONFIRMED");
        QCOMPARE(valueOf(bytes, "DTSTART"), "20261121T180000Z");
        QCOMPARE(valueOf(bytes, "DTEND"), "20261121T190000Z");
        QCOMPARE(valueOf(bytes, "X-EARSHOT-END-ESTIMATED"), "TRUE");
        QCOMPARE(valueOf(bytes, "DTSTAMP"), "20261121T170000Z");
        QCOMPARE(valueOf(bytes, "SUMMARY"), "Event town-hall");
        QCOMPARE(valueOf(bytes, "CONTACT"), "Ana");
        QCOMPARE(valueOf(bytes, "URL"), "earshot://live.example.org:8443/town-hall");
        QCOMPARE(valueOf(bytes, "CONFERENCE"), "earshot://live.example.org:8443/town-hall");
        QVERIFY(unfolded(bytes).contains("\r\nCONFERENCE;VALUE=URI;FEATURE=AUDIO;"));
        QVERIFY(bytes.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        QVERIFY(bytes.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    void ticket_isInTheFileOnlyWhereItIsEverybodys()
    {
        ScheduleCard moved = cardOf("b", Phase::Moved);
        moved.movedTo
            = QStringLiteral("earshot://other.example.org/c?t=ddd.eee.fff&i=0123456789abcdefghijkl");
        moved.recordingLink = moved.movedTo;
        const QByteArray without = unfolded(written({cardOf("a"), moved}));
        QVERIFY(!without.contains("aaa.bbb.ccc") && !without.contains("ddd.eee.fff"));
        QCOMPARE(valueOf(without, "URL"), "earshot://other.example.org/c");
        const QByteArray with = unfolded(written({cardOf("a"), moved}, true));
        QVERIFY(with.contains("\r\nURL:earshot://live.example.org:8443/a?t=aaa.bbb.ccc\r\n"));
        // Another server's ticket is not ours to publish.
        QVERIFY(!with.contains("ddd.eee.fff"));
        QCOMPARE(valueOf(with, "URL"), "earshot://other.example.org/c");
        moved.movedTo = QStringLiteral("earshot://live.example.org:8443/c?t=aaa.bbb.ccc");
        QCOMPARE(valueOf(unfolded(written({moved}, true)), "URL"),
            "earshot://live.example.org:8443/c?t=aaa.bbb.ccc");
        for (const QByteArray &bytes : {without, with})
            QVERIFY(!bytes.contains("0123456789abcdefghijkl")); // one person's, whatever is public
    }

    void course_isTold_data()
    {
        QTest::addColumn<Phase>("phase");
        QTest::addColumn<int>("nowMinute"); ///< after the planned start
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QByteArray>("estimated");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("to come") << Phase::Scheduled << -90 << QByteArray("20261121T180000Z")
                                 << QByteArray("20261121T190000Z") << QByteArray("TRUE")
                                 << QByteArray("CONFIRMED");
        QTest::newRow("late by more than an hour")
            << Phase::Scheduled << 61 << QByteArray("20261121T180000Z") << QByteArray("20261121T193000Z")
            << QByteArray("TRUE") << QByteArray("CONFIRMED");
        QTest::newRow("began late") << Phase::Live << 10 << QByteArray("20261121T180500Z")
                                    << QByteArray("20261121T190500Z") << QByteArray("TRUE")
                                    << QByteArray("CONFIRMED");
        QTest::newRow("takes long") << Phase::Paused << 150 << QByteArray("20261121T180500Z")
                                    << QByteArray("20261121T210000Z") << QByteArray("TRUE")
                                    << QByteArray("CONFIRMED");
        QTest::newRow("live for a year")
            << Phase::Live << 525'600 << QByteArray("20261121T180500Z") << QByteArray("20261121T190500Z")
            << QByteArray("TRUE") << QByteArray("CONFIRMED");
        QTest::newRow("over") << Phase::Ended << 150 << QByteArray("20261121T180500Z")
                              << QByteArray("20261121T190500Z") << QByteArray("none")
                              << QByteArray("CONFIRMED");
        QTest::newRow("cancelled") << Phase::Cancelled << 150 << QByteArray("20261121T180000Z")
                                   << QByteArray("20261121T190000Z") << QByteArray("TRUE")
                                   << QByteArray("CANCELLED");
    }

    void course_isTold()
    {
        QFETCH(Phase, phase);
        QFETCH(int, nowMinute);
        const QByteArray bytes = written({cardOf("a", phase)}, false, kEvening + minutes{nowMinute});
        QTEST(valueOf(bytes, "DTSTART"), "start");
        QTEST(valueOf(bytes, "DTEND"), "end");
        QTEST(valueOf(bytes, "X-EARSHOT-END-ESTIMATED"), "estimated");
        QTEST(valueOf(bytes, "STATUS"), "status");
    }

    void times_areValidWhateverTheCardSays()
    {
        ScheduleCard last = cardOf("a");
        last.planned = wallFromUnixMs(253'402'300'799'999);
        QCOMPARE(valueOf(written({last}), "DTEND"), "99991231T235959Z");
        ScheduleCard backwards = cardOf("a", Phase::Ended);
        backwards.ended = kEvening - minutes{1};
        QCOMPARE(valueOf(written({backwards}), "DTEND"), "none"); // RFC 5545 §3.6.1: it has to be later
    }

    void leftOut_areThoseNotListedAndThoseWithoutATime()
    {
        ScheduleCard unlisted = cardOf("a");
        unlisted.listed = false;
        ScheduleCard ready = cardOf("b");
        ready.planned = kWhenReady;
        ScheduleCard cancelled = ready;
        cancelled.phase = Phase::Cancelled;
        QVERIFY(!written({unlisted, ready, cancelled}).contains("VEVENT"));
        ready.phase = Phase::Live;
        ready.started = kEvening;
        QCOMPARE(valueOf(written({ready}), "DTSTART"), "20261121T180000Z");
    }

    void sequence_neverFalls()
    {
        // A desk of another make counts from one; a desk of Earshot has civil time; all of 2020 to 2088 has its number.
        const std::vector<quint64> revisions{0, 1, 2, 999'999, 1'000'001, 1'577'836'799'999,
            1'577'836'801'000, quint64(toUnixMs(kEvening)), quint64(toUnixMs(kEvening)) + 1000,
            3'700'000'000'000, 1ull << 53, ~0ull};
        qint64 last = -1;
        for (const quint64 revision : revisions) {
            const qint64 sequence = sequenceAt(revision);
            QVERIFY2(sequence >= last && sequence <= 0x7fffffff, qPrintable(QString::number(revision)));
            last = sequence;
        }
        QVERIFY(sequenceAt(2) > sequenceAt(1));
        QCOMPARE(sequenceAt(quint64(toUnixMs(kEvening)) + 1000), sequenceAt(quint64(toUnixMs(kEvening))) + 1);
        // An event that is set up anew, or goes on after its end, knows of no delay any more; its revision is later.
        ScheduleCard before = cardOf("a", Phase::Ended);
        before.postponedFrom = {kEvening - minutes{60}, kEvening - minutes{30}};
        ScheduleCard after = cardOf("a");
        after.revision = before.revision + 5000;
        QVERIFY(valueOf(written({after}), "SEQUENCE").toLongLong()
            > valueOf(written({before}), "SEQUENCE").toLongLong());
    }

    /// By the desk's own revisions.
    void postponedRenamedCancelled_isOneEntry_whoseNumberRises()
    {
        DeskBench bench;
        const NKey account = NKey::generate(NKeyKind::Account);
        Desk desk(bench.clock, bench.session,
            {800, SpeakerTickets::Issuer{account.publicKey(), account, std::chrono::hours(12)}});
        ScheduleCard card = cardOf("town-hall");
        card.revision = 0;
        card.planned = bench.clock.wall() + std::chrono::hours{2};
        EventDesk &event = desk.addEvent(card);
        bench.answer();
        const auto now = [&] {
            bench.pass(seconds{2});
            return written({event.card()}, false, bench.clock.wall());
        };
        const QByteArray planned = now();
        QVERIFY(event.announceDelay(card.planned + minutes{30}, QStringLiteral("A late train")).ok());
        const QByteArray postponed = now();
        QVERIFY(event.describe(QStringLiteral("Town hall, second try"), {}).ok());
        const QByteArray renamed = now();
        QVERIFY(event.cancel(QStringLiteral("No train")).ok());
        const QByteArray cancelled = now();

        QVERIFY(valueOf(postponed, "DTSTART") > valueOf(planned, "DTSTART"));
        QCOMPARE(valueOf(renamed, "DTSTART"), valueOf(postponed, "DTSTART"));
        QCOMPARE(valueOf(renamed, "SUMMARY"), "Town hall\\, second try");
        QCOMPARE(valueOf(renamed, "STATUS"), "CONFIRMED");
        QCOMPARE(valueOf(cancelled, "STATUS"), "CANCELLED");
        QCOMPARE(valueOf(cancelled, "SUMMARY"), valueOf(renamed, "SUMMARY"));
        qint64 last = -1;
        for (const QByteArray &bytes : {planned, postponed, renamed, cancelled}) {
            QCOMPARE(bytes.count("BEGIN:VEVENT"), 1);
            QCOMPARE(valueOf(bytes, "UID"), "town-hall@live.example.org");
            const qint64 sequence = valueOf(bytes, "SEQUENCE").toLongLong();
            QVERIFY2(sequence > last, qPrintable(QString::number(sequence)));
            last = sequence;
        }
    }

    void sameContent_makesTheSameBytes()
    {
        QCOMPARE(
            written({cardOf("a")}, false, kEvening), written({cardOf("a")}, false, kEvening + minutes{29}));
    }

    void hostileTexts_stayOneValue()
    {
        for (const QString &text : hostileTexts()) {
            ScheduleCard card = cardOf("a");
            card.title = card.description = card.hostName = text;
            card.movedTo = card.recordingLink = text;
            card.phase = Phase::Moved;
            const QByteArray bytes = written({card});
            for (const QByteArray &line : bytes.split('\n').first(bytes.count('\n'))) {
                QVERIFY(line.endsWith('\r'));
                QVERIFY2(line.size() - 1 <= 75, line.constData());
                QVERIFY(line.size() > 1);
                QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
                const QString decoded = utf8(line.chopped(1));
                QVERIFY2(!utf8.hasError(), "a line ends within a character");
                for (const QChar c : decoded)
                    QVERIFY(c == u'\t' || c.category() != QChar::Other_Control);
            }
            QCOMPARE(propertiesOf(bytes).count({"BEGIN", "VEVENT"}), 1);
            QCOMPARE(propertiesOf(bytes).count({"END", "VEVENT"}), 1);
            QCOMPARE(valueOf(bytes, "UID"), "a@live.example.org");
        }
    }

    void longTexts_comeBackWhole()
    {
        ScheduleCard card = cardOf("a");
        card.title = QStringLiteral("a😀é€").repeated(400);
        QCOMPARE(QString::fromUtf8(valueOf(written({card}), "SUMMARY")), card.title);
    }

    void thousandEvents_areThere()
    {
        Schedule schedule;
        for (int i = 0; i < 1000; ++i)
            schedule.push_back(cardOf(QStringLiteral("e-%1").arg(i)));
        QCOMPARE(written(schedule).count("\r\nBEGIN:VEVENT\r\n"), 1000);
    }
};

QTEST_GUILESS_MAIN(CalendarTest)
#include "calendar_test.moc"
