#include "situations.h"

#include "base/random.h"
#include "diagnosis/diagnose.h"
#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/probe_words.h"
#include "diagnosis/sentence.h"

#include <QTest>

#include <cmath>

#include <limits>
#include <set>

using namespace earshot;
using namespace earshot::test;

/// Nothing that comes from outside breaks the diagnosis or reaches a label as more than text.
class HostileEvidenceTest : public QObject
{
    Q_OBJECT

    SeededRandom m_random{20261121};
    const QString kTicket = QStringLiteral("eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.")
        + QString(300, u'q') + QStringLiteral(".c2lnbmF0dXJl");
    const QString kSeed = QStringLiteral("SUA") + QString(55, u'Q');
    const QString kKey = u'U' + QString(55, u'Q');

    int pick(int below) { return int(m_random.next() % quint64(below)); }
    bool maybe() { return pick(2) == 0; }
    Instant instant() { return kNow + seconds{5} - microseconds{pick(60'000'000)}; }
    std::optional<Instant> maybeInstant() { return maybe() ? std::optional(instant()) : std::nullopt; }
    WallTime wall()
    {
        switch (pick(4)) {
        case 0:
            return WallTime{milliseconds{std::numeric_limits<qint64>::max()}};
        case 1:
            return WallTime{milliseconds{std::numeric_limits<qint64>::min()}};
        default:
            return kWall + minutes{pick(400) - 200};
        }
    }
    double number()
    {
        switch (pick(4)) {
        case 0:
            return std::numeric_limits<double>::quiet_NaN();
        case 1:
            return 1e300;
        default:
            return pick(200) - 100;
        }
    }
    QString text()
    {
        static const QStringList kTexts{QString(), QStringLiteral("Ana Ruiz"), QString(10'000, u'x'),
            QStringLiteral("<b>Ana</b>"), QStringLiteral("%1 %2 %3"),
            QString(QChar(0x202E)) + QStringLiteral("evil"), QStringLiteral("a\nb\tc"),
            QString(QChar(0xD800)), QStringLiteral("earshot://h.example/e?t=") + kTicket,
            QStringLiteral("ticket ") + kTicket,
            QStringLiteral("seed ") + kSeed + QStringLiteral(" key ") + kKey};
        return kTexts[pick(int(kTexts.size()))];
    }

    void shuffleEvent(Evidence &e)
    {
        EventState &state = e.state->value;
        state.phase = Phase(pick(6));
        state.planned = wall();
        state.postponedFrom = maybe() ? std::vector<WallTime>{wall()} : std::vector<WallTime>{};
        state.started = maybe() ? std::optional(wall()) : std::nullopt;
        state.ended = maybe() ? std::optional(wall()) : std::nullopt;
        state.hostName = text();
        state.movedTo = text();
        state.deskClock = wall();
        state.recording = RecordingPromise(pick(6));
        state.counts.connected = maybe() ? std::optional<qint64>(m_random.next()) : std::nullopt;
        if (maybe())
            state.message = HostMessage{text(), wall()};
        e.state->at = instant();
        e.card->phase = Phase(pick(6));
        e.card->planned = wall();
        if (maybe())
            e.card.reset();
        if (maybe())
            e.state.reset();
    }

    SpeakerEvidence speaker()
    {
        SpeakerEvidence s{.member = {.key = keyOf(pick(26)),
                              .name = text(),
                              .role = Role(pick(3)),
                              .muted = maybe(),
                              .presence = Presence(pick(3)),
                              .since = wall()}};
        if (maybe()) {
            s.audio = SpeakerAudioStats{};
            s.audio->lastPacket = maybeInstant();
            s.audio->packetLevel = pick(128);
            s.audio->levelDb = number();
            s.audio->bitsPerSecond = number();
            s.audio->bandwidth = OpusBandwidth(pick(6));
            s.audio->flowing = maybe();
            s.audio->lateness = span();
            s.audio->target = span();
            s.audio->jitter = span();
            s.audio->bandwidthHz = pick(40'000) - 100;
            s.audio->clippedShare = maybe() ? number() : 0;
            s.audio->howlHz = maybe() ? 0 : int(m_random.next());
        }
        s.missing = {pick(100), pick(100), pick(100), pick(100), pick(200)};
        if (maybe()) {
            s.gaps = GapStats{.lastAtSource = maybeInstant(),
                .lastAtServer = maybeInstant(),
                .lastUndecided = maybeInstant(),
                .waitingSince = maybeInstant()};
        }
        s.backlog = maybe() ? std::optional<microseconds>(span()) : std::nullopt;
        s.backlogGrows = maybe();
        s.silentSince = maybeInstant();
        s.soundSince = maybeInstant();
        return s;
    }

    std::optional<WallTime> maybeWall() { return maybe() ? std::optional(wall()) : std::nullopt; }
    milliseconds span()
    {
        return maybe() ? milliseconds{pick(600'000)} : milliseconds{qint64(m_random.next() >> 12)};
    }

    void shuffleWay(SessionStats &session)
    {
        session.lostAt = maybeInstant();
        if (maybe())
            session.lostBy = Failure{Cause(pick(int(Cause::DeviceFailed) + 1)), text()};
        session.drainingSince = maybeInstant();
        session.resumedAt = maybeInstant();
        session.sleptFor = span();
        if (maybe())
            session.online = maybe();
        if (pick(4) == 0) {
            session.complaint = Failure{Cause::NotPermitted,
                QStringLiteral("Permissions Violation for Subscription to ev.x.audio.* ") + text()};
            session.complainedAt = maybeInstant();
        }
        if (maybe()) {
            session.probe = ProbeStats{.host = text(),
                .findings = {{ProbeStep(pick(5)), ProbeOutcome(pick(4)), span(),
                    Failure{Cause(pick(int(Cause::DeviceFailed) + 1)), text(), pick(600)}, text()}},
                .certificate = ProbedCertificate{{text(), text()}, text(), maybeWall(), maybeWall()},
                .httpStatus = pick(600),
                .redirectHost = text(),
                .answersHtml = maybe(),
                .clockOffset = maybe() ? std::optional(milliseconds{qint64(m_random.next())}) : std::nullopt};
        }
        if (maybe()) {
            session.secondOpinion = SecondOpinion{instant(), wall(), text(), std::nullopt};
            if (maybe()) {
                ScheduleCard card{.id = *EventId::parse(u"town-hall")};
                card.phase = Phase(pick(6));
                card.planned = wall();
                card.postponedFrom = {wall()};
                card.started = maybeWall();
                card.ended = maybeWall();
                card.hostName = text();
                card.movedTo = card.fallbackLink = card.recordingLink = text();
                card.revision = m_random.next();
                session.secondOpinion->card = card;
            }
        }
        session.catchUp = {.mode = ListeningMode(pick(4)),
            .behind = span(),
            .rewindable = span(),
            .refusal = CatchUpRefusal(pick(5)),
            .lastRecovered = span(),
            .lastLost = span(),
            .lastRecovery = maybeInstant()};
    }

    void shufflePerson(Evidence &e)
    {
        if (pick(4) == 0)
            e.removed = StageRemoval{text(), text(), maybe() ? kWall - seconds{pick(90)} : wall()};
        if (pick(4) == 0) {
            e.speaking = SpeakingEvidence{.microphone = SpeakingEvidence::Microphone(pick(7)),
                .deviceName = text(),
                .failure = text(),
                .isMonitor = maybe(),
                .isHandsFree = maybe(),
                .talking = maybe(),
                .talkingSince = maybeInstant(),
                .silentSince = maybeInstant(),
                .lastReturned = maybeInstant(),
                .roundTrip = maybe() ? std::optional<microseconds>(span()) : std::nullopt,
                .mutedByHost = maybe(),
                .mutedBy = text(),
                .reason = text(),
                .end = TalkEnd(pick(11)),
                .endedAt = maybeInstant(),
                .guard = GuardState(pick(4)),
                .howlHz = pick(30'000) - 1000,
                .clippedShare = pick(4) == 0 ? std::nan("") : double(pick(200)) / 100,
                .bandwidthHz = pick(30'000) - 1000};
        }
        if (pick(20) == 0)
            e.recording = PlayedRecording{text(), span(), span(), maybe()};
        e.output.lostDevice = text();
        e.output.lostDeviceAt = maybeInstant();
        if (maybe())
            e.beacons = BeaconTiming{span(), span()};
        e.behind = maybe() ? std::optional<microseconds>(span()) : std::nullopt;
        e.gapsInTenMinutes = span();
        e.madeUpInTenMinutes = span();
    }

    Evidence anything()
    {
        Evidence e = hearing();
        e.wanted = pick(10) > 0;
        e.scheduleRead = maybe();
        shuffleEvent(e);
        SessionStats &session = e.session;
        session.phase = LinePhase(pick(6));
        session.phaseSince = instant();
        session.serverHost = text();
        session.serverName = text();
        session.attempt = pick(100);
        session.otherServers = pick(10) - 1;
        if (maybe())
            session.failure
                = Failure{Cause(pick(int(Cause::DeviceFailed) + 1)), text(), pick(600), seconds{pick(100)}};
        session.failedAt = maybeInstant();
        session.nextTry = maybeInstant();
        session.lastBytes = maybeInstant();
        session.oldestUnansweredPing = maybeInstant();
        shuffleWay(session);
        shufflePerson(e);
        e.speakers.clear();
        for (int i = pick(5); i > 0; --i)
            e.speakers.push_back(speaker());
        e.output.phase = OutputPhase(pick(4));
        e.output.deviceName = text();
        e.output.lastPull = maybeInstant();
        e.output.lastLatePull = maybeInstant();
        e.output.volume = number();
        e.output.muted = pick(4) == 0;
        e.output.nullDevice = maybe();
        e.firstLive = maybeInstant();
        e.lastLive = maybeInstant();
        e.lastHeard = maybeInstant();
        e.ticketIssued = maybe() ? std::optional(wall()) : std::nullopt;
        e.ticketExpires = maybe() ? std::optional(wall()) : std::nullopt;
        if (pick(20) == 0)
            e.link = Failure{Cause::LinkMalformed, text()};
        return e;
    }

    static void verifyShowable(const QString &text)
    {
        QVERIFY2(text.size() < 1600, qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("qqqqqq")) && !text.contains(QStringLiteral("QQQQQQ"))
                && !text.contains(QStringLiteral("c2lnbmF0dXJl")),
            qPrintable(text));
        for (const QChar c : text) {
            QVERIFY(c != u'<' && c != u'>' && c != u'\n' && c != u'\t');
            QVERIFY(c.unicode() < 0x202A || c.unicode() > 0x202E);
        }
    }

private slots:
    void anyEvidence_hasAKnownNameAndWords()
    {
        const auto ids = allVerdictIds();
        const std::set<QString> known(ids.begin(), ids.end());
        std::set<QString> seen;
        for (int i = 0; i < 20'000; ++i) {
            const Evidence evidence = anything();
            const Verdict verdict = diagnose(evidence, kNow);
            QVERIFY(known.contains(verdict.id));
            QVERIFY(diagnose(evidence, kNow) == verdict);
            QVERIFY(!isHearing(evidence, kNow) || verdict.hearing);
            const auto hops = diagnoseHops(evidence, verdict, kNow);
            seen.insert(verdict.id);
            if (i % 10)
                continue;
            const Sentence words = sentence(verdict);
            QVERIFY(!words.headline.isEmpty());
            verifyShowable(words.headline);
            verifyShowable(words.next);
            verifyShowable(shortWords(verdict));
            if (evidence.session.probe) {
                for (const ProbeLine &line : probeWords(*evidence.session.probe)) {
                    verifyShowable(line.title);
                    verifyShowable(line.evidence);
                    QVERIFY(!line.evidence.isEmpty());
                }
            }
            for (const HopWords &hop : hopWords(evidence, hops, kNow)) {
                verifyShowable(hop.title);
                verifyShowable(hop.evidence);
                QVERIFY(!hop.evidence.isEmpty());
            }
        }
        QVERIFY2(seen.size() > 30, "the evidence is not random enough to prove anything");
    }

    void secrets_giveWay_butTheRestStays()
    {
        QCOMPARE(displayText(QStringLiteral("refused ") + kTicket + QStringLiteral(" by eu-1")),
            QStringLiteral("refused eyJ… by eu-1"));
        QCOMPARE(displayText(QStringLiteral("open earshot://h.example/e?t=abc&x=1 now"), kMaxQuoteLength),
            QStringLiteral("open earshot://h.example/e?t=…&x=1 now"));
        QCOMPARE(displayText(QStringLiteral("open earshot://h.example/e?i=abc-_9 now"), kMaxQuoteLength),
            QStringLiteral("open earshot://h.example/e?i=… now"));
        QCOMPARE(displayText(kSeed + QStringLiteral(" and ") + kKey), QStringLiteral("S… and U…"));
        // A ticket longer than what is shown hides nothing that follows.
        QCOMPARE(displayText(kTicket + kTicket + QStringLiteral(" end")), QStringLiteral("eyJ… end"));
        QCOMPARE(displayText(QStringLiteral("USA and SUSAN")), QStringLiteral("USA and SUSAN"));
        QCOMPARE(withoutSecrets(withoutSecrets(kTicket)), withoutSecrets(kTicket));
    }

    void ownAddress_isNotInTheServersWords_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("four") << QStringLiteral("client 203.0.113.77:51234 is not wanted");
        QTest::newRow("six") << QStringLiteral("client 2001:db8:1:2::77 is not wanted");
    }

    void ownAddress_isNotInTheServersWords()
    {
        QFETCH(QString, words);
        for (const Cause cause : {Cause::HttpStatus, Cause::TicketRejected, Cause::ServerLost,
                 Cause::ProtocolBroken, Cause::TicketRevoked, Cause::ForeignServer, Cause::ServerTooOld}) {
            Evidence evidence = failedWith(cause);
            evidence.session.failure->detail = words;
            const Verdict verdict = diagnose(evidence, kNow);
            for (const QString &shown :
                {sentence(verdict).headline, sentence(verdict).next, verdict.detail}) {
                QVERIFY2(!shown.contains(QStringLiteral("113.77")) && !shown.contains(QStringLiteral("::77")),
                    qPrintable(shown));
            }
        }
    }

    void links_leadOnlyWhereTheyMay_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<bool>("opens");
        QTest::newRow("web") << QStringLiteral("https://cdn.example.org/late") << true;
        QTest::newRow("event") << QStringLiteral("earshot://live.example.org/town-hall?t=x") << true;
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << false;
        QTest::newRow("plain web") << QStringLiteral("http://cdn.example.org/late") << false;
        QTest::newRow("script") << QStringLiteral("javascript:alert(1)") << false;
        QTest::newRow("no host") << QStringLiteral("https:///late") << false;
        QTest::newRow("spaces") << QStringLiteral("https://cdn.example.org/a b") << false;
        QTest::newRow("nothing") << QString() << false;
    }

    void links_leadOnlyWhereTheyMay()
    {
        QFETCH(QString, link);
        QFETCH(bool, opens);
        Evidence evidence = hearing();
        evidence.state->value.movedTo = evidence.state->value.recordingLink
            = evidence.state->value.fallbackLink = link;
        for (const Action action : {Action::FollowMove, Action::OpenRecording, Action::OpenFallback})
            QCOMPARE(linkOfAction(evidence, action), opens ? link : QString());
    }

    void loginPage_isPlainAndWithoutTicket()
    {
        Evidence evidence = failedWith(Cause::HttpStatus);
        evidence.session.serverHost = QStringLiteral("live.example.org:8443");
        QCOMPARE(linkOfAction(evidence, Action::OpenLoginPage), QStringLiteral("http://live.example.org"));
        evidence.session.serverHost = QStringLiteral("<script>");
        QCOMPARE(linkOfAction(evidence, Action::OpenLoginPage), QString());
    }

    void displayText_cutsAndNeutralises()
    {
        QCOMPARE(displayText(QString(10'000, u'x')), QString(40, u'x') + u'…');
        QCOMPARE(displayText(QStringLiteral("<b>Ana</b>")), QStringLiteral("‹b›Ana‹/b›"));
        QCOMPARE(displayText(QStringLiteral(" Ana\n\r\tRuiz ")), QStringLiteral("Ana Ruiz"));
        QCOMPARE(displayText(QString(QChar(0x202E)) + QStringLiteral("Ana") + QChar(0x2066)),
            QStringLiteral("Ana"));
        QCOMPARE(displayText(QString(QChar(0xD800)) + u'a'),
            QChar(QChar::ReplacementCharacter) + QStringLiteral("a"));
        QCOMPARE(displayText(u'a' + QString(2000, QChar(0x0301))).size(), 4 + 1);
    }

    void displayText_isolatesRightToLeft()
    {
        const QString name = QStringLiteral("דנה");
        QCOMPARE(displayText(name), QChar(0x2068) + name + QChar(0x2069));
    }

    void displayText_twice_changesNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("long") << QString(100, u'x');
        QTest::newRow("spaces") << QString(39, u'x') + QString(50, u' ') + u'y';
        QTest::newRow("markup") << QStringLiteral("<i>a</i>");
        QTest::newRow("right to left") << QStringLiteral("דנה כהן");
        QTest::newRow("long right to left") << QString(100, QChar(0x05D0));
        QTest::newRow("marks") << u'a' + QString(500, QChar(0x0301)) + QString(60, u'b');
    }

    void displayText_twice_changesNothing()
    {
        QFETCH(QString, text);
        QCOMPARE(displayText(displayText(text)), displayText(text));
    }

    void callingName_isTheFirstName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("calling");
        QTest::newRow("two words") << "Ana Ruiz"
                                   << "Ana";
        QTest::newRow("one word") << "Ana"
                                  << "Ana";
        QTest::newRow("title") << "Dr. Ruiz"
                               << "Dr. Ruiz";
        QTest::newRow("initial") << "J Klein"
                                 << "J Klein";
        QTest::newRow("nothing") << ""
                                 << "";
    }

    void callingName_isTheFirstName()
    {
        QFETCH(QString, name);
        QFETCH(QString, calling);
        QCOMPARE(callingName(name), calling);
    }

    void placeholdersInNames_stayText()
    {
        Evidence evidence = with(hearing(), {droppedSpeaker()});
        evidence.speakers.front().member.name = QStringLiteral("%2");
        QVERIFY(sentence(diagnose(evidence, kNow)).headline.contains(QStringLiteral("%2’s connection")));
    }

    void impossibleTimes_areADash()
    {
        QCOMPARE(clockWords(WallTime{milliseconds{std::numeric_limits<qint64>::max()}}), QStringLiteral("–"));
        QCOMPARE(clockWords(WallTime{milliseconds{std::numeric_limits<qint64>::min()}}), QStringLiteral("–"));
    }
};

QTEST_GUILESS_MAIN(HostileEvidenceTest)
#include "hostile_evidence_test.moc"
