#include "situations.h"

#include "diagnosis/diagnose.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/sentence.h"

#include <QDirIterator>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace earshot;
using namespace earshot::test;

class SentenceTest : public QObject
{
    Q_OBJECT

    QTranslator m_german;

    void speakGerman()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QVERIFY2(m_german.load(
                     QLocale(), QStringLiteral("diagnosis"), QStringLiteral("_"), QStringLiteral(":/i18n")),
            "the library must carry its translations");
        QVERIFY(QCoreApplication::installTranslator(&m_german));
    }

    static Sentence said(const Evidence &evidence) { return sentence(diagnose(evidence, kNow)); }

    static std::array<HopWords, 5> hopsOf(const Evidence &evidence)
    {
        return hopWords(evidence, diagnoseHops(evidence, diagnose(evidence, kNow), kNow), kNow);
    }

    static void verifyPlain(const QString &text, const Situation &situation)
    {
        static const QRegularExpression kPlaceholder(QStringLiteral("%(\\d|n|L)"));
        static const QRegularExpression kId(
            QStringLiteral("\\b(net|server|ticket|event|desk|stage|you|out|ok|http|checking|"
                           "engine|link)\\.[a-z]"));
        static const QRegularExpression kDoubled(QStringLiteral("  |\\.\\.|,,|: *$| ,"));
        const QByteArray said = QByteArray(situation.name) + ": " + text.toUtf8();
        const char *row = said.constData();
        QVERIFY2(!kPlaceholder.match(text).hasMatch(), row);
        QString withoutLinks = text;
        withoutLinks.remove(QStringLiteral("live.example.org")).remove(QStringLiteral("other.example.org"));
        QVERIFY2(!kId.match(withoutLinks).hasMatch(), row);
        QVERIFY2(!kDoubled.match(text).hasMatch(), row);
        QVERIFY2(!text.contains(QStringLiteral("unknown error"), Qt::CaseInsensitive), row);
        QVERIFY2(!text.contains(QStringLiteral("::")), row);
        QVERIFY2(!text.contains(u'\'') && !text.contains(u'"'), row);
    }

private slots:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        qunsetenv("LANG");
    }
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void cleanup() { QCoreApplication::removeTranslator(&m_german); }

    void everySituation_isSaidInBothLanguages_data()
    {
        QTest::addColumn<int>("row");
        const auto rows = situations();
        for (std::size_t i = 0; i < rows.size(); ++i)
            QTest::newRow(rows[i].name) << int(i);
    }

    void everySituation_isSaidInBothLanguages()
    {
        QFETCH(int, row);
        const Situation situation = situations()[std::size_t(row)];
        const Verdict verdict = diagnose(situation.evidence, kNow);
        const Sentence english = sentence(verdict);
        const QString englishShort = shortWords(verdict);
        const auto englishHops = hopsOf(situation.evidence);
        speakGerman();
        const Sentence german = sentence(verdict);
        for (const Sentence &words : {english, german}) {
            QVERIFY(!words.headline.isEmpty());
            QVERIFY(!words.next.isEmpty());
            QVERIFY(words.headline.front().isUpper() || words.headline.startsWith(verdict.where));
            QCOMPARE(words.action.isEmpty(), verdict.action == Action::None);
            verifyPlain(words.headline, situation);
            verifyPlain(words.next, situation);
        }
        QVERIFY(english.headline != german.headline);
        QVERIFY(english.next != german.next);
        QVERIFY(verdict.action == Action::None || english.action != german.action);
        QVERIFY(!englishShort.isEmpty());
        QVERIFY(englishShort != shortWords(verdict));
        const auto germanHops = hopsOf(situation.evidence);
        for (std::size_t i = 0; i < germanHops.size(); ++i) {
            QVERIFY(!germanHops[i].evidence.isEmpty() && !germanHops[i].title.isEmpty());
            QVERIFY2(germanHops[i].title != englishHops[i].title, qPrintable(germanHops[i].title));
            verifyPlain(germanHops[i].evidence, situation);
            verifyPlain(englishHops[i].evidence, situation);
        }
        if (qEnvironmentVariableIsSet("EARSHOT_SHOW_SENTENCES"))
            qInfo().noquote() << verdict.id << "\n  " << english.headline << english.next << english.action
                              << "\n  " << german.headline << german.next << german.action << "\n  "
                              << englishShort << "|" << shortWords(verdict);
    }

    void everyId_hasWords()
    {
        for (const QString &id : allVerdictIds()) {
            Verdict bare;
            bare.id = id;
            const Sentence words = sentence(bare);
            QVERIFY2(!words.headline.isEmpty() && !words.next.isEmpty(), qPrintable(id));
            QVERIFY2(!shortWords(bare).isEmpty(), qPrintable(id));
        }
    }

    void hearing_isSaidAsInThePicture()
    {
        const Sentence words = said(hearing());
        QCOMPARE(words.headline, QStringLiteral("You hear this event live, 0.6 s behind the speakers."));
        QCOMPARE(words.next, QStringLiteral("No gap in the last 10 minutes."));
        speakGerman();
        QCOMPARE(said(hearing()).headline,
            QStringLiteral("Sie hören diese Veranstaltung live, 0,6 s hinter den Sprechenden."));
    }

    void dropped_isSaidAsInThePicture()
    {
        const Sentence words = said(with(hearing(), {droppedSpeaker()}));
        QCOMPARE(words.headline,
            QStringLiteral("Silence: Ana’s connection dropped at 20:29:11. Your side is fine."));
        QCOMPARE(words.next,
            QStringLiteral(
                "You stay joined; audio resumes by itself when Ana is back. 1,203 others hear silence too."));
        QCOMPARE(shortWords(diagnose(with(hearing(), {droppedSpeaker()}), kNow)),
            QStringLiteral("Ana’s connection dropped"));
        speakGerman();
        QVERIFY(said(with(hearing(), {droppedSpeaker()})).next.contains(QStringLiteral("1.203 weitere")));
    }

    void status_isSaidWithItsWish()
    {
        Evidence evidence = failedWith(Cause::HttpStatus);
        evidence.session.failure = Failure{Cause::HttpStatus, {}, 503, seconds{20}};
        const Sentence words = said(evidence);
        QCOMPARE(words.headline, QStringLiteral("live.example.org answered 503 and asks to wait 20 s."));
        QCOMPARE(words.next, QStringLiteral("Your connection is fine. Next try in 12 s (try 3)."));
        QCOMPARE(words.action, QStringLiteral("Try now"));
    }

    void late_quotesTheHost()
    {
        Evidence evidence = waitingFor(-minutes{4});
        QVERIFY(said(evidence).next.startsWith(QStringLiteral("The host has said nothing about it.")));
        evidence.state->value.message = HostMessage{QStringLiteral("Guest’s line is unstable."), kWall};
        const Sentence words = said(evidence);
        QCOMPARE(words.headline,
            QStringLiteral("Late by 4 min: planned for 20:25, the host has not started yet."));
        QVERIFY(words.next.endsWith(QStringLiteral("The host says: “Guest’s line is unstable.”")));
    }

    void startOnAnotherDay_namesTheDay()
    {
        QCOMPARE(said(waitingFor(std::chrono::hours{22})).headline,
            QStringLiteral("Not started yet. Planned start: Sunday, 22 November, 18:29, in 22 h."));
        speakGerman();
        QCOMPARE(said(waitingFor(std::chrono::hours{22})).headline,
            QStringLiteral("Noch nicht begonnen. Geplanter Beginn: Sonntag, 22. November, 18:29, in 22 h."));
    }

    void twoKindsOfNameTrouble_areTwoSentences()
    {
        QVERIFY(
            said(failedWith(Cause::DnsNotFound)).headline != said(failedWith(Cause::DnsNoAnswer)).headline);
    }

    void chosenNullDevice_isSaid()
    {
        const Evidence evidence = with(hearing(), {[](Evidence &e) { e.output.nullDevice = true; }});
        QVERIFY(said(evidence).headline.contains(QStringLiteral("plays into no device")));
        QCOMPARE(hopsOf(evidence)[4].evidence, QStringLiteral("no device, as chosen"));
    }

    void sleepingDevice_isSaidWithWhatWakesIt()
    {
        const Evidence evidence = with(hearing(), {deviceAsleep()});
        QCOMPARE(said(evidence).headline,
            QStringLiteral(
                "Silence: the device “Headphones” sleeps and takes no sound until the system wakes "
                "it. Your side."));
        QCOMPARE(said(evidence).next,
            QStringLiteral("Earshot goes on by itself as soon as it wakes. Or choose another device."));
        QCOMPARE(hopsOf(evidence)[4].evidence, QStringLiteral("Headphones: sleeps"));
        speakGerman();
        QVERIFY(said(evidence).headline.startsWith(QStringLiteral("Stille: das Gerät „Headphones“ schläft")));
        QCOMPARE(hopsOf(evidence)[4].evidence, QStringLiteral("Headphones: schläft"));
    }

    void retryAfterZero_isNow()
    {
        Evidence evidence = failedWith(Cause::ConnectionRefused);
        evidence.session.nextTry = kNow - seconds{1};
        QVERIFY(said(evidence).next.endsWith(QStringLiteral("Trying again now (try 3).")));
    }

    void hopWords_lookLikeThePicture()
    {
        const auto hops = hopsOf(hearing());
        const std::array<HopWords, 5> expected{
            {{QStringLiteral("Ana’s microphone"), QStringLiteral("talking, −18 dB")},
                {QStringLiteral("Ana’s uplink"), QStringLiteral("64 kbit/s, full band")},
                {QStringLiteral("Server"), QStringLiteral("eu-1, answers in 31 ms")},
                {QStringLiteral("Your connection"), QStringLiteral("0 late, jitter 4 ms")},
                {QStringLiteral("Your speakers"), QStringLiteral("Headphones, 70\u00a0%")}}};
        for (std::size_t i = 0; i < hops.size(); ++i) {
            QCOMPARE(hops[i].title, expected[i].title);
            QCOMPARE(hops[i].evidence, expected[i].evidence);
        }
    }

    void hopWords_ofTrouble()
    {
        const auto dropped = hopsOf(with(hearing(), {droppedSpeaker()}));
        QCOMPARE(dropped[0].evidence, QStringLiteral("last heard 12 s ago"));
        QCOMPARE(dropped[1].evidence, QStringLiteral("no packet for 12 s"));
        QCOMPARE(hopsOf(with(hearing(), {everybodyMuted()}))[0].evidence, QStringLiteral("muted"));
        QCOMPARE(hopsOf(with(hearing(), {mutedOutput()}))[4].evidence, QStringLiteral("Headphones, muted"));
        QCOMPARE(hopsOf(with(hearing(), {deviceMissing()}))[4].evidence, QStringLiteral("no sound device"));
        QCOMPARE(hopsOf(with(hearing(), {stalledLine()}))[3].evidence, QStringLiteral("nothing for 2 s"));
        QCOMPARE(hopsOf(with(hearing(), {silentMicrophone()}))[0].evidence,
            QStringLiteral("digital silence for 4 s"));
        const auto idle = hopsOf(Evidence{});
        for (const HopWords &hop : idle)
            QCOMPARE(hop.evidence, QStringLiteral("–"));
        const auto waiting = hopsOf(failedWith(Cause::ConnectionRefused));
        QCOMPARE(waiting[3].evidence, QStringLiteral("next try in 12 s"));
    }

    void hopWords_ofGaps_countTheFaultThatIsNamed()
    {
        const auto source
            = hopsOf(with(hearing(), {missingPackets({.atSource = 30, .atServer = 20, .due = 200})}));
        QCOMPARE(source[1].evidence, QStringLiteral("30 of 200 packets missing"));
        const auto server
            = hopsOf(with(hearing(), {missingPackets({.atSource = 40, .atServer = 48, .due = 200})}));
        QCOMPARE(server[2].evidence, QStringLiteral("48 of 160 packets missing"));
    }

    void secondOpinion_isQuotedWithItsAge()
    {
        Evidence evidence = failedWith(Cause::ConnectTimeout);
        SecondOpinion page;
        page.readAt = kNow - seconds{1};
        page.written = kWall - minutes{3};
        page.note = QStringLiteral("We move to a larger server");
        evidence.session.secondOpinion = page;
        QVERIFY(said(evidence).next.endsWith(
            QStringLiteral("(try 3). The organiser wrote 3 min ago: “We move to a larger server”")));
        // Once the line is back, the page is no news.
        Evidence back = hearing();
        back.session.secondOpinion = page;
        QCOMPARE(said(back).next, QStringLiteral("No gap in the last 10 minutes."));
        page.written = {};
        evidence.session.secondOpinion = page;
        QVERIFY(said(evidence).next.contains(QStringLiteral("wrote 1 s ago")));
    }

    void gaps_areToldHonestly()
    {
        Evidence evidence = hearing();
        evidence.madeUpInTenMinutes = milliseconds{4200};
        QCOMPARE(said(evidence).next,
            QStringLiteral(
                "Nothing was missed in the last 10 minutes: 4.2 s of silence, its words were played later."));
        evidence.gapsInTenMinutes = milliseconds{800};
        QCOMPARE(said(evidence).next, QStringLiteral("Gaps in the last 10 minutes: 0.8 s in all."));
        evidence.session.catchUp.lastLost = seconds{3};
        evidence.session.catchUp.lastRecovery = kNow - minutes{2};
        evidence.session.catchUp.refusal = CatchUpRefusal::SwitchedOff;
        QVERIFY(said(evidence).next.endsWith(
            QStringLiteral("3.0 s were lost: the host has switched catch-up off.")));
        evidence.session.catchUp.lastRecovery = kNow - minutes{11};
        QVERIFY(!said(evidence).next.contains(QStringLiteral("catch-up")));
    }

    void catchingUp_saysHowLong()
    {
        Evidence evidence = hearing();
        evidence.session.catchUp.mode = ListeningMode::CatchingUp;
        evidence.session.catchUp.behind = seconds{6};
        evidence.behind = milliseconds{6600};
        QCOMPARE(said(evidence).headline,
            QStringLiteral("You are catching up: 6.6 s behind live, live again in about 40 s."));
        QCOMPARE(said(evidence).action, QStringLiteral("Skip to live"));
    }

    void frozenCounts_saySinceWhen()
    {
        QVERIFY(said(with(hearing(), {silentDesk()}))
                    .next.startsWith(QStringLiteral("Counts and stage list are frozen since 20:29:15.")));
    }

    void hops_tellTheirAge()
    {
        const auto hops = hopsOf(hearing());
        QVERIFY(hops[0].age == milliseconds{40} && hops[3].age == milliseconds{40});
        QVERIFY(hops[4].age == milliseconds{10});
        const auto lost = hopsOf(lostWith(Cause::ServerLost));
        QVERIFY(lost[2].age == seconds{2});
        QCOMPARE(lost[2].evidence, QStringLiteral("eu-1, connection ended 12 s ago"));
        QVERIFY(!hopsOf(Evidence{})[4].age);
    }

    void durations_areWholeWords_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("words");
        QTest::newRow("negative") << qint64(-5) << "0 s";
        QTest::newRow("seconds") << qint64(12'999) << "12 s";
        QTest::newRow("minutes") << qint64(29 * 60'000) << "29 min";
        QTest::newRow("hours") << qint64(21 * 3'600'000 + 30 * 60'000) << "21 h 30 min";
        QTest::newRow("full hours") << qint64(2 * 3'600'000) << "2 h";
        QTest::newRow("days") << qint64(72) * 3'600'000 << "3 days";
    }

    void durations_areWholeWords()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, words);
        QCOMPARE(durationWords(milliseconds{ms}), words);
    }

    void clock_followsTheLocale()
    {
        QCOMPARE(clockWordsWithSeconds(kWall), QStringLiteral("20:29:24"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(clockWordsWithSeconds(kWall).startsWith(QStringLiteral("8:29:24")));
        QVERIFY(clockWords(kWall).startsWith(QStringLiteral("8:29")));
        QVERIFY(!clockWords(kWall).contains(QStringLiteral(":24")));
    }

    void translation_isComplete()
    {
        QSet<QString> translated;
        QFile file(QStringLiteral(DIAGNOSIS_TRANSLATION));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QStringLiteral("source"))
                source = xml.readElementText();
            if (xml.name() != QStringLiteral("translation"))
                continue;
            QVERIFY2(!xml.attributes().hasAttribute(QStringLiteral("type")), qPrintable(source));
            const QString text = xml.readElementText();
            QVERIFY2(!text.isEmpty(), qPrintable(source));
            for (const QString &placeholder :
                {QStringLiteral("%1"), QStringLiteral("%2"), QStringLiteral("%3")})
                QVERIFY2(source.contains(placeholder) == text.contains(placeholder), qPrintable(source));
            translated.insert(source);
        }
        QVERIFY(!xml.hasError());
        // Each word of the sources is there, also those that no test says.
        static const QRegularExpression kWords(QStringLiteral(
            "(?:Words::tr\\(|TRANSLATE_NOOP\\(\"Sentence\",)\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)"));
        int found = 0;
        for (QDirIterator it(QStringLiteral(DIAGNOSIS_SOURCES), {QStringLiteral("*.cpp")}); it.hasNext();) {
            QFile code(it.next());
            QVERIFY(code.open(QIODevice::ReadOnly));
            for (auto match = kWords.globalMatch(QString::fromUtf8(code.readAll())); match.hasNext();) {
                static const QRegularExpression kJoints(QStringLiteral("\"\\s*\""));
                const QString words = match.next().captured(1).trimmed().replace(kJoints, QString());
                QVERIFY2(translated.contains(words.mid(1, words.size() - 2)), qPrintable(words));
                ++found;
            }
        }
        QVERIFY(found > 250);
    }
};

QTEST_GUILESS_MAIN(SentenceTest)
#include "sentence_test.moc"
