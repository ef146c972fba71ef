// The page Events, by keyboard and mouse, in both languages.

#include "diagnosis/diagnose.h"
#include "event_row.h"
#include "event_words.h"
#include "nav_item.h"
#include "shown_window.h"
#include "support/virtual_clock.h"

#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;

namespace {

/// The event of the first join that was asked for.
QString eventIn(const QSignalSpy &join)
{
    return static_cast<const EventId *>(join[0][1].constData())->text();
}

} // namespace

class EventsPageTest : public QObject
{
    Q_OBJECT
private slots:
    void events_showSchedule_inEnglish();
    void events_showSchedule_inGerman();
    void events_startWhenTheHostIsReady_isNeverLate();
    void events_failedServer_isNamedAndTriedAgain();
    void events_emptyStates_sayWhatToDo();
    void events_oneRow_isAsHighAsItNeedsToBe();
    void events_countdown_movesWithTheClock();
    void events_hugeSchedule_isCutHonestly();
    void join_byMouse_asksForTheEventAndShowsIt();
    void join_byTabAndSpace_asksForTheEvent();
    void wait_byMouse_asksForTheRoomOfTheLateEvent();
    void movedEvent_isFollowedByItsLink();
    void server_isRemovedByItsMenu();
    void rows_areWalkedWithTheArrows();
    void tab_goesAsTheEyeDoes();
    void pageChosenByItsKeys_hasTheKeyboard();
    void lostServer_isSaidOfTheSchedule();
    void found_movesNothing();
};

void EventsPageTest::events_showSchedule_inEnglish()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    for (const char *text :
        {"From live.example.org · up to date, checked 20:29:40", "Live now", "20:03", "today",
            "Ana Ruiz, Jonas Klein and 2 more · 1,204 connected, 1,187 hearing", "LIVE 00:26:41", "Join",
            "Late by 29 min. Host, 20:25: “Guest’s line is unstable, we start at 20:45.”", "Delayed to 20:45",
            "Wait in the room", "Upcoming", "Sat 18:00 (your time) · in 21 h 30 min · Mei Okafor", "Past",
            "1 h 12 min · recording complete, 31 MB, published 8 s after the end", "Download"})
        QVERIFY2(s.shows(text), text);
    QVERIFY(visible<NavItem>(&s.window, QStringLiteral("Events, 2 live, shown now")));
}

void EventsPageTest::events_showSchedule_inGerman()
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

void EventsPageTest::events_startWhenTheHostIsReady_isNeverLate()
{
    ScheduleCard card{.id = EventId::parse(QStringLiteral("open-stage")).value()};
    card.title = QStringLiteral("Open stage");
    card.hostName = QStringLiteral("Ana Ruiz");
    const EventRowWords row
        = EventWords::row(card, {wallFromUnixMs(1'790'000'000'000), QStringLiteral("Radio North")});
    QCOMPARE(row.dateLarge, QStringLiteral("–"));
    QCOMPARE(row.pill.text, QStringLiteral("Not started"));
    QCOMPARE(row.detail, QStringLiteral("Starts when the host is ready · Ana Ruiz · Radio North"));
}

void EventsPageTest::events_failedServer_isNamedAndTriedAgain()
{
    Shown s(nothingJoined(), scheduleAndFailure(), Page::Events);
    QVERIFY(s.shows("From Radio North (radio.example.net) · last known, 31 min old; not reachable"));
    QVERIFY(s.shows("radio.example.net can be reached, but no event server answers there."));
    QSignalSpy refresh(&s.window, &MainWindow::refreshRequested);
    s.click(QStringLiteral("Try again"));
    QCOMPARE(refresh.count(), 1);
    s.window.showEvents(schedule());
    QVERIFY(!s.shows("Radio North"));
}

void EventsPageTest::events_emptyStates_sayWhatToDo()
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

void EventsPageTest::events_oneRow_isAsHighAsItNeedsToBe()
{
    EventsView view = schedule();
    view.servers.front().schedule.resize(1, view.servers.front().schedule.front());
    Shown s(nothingJoined(), view, Page::Events);
    const QList<EventRow *> rows = s.window.findChildren<EventRow *>();
    QCOMPARE(rows.size(), 1);
    const EventRow &row = *rows.front();
    QTRY_VERIFY(row.height() <= row.layout()->totalHeightForWidth(row.width()) + 2);
}

void EventsPageTest::events_countdown_movesWithTheClock()
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
    QVERIFY(textsIn(&window).contains(QStringLiteral("Late by 1 min, no word from the host yet")));
    QVERIFY(textsIn(&window).contains(QStringLiteral("Due now")));
}

void EventsPageTest::events_hugeSchedule_isCutHonestly()
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

void EventsPageTest::join_byMouse_asksForTheEventAndShowsIt()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy join(&s.window, &MainWindow::joinRequested);
    s.click(QStringLiteral("Join: Night radio"));
    QCOMPARE(join.count(), 1);
    QCOMPARE(join[0][0].toString(), QStringLiteral("earshot://live.example.org/"));
    QCOMPARE(eventIn(join), QStringLiteral("night-radio"));
    QCOMPARE(s.window.page(), Page::NowPlaying);
}

void EventsPageTest::join_byTabAndSpace_asksForTheEvent()
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

void EventsPageTest::wait_byMouse_asksForTheRoomOfTheLateEvent()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy wait(&s.window, &MainWindow::waitRequested);
    s.click(QStringLiteral("Wait in the room: Candidate interview"));
    QCOMPARE(wait.count(), 1);
    QCOMPARE(eventIn(wait), QStringLiteral("interview"));
}

void EventsPageTest::movedEvent_isFollowedByItsLink()
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
    s.click(QStringLiteral("Go there: Night radio"));
    QCOMPARE(entered.count(), 1);
    QCOMPARE(entered[0][0].toString(), QStringLiteral("earshot://elsewhere.example.org/night-radio"));
}

void EventsPageTest::server_isRemovedByItsMenu()
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

/// The rows of the page, from above.
static std::vector<EventRow *> rowsIn(MainWindow &window)
{
    std::vector<EventRow *> rows;
    for (EventRow *row : window.findChildren<EventRow *>())
        rows.push_back(row);
    std::ranges::sort(rows, {}, [](const EventRow *row) { return row->y(); });
    return rows;
}

static EventsView twoServers()
{
    EventsView view = schedule();
    ServerView second = view.servers.front();
    second.id = QStringLiteral("earshot://radio.example.net/");
    second.host = QStringLiteral("radio.example.net");
    view.servers.push_back(second);
    return view;
}

void EventsPageTest::rows_areWalkedWithTheArrows()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy volume(&s.window, &MainWindow::volumeRequested);
    const std::vector<EventRow *> rows = rowsIn(s.window);
    QVERIFY(rows.size() >= 4);
    const auto press = [](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
    rows[0]->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Down);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(rows[1]));
    press(Qt::Key_End);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(rows.back()));
    press(Qt::Key_Down);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(rows.back()));
    press(Qt::Key_Home);
    press(Qt::Key_Up);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(rows[0]));
    press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), rows[0]->stops()[1]);
    press(Qt::Key_Down);
    QCOMPARE(QApplication::focusWidget(), rows[1]->stops()[1]);
    QCOMPARE(volume.count(), 0);
}

void EventsPageTest::tab_goesAsTheEyeDoes()
{
    Shown s(nothingJoined(), twoServers(), Page::Events);
    // A row that comes later, too.
    EventsView more = twoServers();
    more.servers[1].schedule.front().planned -= minutes{30};
    more.servers[1].schedule.push_back(more.servers[1].schedule.front());
    more.servers[1].schedule.back().id = *EventId::parse(QStringLiteral("one-more"));
    s.window.showEvents(more);
    visible<QWidget>(&s.window, QStringLiteral("Paste a link"))->setFocus(Qt::TabFocusReason);
    std::vector<QWidget *> stops;
    for (int i = 0; i < 60; ++i) {
        QWidget *at = QApplication::focusWidget();
        if (std::ranges::find(stops, at) != stops.end())
            break;
        stops.push_back(at);
        QTest::keyClick(at, Qt::Key_Tab);
    }
    const auto named = [&](const char *name) {
        return std::ranges::find_if(stops, [&](const QWidget *stop) {
            return stop->accessibleName() == QLatin1String(name)
                || stop->property("text").toString() == QLatin1String(name);
        });
    };
    const auto host = named("Host an event");
    const auto first = named("Options for live.example.org");
    const auto second = named("Options for radio.example.net");
    const auto search = named("Search the events");
    QVERIFY(search != stops.end());
    QVERIFY(host < first && first < second && second < search);
    int y = -1;
    int rows = 0;
    for (auto stop = search; stop != stops.end(); ++stop) {
        if (!qobject_cast<EventRow *>(*stop))
            continue;
        QVERIFY((*stop)->y() > y);
        y = (*stop)->y();
        ++rows;
    }
    QCOMPARE(rows, int(rowsIn(s.window).size()));
}

void EventsPageTest::pageChosenByItsKeys_hasTheKeyboard()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    visible<QWidget>(&s.window, QStringLiteral("Paste a link"))->setFocus(Qt::TabFocusReason);
    for (const auto &[key, name] : {std::pair{Qt::Key_3, "Recordings"}, std::pair{Qt::Key_1, "Events"}}) {
        QTest::keyClick(QApplication::focusWidget(), key, Qt::ControlModifier);
        QWidget *page = QApplication::focusWidget();
        QVERIFY(page);
        QCOMPARE(page->accessibleName(), QLatin1String(name));
        QTest::keyClick(page, Qt::Key_Tab);
        QVERIFY(page->isAncestorOf(QApplication::focusWidget()));
    }
}

void EventsPageTest::lostServer_isSaidOfTheSchedule()
{
    EventsView view = schedule();
    view.servers[0].state = ServerView::State::Stale;
    view.servers[0].trouble = verdictForFailure({Cause::ServerLost, {}}, QStringLiteral("live.example.org"));
    const Shown s(nothingJoined(), view, Page::Events);
    QVERIFY(s.shows("What it had on at 20:29 is shown. Earshot tries again by itself."));
    QVERIFY(!s.shows("You hear nothing"));
}

void EventsPageTest::found_movesNothing()
{
    Shown s(nothingJoined(), twoServers(), Page::Events);
    auto *field = visible<QLineEdit>(&s.window, QStringLiteral("Search the events"));
    QVERIFY(field);
    QCoreApplication::processEvents();
    const QRect before = field->geometry();
    field->setText(QStringLiteral("radio"));
    QCoreApplication::processEvents();
    QVERIFY(s.shows("events"));
    QCOMPARE(field->geometry(), before);
}

EARSHOT_GUI_MAIN(EventsPageTest)
#include "events_page_test.moc"
