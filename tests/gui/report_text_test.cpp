// The report that is copied: tells what happened, and nothing secret or personal.

#include "details_dialog.h"
#include "report_text.h"
#include "shown_window.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace earshot;
using namespace earshot::test;

namespace {

const QString kTicket = QStringLiteral("eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ."
                                       "eyJqdGkiOiJQTjRaR1lNSlk3VkJXTVkifQ.Yq3hT8mZp0_w-4VbKc");
const QString kKey = QStringLiteral("UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4");
const QString kSeed = QStringLiteral("SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY");
const QString kFingerprint = QString(QStringLiteral("9f86d081")).repeated(8);

ReportPerson person()
{
    return {{QStringLiteral("mariechen"), QStringLiteral("maries-laptop")},
        QStringLiteral("/srv/people/mariechen")};
}

/// What must not be found in the report, each also without its end, as cut texts show it.
const QStringList &secrets()
{
    static const QStringList list{kTicket.left(16), kTicket.mid(50, 20), kKey.left(10), kSeed.left(10),
        kFingerprint.left(20), QStringLiteral("hunter2"), QStringLiteral("203.0.113.77"),
        QStringLiteral("113.77"), QStringLiteral("2001:db8:7:8"), QStringLiteral("dead:beef"),
        QStringLiteral("mariechen"), QStringLiteral("maries-laptop"), QStringLiteral("/home/marie"),
        QStringLiteral("Users\\Marie"), QStringLiteral("AC:DE:48"), QStringLiteral("marie@example.org")};
    return list;
}

/// One text with each kind of secret; `turn` says which comes first, so that cutting meets all of them.
QString poison(int turn)
{
    static const QStringList parts{kTicket, kKey, kSeed,
        QStringLiteral("earshot://host.example/event?t=%1&fp=%2").arg(kTicket, kFingerprint),
        QStringLiteral("https://marie:hunter2@host.example/?token=hunter2"),
        QStringLiteral("password=hunter2"), QStringLiteral("from 203.0.113.77:443"),
        QStringLiteral("[2001:db8:7:8::dead:beef]:443"), QStringLiteral("/srv/people/mariechen/x.opus"),
        QStringLiteral("/home/marie/.config/y"), QStringLiteral("C:\\Users\\Marie\\z.txt"),
        QStringLiteral("mariechen@maries-laptop"), QStringLiteral("Mariechen’s headphones"),
        QStringLiteral("AC:DE:48:00:11:22"), QStringLiteral("marie@example.org")};
    QStringList turned;
    for (int i = 0; i < parts.size(); ++i)
        turned << parts[(i + turn) % parts.size()];
    return turned.join(QLatin1Char(' '));
}

Failure poisoned(const QString &text)
{
    return {Cause::HttpStatus, text, 503};
}

ScheduleCard poisonedCard(const QString &text)
{
    ScheduleCard card{.id = *EventId::parse(u"town-hall")};
    card.title = card.description = card.hostName = card.movedTo = card.recordingLink = card.fallbackLink
        = text;
    card.speakerNames = {text, text};
    card.message = HostMessage{text, sampleNow()};
    return card;
}

/// Every text of the view, each its own way to the report.
NowPlayingView poisonedView(const QString &text)
{
    NowPlayingView view = listening();
    view.eventId = view.title = view.hostName = text;
    view.message = HostMessage{text, sampleNow()};
    Verdict &verdict = view.verdict;
    verdict.id = QStringLiteral("http.status");
    verdict.who = verdict.where = verdict.detail = verdict.quote = text;
    for (SpeakerView &speaker : view.stage)
        speaker.name = text;
    for (int kind = 0; kind <= int(TimelineEntry::Kind::Left); ++kind) {
        TimelineEntry entry;
        entry.kind = TimelineEntry::Kind(kind);
        entry.at = sampleNow();
        entry.verdict = verdict;
        entry.text = text;
        view.timeline.push_back(entry);
    }
    Evidence &e = view.evidence;
    e.link = poisoned(text);
    e.card = poisonedCard(text);
    SessionStats &s = e.session;
    s.serverHost = s.serverName = s.serverVersion = text;
    s.failure = s.lostBy = s.complaint = poisoned(text);
    s.failedAt = s.lostAt = s.complainedAt = view.evidenceAt;
    ProbeStats probe;
    probe.host = probe.redirectHost = text;
    for (const ProbeStep step :
        {ProbeStep::Resolve, ProbeStep::Tcp, ProbeStep::Tls, ProbeStep::Http, ProbeStep::Page}) {
        probe.findings.push_back({step, ProbeOutcome::Good, milliseconds{3}, {}, text});
        probe.findings.push_back({step, ProbeOutcome::Failed, milliseconds{3}, poisoned(text), text});
    }
    probe.certificate = ProbedCertificate{{text}, text, sampleNow(), sampleNow()};
    s.probe = probe;
    s.secondOpinion = SecondOpinion{view.evidenceAt, sampleNow(), text, poisonedCard(text)};
    EventState &state = e.state->value;
    state.title = state.hostName = state.movedTo = state.recordingLink = state.fallbackLink = text;
    state.message = HostMessage{text, sampleNow()};
    for (StageMember &member : state.stage)
        member.name = text;
    for (SpeakerEvidence &speaker : e.speakers)
        speaker.member.name = text;
    e.output.deviceName = e.output.lostDevice = text;
    e.output.failure = poisoned(text);
    e.removed = StageRemoval{text, text, sampleNow()};
    e.speaking = SpeakingEvidence{};
    e.speaking->deviceName = text;
    return view;
}

} // namespace

class ReportTextTest : public QObject
{
    Q_OBJECT
private slots:
    void report_holdsNoSecret_whateverAnyTextHolds_data();
    void report_holdsNoSecret_whateverAnyTextHolds();
    void report_keepsTheEvidence();
    void redacted_leavesEverydayWordsAlone_data();
    void redacted_leavesEverydayWordsAlone();
    void redacted_keepsWhatHelps_data();
    void redacted_keepsWhatHelps();
    void copyButton_copiesTheRedactedReport();
};

void ReportTextTest::report_holdsNoSecret_whateverAnyTextHolds_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QString>("language");
    for (int turn = 0; turn < 15; ++turn)
        QTest::addRow("turn %d", turn) << turn << (turn % 2 ? QStringLiteral("de") : QStringLiteral("en"));
}

void ReportTextTest::report_holdsNoSecret_whateverAnyTextHolds()
{
    QFETCH(int, turn);
    QFETCH(QString, language);
    const Looks looks(false, 1, language);
    const QString report = reportText(poisonedView(poison(turn)), person());
    QVERIFY(report.size() > 2000);
    for (const QString &secret : secrets())
        QVERIFY2(
            !report.contains(secret, Qt::CaseInsensitive), qPrintable(secret + QLatin1Char('\n') + report));
    QCOMPARE(redacted(report, person()), report);
}

void ReportTextTest::report_keepsTheEvidence()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    NowPlayingView view = catchingUp();
    view.evidence.session.probe = probeFailed().evidence.session.probe;
    view.evidence.session.secondOpinion = probeFailed().evidence.session.secondOpinion;
    const QString report = reportText(view, person());
    for (const char *text :
        {"Earshot ", "Town hall: the 2027 budget", "Ana’s uplink", "2.12.12", "live.example.org",
            "Headphones (USB)", "The way to the server, step by step", "192.0.…", "data centres", "20:26:00",
            "402 packets, 0 lost for good", "6.8 s fetched, 0 s lost", "play faster until live", "You joined",
            "This computer slept for 4 min", "20:29:41: You reconnected, 1.4 s lost"})
        QVERIFY2(report.contains(QString::fromUtf8(text)),
            qPrintable(QString::fromUtf8(text) + QLatin1Char('\n') + report));
}

void ReportTextTest::redacted_leavesEverydayWordsAlone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"20:29:12 Ana’s connection dropped", "12:00", "eu-1, answers in 31 ms",
             "2.12.12", "Version 1.2.3.", "1.204 of 1.300 packets", "127.0.0.1:4222", "[::1]:443",
             "live.example.org:8443", "Speakers (Realtek(R) Audio)",
             "alsa_output.pci-0000_00_1f.3.analog-stereo", "a ticket was refused", "token expired",
             "Secret Garden", "Donaudampfschifffahrtsgesellschaftskapitänsmütze", "The key takeaways: none",
             "the password is wrong", "You can hear: yes; no", "t = 5"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void ReportTextTest::redacted_leavesEverydayWordsAlone()
{
    QFETCH(QString, text);
    QCOMPARE(redacted(text, person()), text);
}

void ReportTextTest::redacted_keepsWhatHelps_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("left");
    const auto row = [](const char *text, const char *left) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(left);
    };
    row("203.0.113.77:443 refused", "203.0.…:443 refused");
    row("from ::ffff:203.0.113.77 on", "from 203.0.… on");
    row("to 2001:db8:7:8::1 failed", "to 2001:db8:… failed");
    row("fe80::1%eth0", "fe80:…");
    row("cannot write /srv/people/mariechen/a.opus", "cannot write ~/a.opus");
    row("cannot write /home/bob/a.opus", "cannot write ~/a.opus");
    row("earshot://h/e?tls=1&i=abcdefghijklmnopqrs-_9", "earshot://h/e?tls=1&i=[removed]");
    row("earshot://h/e?t=abc.def&fp=12", "earshot://h/e?t=[removed]&fp=[removed]");
    row("Mariechen's AirPods", "[name]'s AirPods");
    row("wss://u:p@host/", "wss://[removed]@host/");
}

void ReportTextTest::redacted_keepsWhatHelps()
{
    QFETCH(QString, text);
    QFETCH(QString, left);
    QCOMPARE(redacted(text, person()), left);
}

void ReportTextTest::copyButton_copiesTheRedactedReport()
{
    NowPlayingView view = anaDropped();
    view.evidence.session.lostBy = Failure{Cause::ServerLost, kTicket};
    Shown s(view, schedule(), Page::NowPlaying);
    s.window.openDetails();
    auto *copy = visible<QAbstractButton>(s.window.details(), QStringLiteral("Copy report"));
    QVERIFY(copy);
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(copy->text(), QStringLiteral("Copied"));
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(QStringLiteral("[ticket]")));
    QVERIFY(!copied.contains(kTicket.left(12)));
    view.evidenceAt += seconds{4};
    s.window.showNowPlaying(view);
    QCOMPARE(copy->text(), QStringLiteral("Copy report"));
}

EARSHOT_GUI_MAIN(ReportTextTest)
#include "report_text_test.moc"
