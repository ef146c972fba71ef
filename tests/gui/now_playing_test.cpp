// The page Now playing, by keyboard and mouse, in both languages.

#include "copy_words.h"
#include "diagnosis/sentence.h"
#include "shown_window.h"
#include "speaker_tile.h"
#include "stage_grid.h"
#include "support/virtual_clock.h"
#include "volume_slider.h"

#include <QLabel>
#include <QSignalSpy>

#include <utility>

using namespace earshot;
using namespace earshot::test;

namespace {

/// Counts how often a widget is painted.
class PaintCounter final : public QObject
{
public:
    explicit PaintCounter(QWidget *root)
    {
        root->installEventFilter(this);
        for (QWidget *child : root->findChildren<QWidget *>())
            child->installEventFilter(this);
    }
    int count = 0;

    /// Waits until a turn of the event loop paints nothing, then counts anew.
    bool isStill()
    {
        const bool still = QTest::qWaitFor([this] {
            const int before = std::exchange(count, 0);
            QCoreApplication::processEvents();
            return before == 0 && count == 0;
        });
        count = 0;
        return still;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

class NowPlayingTest : public QObject
{
    Q_OBJECT
private slots:
    void nowPlaying_showsTheEvent_inEnglish();
    void nowPlaying_showsTheEvent_inGerman();
    void nowPlaying_unknownCounts_areDashes();
    void nowPlaying_delay_isUnknownUntilTheEventRuns();
    void nowPlaying_frozenCounts_saySinceWhen();
    void copy_isKeptWhereTheHostAllowsIt();
    void copy_thatCannotBeKept_saysWhy();
    void copy_begunAndWithdrawn_isAnnounced();
    void copy_isWhole_inLargeText();
    void nowPlaying_markup_isShownAsItIs();
    void nowPlaying_idle_isNoTrouble();
    void timeline_showsTheNewest_oldestFirst();
    void banner_button_acts_data();
    void banner_button_acts();
    void button_whoseLinkIsUnsafe_isNotShown();
    void waiting_countsDownEachSecond();
    void note_ofTheEventsPage_isShown_andGoes();
    void slider_byMouse_setsTheVolume();
    void leave_byMouse_isAskedFor();
    void ring_followsTheLevel();
    void steadyLevel_paintsNothing();
    void steadyView_paintsNothing();
};

void NowPlayingTest::nowPlaying_showsTheEvent_inEnglish()
{
    const Shown s(listening(), schedule(), Page::NowPlaying);
    QCOMPARE(s.window.windowTitle(), QStringLiteral("Town hall: the 2027 budget – Earshot"));
    for (const char *text :
        {"Town hall: the 2027 budget", "Hosted by Ana Ruiz · planned 20:00, started 20:03", "LIVE 00:26:41",
            "You hear this event live, 0.6 s behind the speakers.", "No gap in the last 10 minutes.",
            "Ana’s microphone", "talking, −18 dB", "Mei Okafor", "phone quality at source", "muted", "1,204",
            "connected (server count)", "1,187", "± 9", "hearing audio now (measured)",
            "Message from the host · 20:21", "Questions open at 20:40.", "Started, 3 min late", "You joined",
            "Live · 0.6 s", "Mute", "70\u00a0%", "Leave", "Headphones (USB)"})
        QVERIFY2(s.shows(text), text);
}

void NowPlayingTest::nowPlaying_showsTheEvent_inGerman()
{
    const Shown s(listening(), schedule(), Page::NowPlaying, QStringLiteral("de"));
    for (const char *text : {"Leitung: Ana Ruiz · geplant 20:00, begonnen 20:03",
             "Sie hören diese Veranstaltung live, 0,6 s hinter den Sprechenden.", "Auf der Bühne",
             "Telefonqualität ab der Quelle", "1.204", "verbunden (vom Server gezählt)",
             "hören gerade Ton (gemessen)", "Mitteilung der Leitung · 20:21", "Mit 3 min Verspätung begonnen",
             "Sie sind beigetreten", "Live · 0,6 s", "Stumm", "Verlassen"})
        QVERIFY2(s.shows(text), text);
}

void NowPlayingTest::nowPlaying_unknownCounts_areDashes()
{
    NowPlayingView view = listening();
    view.counts = {};
    const Shown s(view, schedule(), Page::NowPlaying);
    QCOMPARE(textsIn(&s.window).split(u'\n').count(QStringLiteral("–")), 2);
    QVERIFY(!textsIn(&s.window).split(u'\n').contains(QStringLiteral("0")));
}

void NowPlayingTest::nowPlaying_delay_isUnknownUntilTheEventRuns()
{
    NowPlayingView view = listening();
    view.phase = Phase::Scheduled;
    const Shown s(view, schedule(), Page::NowPlaying);
    QVERIFY(s.shows("Delay –"));
}

void NowPlayingTest::nowPlaying_frozenCounts_saySinceWhen()
{
    const Shown s(crowded(), schedule(), Page::NowPlaying);
    QVERIFY(s.shows("Frozen since 20:29:40: the event's control does not answer."));
    NowPlayingView cut = listening();
    cut.evidence.session.phase = LinePhase::Waiting;
    const Shown alone(cut, schedule(), Page::NowPlaying);
    QVERIFY(alone.shows("Frozen since 20:29:40: you are not connected."));
}

void NowPlayingTest::copy_isKeptWhereTheHostAllowsIt()
{
    NowPlayingView view = listening();
    Shown s(view, schedule(), Page::NowPlaying);
    QVERIFY(!s.shows("copy"));
    view.copy.isAllowed = true;
    s.window.showNowPlaying(view);
    QSignalSpy asked(&s.window, &MainWindow::copyRequested);
    auto *button = visible<QAbstractButton>(&s.window, QStringLiteral("Keep a copy"));
    QVERIFY(button);
    QVERIFY(s.shows("The host sees how many do."));
    QVERIFY(button->accessibleDescription().contains(QStringLiteral("The host sees how many do")));
    button->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(asked.takeFirst().at(0).toBool(), true);

    view.copy.isWanted = true;
    s.window.showNowPlaying(view);
    QVERIFY(s.shows("Your copy begins as soon as somebody speaks."));
    view.copy.since = sampleNow() - minutes{12} - seconds{31};
    s.window.showNowPlaying(view);
    QVERIFY(s.shows("Keeping a copy · 00:12:31"));
    QCOMPARE(s.window.focusWidget(), button);
    QCOMPARE(button->accessibleName(), QStringLiteral("Stop keeping a copy"));
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(asked.takeFirst().at(0).toBool(), false);

    view.copy = {.isAllowed = true};
    s.window.showNowPlaying(view);
    QVERIFY(s.shows("Your copy is on the page Recordings."));
    QCOMPARE(button->accessibleName(), QStringLiteral("Keep a copy"));
    view.phase = Phase::Ended;
    s.window.showNowPlaying(view);
    QVERIFY(s.shows("Your copy is on the page Recordings."));
    QVERIFY(!button->isVisible());
    view.eventId = QStringLiteral("another");
    s.window.showNowPlaying(view);
    QVERIFY(!s.shows("Your copy is on the page Recordings."));
}

void NowPlayingTest::copy_thatCannotBeKept_saysWhy()
{
    NowPlayingView view = listening();
    view.copy.isWanted = view.copy.isAllowed = true;
    view.copy.since = sampleNow();
    view.copy.failure = Failure{Cause::FileUnwritable, QStringLiteral("/full")};
    Shown s(view, schedule(), Page::NowPlaying, QStringLiteral("de"));
    QVERIFY(s.shows("Ihre Kopie lässt sich nicht schreiben: ist Platz da, und dürfen Sie dort schreiben?"));
    view.copy.failure = Failure{Cause::FilesRemoved, QStringLiteral("/copies")};
    s.window.showNowPlaying(view);
    QVERIFY(s.shows("Ihre Kopie lässt sich nicht schreiben: ihr Ordner wurde entfernt."));
    view.copy = {.isWanted = true};
    s.window.showNowPlaying(view);
    QVERIFY(s.shows("Die Leitung erlaubt keine Kopien mehr. Ihre Kopie ist auf der Seite Aufzeichnungen."));
    QVERIFY(visible<QAbstractButton>(&s.window, QStringLiteral("Kopie beenden")));
}

void NowPlayingTest::copy_begunAndWithdrawn_isAnnounced()
{
    NowPlayingView before = listening();
    NowPlayingView after = before;
    after.copy.isAllowed = true;
    QCOMPARE(CopyWords::news(before, after), QStringLiteral("The host allows you to keep a copy."));
    before = after;
    after.copy.since = sampleNow();
    QCOMPARE(CopyWords::news(before, after), QStringLiteral("Keeping a copy"));
    before = after;
    after.copy = {.isWanted = true};
    QCOMPARE(CopyWords::news(before, after), QStringLiteral("Your copy is on the page Recordings."));
    QCOMPARE(CopyWords::news(after, after), QString());
    after.eventId = QStringLiteral("another");
    QCOMPARE(CopyWords::news(before, after), QString());
}

void NowPlayingTest::copy_isWhole_inLargeText()
{
    NowPlayingView view = listening();
    std::vector<CopyStats> states(5);
    states[0] = {.isAllowed = true};
    states[1] = {.isWanted = true, .isAllowed = true};
    states[2] = {.isWanted = true, .isAllowed = true, .since = sampleNow() - std::chrono::hours{2}};
    states[3] = {.isWanted = true};
    states[4] = states[2];
    states[4].failure = Failure{Cause::FileUnwritable, {}};
    for (const double scale : {1.0, 1.5, 2.0}) {
        Shown s(view, schedule(), Page::NowPlaying, QStringLiteral("de"));
        const Looks looks(true, scale, QStringLiteral("de"));
        for (const CopyStats &copy : states) {
            view.copy = copy;
            s.window.showNowPlaying(view);
            (void)QTest::qWaitFor([&] { return cutTexts(&s.window).isEmpty(); }, 1000);
            QCOMPARE(cutTexts(&s.window), QString());
        }
        s.window.resize(1160, int(1500 * scale)); // far enough down
        view.copy = states[2];
        s.window.showNowPlaying(view);
        (void)QTest::qWaitFor([&] { return cutTexts(&s.window).isEmpty(); }, 1000);
        QVERIFY(
            s.window.grab().save(screensFolder() + QStringLiteral("/copy-german-%1.png").arg(scale * 100)));
    }
}

void NowPlayingTest::nowPlaying_markup_isShownAsItIs()
{
    NowPlayingView view = listening();
    view.title = QStringLiteral("<b>Bold</b>");
    view.message->text = QStringLiteral("<img src=file:///etc/passwd>");
    const Shown s(view, schedule(), Page::NowPlaying);
    for (const QLabel *label : s.window.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void NowPlayingTest::nowPlaying_idle_isNoTrouble()
{
    NowPlayingView view = nothingJoined();
    view.verdict.id = QStringLiteral("idle");
    Shown s(view, schedule(), Page::NowPlaying);
    QVERIFY(!s.shows("You have not joined"));
    view.verdict = refused().verdict;
    s.window.showNowPlaying(view);
    QVERIFY(s.shows("no event server answers there"));
    QSignalSpy tryNow(&s.window, &MainWindow::tryNowRequested);
    s.click(QStringLiteral("Try now"));
    QCOMPARE(tryNow.count(), 1);
}

void NowPlayingTest::timeline_showsTheNewest_oldestFirst()
{
    NowPlayingView view = listening();
    view.message.reset();
    std::rotate(view.timeline.begin(), view.timeline.begin() + 1, view.timeline.end());
    const Shown s(view, schedule(), Page::NowPlaying);
    const QString texts = textsIn(&s.window);
    QVERIFY(
        texts.indexOf(QStringLiteral("Started, 3 min late")) < texts.indexOf(QStringLiteral("You joined")));
    QVERIFY(texts.indexOf(QStringLiteral("You joined"))
        < texts.indexOf(QStringLiteral("You reconnected, 0 s lost")));
}

void NowPlayingTest::banner_button_acts_data()
{
    QTest::addColumn<Action>("action");
    QTest::addColumn<QByteArray>("signal");
    QTest::newRow("try now") << Action::TryNow << QByteArray(SIGNAL(tryNowRequested()));
    QTest::newRow("unmute") << Action::Unmute << QByteArray(SIGNAL(muteRequested(bool)));
    QTest::newRow("volume") << Action::RaiseVolume << QByteArray(SIGNAL(volumeRequested(double)));
    QTest::newRow("settings") << Action::OpenSoundSettings << QByteArray(SIGNAL(soundWatchRequested(bool)));
    QTest::newRow("microphone") << Action::OpenMicrophoneSettings
                                << QByteArray(SIGNAL(soundWatchRequested(bool)));
    QTest::newRow("leave") << Action::Leave << QByteArray(SIGNAL(leaveRequested()));
    QTest::newRow("follow") << Action::FollowMove << QByteArray(SIGNAL(followMoveRequested()));
    QTest::newRow("recording") << Action::OpenRecording << QByteArray(SIGNAL(pageRequested(QUrl)));
    QTest::newRow("fallback") << Action::OpenFallback << QByteArray(SIGNAL(linkEntered(QString)));
    QTest::newRow("login") << Action::OpenLoginPage << QByteArray(SIGNAL(pageRequested(QUrl)));
    QTest::newRow("live") << Action::BackToLive
                          << QByteArray(SIGNAL(seekRequested(std::chrono::milliseconds)));
    QTest::newRow("skip") << Action::SkipToLive
                          << QByteArray(SIGNAL(seekRequested(std::chrono::milliseconds)));
    QTest::newRow("undo") << Action::UndoGuard << QByteArray(SIGNAL(undoGuardRequested()));
    QTest::newRow("link") << Action::PasteLink << QByteArray();
    QTest::newRow("schedule") << Action::OpenSchedule << QByteArray();
}

void NowPlayingTest::banner_button_acts()
{
    QFETCH(Action, action);
    QFETCH(QByteArray, signal);
    NowPlayingView view = refused();
    view.verdict.action = action;
    view.evidence.state = listening().evidence.state;
    EventState &state = view.evidence.state->value;
    state.movedTo = QStringLiteral("earshot://elsewhere.example.org/town-hall");
    state.recordingLink = QStringLiteral("https://example.org/recording.opus");
    state.fallbackLink = QStringLiteral("earshot://delayed.example.org/town-hall");
    Shown s(view, schedule(), Page::NowPlaying);
    const QString words = sentence(view.verdict).action;
    QVERIFY(!words.isEmpty());
    if (signal.isEmpty()) {
        s.click(words);
        QCOMPARE(s.window.page(), action == Action::OpenSchedule ? Page::Events : Page::NowPlaying);
        QCOMPARE(s.window.pasteDialog() != nullptr, action == Action::PasteLink);
        return;
    }
    QSignalSpy spy(&s.window, signal.constData());
    s.click(words);
    QCOMPARE(spy.count(), 1);
    if (action == Action::OpenRecording)
        QCOMPARE(spy[0][0].toUrl(), QUrl(state.recordingLink));
    if (action == Action::OpenFallback)
        QCOMPARE(spy[0][0].toString(), state.fallbackLink);
    if (action == Action::OpenLoginPage)
        QCOMPARE(spy[0][0].toUrl(), QUrl(QStringLiteral("http://live.example.org")));
    if (action == Action::Unmute)
        QCOMPARE(spy[0][0].toBool(), false);
}

void NowPlayingTest::button_whoseLinkIsUnsafe_isNotShown()
{
    for (const char *link : {"", "file:///etc/passwd", "javascript:alert(1)", "http://example.org/", "//x"}) {
        NowPlayingView view = ended();
        view.verdict.action = Action::OpenRecording;
        view.evidence.state->value.recordingLink = QString::fromUtf8(link);
        Shown s(view, schedule(), Page::NowPlaying);
        QVERIFY2(!s.shows(qPrintable(sentence(view.verdict).action)), link);
    }
}

void NowPlayingTest::waiting_countsDownEachSecond()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    VirtualClock clock;
    NowPlayingView view = waiting();
    view.planned = clock.wall() + minutes{12};
    MainWindow window(clock, anyLink, {});
    window.showNowPlaying(view);
    window.choosePage(Page::NowPlaying);
    window.show();
    QVERIFY(textsIn(&window).contains(QStringLiteral("Starts in 00:12:00")));
    clock.advance(seconds{2});
    QVERIFY(textsIn(&window).contains(QStringLiteral("Starts in 00:11:58")));
    clock.advance(minutes{12});
    QVERIFY(textsIn(&window).contains(QStringLiteral("Due now")));
    clock.advance(minutes{1});
    QVERIFY(textsIn(&window).contains(QStringLiteral("Late by 1 min")));
}

void NowPlayingTest::note_ofTheEventsPage_isShown_andGoes()
{
    Shown s(probeFailed(), schedule(), Page::NowPlaying);
    QVERIFY(s.shows("Note on the event's page · 20:26"));
    QVERIFY(s.shows("One of our two data centres is without power."));
    s.window.showNowPlaying(listening());
    QVERIFY(!s.shows("data centres"));
}

void NowPlayingTest::slider_byMouse_setsTheVolume()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    auto *slider = visible<VolumeSlider>(&s.window, QStringLiteral("Volume, 70\u00a0%"));
    QVERIFY(slider);
    QSignalSpy volume(&s.window, &MainWindow::volumeRequested);
    QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2, slider->height() / 2));
    QVERIFY(!volume.isEmpty());
    QVERIFY(qAbs(volume.last()[0].toDouble() - 0.5) < 0.02);
    // What comes back from the player moves the slider without asking again.
    volume.clear();
    NowPlayingView view = listening();
    view.volume = 0.2;
    s.window.showNowPlaying(view);
    QCOMPARE(slider->value(), 20);
    QVERIFY(volume.isEmpty());
}

void NowPlayingTest::leave_byMouse_isAskedFor()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    QSignalSpy leave(&s.window, &MainWindow::leaveRequested);
    s.click(QStringLiteral("Leave the event"));
    QCOMPARE(leave.count(), 1);
    s.window.showNowPlaying(nothingJoined());
    QVERIFY(s.shows("Nothing is playing"));
    QVERIFY(!s.shows("Leave"));
    s.click(QStringLiteral("Go to events"));
    QCOMPARE(s.window.page(), Page::Events);
}

void NowPlayingTest::ring_followsTheLevel()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    const auto *stage = s.window.findChild<StageGrid *>();
    const SpeakerTile *ana = stage->tiles().front();
    QCOMPARE(ana->ringStep(), 0);
    for (int i = 0; i < 10; ++i)
        s.window.showLevels({{-16, -127, -127, -10}});
    QVERIFY(ana->ringStep() >= 7);
    QCOMPARE(stage->tiles()[3]->ringStep(), 0); // muted: no ring, whatever arrives
    const int loud = ana->ringStep();
    s.window.showLevels({{-127, -127, -127, -127}});
    QVERIFY(ana->ringStep() < loud && ana->ringStep() > 0); // smoothed
    for (int i = 0; i < 25; ++i)
        s.window.showLevels({{-127, -127, -127, -127}});
    QCOMPARE(ana->ringStep(), 0);
}

void NowPlayingTest::steadyLevel_paintsNothing()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    for (int i = 0; i < 60; ++i)
        s.window.showLevels({{-20, -127, -127, -127}});
    PaintCounter painted(&s.window);
    QVERIFY(painted.isStill());
    for (int i = 0; i < 25; ++i) {
        s.window.showLevels({{-20, -127, -127, -127}});
        QCoreApplication::processEvents();
    }
    QCOMPARE(painted.count, 0);
    s.window.showLevels({{-50, -127, -127, -127}});
    QTRY_VERIFY(painted.count > 0);
}

void NowPlayingTest::steadyView_paintsNothing()
{
    NowPlayingView view = listening();
    Shown s(view, schedule(), Page::NowPlaying);
    PaintCounter painted(&s.window);
    QVERIFY(painted.isStill());
    for (int i = 0; i < 10; ++i) {
        view.evidence.session.bytesReceived += 1000; // changes with every view, shown only in the details
        s.window.showNowPlaying(view);
        QCoreApplication::processEvents();
    }
    QCOMPARE(painted.count, 0);
}

EARSHOT_GUI_MAIN(NowPlayingTest)
#include "now_playing_test.moc"
