// Drives every page by keyboard and mouse, in both languages.

#include "button.h"
#include "details_dialog.h"
#include "diagnosis/sentence.h"
#include "gui_fixture.h"
#include "main_window.h"
#include "nav_item.h"
#include "sample_views.h"
#include "speaker_tile.h"
#include "stage_grid.h"
#include "support/virtual_clock.h"
#include "volume_slider.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A shown window with the sample views.
struct Shown {
    explicit Shown(const NowPlayingView &playing, const EventsView &events, Page page,
        const QString &language = QStringLiteral("en"))
        : looks(false, 1, language)
        , clock(sampleNow())
        , window(clock, anyLink, {})
    {
        window.showEvents(events);
        window.showNowPlaying(playing);
        window.choosePage(page);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qWarning("the window did not become active");
    }

    bool shows(const char *text) const { return textsIn(&window).contains(QString::fromUtf8(text)); }
    void click(const QString &name)
    {
        auto *button = visible<QAbstractButton>(&window, name);
        QVERIFY2(button, qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    Looks looks;
    FixedClock clock;
    MainWindow window;
};

/// The event of the first join that was asked for.
QString eventIn(const QSignalSpy &join)
{
    return static_cast<const EventId *>(join[0][1].constData())->text();
}

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

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

class WindowTest : public QObject
{
    Q_OBJECT
private slots:
    void events_showSchedule_inEnglish();
    void events_showSchedule_inGerman();
    void events_failedServer_isNamedAndTriedAgain();
    void events_emptyStates_sayWhatToDo();
    void events_countdown_movesWithTheClock();
    void events_hugeSchedule_isCutHonestly();
    void join_byMouse_asksForTheEventAndShowsIt();
    void join_byTabAndSpace_asksForTheEvent();
    void wait_byMouse_joinsTheLateEvent();
    void movedEvent_isFollowedByItsLink();
    void server_isRemovedByItsMenu();
    void nowPlaying_showsTheEvent_inEnglish();
    void nowPlaying_showsTheEvent_inGerman();
    void nowPlaying_unknownCounts_areDashes();
    void nowPlaying_frozenCounts_saySinceWhen();
    void nowPlaying_markup_isShownAsItIs();
    void banner_button_acts_data();
    void banner_button_acts();
    void keys_muteAndVolume_work();
    void keys_pagesAndEscape_work();
    void slider_byMouse_setsTheVolume();
    void leave_byMouse_isAskedFor();
    void pasteDialog_judgesWhileTyping();
    void pasteDialog_readsTheClipboardOnlyWhenAsked();
    void refusedLink_isExplainedAboveThePage();
    void details_showEveryHopAndStayFresh();
    void report_holdsNoKey();
    void ring_followsTheLevel();
    void steadyLevel_paintsNothing();
    void steadyView_paintsNothing();
    void geometryPageAndVolume_areRemembered();
};

void WindowTest::events_showSchedule_inEnglish()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    for (const char *text :
        {"From live.example.org · up to date, checked 20:29:40", "Live now", "20:03", "today",
            "Ana Ruiz, Jonas Klein and 2 more · 1,204 connected, 1,187 hearing", "LIVE 00:26:41", "Join",
            "Late by 29 min. Host, 20:25: “Guest’s line is unstable, we start at 20:45.”", "Delayed to 20:45",
            "Wait in the room", "Upcoming", "Sat 18:00 (your time) · in 21 h 30 min · Mei Okafor", "Past",
            "1 h 12 min · Tom Sand · recording complete"})
        QVERIFY2(s.shows(text), text);
    QVERIFY(visible<NavItem>(&s.window, QStringLiteral("Events, 2 live, shown now")));
}

void WindowTest::events_showSchedule_inGerman()
{
    const Shown s(nothingJoined(), schedule(), Page::Events, QStringLiteral("de"));
    for (const char *text :
        {"Veranstaltungen", "Von live.example.org · aktuell, geprüft 20:29:40", "Jetzt live", "heute",
            "Ana Ruiz, Jonas Klein und 2 weitere · 1.204 verbunden, 1.187 hören", "Beitreten",
            "Mit 29 min Verspätung. Veranstaltungsleitung, 20:25: „Guest’s line is unstable, we start at "
            "20:45.“",
            "Verschoben auf 20:45", "Im Raum warten", "Demnächst",
            "Sa. 18:00 (Ihre Zeit) · in 21 h 30 min · Mei Okafor", "Vergangen"})
        QVERIFY2(s.shows(text), text);
}

void WindowTest::events_failedServer_isNamedAndTriedAgain()
{
    Shown s(nothingJoined(), scheduleAndFailure(), Page::Events);
    QVERIFY(s.shows("From Radio North (radio.example.net) · cannot be read now, last checked 19:58:03"));
    QVERIFY(s.shows("radio.example.net can be reached, but no event server answers there."));
    QSignalSpy refresh(&s.window, &MainWindow::refreshRequested);
    s.click(QStringLiteral("Try again"));
    QCOMPARE(refresh.count(), 1);
    s.window.showEvents(schedule());
    QVERIFY(!s.shows("Radio North"));
}

void WindowTest::events_emptyStates_sayWhatToDo()
{
    Shown s(nothingJoined(), noServers(), Page::Events);
    QVERIFY(s.shows("No events yet"));
    s.window.showEvents(emptyServer());
    QVERIFY(s.shows("No events are planned"));
    EventsView view = emptyServer();
    view.servers.front().state = ServerView::State::Reading;
    s.window.showEvents(view);
    QVERIFY(s.shows("Reading the schedule …"));
    s.window.showEvents(schedule());
    QVERIFY(!s.shows("Reading the schedule …"));
    QVERIFY(s.shows("Night radio"));
}

void WindowTest::events_countdown_movesWithTheClock()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    VirtualClock clock;
    EventsView view = schedule();
    view.servers.front().schedule.resize(1, view.servers.front().schedule.front());
    ScheduleCard &card = view.servers.front().schedule.front();
    card.phase = Phase::Scheduled;
    card.started.reset();
    card.ended.reset();
    card.planned = clock.wall() + minutes{5};
    MainWindow window(clock, anyLink, {});
    window.showEvents(view);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(textsIn(&window).contains(QStringLiteral("in 5 min")));
    clock.advance(minutes{2});
    QVERIFY(textsIn(&window).contains(QStringLiteral("in 3 min"))
        || textsIn(&window).contains(QStringLiteral("in 2 min")));
    clock.advance(minutes{4} + seconds{2});
    QVERIFY(textsIn(&window).contains(QStringLiteral("Late by 1 min. No word from the host yet.")));
    QVERIFY(textsIn(&window).contains(QStringLiteral("Due now")));
}

void WindowTest::events_hugeSchedule_isCutHonestly()
{
    EventsView view = schedule();
    ScheduleCard card = view.servers.front().schedule[1];
    for (int i = 0; i < 2000; ++i) {
        card.id = *EventId::parse(QStringLiteral("event-%1").arg(i));
        card.planned = sampleNow() + std::chrono::hours{24 + i};
        view.servers.front().schedule.push_back(card);
    }
    QElapsedTimer timer;
    timer.start();
    Shown s(nothingJoined(), view, Page::Events);
    QVERIFY(s.shows("Upcoming · 100 of 2,001 shown"));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void WindowTest::join_byMouse_asksForTheEventAndShowsIt()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy join(&s.window, &MainWindow::joinRequested);
    s.click(QStringLiteral("Join: Night radio"));
    QCOMPARE(join.count(), 1);
    QCOMPARE(join[0][0].toString(), QStringLiteral("earshot://live.example.org/"));
    QCOMPARE(eventIn(join), QStringLiteral("night-radio"));
    QCOMPARE(s.window.page(), Page::NowPlaying);
}

void WindowTest::join_byTabAndSpace_asksForTheEvent()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy join(&s.window, &MainWindow::joinRequested);
    QStringList passed;
    for (int i = 0; i < 20 && join.isEmpty(); ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &s.window, Qt::Key_Tab);
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        passed << focus->accessibleName();
        if (focus->accessibleName() == QStringLiteral("Join: Town hall: the 2027 budget"))
            QTest::keyClick(focus, Qt::Key_Space);
    }
    QVERIFY2(join.count() == 1, qPrintable(passed.join(u'|')));
    QCOMPARE(eventIn(join), QStringLiteral("town-hall"));
}

void WindowTest::wait_byMouse_joinsTheLateEvent()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy join(&s.window, &MainWindow::joinRequested);
    s.click(QStringLiteral("Wait in the room: Candidate interview"));
    QCOMPARE(join.count(), 1);
    QCOMPARE(eventIn(join), QStringLiteral("interview"));
}

void WindowTest::movedEvent_isFollowedByItsLink()
{
    EventsView view = schedule();
    for (ScheduleCard &card : view.servers.front().schedule) {
        if (card.id.text() == QStringLiteral("night-radio")) {
            card.phase = Phase::Moved;
            card.movedTo = QStringLiteral("earshot://elsewhere.example.org/night-radio");
        }
    }
    Shown s(nothingJoined(), view, Page::Events);
    QSignalSpy entered(&s.window, &MainWindow::linkEntered);
    s.click(QStringLiteral("Follow: Night radio"));
    QCOMPARE(entered.count(), 1);
    QCOMPARE(entered[0][0].toString(), QStringLiteral("earshot://elsewhere.example.org/night-radio"));
}

void WindowTest::server_isRemovedByItsMenu()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy removed(&s.window, &MainWindow::removeServerRequested);
    s.click(QStringLiteral("Options for live.example.org"));
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(removed[0][0].toString(), QStringLiteral("earshot://live.example.org/"));
}

void WindowTest::nowPlaying_showsTheEvent_inEnglish()
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

void WindowTest::nowPlaying_showsTheEvent_inGerman()
{
    const Shown s(listening(), schedule(), Page::NowPlaying, QStringLiteral("de"));
    for (const char *text : {"Leitung: Ana Ruiz · geplant 20:00, begonnen 20:03",
             "Sie hören diese Veranstaltung live, 0,6 s hinter den Sprechenden.", "Auf der Bühne",
             "Telefonqualität ab der Quelle", "1.204", "verbunden (vom Server gezählt)",
             "hören gerade Ton (gemessen)", "Mitteilung der Leitung · 20:21", "Mit 3 min Verspätung begonnen",
             "Sie sind beigetreten", "Live · 0,6 s", "Stumm", "Verlassen"})
        QVERIFY2(s.shows(text), text);
}

void WindowTest::nowPlaying_unknownCounts_areDashes()
{
    NowPlayingView view = listening();
    view.counts = {};
    const Shown s(view, schedule(), Page::NowPlaying);
    QCOMPARE(textsIn(&s.window).split(u'\n').count(QStringLiteral("–")), 2);
    QVERIFY(!textsIn(&s.window).split(u'\n').contains(QStringLiteral("0")));
}

void WindowTest::nowPlaying_frozenCounts_saySinceWhen()
{
    const Shown s(crowded(), schedule(), Page::NowPlaying);
    QVERIFY(s.shows("Frozen since 20:29:40"));
}

void WindowTest::nowPlaying_markup_isShownAsItIs()
{
    NowPlayingView view = listening();
    view.title = QStringLiteral("<b>Bold</b>");
    view.message->text = QStringLiteral("<img src=file:///etc/passwd>");
    const Shown s(view, schedule(), Page::NowPlaying);
    for (const QLabel *label : s.window.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void WindowTest::banner_button_acts_data()
{
    QTest::addColumn<Action>("action");
    QTest::addColumn<QByteArray>("signal");
    QTest::newRow("try now") << Action::TryNow << QByteArray(SIGNAL(tryNowRequested()));
    QTest::newRow("unmute") << Action::Unmute << QByteArray(SIGNAL(muteRequested(bool)));
    QTest::newRow("volume") << Action::RaiseVolume << QByteArray(SIGNAL(volumeRequested(double)));
    QTest::newRow("settings") << Action::OpenSoundSettings << QByteArray(SIGNAL(soundSettingsRequested()));
    QTest::newRow("leave") << Action::Leave << QByteArray(SIGNAL(leaveRequested()));
    QTest::newRow("follow") << Action::FollowMove << QByteArray(SIGNAL(linkEntered(QString)));
    QTest::newRow("schedule") << Action::OpenSchedule << QByteArray();
}

void WindowTest::banner_button_acts()
{
    QFETCH(Action, action);
    QFETCH(QByteArray, signal);
    NowPlayingView view = refused();
    view.verdict.action = action;
    view.evidence.state = listening().evidence.state;
    view.evidence.state->value.movedTo = QStringLiteral("earshot://elsewhere.example.org/town-hall");
    Shown s(view, schedule(), Page::NowPlaying);
    const QString words = sentence(view.verdict).action;
    QVERIFY(!words.isEmpty());
    if (signal.isEmpty()) {
        s.click(words);
        QCOMPARE(s.window.page(), Page::Events);
        return;
    }
    QSignalSpy spy(&s.window, signal.constData());
    s.click(words);
    QCOMPARE(spy.count(), 1);
    if (action == Action::FollowMove)
        QCOMPARE(spy[0][0].toString(), view.evidence.state->value.movedTo);
    if (action == Action::Unmute)
        QCOMPARE(spy[0][0].toBool(), false);
}

void WindowTest::keys_muteAndVolume_work()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    QSignalSpy mute(&s.window, &MainWindow::muteRequested);
    QSignalSpy volume(&s.window, &MainWindow::volumeRequested);
    QTest::keyClick(&s.window, Qt::Key_M);
    QCOMPARE(mute.takeFirst()[0].toBool(), true);
    NowPlayingView muted = listening();
    muted.muted = true;
    s.window.showNowPlaying(muted);
    QVERIFY(s.shows("Unmute"));
    QTest::keyClick(&s.window, Qt::Key_M);
    QCOMPARE(mute.takeFirst()[0].toBool(), false);
    QTest::keyClick(&s.window, Qt::Key_Up);
    QCOMPARE(volume.takeFirst()[0].toDouble(), 0.75);
    QTest::keyClick(&s.window, Qt::Key_Down);
    QTest::keyClick(&s.window, Qt::Key_Down);
    QCOMPARE(volume.takeFirst()[0].toDouble(), 0.7);
    QCOMPARE(volume.takeFirst()[0].toDouble(), 0.65);
}

void WindowTest::keys_pagesAndEscape_work()
{
    Shown s(listening(), schedule(), Page::Events);
    QTest::keyClick(&s.window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(s.window.page(), Page::NowPlaying);
    QTest::keyClick(&s.window, Qt::Key_Escape);
    QCOMPARE(s.window.page(), Page::Events);
    QTest::keyClick(&s.window, Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(&s.window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(s.window.page(), Page::Events);
    QTest::keyClick(&s.window, Qt::Key_L, Qt::ControlModifier);
    QVERIFY(s.window.pasteDialog() && s.window.pasteDialog()->isVisible());
    QTest::keyClick(s.window.pasteDialog(), Qt::Key_Escape);
    QTRY_VERIFY(!s.window.pasteDialog());
    s.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&s.window));
    QTest::keyClick(&s.window, Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(!s.window.isVisible());
}

void WindowTest::slider_byMouse_setsTheVolume()
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

void WindowTest::leave_byMouse_isAskedFor()
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

void WindowTest::pasteDialog_judgesWhileTyping()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy entered(&s.window, &MainWindow::linkEntered);
    s.click(QStringLiteral("Paste a link"));
    PasteLinkDialog *dialog = s.window.pasteDialog();
    QVERIFY(dialog);
    auto *field = dialog->findChild<QLineEdit *>();
    auto *open = visible<Button>(dialog, QStringLiteral("Open"));
    QVERIFY(field && open);
    QVERIFY(!open->isEnabled());
    QTest::keyClicks(field, QStringLiteral("http://x"));
    QVERIFY(!open->isEnabled());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("it does not begin with earshot://")));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(dialog->isVisible());
    field->clear();
    QTest::keyClicks(field, QStringLiteral("earshot://live.example.org/town-hall"));
    QVERIFY(open->isEnabled());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("This link can be opened.")));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(entered.count(), 1);
    QCOMPARE(entered[0][0].toString(), QStringLiteral("earshot://live.example.org/town-hall"));
}

void WindowTest::pasteDialog_readsTheClipboardOnlyWhenAsked()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("  earshot://live.example.org/town-hall\n"));
    Shown s(nothingJoined(), schedule(), Page::Events);
    s.window.openPasteDialog();
    PasteLinkDialog *dialog = s.window.pasteDialog();
    QCOMPARE(dialog->link(), QString());
    auto *paste = visible<Button>(dialog, QStringLiteral("Paste from the clipboard"));
    QVERIFY(paste);
    QTest::mouseClick(paste, Qt::LeftButton);
    QCOMPARE(dialog->link(), QStringLiteral("earshot://live.example.org/town-hall"));
}

void WindowTest::refusedLink_isExplainedAboveThePage()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    s.window.showRefusedLink({Cause::LinkMalformed, QStringLiteral("host")});
    QVERIFY(s.shows("This link cannot be read"));
    QVERIFY(s.shows("You hear this event live"));
    QTest::keyClick(&s.window, Qt::Key_Escape);
    QVERIFY(!s.shows("This link cannot be read"));
    QCOMPARE(s.window.page(), Page::NowPlaying);
}

void WindowTest::details_showEveryHopAndStayFresh()
{
    Shown s(anaDropped(), schedule(), Page::NowPlaying);
    s.click(QStringLiteral("Details"));
    QVERIFY(s.window.details());
    const QString texts = textsIn(s.window.details());
    for (const char *text :
        {"stage.dropped", "1 · Ana’s microphone", "2 · Ana’s uplink", "3 · Server", "4 · Your connection",
            "5 · Your speakers", "connection dropped at 20:29:12", "last packet 12 s ago", "eu-1 · 2.12.12",
            "31 ms", "Headphones (USB)", "Event · with a fault", "Yours · in order", "just now"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
    s.window.showNowPlaying(listening());
    QVERIFY(textsIn(s.window.details()).contains(QStringLiteral("ok.live")));
    s.window.details()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(s.window.details()));
    QTest::keyClick(s.window.details(), Qt::Key_Escape);
    QTRY_VERIFY(!s.window.details() || !s.window.details()->isVisible());
}

void WindowTest::report_holdsNoKey()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    s.window.openDetails();
    auto *copy = visible<Button>(s.window.details(), QStringLiteral("Copy report"));
    QVERIFY(copy);
    QTest::mouseClick(copy, Qt::LeftButton);
    const QString report = QGuiApplication::clipboard()->text();
    QVERIFY(report.contains(QStringLiteral("ok.live")));
    QVERIFY(report.contains(QStringLiteral("Headphones (USB)")));
    for (const SpeakerView &speaker : listening().stage)
        QVERIFY(!report.contains(speaker.key.text()));
}

void WindowTest::ring_followsTheLevel()
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

void WindowTest::steadyLevel_paintsNothing()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    for (int i = 0; i < 60; ++i)
        s.window.showLevels({{-20, -127, -127, -127}});
    QTest::qWait(50);
    PaintCounter painted(&s.window);
    for (int i = 0; i < 25; ++i) {
        s.window.showLevels({{-20, -127, -127, -127}});
        QCoreApplication::processEvents();
    }
    QCOMPARE(painted.count, 0);
    s.window.showLevels({{-50, -127, -127, -127}});
    QTRY_VERIFY(painted.count > 0);
}

void WindowTest::steadyView_paintsNothing()
{
    NowPlayingView view = listening();
    Shown s(view, schedule(), Page::NowPlaying);
    QTest::qWait(50);
    PaintCounter painted(&s.window);
    for (int i = 0; i < 10; ++i) {
        view.evidence.session.bytesReceived += 1000; // changes with every view, shown only in the details
        s.window.showNowPlaying(view);
        QCoreApplication::processEvents();
    }
    QCOMPARE(painted.count, 0);
}

void WindowTest::geometryPageAndVolume_areRemembered()
{
    WindowMemory memory;
    {
        Shown s(listening(), schedule(), Page::NowPlaying);
        QSignalSpy changed(&s.window, &MainWindow::memoryChanged);
        s.window.resize(1000, 700);
        QTRY_VERIFY(!changed.isEmpty());
        memory = s.window.memory();
    }
    FixedClock clock(sampleNow());
    const Looks looks(false, 1, QStringLiteral("en"));
    MainWindow again(clock, anyLink, memory);
    again.show();
    QVERIFY(QTest::qWaitForWindowExposed(&again));
    QCOMPARE(again.size(), QSize(1000, 700));
    QCOMPARE(again.page(), Page::NowPlaying);
    QCOMPARE(again.memory().volume, 0.7);
}

EARSHOT_GUI_MAIN(WindowTest)
#include "window_test.moc"
