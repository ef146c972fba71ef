// The lines for scripts: what catches up, what a probe found, and nothing secret.

#include "ctl/view_printer.h"
#include "support/virtual_clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryFile>
#include <QtTest>

#include <cstdio>

#include <unistd.h>

using namespace earshot;

namespace {

/// What `print` writes to standard output.
QByteArray printed(const std::function<void()> &print)
{
    QTemporaryFile file;
    if (!file.open())
        return {};
    std::fflush(stdout);
    const int before = dup(STDOUT_FILENO);
    dup2(file.handle(), STDOUT_FILENO);
    print();
    std::fflush(stdout);
    dup2(before, STDOUT_FILENO);
    close(before);
    file.seek(0);
    return file.readAll();
}

std::vector<QJsonObject> objects(const QByteArray &lines, const char *kind)
{
    std::vector<QJsonObject> found;
    for (const QByteArray &line : lines.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object["kind"].toString() == QLatin1String(kind))
            found.push_back(object);
    }
    return found;
}

NowPlayingView openView()
{
    NowPlayingView view;
    view.open = true;
    view.evidenceAt = Instant{seconds{100}};
    view.verdict.id = QStringLiteral("checking");
    return view;
}

NowPlayingView probed()
{
    NowPlayingView view = openView();
    ProbeStats probe;
    probe.host = QStringLiteral("live.example.org");
    probe.begun = Instant{seconds{99}};
    probe.isDone = true;
    probe.findings = {{ProbeStep::Resolve, ProbeOutcome::Good, milliseconds{18}, {}, {}},
        {ProbeStep::Tcp, ProbeOutcome::Failed, milliseconds{31}, Failure{Cause::ConnectionRefused, {}}, {}},
        {ProbeStep::Tls, ProbeOutcome::Skipped, {}, {}, {}}};
    probe.retryAfter = seconds{20};
    view.evidence.session.probe = probe;
    view.evidence.session.secondOpinion = SecondOpinion{};
    view.evidence.session.secondOpinion->note = QStringLiteral("We are\nback at 9");
    return view;
}

} // namespace

class ViewPrinterTest : public QObject
{
    Q_OBJECT
private slots:
    void catchUp_isPrintedAtChanges_notAtEachView();
    void probe_isPrintedOnce_whenDone();
    void recording_isPrintedOnce_whenItCanBeHad();
    void nothingFromAServer_speaksToTheTerminal();
    void people_readTheSame();

private:
    test::VirtualClock m_clock;
};

void ViewPrinterTest::catchUp_isPrintedAtChanges_notAtEachView()
{
    ctl::Printer printer(m_clock, true);
    ctl::ViewPrinter views(printer);
    NowPlayingView view = openView();
    const QByteArray lines = printed([&] {
        views.show(view);
        view.catchUp.mode = ListeningMode::Recovering;
        views.show(view);
        view.catchUp.mode = ListeningMode::CatchingUp;
        view.catchUp.behind = milliseconds{4'200};
        view.catchUp.rewindable = minutes{26};
        view.catchUp.recovered = 210;
        view.catchUp.lastRecovered = milliseconds{4'200};
        view.catchUp.lastRecovery = view.evidenceAt;
        views.show(view);
        view.catchUp.behind = milliseconds{3'000};
        views.show(view);
        view.catchUp.mode = ListeningMode::Live;
        view.catchUp.behind = milliseconds{0};
        view.catchUp.refusal = CatchUpRefusal::TooLong;
        views.show(view);
        views.summarize(view);
    });
    const auto found = objects(lines, "catch_up");
    QCOMPARE(found.size(), size_t(3));
    QCOMPARE(found[0]["mode"].toString(), QStringLiteral("recovering"));
    QVERIFY(found[0]["refusal"].isNull());
    QCOMPARE(found[1]["mode"].toString(), QStringLiteral("catching_up"));
    QCOMPARE(found[1]["behind_ms"].toInt(), 4200);
    QCOMPARE(found[1]["rewindable_ms"].toInt(), 26 * 60'000);
    QCOMPARE(found[1]["recovered"].toInt(), 210);
    QCOMPARE(found[1]["recovered_ms"].toInt(), 4200);
    QCOMPARE(found[1]["lost"].toInt(), 0);
    QCOMPARE(found[2]["mode"].toString(), QStringLiteral("live"));
    QCOMPARE(found[2]["refusal"].toString(), QStringLiteral("too_long"));
    QCOMPARE(objects(lines, "summary").front()["recovered"].toInt(), 210);
}

void ViewPrinterTest::probe_isPrintedOnce_whenDone()
{
    ctl::Printer printer(m_clock, true);
    ctl::ViewPrinter views(printer);
    NowPlayingView view = probed();
    view.evidence.session.probe->isDone = false;
    QVERIFY(objects(printed([&] { views.show(view); }), "probe").empty());
    view.evidence.session.probe->isDone = true;
    const QByteArray lines = printed([&] {
        views.show(view);
        views.show(view);
    });
    const auto found = objects(lines, "probe");
    QCOMPARE(found.size(), size_t(1));
    QCOMPARE(found[0]["server"].toString(), QStringLiteral("live.example.org"));
    QCOMPARE(found[0]["retry_after_s"].toInt(), 20);
    QVERIFY(found[0]["http_status"].isNull());
    const QJsonArray steps = found[0]["findings"].toArray();
    QCOMPARE(steps.size(), 3);
    QCOMPARE(steps[1].toObject(), (QJsonObject{{"step", "tcp"}, {"outcome", "failed"}, {"took_ms", 31}}));
    QCOMPARE(steps[2].toObject()["outcome"].toString(), QStringLiteral("skipped"));
    QCOMPARE(found[0]["text"].toArray().size(), 3);
}

void ViewPrinterTest::people_readTheSame()
{
    ctl::Printer printer(m_clock, false);
    ctl::ViewPrinter views(printer);
    NowPlayingView view = probed();
    const QByteArray lines = printed([&] {
        views.show(view);
        view.catchUp.mode = ListeningMode::Rewound;
        view.catchUp.behind = seconds{30};
        views.show(view);
    });
    QVERIFY2(lines.contains("note on the event's page: We are back at 9\n"), lines.constData());
    QVERIFY2(lines.contains("gone back, 30 s behind live\n"), lines.constData());
    QCOMPARE(lines.count("note on"), 1);
}

void ViewPrinterTest::recording_isPrintedOnce_whenItCanBeHad()
{
    const QByteArray lines = printed([] {
        test::VirtualClock clock;
        ctl::Printer printer(clock, true);
        ctl::ViewPrinter view(printer);
        NowPlayingView ended = openView();
        ended.verdict.id = QStringLiteral("event.ended");
        ended.verdict.action = Action::OpenSchedule;
        ended.evidence.card = ScheduleCard{.id = *EventId::parse(u"town-hall")};
        view.show(ended);
        ended.verdict.action = Action::OpenRecording;
        ended.evidence.card->recording = RecordingPromise::Ready;
        ended.evidence.card->recorded
            = RecordingNote{.folder = QStringLiteral("town-hall/20261121T120000Z"), .duration = minutes{2}};
        view.show(ended);
        view.show(ended);
    });
    const auto recordings = objects(lines, "recording");
    QCOMPARE(recordings.size(), 1u);
    QCOMPARE(recordings[0]["name"].toString(), QStringLiteral("town-hall/20261121T120000Z"));
    QCOMPARE(recordings[0]["seconds"].toInt(), 120);
    QVERIFY(!recordings[0]["partial"].toBool(true));
}

/// A title, a status text of NATS: with line breaks, escape sequences of one and of two bytes, and turned text.
void ViewPrinterTest::nothingFromAServer_speaksToTheTerminal()
{
    const QString hostile
        = QStringLiteral("a\nb\r\x1b[2J\x07 c\u2028d \u009b31m e\x7f \u202ef %1 \u00e4\U0001F600");
    const auto isQuiet = [](const QByteArray &text) {
        const QString read = QString::fromUtf8(text);
        return std::ranges::none_of(read, [](QChar c) {
            return c != u'\n' && (c.category() == QChar::Other_Control || c == QChar(0x202e));
        });
    };
    test::VirtualClock clock;
    const QByteArray human = printed([&] {
        ctl::Printer printer(clock, false);
        printer.line(QStringLiteral("event"), {}, hostile);
        printer.lines(QStringLiteral("link"), {}, {hostile, hostile});
    });
    QVERIFY2(isQuiet(human), human.toHex().constData());
    QCOMPARE(human.count('\n'), 1 + 2);
    QVERIFY(human.contains("a b [2J c d 31m e f %1 \xc3\xa4\xf0\x9f\x98\x80"));
    const QByteArray json = printed([&] {
        ctl::Printer printer(clock, true);
        printer.line(QStringLiteral("event"), {{QStringLiteral("title"), hostile}}, {});
    });
    QCOMPARE(json.count('\n'), 1);
    QVERIFY(!json.contains("\xc2\x9b") && !json.contains('\x7f'));
    QCOMPARE(QJsonDocument::fromJson(json).object()["title"].toString(), hostile);
}

QTEST_GUILESS_MAIN(ViewPrinterTest)
#include "view_printer_test.moc"
