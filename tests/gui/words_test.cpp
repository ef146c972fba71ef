// Texts that are composed, in both languages.

#include "event_words.h"
#include "gui_fixture.h"
#include "playing_words.h"
#include "sample_views.h"
#include "words.h"

#include <QtTest>

using namespace earshot;
using namespace earshot::test;
using std::chrono::days;
using std::chrono::hours;

class WordsTest : public QObject
{
    Q_OBJECT
private slots:
    void spans_data();
    void spans();
    void running_countsPastADay();
    void lateness_isNoneBeforeAMinute_andToTheNearestInTheTimeline();
    void numbers_areGroupedAsTheLanguageDoes();
    void sections_followPhaseAndTime();
    void initials_ofAllKindsOfNames();
    void german_isComplete();
};

void WordsTest::spans_data()
{
    QTest::addColumn<qint64>("span");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    const auto row = [](milliseconds span, const char *english, const char *german) {
        QTest::addRow("%lld", static_cast<long long>(span.count()))
            << qint64(span.count()) << QString::fromUtf8(english) << QString::fromUtf8(german);
    };
    row(seconds{12}, "in 12 s", "in 12 s");
    row(minutes{29} + seconds{59}, "in 29 min", "in 29 min");
    row(hours{21} + minutes{30}, "in 21 h 30 min", "in 21 h 30 min");
    row(hours{3}, "in 3 h", "in 3 h");
    row(days{3} + hours{4}, "in 3 days", "in 3 Tagen");
    row(milliseconds{-5}, "in 0 s", "in 0 s");
}

void WordsTest::spans()
{
    QFETCH(qint64, span);
    QFETCH(QString, english);
    QFETCH(QString, german);
    {
        const Looks looks(false, 1, QStringLiteral("en"));
        QCOMPARE(UiWords::inSpan(milliseconds{span}), english);
    }
    const Looks looks(false, 1, QStringLiteral("de"));
    QCOMPARE(UiWords::inSpan(milliseconds{span}), german);
}

void WordsTest::lateness_isNoneBeforeAMinute_andToTheNearestInTheTimeline()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    QCOMPARE(UiWords::lateBy(milliseconds{0}), QStringLiteral("Due now"));
    QCOMPARE(UiWords::lateBy(seconds{59}), QStringLiteral("Due now"));
    QCOMPARE(UiWords::lateBy(seconds{60}), QStringLiteral("Late by 1 min"));
    TimelineEntry start{.kind = TimelineEntry::Kind::EventStarted};
    start.duration = seconds{59};
    QCOMPARE(PlayingWords::timeline(start), QStringLiteral("Started on time"));
    start.duration = seconds{118};
    QCOMPARE(PlayingWords::timeline(start), QStringLiteral("Started, 2 min late"));
    start.duration = minutes{119} + seconds{40};
    QCOMPARE(PlayingWords::timeline(start), QStringLiteral("Started, 2 h late"));
}

void WordsTest::running_countsPastADay()
{
    QCOMPARE(UiWords::running(minutes{26} + seconds{41}), QStringLiteral("00:26:41"));
    QCOMPARE(UiWords::running(hours{101} + seconds{1}), QStringLiteral("101:00:01"));
    QCOMPARE(UiWords::running(seconds{-3}), QStringLiteral("00:00:00"));
}

void WordsTest::numbers_areGroupedAsTheLanguageDoes()
{
    {
        const Looks looks(false, 1, QStringLiteral("en"));
        QCOMPARE(UiWords::number(1204567), QStringLiteral("1,204,567"));
        QCOMPARE(UiWords::interval({1187, 9}), QStringLiteral("± 9"));
        QCOMPARE(UiWords::interval({1187, 0}), QString());
        QCOMPARE(UiWords::decibels(-18.4), QStringLiteral("−18 dB"));
        QCOMPARE(EventWords::counts(Counts{}), QStringLiteral("– connected, – hearing"));
    }
    const Looks looks(false, 1, QStringLiteral("de"));
    QCOMPARE(UiWords::number(1204567), QStringLiteral("1.204.567"));
    QCOMPARE(UiWords::secondsSpan(milliseconds{640}), QStringLiteral("0,6 s"));
}

void WordsTest::sections_followPhaseAndTime()
{
    ScheduleCard card = schedule().servers.front().schedule[1];
    card.planned = sampleNow() + minutes{1};
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Upcoming);
    QCOMPARE(EventWords::sectionOf(card, sampleNow() + minutes{2}), EventSection::Live);
    card.phase = Phase::Cancelled;
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Upcoming);
    card.phase = Phase::Ended;
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Past);
    card.phase = Phase::Paused;
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Live);
}

void WordsTest::initials_ofAllKindsOfNames()
{
    QCOMPARE(PlayingWords::initials(QStringLiteral("Ana Ruiz")), QStringLiteral("AR"));
    QCOMPARE(PlayingWords::initials(QStringLiteral("ana")), QStringLiteral("A"));
    QCOMPARE(PlayingWords::initials(QStringLiteral("  Ana  Maria de la Cruz ")), QStringLiteral("AC"));
    QCOMPARE(PlayingWords::initials(QString()), QStringLiteral("?"));
    // A name that begins outside the basic plane keeps its character whole.
    QCOMPARE(PlayingWords::initials(QString::fromUtf8("😀 Smile")), QString::fromUtf8("😀S"));
}

void WordsTest::german_isComplete()
{
    QFile file(QStringLiteral(EARSHOT_TRANSLATION));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.count("<message>") > 150);
    QCOMPARE(text.count("type=\"unfinished\""), 0);
    QCOMPARE(text.count("<translation />"), 0);
}

EARSHOT_GUI_MAIN(WordsTest)
#include "words_test.moc"
