// Each state of an event on the page Events: what it says, what can be done, and how it looks.

#include "client/library_memory.h"
#include "event_views.h"
#include "event_words.h"
#include "events_page.h"
#include "shown_window.h"

#include <QMenu>
#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;
using std::chrono::hours;

namespace {

EventRowWords rowOf(const char *id, EventContext context = {})
{
    EventsView view = everyEvent();
    context.now = sampleNow();
    return EventWords::row(*cardIn(view, id), context);
}

QStringList buttonsOf(const EventRowWords &row)
{
    QStringList texts;
    for (const EventButton &button : row.buttons)
        texts << button.text;
    return texts;
}

EventSection sectionOf(const char *id)
{
    EventsView view = everyEvent();
    return EventWords::sectionOf(*cardIn(view, id), sampleNow());
}

QString eventIn(const QList<QVariant> &call)
{
    return static_cast<const EventId *>(call[1].constData())->text();
}

EventsPage *pageOf(Shown &s)
{
    return s.window.findChild<EventsPage *>();
}

} // namespace

class ScheduleRowsTest : public QObject
{
    Q_OBJECT
private slots:
    void row_saysWhatIs_data();
    void row_saysWhatIs();
    void recording_onThisComputer_isSaid_data();
    void recording_onThisComputer_isSaid();
    void staleServer_claimsNothingOfNow();
    void recordingThatIsMissing_isWarnedOf();
    void longAgo_isNotLateForEver();
    void broughtForward_isEarlier_andLateFromItsNewStart();
    void justDue_isNotLateYet();
    void silentHost_isNotCalledLive();
    void recording_isFoundByWhatItIs();
    void reminder_isToggled();
    void calendarAndRecording_areAskedFor();
    void recordingElsewhere_opensItsPage();
    void waiting_asksForTheRoom();
    void change_isShownWithoutReload();
    void menuKey_offersAllOfTheRow();
    void enterOnARow_pressesItsFirstButton();
    void severalServers_areNamed();
    void cluster_showsItsEventOnce();
    void german_inAllStates();
    void screens_data();
    void screens();
    void narrow_showsTextsWhole();
};

void ScheduleRowsTest::row_saysWhatIs_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("section");
    QTest::addColumn<QString>("date");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("pill");
    QTest::addColumn<QString>("buttons");
    const auto row = [](const char *id, EventSection section, const char *date, const char *detail,
                         const char *pill, const char *buttons) {
        QTest::newRow(id) << QString::fromLatin1(id) << int(section) << QString::fromUtf8(date)
                          << QString::fromUtf8(detail) << QString::fromUtf8(pill)
                          << QString::fromUtf8(buttons);
    };
    row("town-hall", EventSection::Live, "20:03 today",
        "Ana Ruiz, Jonas Klein and 2 more · 1,204 connected, 1,187 hearing", "LIVE 00:26:41", "Join");
    row("interview", EventSection::Live, "20:00 today",
        "Late by 29 min. Host, 20:25: “Guest’s line is unstable, we start at 20:45.”", "Delayed to 20:45",
        "Wait in the room");
    row("debate", EventSection::Live, "20:25 today", "Late by 4 min, no word from the host yet", "Late",
        "Wait in the room");
    row("panel", EventSection::Live, "20:00 today",
        "Late by 29 min. Host, 20:19: “Two guests are in the train.” · Planned before: 20:00, 20:20",
        "Delayed to 20:59", "Wait in the room");
    row("open-stage", EventSection::Live, "– ", "Starts when the host is ready · Ana Ruiz", "Not started",
        "Wait in the room");
    row("choir", EventSection::Live, "19:49 today", "Mei Okafor · continues on second.example.net", "Moved",
        "Go there");
    row("news", EventSection::Upcoming, "20:38 today", "Fri 20:38 (your time) · in 9 min · Studio 1", "",
        "Wait in the room|Remind me");
    row("office-hours", EventSection::Upcoming, "21 Nov",
        "Sat 18:00 (your time) · in 21 h 30 min · Mei Okafor", "", "Add to calendar|Remind me");
    row("lecture", EventSection::Upcoming, "22 Nov",
        "Sun 18:29 (your time) · in 46 h · moved from Sat 17:29, Sat 18:29 · Dr. Sand\nHost, 19:29: “The "
        "hall has no "
        "power until Sunday.”",
        "Postponed", "Add to calendar|Remind me");
    row("match", EventSection::Upcoming, "21 Nov",
        "Was planned for Sat 16:29 · Ana Ruiz · Host: “The stadium is closed because of the storm.”",
        "Cancelled", "");
    row("complete", EventSection::Past, "19 Nov",
        "1 h 12 min · recording complete, 31 MB, published 8 s after the end", "", "Download");
    row("remote", EventSection::Past, "19 Nov",
        "1 h 12 min · recording complete, 31 MB, 1.4 s missing in one place, published 8 s after the end", "",
        "Download");
    row("partial", EventSection::Past, "19 Nov",
        "1 h 12 min · part of it was recorded, 31 MB, 4.2 s missing in 3 places, published 8 s after the end",
        "", "Download");
    row("reading", EventSection::Past, "19 Nov", "1 h 12 min · recording complete", "", "Open recording");
    row("made", EventSection::Past, "19:17 today", "1 h 12 min · the recording is being made", "Ended", "");
    row("promised", EventSection::Past, "16:17 today",
        "1 h 12 min · a recording was promised, not there 3 h after the end", "Ended", "");
    row("none", EventSection::Past, "19 Nov", "1 h 12 min · no recording", "Ended", "");
}

void ScheduleRowsTest::row_saysWhatIs()
{
    QFETCH(QString, id);
    const Looks looks(false, 1, QStringLiteral("en"));
    const EventRowWords row = rowOf(id.toLatin1().constData());
    QTEST(int(sectionOf(id.toLatin1().constData())), "section");
    QTEST(QString(row.dateLarge + QLatin1Char(' ') + row.dateSmall), "date");
    QTEST(row.detail, "detail");
    QTEST(row.pill.text, "pill");
    QTEST(buttonsOf(row).join(QLatin1Char('|')), "buttons");
    QVERIFY(row.spoken.startsWith(row.title + QStringLiteral(", ")));
    QVERIFY(row.spoken.contains(row.detail));
    QVERIFY(row.spoken.contains(row.pill.text));
}

void ScheduleRowsTest::recording_onThisComputer_isSaid_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("pill");
    QTest::addColumn<QString>("buttons");
    using State = LibraryItem::State;
    const auto row = [](const char *name, State state, const char *pill, const char *buttons) {
        QTest::newRow(name) << int(state) << QString::fromUtf8(pill) << QString::fromUtf8(buttons);
    };
    row("remote", State::Remote, "", "Download");
    row("waiting", State::Waiting, "Waiting to download", "");
    row("fetching", State::Fetching, "Downloading 43\u00a0%", "Play");
    row("paused", State::Paused, "Paused at 43\u00a0%", "Resume");
    row("checking", State::Checking, "Checking", "Play");
    row("verified", State::Verified, "Downloaded", "Play");
    row("own", State::Own, "Own copy", "Play");
    row("damaged", State::Damaged, "Damaged", "Download again");
    row("failed", State::Failed, "Not downloaded", "Try again");
}

void ScheduleRowsTest::recording_onThisComputer_isSaid()
{
    QFETCH(int, state);
    const Looks looks(false, 1, QStringLiteral("en"));
    LibraryItem item;
    item.state = LibraryItem::State(state);
    item.bytes = 31'000'000;
    item.fetched = 13'400'000;
    EventContext context;
    context.recording = &item;
    const EventRowWords row = rowOf("complete", context);
    QTEST(row.pill.text, "pill");
    QTEST(buttonsOf(row).join(QLatin1Char('|')), "buttons");
}

void ScheduleRowsTest::staleServer_claimsNothingOfNow()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    EventContext context;
    context.asOf = sampleNow() - hours{2};
    const EventRowWords live = rowOf("town-hall", context);
    QCOMPARE(live.pill.text, QStringLiteral("Live at 18:29"));
    QVERIFY2(!live.detail.contains(QStringLiteral("connected")), qPrintable(live.detail));
    const EventRowWords due = rowOf("debate", context);
    QCOMPARE(due.detail,
        QStringLiteral("Planned for Fri 20:25 · whether it has begun is not known · Jonas Klein"));
    QVERIFY(!due.detail.contains(QStringLiteral("Late")));

    Shown s(nothingJoined(), rememberedEvents(), Page::Events);
    QVERIFY(s.shows("From live.example.org · last known, 2 h old; not reachable"));
    QVERIFY(s.shows("From Radio North (radio.example.net) · last known, 2 h old; reading the schedule …"));
    QVERIFY(s.shows("Due now"));
    QVERIFY(!s.shows("Live now"));
    QVERIFY(!s.shows("2 live"));
    EventsView damaged = rememberedEvents();
    damaged.servers.back().cacheTrouble = Failure{Cause::FileDamaged, QStringLiteral("/somewhere/x.damaged")};
    s.window.showEvents(damaged);
    QVERIFY(s.shows("the schedule kept on this computer was damaged and is set aside"));
    s.window.showEvents(everyEvent());
    QVERIFY(s.shows("Live now"));
    QVERIFY(s.shows("LIVE 00:26:41"));
}

void ScheduleRowsTest::recordingThatIsMissing_isWarnedOf()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    QCOMPARE(rowOf("promised").detailTone, Tone::Warning);
    QCOMPARE(rowOf("made").detailTone, Tone::Dim);
    QCOMPARE(rowOf("complete").detailTone, Tone::Dim);
}

void ScheduleRowsTest::longAgo_isNotLateForEver()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    EventsView view = everyEvent();
    ScheduleCard card = *cardIn(view, "debate");
    card.planned = sampleNow() - hours{23};
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Live);
    card.planned = sampleNow() - hours{25};
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Past);
    const EventRowWords row = EventWords::row(card, {sampleNow()});
    QCOMPARE(row.pill.text, QStringLiteral("Not started"));
    QVERIFY(row.detail.contains(QStringLiteral("never begun, as far as is known")));
    // Put off to another day: it is announced for then, and not late until then.
    card.postponedFrom = {card.planned};
    card.planned = sampleNow() + hours{30};
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Upcoming);
    // A cancelled event stands where it is looked for until it would have been under way.
    card.postponedFrom.clear();
    card.phase = Phase::Cancelled;
    card.planned = sampleNow() - minutes{10};
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Live);
    card.planned = sampleNow() - hours{3};
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Past);
}

void ScheduleRowsTest::broughtForward_isEarlier_andLateFromItsNewStart()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    EventsView view = everyEvent();
    ScheduleCard card = *cardIn(view, "news");
    card.postponedFrom = {sampleNow() + hours{3}};
    EventRowWords row = EventWords::row(card, {sampleNow()});
    QCOMPARE(row.pill.text, QStringLiteral("Earlier"));
    QVERIFY2(row.detail.contains(QStringLiteral("in 9 min · moved from Fri 23:29")), qPrintable(row.detail));
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Upcoming);
    const WallTime after = card.planned + minutes{5};
    QCOMPARE(EventWords::sectionOf(card, after), EventSection::Live);
    row = EventWords::row(card, {after});
    QCOMPARE(row.pill.text, QStringLiteral("Late"));
    QCOMPARE(row.dateLarge, QStringLiteral("20:38"));
    QVERIFY2(row.detail.startsWith(QStringLiteral("Late by 5 min")), qPrintable(row.detail));
    // Put off, and then less: it is waited for since it was to begin first.
    card.postponedFrom = {sampleNow() - minutes{20}, sampleNow() + hours{1}};
    QCOMPARE(EventWords::sectionOf(card, sampleNow()), EventSection::Live);
    QVERIFY(EventWords::row(card, {sampleNow()}).detail.startsWith(QStringLiteral("Late by 20 min")));
}

void ScheduleRowsTest::justDue_isNotLateYet()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    EventsView view = everyEvent();
    ScheduleCard card = *cardIn(view, "debate");
    card.planned = sampleNow();
    const EventRowWords row = EventWords::row(card, {sampleNow()});
    QCOMPARE(row.pill.text, QStringLiteral("Due now"));
    QCOMPARE(row.detail, QStringLiteral("Due now, no word from the host yet"));
}

void ScheduleRowsTest::silentHost_isNotCalledLive()
{
    EventsView view = schedule();
    Shown s(nothingJoined(), view, Page::Events);
    EventsPage *page = pageOf(s);
    HostSigns signs;
    signs.note(view, sampleNow());
    QCOMPARE(EventWords::liveCount(view, signs, sampleNow() + seconds{50}), QStringLiteral("2 live"));
    QVERIFY(EventWords::liveCount(view, signs, sampleNow() + seconds{70}).isEmpty());
    page->tick(sampleNow() + seconds{50});
    QVERIFY(s.shows("LIVE 00:27:31"));
    QVERIFY(!s.shows("Host away"));
    page->tick(sampleNow() + seconds{70});
    QVERIFY(s.shows("Host away"));
    QVERIFY(s.shows("nothing from the host since 20:29"));
    QVERIFY(!s.shows("LIVE"));
    QVERIFY(!s.shows("1,204 connected"));
    // One of the two is there again.
    cardIn(view, "town-hall")->counts->at += seconds{70};
    page->show(view, sampleNow() + seconds{71});
    QVERIFY(s.shows("LIVE 00:27:52"));
    QVERIFY(s.shows("Host away"));
    cardIn(view, "night-radio")->counts->at += seconds{70};
    page->show(view, sampleNow() + seconds{72});
    QVERIFY(!s.shows("Host away"));
    // What was made before this computer heard of it.
    cardIn(view, "night-radio")->counts->at = sampleNow() - minutes{2};
    page->show(view, sampleNow() + seconds{73});
    QVERIFY(!s.shows("Host away"));
    page->tick(sampleNow() + seconds{140});
    QVERIFY(s.shows("nothing from the host since 20:27"));
    // Its desk was gone long before this computer looked.
    cardIn(view, "night-radio")->counts->at = sampleNow() - hours{1};
    page->show(view, sampleNow() + seconds{141});
    QVERIFY(s.shows("nothing from the host since 19:29"));
    // A pause is told of less often, and by a desk that is gone not either.
    for (const char *id : {"town-hall", "night-radio"}) {
        cardIn(view, id)->phase = Phase::Paused;
        cardIn(view, id)->counts->at = sampleNow() + seconds{200};
    }
    signs.note(view, sampleNow() + seconds{200});
    QCOMPARE(EventWords::liveCount(view, signs, sampleNow() + seconds{340}), QStringLiteral("2 live"));
    QVERIFY(EventWords::liveCount(view, signs, sampleNow() + seconds{360}).isEmpty());
}

void ScheduleRowsTest::recording_isFoundByWhatItIs()
{
    EventsView view = schedule();
    const RecordingNote note = *cardIn(view, "results")->recorded;
    Shown s(nothingJoined(), view, Page::Events);
    LibraryItem item;
    item.id = recordingId(note);
    item.event = QStringLiteral("results");
    item.serverId = QStringLiteral("earshot://mirror.example.net/"); // which offers the same one
    item.state = LibraryItem::State::Verified;
    pageOf(s)->showLibrary({{item}});
    QVERIFY(s.shows("Downloaded"));
    // Another recording of an event of that name, of the same server.
    item.id = QStringLiteral("results/20260101T000000Z#0123");
    item.serverId = QStringLiteral("earshot://live.example.org/");
    pageOf(s)->showLibrary({{item}});
    QVERIFY(!s.shows("Downloaded"));
    // Made on this computer, and published from here.
    item = {};
    item.id = QStringLiteral("own:") + note.folder;
    item.event = QStringLiteral("results");
    item.started = *recordingStart(note.folder);
    item.state = LibraryItem::State::Own;
    pageOf(s)->showLibrary({{item}});
    QVERIFY(s.shows("Own copy"));
    item.started += hours{24};
    pageOf(s)->showLibrary({{item}});
    QVERIFY(!s.shows("Own copy"));
}

void ScheduleRowsTest::reminder_isToggled()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy asked(&s.window, &MainWindow::reminderRequested);
    s.click(QStringLiteral("Remind me: Open source office hours"));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("earshot://live.example.org/"));
    QCOMPARE(eventIn(asked[0]), QStringLiteral("office-hours"));
    QCOMPARE(asked[0][2].toBool(), true);
    // Nothing is shown that does not hold.
    QVERIFY(!s.shows("Reminder set"));
    pageOf(s)->showReminders(oneReminder());
    QVERIFY(s.shows("Reminder set"));
    s.click(QStringLiteral("Reminder set: Open source office hours"));
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[1][2].toBool(), false);
    pageOf(s)->showReminders({});
    QVERIFY(s.shows("Remind me"));
}

void ScheduleRowsTest::calendarAndRecording_areAskedFor()
{
    Shown s(nothingJoined(), everyEvent(), Page::Events);
    pageOf(s)->showLibrary(everyRecording());
    QSignalSpy calendar(&s.window, &MainWindow::calendarRequested);
    QSignalSpy recording(&s.window, &MainWindow::recordingRequested);
    s.click(QStringLiteral("Add to calendar: Open source office hours"));
    QCOMPARE(calendar.count(), 1);
    QCOMPARE(eventIn(calendar[0]), QStringLiteral("office-hours"));
    // Further down; pressed as a screen reader does.
    auto *play = visible<QAbstractButton>(&s.window, QStringLiteral("Play: Science evening"));
    QVERIFY(play);
    play->click();
    QCOMPARE(recording.count(), 1);
    QCOMPARE(recording[0][0].toString(), QStringLiteral("earshot://radio.example.net/"));
    QCOMPARE(eventIn(recording[0]), QStringLiteral("fetching"));
    QVERIFY(s.shows("Downloading 43\u00a0%"));
    QVERIFY(s.shows("Downloaded"));
}

void ScheduleRowsTest::recordingElsewhere_opensItsPage()
{
    Shown s(nothingJoined(), everyEvent(), Page::Events);
    QSignalSpy opened(&s.window, &MainWindow::pageRequested);
    auto *open
        = visible<QAbstractButton>(&s.window, QStringLiteral("Open recording: Reading: the long night"));
    QVERIFY(open);
    open->click();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].toUrl(), QUrl(QStringLiteral("https://radio.example.net/reading")));
}

void ScheduleRowsTest::waiting_asksForTheRoom()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy waits(&s.window, &MainWindow::waitRequested);
    s.click(QStringLiteral("Wait in the room: Candidate interview"));
    QCOMPARE(waits.count(), 1);
    QCOMPARE(eventIn(waits[0]), QStringLiteral("interview"));
}

void ScheduleRowsTest::change_isShownWithoutReload()
{
    EventsView view = schedule();
    Shown s(nothingJoined(), view, Page::Events);
    ScheduleCard *card = cardIn(view, "office-hours");
    card->title = QStringLiteral("Open source surgery");
    s.window.showEvents(view);
    QVERIFY(s.shows("Open source surgery"));
    QVERIFY(!s.shows("Open source office hours"));
    card->postponedFrom = {card->planned};
    card->planned += hours{2};
    card->message = HostMessage{QStringLiteral("Mei’s train is late."), sampleNow() - minutes{1}};
    s.window.showEvents(view);
    QVERIFY(s.shows("Postponed"));
    QVERIFY(s.shows("Sat 20:00 (your time) · in 23 h 30 min · moved from Sat 18:00 · Mei Okafor"));
    QVERIFY(s.shows("Host, 20:28: “Mei’s train is late.”"));
    card->phase = Phase::Cancelled;
    s.window.showEvents(view);
    QVERIFY(s.shows("Cancelled"));
    QVERIFY(!s.shows("Add to calendar"));
    card->phase = Phase::Moved;
    card->movedTo = QStringLiteral("earshot://second.example.net/office-hours");
    s.window.showEvents(view);
    QSignalSpy entered(&s.window, &MainWindow::linkEntered);
    s.click(QStringLiteral("Go there: Open source surgery"));
    QCOMPARE(entered.count(), 1);
    QCOMPARE(entered[0][0].toString(), card->movedTo);
}

void ScheduleRowsTest::menuKey_offersAllOfTheRow()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy waits(&s.window, &MainWindow::waitRequested);
    auto *button = visible<QAbstractButton>(&s.window, QStringLiteral("Remind me: Open source office hours"));
    QVERIFY(button);
    QWidget *row = button->parentWidget();
    row->setFocus(Qt::TabFocusReason);
    QCOMPARE(QApplication::focusWidget(), row);
    QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, QPoint(), row->mapToGlobal(QPoint()));
    QApplication::sendEvent(row, &menuKey);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QStringList texts;
    for (const QAction *action : menu->actions())
        texts << action->text();
    QCOMPARE(texts.join(QLatin1Char('|')), QStringLiteral("Add to calendar|Remind me|Wait in the room"));
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(waits.count(), 1);
}

void ScheduleRowsTest::enterOnARow_pressesItsFirstButton()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy joins(&s.window, &MainWindow::joinRequested);
    QStringList passed;
    for (int i = 0; i < 30 && joins.isEmpty(); ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &s.window, Qt::Key_Tab);
        QWidget *focus = QApplication::focusWidget();
        passed << focus->accessibleName();
        if (focus->accessibleName().startsWith(QStringLiteral("Night radio, 20:15 today, LIVE 00:14:41")))
            QTest::keyClick(focus, Qt::Key_Return);
    }
    QVERIFY2(joins.count() == 1, qPrintable(passed.join(QLatin1Char('|'))));
    QCOMPARE(eventIn(joins[0]), QStringLiteral("night-radio"));
}

void ScheduleRowsTest::severalServers_areNamed()
{
    Shown one(nothingJoined(), schedule(), Page::Events);
    QVERIFY(!one.shows("Studio 4 · 96 connected, 94 hearing · live.example.org"));
    Shown two(nothingJoined(), everyEvent(), Page::Events);
    QVERIFY(two.shows("Studio 4 · 96 connected, 94 hearing · live.example.org"));
    QVERIFY(two.shows("Mei Okafor · continues on second.example.net · radio.example.net"));
}

void ScheduleRowsTest::cluster_showsItsEventOnce()
{
    EventsView view = schedule();
    view.servers.push_back(view.servers.front());
    view.servers.back().id = QStringLiteral("earshot://second.example.org/");
    view.servers.back().host = QStringLiteral("second.example.org");
    const auto count = [&] { return orderEvents(view, {}, sampleNow()).count(); };
    QCOMPARE(count(), size_t(10)); // nothing says that the two belong together
    view.servers.front().account = QStringLiteral("ACCOUNT");
    QCOMPARE(count(), size_t(10));
    view.servers.back().account = QStringLiteral("OTHER");
    QCOMPARE(count(), size_t(10));
    view.servers.back().account = QStringLiteral("ACCOUNT");
    QCOMPARE(count(), size_t(5));
    QCOMPARE(orderEvents(view, {}, sampleNow()).sections[0].front().server, &view.servers.front());
    view.servers.front().state = ServerView::State::Stale;
    QCOMPARE(count(), size_t(5));
    QCOMPARE(orderEvents(view, {}, sampleNow()).sections[0].front().server, &view.servers.back());
}

void ScheduleRowsTest::german_inAllStates()
{
    Shown s(nothingJoined(), everyEvent(), Page::Events, QStringLiteral("de"));
    pageOf(s)->showLibrary(everyRecording());
    pageOf(s)->showReminders(oneReminder());
    const QString texts = textsIn(&s.window);
    for (const char *text : {"Zum Kalender", "Erinnerung aktiv", "Dorthin", "Aufzeichnung vollständig, 31 MB",
             "8 s nach dem Ende veröffentlicht", "Heruntergeladen", "Wiedergeben", "Abgesagt", "Verschoben",
             "geht weiter auf second.example.net"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)),
            qPrintable(QString::fromUtf8(text) + QLatin1Char('\n') + texts));
    for (const char *text : {"recording", "Remind", "Download ", "published", "planned", "moved"})
        QVERIFY2(!texts.contains(QString::fromUtf8(text)), text);
}

namespace {

struct Look {
    const char *name;
    bool dark;
    double scale;
    const char *language;
};

constexpr Look kLooks[] = {{"light", false, 1, "en"}, {"dark", true, 1, "en"}, {"german", false, 1, "de"},
    {"german-150", true, 1.5, "de"}, {"english-150", false, 1.5, "en"}};

struct Scene {
    const char *name;
    EventsView view;
    bool several;
};

std::vector<Scene> scenes()
{
    return {{"schedule-design", schedule(), false}, {"schedule-all", everyEvent(), true},
        {"schedule-remembered", rememberedEvents(), true}};
}

} // namespace

void ScheduleRowsTest::screens_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<int>("look");
    const std::vector<Scene> all = scenes();
    for (int s = 0; s < int(all.size()); ++s) {
        for (int l = 0; l < int(std::size(kLooks)); ++l)
            QTest::addRow("%s-%s", all[size_t(s)].name, kLooks[l].name) << s << l;
    }
}

/// The whole page, however long, so that each state is in the picture.
void ScheduleRowsTest::screens()
{
    QFETCH(int, scene);
    QFETCH(int, look);
    const Scene shown = scenes()[size_t(scene)];
    const Looks looks(kLooks[look].dark, kLooks[look].scale, QString::fromLatin1(kLooks[look].language));
    FixedClock clock(sampleNow());
    MainWindow window(clock, anyLink, {});
    window.showEvents(shown.view);
    window.showNowPlaying(nothingJoined());
    window.choosePage(Page::Events);
    auto *page = window.findChild<EventsPage *>();
    LibraryView library = everyRecording();
    if (!shown.several) {
        library.items.resize(1);
        EventsView events = schedule();
        library.items.front().id = recordingId(*cardIn(events, "results")->recorded);
        library.items.front().event = QStringLiteral("results");
        library.items.front().serverId = QStringLiteral("earshot://live.example.org/");
    }
    page->showLibrary(library);
    if (shown.several)
        page->showReminders(oneReminder());
    window.resize(1160, shown.several ? int(2300 * kLooks[look].scale) : 740);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCoreApplication::processEvents();
    QVERIFY(window.grab().save(
        screensFolder() + QStringLiteral("/%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
    QCOMPARE(cutTexts(&window), QString());
}

void ScheduleRowsTest::narrow_showsTextsWhole()
{
    for (const double scale : {1.0, 2.0}) {
        const Looks looks(false, scale, QStringLiteral("de"));
        for (const EventsView &view : {everyEvent(), rememberedEvents()}) {
            FixedClock clock(sampleNow());
            MainWindow window(clock, anyLink, {});
            window.showEvents(view);
            window.choosePage(Page::Events);
            window.findChild<EventsPage *>()->showLibrary(everyRecording());
            window.findChild<EventsPage *>()->showReminders(oneReminder());
            window.show();
            window.resize(window.minimumSizeHint().width(), 2000);
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            (void)QTest::qWaitFor([&window] { return cutTexts(&window).isEmpty(); }, 1000);
            QVERIFY(
                window.grab().save(screensFolder() + QStringLiteral("/schedule-narrow-%1.png").arg(scale)));
            QVERIFY2(cutTexts(&window).isEmpty(), qPrintable(cutTexts(&window)));
        }
    }
}

EARSHOT_GUI_MAIN(ScheduleRowsTest)
#include "schedule_rows_test.moc"
