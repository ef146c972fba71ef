// Reminders in the window: their words, the tray that is or is not there, what closing does, the settings.

#include "button.h"
#include "event/when_ready.h"
#include "keep_running_dialog.h"
#include "option_row.h"
#include "reminder_center.h"
#include "shown_window.h"
#include "start_options.h"
#include "support/virtual_clock.h"

#include <QLayout>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;
using Kind = ReminderNews::Kind;
using std::chrono::hours;

namespace {

const QString kServer = QStringLiteral("earshot://example.org");

OptionRow *row(QWidget *root, const char *title)
{
    for (OptionRow *row : root->findChildren<OptionRow *>()) {
        if (row->isVisible() && row->accessibleName().startsWith(QString::fromUtf8(title)))
            return row;
    }
    return nullptr;
}

/// A window and its reminders, on a desktop without notifications; with a tray or without.
class Desk
{
public:
    explicit Desk(bool hasTray = true, const WindowMemory &memoryArg = {})
        : memory(memoryArg)
        , looks(false, 1, QStringLiteral("en"))
        , window(clock, anyLink, memory)
        , notifier(QDBusConnection(QStringLiteral("no bus")))
        , tray(QIcon())
        , isTrayThere(hasTray)
        , center({clock, window, notifier, tray,
                     Autostart(folder.path() + QStringLiteral("/autostart"), QStringLiteral("/opt/earshot")),
                     [this] { return isTrayThere; }},
              memory)
        , closes(&window, &MainWindow::closed)
        , joins(&center, &ReminderCenter::joinRequested)
        , changes(&window, &MainWindow::settingsChanged)
    {
        ScheduleCard card{.id = townHall()};
        card.title = QStringLiteral("Town hall");
        card.planned = clock.wall() + hours{1};
        events.servers = {ServerView{.id = kServer,
            .host = QStringLiteral("example.org"),
            .name = {},
            .state = ServerView::State::UpToDate,
            .checked = {},
            .trouble = {},
            .schedule = {card}}};
        center.showEvents(events);
    }

    static EventId townHall() { return *EventId::parse(u"town-hall"); }
    ScheduleCard &card() { return events.servers[0].schedule[0]; }
    void tell() { center.showEvents(events); }
    void start()
    {
        card().phase = Phase::Live;
        card().started = clock.wall();
        tell();
    }
    void show()
    {
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
    }
    void remind() { emit window.reminderRequested(kServer, townHall(), true); }
    bool shows(const char *text) const { return textsIn(&window).contains(QString::fromUtf8(text)); }
    void keepRunning(bool on = true)
    {
        ReminderChoice choice = window.memory().settings.reminders;
        choice.keepsRunning = on;
        window.chooseReminders(choice);
    }
    QAction *action(const char *text)
    {
        for (QAction *one : tray.menu().actions()) {
            if (one->text().startsWith(QString::fromUtf8(text)))
                return one;
        }
        return nullptr;
    }

    QTemporaryDir folder;
    WindowMemory memory;
    Looks looks;
    VirtualClock clock;
    MainWindow window;
    Notifier notifier;
    Tray tray;
    bool isTrayThere;
    ReminderCenter center;
    QSignalSpy closes;
    QSignalSpy joins;
    QSignalSpy changes;
    EventsView events;
};

ReminderNews news(Kind kind)
{
    const WallTime planned = sampleNow() + minutes{10};
    return {.kind = kind,
        .serverId = kServer,
        .event = QStringLiteral("town-hall"),
        .title = QStringLiteral("Town hall"),
        .planned = planned};
}

} // namespace

class RemindersTest : public QObject
{
    Q_OBJECT
private slots:
    void words_sayWhatIs_data();
    void words_sayWhatIs();
    void words_holdNoTicket();
    void reminder_isTold_inTheWindow_whereNothingElseCan();
    void eventBeforeOnesEyes_isNotToldAgain();
    void firstReminder_offersToKeepRunning_once();
    void closing_ends_orKeepsRunning_asChosen();
    void withoutTray_theWindowStaysMinimised_andTheSettingsSayIt();
    void quit_ends_alsoWhereEarshotKeepsRunning();
    void startInTray_showsNoWindow_butIsMinimisedWhereNoTrayComes();
    void trayMenu_opens_mutes_andQuits();
    void waiting_joinsNow_andByItselfAtTheStart_untilOneLeaves();
    void whoListensElsewhere_isNotTakenAway();
    void whoIsInAnotherRoom_isOnlyTold();
    void sameNameOnAnotherServer_isAnotherEvent();
    void trayThatWentAway_isNotReliedOn();
    void trayAtTheStart_goesWithTheWindow();
    void trayMenu_showsAnAmpersand();
    void card_showsItsTextsWhole_andActsAtOnce();
    void startWithTheSystem_isWritten_andTakenBack();
    void startWithTheSystem_thatCannotBeSet_isSaid();
    void reminders_surviveTheStore();
};

void RemindersTest::words_sayWhatIs_data()
{
    QTest::addColumn<ReminderNews>("told");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    const auto row = [](const char *name, const ReminderNews &told, const char *english, const char *german) {
        QTest::newRow(name) << told << QString::fromUtf8(english) << QString::fromUtf8(german);
    };
    ReminderNews one = news(Kind::Soon);
    row("soon", one, "Town hall starts in 10 min|Planned for Fri 20:39.|Wait in the room|In 5 minutes",
        "Town hall beginnt in 10 min|Geplant für Fr. 20:39.|Im Raum warten|In 5 Minuten");
    one.planned = sampleNow() - minutes{3};
    row("soon, overdue", one,
        "Town hall has not started yet|Planned for Fri 20:26. You are told when it really starts.|Wait in "
        "the "
        "room|In 5 minutes",
        "Town hall hat noch nicht begonnen|Geplant für Fr. 20:26. Sie erfahren, wenn es wirklich beginnt.|Im "
        "Raum warten|In 5 Minuten");
    one = news(Kind::Started);
    one.planned = one.started.emplace(sampleNow());
    row("started", one, "Town hall has started|It is live now.|Join|In 5 minutes",
        "Town hall hat begonnen|Es läuft jetzt.|Beitreten|In 5 Minuten");
    one.planned = sampleNow() - minutes{29};
    row("started late", one,
        "Town hall has started|It is live now. It was planned for Fri 20:00.|Join|In 5 minutes",
        "Town hall hat begonnen|Es läuft jetzt. Geplant war es für Fr. 20:00.|Beitreten|In 5 Minuten");
    one.started = sampleNow() - minutes{12};
    row("heard of late", one, "Town hall has started|It started 12 min ago.|Join|In 5 minutes",
        "Town hall hat begonnen|Es begann vor 12 min.|Beitreten|In 5 Minuten");
    one = news(Kind::Postponed);
    one.plannedBefore = sampleNow() - minutes{29};
    one.reason = QStringLiteral("The hall\nis closed.");
    row("postponed", one,
        "Town hall starts later|It is now planned for Fri 20:39, not Fri 20:00.\nHost: “The hall is "
        "closed.”||",
        "Town hall beginnt später|Es ist jetzt für Fr. 20:39 geplant, nicht für Fr. "
        "20:00.\nVeranstaltungsleitung: „The hall "
        "is "
        "closed.“||");
    one.reason.clear();
    one.plannedBefore = sampleNow() + hours{3};
    row("brought forward", one, "Town hall starts earlier|It is now planned for Fri 20:39, not Fri 23:29.||",
        "Town hall beginnt früher|Es ist jetzt für Fr. 20:39 geplant, nicht für Fr. 23:29.||");
    one.planned = kWhenReady;
    row("postponed to any time", one,
        "Town hall starts later|It now starts when the host is ready, not Fri 23:29.||",
        "Town hall beginnt später|Es beginnt nun, sobald die Veranstaltungsleitung bereit ist, nicht Fr. "
        "23:29.||");
    one = news(Kind::Cancelled);
    one.title.clear();
    row("cancelled", one, "town-hall is cancelled|||", "town-hall ist abgesagt|||");
    row("moved", news(Kind::Moved), "Town hall has moved to another server|You can follow it there.|Show|",
        "Town hall ist auf einen anderen Server umgezogen|Sie können dorthin folgen.|Zeigen|");
    one = news(Kind::Missed);
    one.started = sampleNow() - hours{3};
    one.ended = sampleNow() - hours{2};
    row("missed", one, "You missed Town hall|It ran from Fri 17:29 to 18:29 while you could not be told.||",
        "Town hall haben Sie verpasst|Es lief von Fr. 17:29 bis 18:29, während Sie nicht zu erreichen "
        "waren.||");
}

void RemindersTest::words_sayWhatIs()
{
    QFETCH(ReminderNews, told);
    QFETCH(QString, english);
    QFETCH(QString, german);
    const auto said = [&] {
        const NoticeWords words = ReminderWords::notice(told, sampleNow());
        return QStringList{words.title, words.text, words.join, words.later}.join(QLatin1Char('|'));
    };
    {
        const Looks looks(false, 1, QStringLiteral("en"));
        QCOMPARE(said(), english);
    }
    const Looks looks(false, 1, QStringLiteral("de"));
    QCOMPARE(said(), german);
}

void RemindersTest::words_holdNoTicket()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    const QString secret = QStringLiteral("eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.eyJqdGkiOiJY.c2ln");
    for (const Kind kind : {Kind::Soon, Kind::Started, Kind::Postponed, Kind::Cancelled, Kind::Moved}) {
        ReminderNews one = news(kind);
        one.title = QStringLiteral("Come in: ") + secret;
        one.reason = QStringLiteral("earshot://example.org/town-hall?t=") + secret;
        const NoticeWords words = ReminderWords::notice(one, sampleNow());
        QVERIFY2(!words.title.contains(secret.left(8)), qPrintable(words.title));
        QVERIFY2(!words.text.contains(secret.left(8)), qPrintable(words.text));
    }
}

void RemindersTest::reminder_isTold_inTheWindow_whereNothingElseCan()
{
    Desk d(false);
    d.show();
    d.remind();
    d.clock.advance(minutes{50});
    QVERIFY(d.shows("Town hall starts in 10 min"));
    d.start();
    QVERIFY(d.shows("Town hall has started"));
    d.window.showRefusedLink({Cause::LinkMalformed, QStringLiteral("scheme")});
    QVERIFY(!d.shows("Town hall has started"));
}

void RemindersTest::eventBeforeOnesEyes_isNotToldAgain()
{
    Desk d;
    d.show();
    d.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&d.window));
    d.remind();
    d.center.offer()->reject();
    QTRY_VERIFY(d.window.isActiveWindow());
    QSignalSpy unheard(&d.notifier, &Notifier::unheard);
    NowPlayingView view = waiting();
    view.eventId = Desk::townHall().text();
    d.center.showNowPlaying(view);
    d.start();
    QCOMPARE(unheard.count(), 0);
    view.eventId = QStringLiteral("another");
    Desk elsewhere;
    elsewhere.remind();
    elsewhere.center.showNowPlaying(view);
    QSignalSpy heard(&elsewhere.notifier, &Notifier::unheard);
    elsewhere.start();
    QCOMPARE(heard.count(), 1);
}

void RemindersTest::firstReminder_offersToKeepRunning_once()
{
    Desk d;
    d.show();
    d.remind();
    KeepRunningDialog *dialog = d.center.offer();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("in the tray")));
    QCOMPARE(cutTexts(dialog), QString());
    QTest::mouseClick(row(dialog, "Start with the system"), Qt::LeftButton);
    QTest::mouseClick(visible<Button>(dialog, QStringLiteral("Keep running")), Qt::LeftButton);
    const ReminderChoice choice = d.window.memory().settings.reminders;
    QVERIFY(choice.keepsRunning && choice.startsWithSystem);
    QVERIFY(QFile::exists(d.folder.path() + QStringLiteral("/autostart/earshot.desktop")));
    QVERIFY(d.center.wasOffered());

    WindowMemory memory;
    memory.keepRunningOffered = true;
    Desk again(true, memory);
    again.remind();
    QVERIFY(!again.center.offer());
    QCOMPARE(again.center.list().size(), size_t(1));
}

void RemindersTest::closing_ends_orKeepsRunning_asChosen()
{
    Desk d;
    d.show();
    d.keepRunning();
    d.window.close();
    QVERIFY(!d.window.isVisible());
    QCOMPARE(d.closes.count(), 0);
    d.window.bringForward();
    QVERIFY(d.window.isVisible());
    d.keepRunning(false);
    d.window.close();
    QCOMPARE(d.closes.count(), 1);
}

void RemindersTest::withoutTray_theWindowStaysMinimised_andTheSettingsSayIt()
{
    Desk d(false);
    d.show();
    d.keepRunning();
    d.window.openSettings();
    QVERIFY(textsIn(d.window.settingsDialog()).contains(QStringLiteral("This desktop has no tray")));
    d.window.settingsDialog()->close();
    d.window.close();
    QVERIFY(d.window.isMinimized());
    QVERIFY(d.window.isVisible());
    QCOMPARE(d.closes.count(), 0);
    // Some desktops start their tray later.
    d.isTrayThere = true;
    d.clock.advance(seconds{3});
    d.window.bringForward();
    d.window.close();
    QVERIFY(!d.window.isVisible());
}

void RemindersTest::quit_ends_alsoWhereEarshotKeepsRunning()
{
    Desk d;
    d.show();
    d.keepRunning();
    QTest::keyClick(&d.window, Qt::Key_Q, Qt::ControlModifier);
    QCOMPARE(d.closes.count(), 1);
    Desk hidden;
    hidden.keepRunning();
    hidden.window.quit();
    QCOMPARE(hidden.closes.count(), 1);
    Desk ending; // the session ends, or the system asks the program to
    ending.show();
    ending.keepRunning();
    ending.window.letGo();
    ending.window.close();
    QCOMPARE(ending.closes.count(), 1);
}

void RemindersTest::startInTray_showsNoWindow_butIsMinimisedWhereNoTrayComes()
{
    const Result<StartOptions> options
        = readStartOptions({QStringLiteral("earshot"), QStringLiteral("--tray")});
    QVERIFY(options && options->tray);
    Desk d;
    d.center.startInTray();
    d.clock.advance(minutes{1});
    QVERIFY(!d.window.isVisible());
    Desk none(false);
    none.center.startInTray();
    none.clock.advance(seconds{5});
    QVERIFY(!none.window.isVisible());
    none.clock.advance(seconds{15});
    QVERIFY(none.window.isVisible() && none.window.isMinimized());
}

void RemindersTest::trayMenu_opens_mutes_andQuits()
{
    Desk d;
    d.remind();
    d.keepRunning();
    QVERIFY(d.action("Next: Town hall, "));
    d.action("Next: Town hall, ")->trigger();
    QVERIFY(d.window.isVisible());
    QCOMPARE(d.window.page(), Page::Events);
    QSignalSpy mutes(&d.center, &ReminderCenter::muteRequested);
    d.action("Mute")->trigger();
    QCOMPARE(mutes.count(), 1);
    QCOMPARE(mutes[0][0].toBool(), true);
    NowPlayingView view;
    view.muted = true;
    d.center.showNowPlaying(view);
    QVERIFY(d.action("Mute")->isChecked());
    emit d.window.reminderRequested(kServer, Desk::townHall(), false);
    QVERIFY(!d.action("No event")->isEnabled());
    d.window.hide();
    d.action("Open")->trigger();
    QVERIFY(d.window.isVisible());
    d.action("Quit")->trigger();
    QCOMPARE(d.closes.count(), 1);
}

void RemindersTest::waiting_joinsNow_andByItselfAtTheStart_untilOneLeaves()
{
    Desk d;
    emit d.window.waitRequested(kServer, Desk::townHall());
    QCOMPARE(d.joins.count(), 1);
    QCOMPARE(d.window.page(), Page::NowPlaying);
    NowPlayingView room = waiting();
    room.eventId = Desk::townHall().text();
    d.center.showNowPlaying(room);
    d.start();
    QCOMPARE(d.joins.count(), 1); // is there already
    Desk other; // nothing is joined any more, the computer was started anew
    emit other.window.waitRequested(kServer, Desk::townHall());
    other.start();
    QCOMPARE(other.joins.count(), 2);
    Desk left;
    emit left.window.waitRequested(kServer, Desk::townHall());
    left.center.showNowPlaying(room);
    emit left.window.leaveRequested();
    left.center.showNowPlaying({});
    left.start();
    QCOMPARE(left.joins.count(), 1);
}

void RemindersTest::whoListensElsewhere_isNotTakenAway()
{
    Desk d;
    emit d.window.waitRequested(kServer, Desk::townHall());
    d.center.showNowPlaying(listening());
    d.start();
    QCOMPARE(d.joins.count(), 1);
}

void RemindersTest::whoIsInAnotherRoom_isOnlyTold()
{
    const auto joinsWith = [](const NowPlayingView &open) {
        Desk d;
        emit d.window.waitRequested(kServer, Desk::townHall());
        d.joins.clear();
        d.center.showNowPlaying(open);
        d.start();
        return d.joins.count();
    };
    NowPlayingView stage = waiting(); // before the start, as on one's own
    stage.eventId = QStringLiteral("own-event");
    QCOMPARE(joinsWith(stage), 0);
    stage.phase = Phase::Moved;
    QCOMPARE(joinsWith(stage), 0);
    stage.phase = Phase::Ended;
    QCOMPARE(joinsWith(stage), 1);
    stage.phase = Phase::Cancelled;
    QCOMPARE(joinsWith(stage), 1);
    QCOMPARE(joinsWith({}), 1);
}

void RemindersTest::sameNameOnAnotherServer_isAnotherEvent()
{
    Desk d;
    ServerView other = d.events.servers[0];
    other.id = QStringLiteral("earshot://other.example.net");
    other.host = QStringLiteral("other.example.net");
    other.schedule.clear();
    d.events.servers.push_back(other);
    d.tell();
    NowPlayingView playing = ended();
    playing.eventId = Desk::townHall().text();
    playing.evidence.session.serverHost = other.host;
    emit d.window.waitRequested(kServer, Desk::townHall());
    d.joins.clear();
    d.center.showNowPlaying(playing);
    d.start();
    QCOMPARE(d.joins.count(), 1);
    // Who leaves a room of that name waits for this one still.
    Desk left;
    left.events = d.events;
    left.card().phase = Phase::Scheduled;
    left.card().started.reset();
    left.tell();
    emit left.window.waitRequested(kServer, Desk::townHall());
    playing.phase = Phase::Scheduled;
    left.center.showNowPlaying(playing);
    emit left.window.leaveRequested();
    QVERIFY(left.center.list().front().joins);
    // One cluster: the same event by another of its servers.
    for (ServerView &server : left.events.servers)
        server.account = QStringLiteral("ACCOUNT");
    left.tell();
    emit left.window.leaveRequested();
    QVERIFY(!left.center.list().front().joins);
}

void RemindersTest::trayThatWentAway_isNotReliedOn()
{
    Desk d;
    d.show();
    d.keepRunning();
    d.isTrayThere = false;
    d.window.close();
    QVERIFY(d.window.isVisible() && d.window.isMinimized());
    QCOMPARE(d.closes.count(), 0);
}

void RemindersTest::trayAtTheStart_goesWithTheWindow()
{
    Desk d;
    d.center.startInTray();
    QVERIFY(d.tray.isKept());
    d.window.bringForward();
    QVERIFY(!d.tray.isKept());
    d.keepRunning();
    QVERIFY(d.tray.isKept());
}

void RemindersTest::trayMenu_showsAnAmpersand()
{
    Desk d;
    d.card().title = QStringLiteral("Q&A");
    d.tell();
    d.remind();
    QVERIFY(d.action("Next: Q&&A, "));
}

void RemindersTest::card_showsItsTextsWhole_andActsAtOnce()
{
    Desk d;
    d.show();
    d.window.openSettings();
    SettingsDialog *dialog = d.window.settingsDialog();
    QTest::mouseClick(visible<Button>(dialog, QStringLiteral("Before the start: 30 min")), Qt::LeftButton);
    QTest::mouseClick(row(dialog, "A soft chime"), Qt::LeftButton);
    QTest::mouseClick(row(dialog, "Keep running"), Qt::LeftButton);
    const ReminderChoice choice = d.changes.last()[0].value<Settings>().reminders;
    QVERIFY(choice.ahead == minutes{30});
    QVERIFY(!choice.chime && choice.keepsRunning && !choice.startsWithSystem);
    d.remind();
    d.clock.advance(minutes{31});
    QVERIFY(d.shows("Town hall starts in 30 min"));
    for (const bool isGerman : {false, true}) {
        for (const double scale : {1.0, 2.0}) {
            const Looks looks(isGerman, scale, isGerman ? QStringLiteral("de") : QStringLiteral("en"));
            for (const WaitingPlace &place : {WaitingPlace{}, WaitingPlace{.hasTray = false, .trouble = {}},
                     WaitingPlace{.hasTray = true,
                     .trouble = QStringLiteral("/home/ida/.config/autostart: Permission denied")}}) {
                RemindersSettingsCard card(nullptr);
                card.show({}, place);
                card.resize(scaled(430), card.heightForWidth(scaled(430)));
                card.QWidget::show();
                QVERIFY(QTest::qWaitForWindowExposed(&card));
                card.resize(card.width(), card.layout()->totalHeightForWidth(card.width()));
                QVERIFY(QTest::qWaitFor([&] { return cutTexts(&card).isEmpty(); }, 1000));
                card.grab().save(screensFolder()
                    + QStringLiteral("/reminders-card-%1-%2-%3%4.png")
                          .arg(isGerman ? QStringLiteral("german-dark") : QStringLiteral("light"))
                          .arg(int(100 * scale))
                          .arg(place.hasTray ? QStringLiteral("tray") : QStringLiteral("no-tray"),
                              place.trouble.isEmpty() ? QString() : QStringLiteral("-trouble")));
            }
            KeepRunningDialog offer(!isGerman, nullptr);
            offer.show();
            QVERIFY(QTest::qWaitForWindowExposed(&offer));
            QVERIFY2(QTest::qWaitFor([&] { return cutTexts(&offer).isEmpty(); }, 1000),
                qPrintable(cutTexts(&offer)));
            offer.grab().save(screensFolder()
                + QStringLiteral("/keep-running-%1-%2.png")
                      .arg(isGerman ? QStringLiteral("german-dark") : QStringLiteral("light"))
                      .arg(int(100 * scale)));
        }
    }
}

void RemindersTest::startWithTheSystem_isWritten_andTakenBack()
{
    const QTemporaryDir folder;
    const QString place = folder.path() + QStringLiteral("/config/autostart");
    const Autostart autostart(place, QStringLiteral("/opt/Ida's tools/ear$hot"));
    QVERIFY(!autostart.isOn());
    QVERIFY(autostart.set(false));
    QVERIFY(autostart.set(true));
    QVERIFY(autostart.isOn());
    QCOMPARE(
        QDir(place).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("earshot.desktop")});
    QFile file(place + QStringLiteral("/earshot.desktop"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray entry = file.readAll();
    QVERIFY2(entry.contains("\nExec=\"/opt/Ida's tools/ear\\\\$hot\" --tray\n"), entry.constData());
    // As desktops switch it off in their own settings.
    file.write("Hidden=true\n");
    file.close();
    QVERIFY(!autostart.isOn());
    QVERIFY(autostart.set(true));
    QVERIFY(autostart.isOn());
    QVERIFY(autostart.set(false));
    QVERIFY(!autostart.isOn());
    QVERIFY(QDir(place).isEmpty());
}

void RemindersTest::startWithTheSystem_thatCannotBeSet_isSaid()
{
    Desk d;
    d.show();
    QFile blocks(d.folder.path() + QStringLiteral("/autostart"));
    QVERIFY(blocks.open(QIODevice::WriteOnly)); // a file where the folder should be
    d.window.openSettings();
    SettingsDialog *dialog = d.window.settingsDialog();
    QTest::mouseClick(row(dialog, "Start with the system"), Qt::LeftButton);
    QTRY_VERIFY(!d.window.memory().settings.reminders.startsWithSystem);
    QVERIFY(textsIn(dialog).contains(QStringLiteral("Could not be set: ")));
    QVERIFY(!row(dialog, "Start with the system")->isChecked());
}

void RemindersTest::reminders_surviveTheStore()
{
    const QTemporaryDir folder;
    const SettingsStore store(folder.filePath(QStringLiteral("window.json")));
    WindowMemory memory;
    memory.settings.reminders = {.ahead = minutes{30}, .chime = false, .keepsRunning = true};
    memory.keepRunningOffered = true;
    memory.reminders = {{.serverId = kServer,
                            .event = QStringLiteral("town-hall"),
                            .title = QStringLiteral("Town hall"),
                            .planned = sampleNow(),
                            .toldSoon = true,
                            .joins = true,
                            .again = sampleNow() + minutes{5}},
        {.serverId = kServer,
            .event = QStringLiteral("another"),
            .title = {},
            .planned = kWhenReady,
            .toldStarted = true,
            .goneSince = sampleNow()}};
    QVERIFY(store.save(memory));
    QCOMPARE(store.load(), memory);
    QFile file(folder.filePath(QStringLiteral("window.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"reminders":{"ahead_min":1e99,"chime":7,"keep_running":[],"events":{"a":1}}})");
    file.close();
    const WindowMemory damaged = store.load();
    QVERIFY(damaged.settings.reminders.ahead == std::chrono::hours{24});
    QVERIFY(damaged.settings.reminders.chime && !damaged.settings.reminders.keepsRunning);
    QVERIFY(damaged.reminders.empty());
}

EARSHOT_GUI_MAIN(RemindersTest)
#include "reminders_test.moc"
