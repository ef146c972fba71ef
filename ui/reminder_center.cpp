#include "reminder_center.h"

#include "event/when_ready.h"
#include "event_order.h"
#include "keep_running_dialog.h"
#include "reminder_words.h"

#include <QEvent>
#include <QMenu>

#include <algorithm>

namespace earshot {

/// At the start of a session the tray may come after the programs in it.
constexpr seconds kTrayRhythm{1};
constexpr int kLooksForTray = 15;

/// The next to come; those without a time come last.
static const Reminder *nextOf(const std::vector<Reminder> &all)
{
    const Reminder *next = nullptr;
    for (const Reminder &reminder : all) {
        if (reminder.toldStarted || reminder.goneSince)
            continue;
        const bool isSooner = !next || next->planned == kWhenReady || reminder.planned < next->planned;
        if (isSooner && (!next || reminder.planned != kWhenReady))
            next = &reminder;
    }
    return next;
}

ReminderCenter::ReminderCenter(World world, const WindowMemory &memory)
    : m_world(std::move(world))
    , m_reminders(m_world.clock, memory.reminders)
    , m_choice(memory.settings.reminders)
    , m_wasOffered(memory.keepRunningOffered)
    , m_trayTimer(m_world.clock.makeTimer())
{
    m_reminders.setAhead(m_choice.ahead);
    connect(&m_reminders, &Reminders::changed, this, [this] {
        m_world.window.setReminders(m_reminders.list());
        showTray();
        emit changed();
    });
    connect(&m_reminders, &Reminders::news, this, &ReminderCenter::say);
    connect(&m_reminders, &Reminders::joinNow, this, &ReminderCenter::joinAtStart);
    connect(&m_world.notifier, &Notifier::answered, this, &ReminderCenter::answer);
    connect(&m_world.notifier, &Notifier::unheard, this, &ReminderCenter::sayOtherwise);
    connectWindow();
    connectTray();
    m_world.window.setReminders(m_reminders.list());
    placeTray();
}

void ReminderCenter::connectWindow()
{
    const MainWindow &window = m_world.window;
    connect(&window, &MainWindow::reminderRequested, this,
        [this](const QString &server, const EventId &event, bool on) {
            m_reminders.set(server, event, on);
            if (on && !m_reminders.list().empty())
                offerToKeepRunning();
        });
    connect(&window, &MainWindow::waitRequested, this, [this](const QString &server, const EventId &event) {
        m_reminders.setJoins(server, event, true);
        join(server, event);
    });
    connect(&window, &MainWindow::leaveRequested, this, &ReminderCenter::leftRoom);
    connect(&window, &MainWindow::settingsChanged, this, &ReminderCenter::takeSettings);
    m_world.window.installEventFilter(this);
}

bool ReminderCenter::eventFilter(QObject *window, QEvent *event)
{
    if (event->type() == QEvent::Show)
        m_isInTray = false;
    // A desktop's tray comes and goes: where the window may go is asked when it is to go.
    if (event->type() == QEvent::Show || event->type() == QEvent::Close) {
        m_looksForTray = 0;
        placeTray();
    }
    return QObject::eventFilter(window, event);
}

void ReminderCenter::connectTray()
{
    Tray &tray = m_world.tray;
    connect(&tray, &Tray::openRequested, &m_world.window, &MainWindow::bringForward);
    connect(&tray, &Tray::nextRequested, this, [this] {
        m_world.window.choosePage(Page::Events);
        m_world.window.bringForward();
    });
    connect(&tray, &Tray::muteRequested, this, &ReminderCenter::muteRequested);
    connect(&tray, &Tray::quitRequested, &m_world.window, &MainWindow::quit);
    // "Today" passes, and the language may be another one.
    connect(&tray.menu(), &QMenu::aboutToShow, this, &ReminderCenter::showTray);
    connect(&tray, &Tray::answered, this,
        [this](const NoticeSubject &about, Notifier::Answer given) { answer(about, given, {}); });
}

void ReminderCenter::startInTray()
{
    m_isInTray = true;
    m_looksForTray = 0;
    placeTray();
}

KeepRunningDialog *ReminderCenter::offer() const
{
    return m_offer;
}

void ReminderCenter::showEvents(const EventsView &view)
{
    m_events = view;
    m_reminders.follow(view);
}

void ReminderCenter::showNowPlaying(const NowPlayingView &view)
{
    const bool isOther = view.muted != m_playing.muted;
    m_playing = view;
    if (isOther)
        showTray();
}

void ReminderCenter::say(const ReminderNews &news)
{
    if (isJoined(news.serverId, news.event) && m_world.window.isActiveWindow())
        return;
    m_world.notifier.tell({news.serverId, news.event}, ReminderWords::notice(news, m_world.clock.wall()));
}

void ReminderCenter::sayOtherwise(const NoticeSubject &about, const NoticeWords &words)
{
    if (!m_world.isTrayThere() || !m_world.tray.tell(about, words))
        m_world.window.showReminder(words.title, words.text);
}

void ReminderCenter::answer(const NoticeSubject &about, Notifier::Answer answer, const QString &activation)
{
    const std::optional<EventId> event = EventId::parse(about.event);
    if (!event)
        return;
    m_world.notifier.withdraw(about);
    if (answer == Notifier::Answer::Later)
        return m_reminders.later(about.serverId, *event);
    if (answer == Notifier::Answer::Join)
        join(about.serverId, *event);
    else
        m_world.window.choosePage(Page::Events);
    qputenv("XDG_ACTIVATION_TOKEN", activation.toUtf8());
    m_world.window.bringForward();
}

/// Events of different servers may have the same name; where the line's server is none of those that are followed, the
/// name alone tells.
bool ReminderCenter::isJoined(const QString &serverId, const QString &event) const
{
    if (!m_playing.open || m_playing.eventId != event)
        return false;
    const QString &host = m_playing.evidence.session.serverHost;
    const auto isThere = [&](const ServerView &server) { return server.host == host; };
    return std::ranges::none_of(m_events.servers, isThere)
        || std::ranges::any_of(m_events.servers, [&](const ServerView &server) {
               return isThere(server) && isSameServer(m_events, server.id, serverId);
           });
}

void ReminderCenter::join(const QString &serverId, const EventId &event)
{
    if (!isJoined(serverId, event.text()))
        emit joinRequested(serverId, event);
    m_world.window.choosePage(Page::NowPlaying);
}

/// Nobody is taken away from what they listen to, from another room or off their own stage: they are told, and decide.
void ReminderCenter::joinAtStart(const QString &serverId, const EventId &event)
{
    const bool isFree = !m_playing.open || m_playing.eventId.isEmpty() || m_playing.phase == Phase::Ended
        || m_playing.phase == Phase::Cancelled;
    if (isFree || isJoined(serverId, event.text()))
        join(serverId, event);
}

/// Whoever leaves the room before the start does not wait any more; the reminder stays.
void ReminderCenter::leftRoom()
{
    if (!m_playing.open || m_playing.phase != Phase::Scheduled)
        return;
    const std::vector<Reminder> all = m_reminders.list();
    for (const Reminder &reminder : all) {
        const std::optional<EventId> event = EventId::parse(reminder.event);
        if (event && isJoined(reminder.serverId, reminder.event))
            m_reminders.setJoins(reminder.serverId, *event, false);
    }
}

void ReminderCenter::offerToKeepRunning()
{
    if (m_wasOffered || m_choice.keepsRunning)
        return;
    m_wasOffered = true;
    emit changed();
    m_offer = new KeepRunningDialog(m_place.hasTray, &m_world.window);
    m_offer->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_offer, &QDialog::accepted, this, [this, dialog = m_offer.data()] {
        ReminderChoice choice = m_choice;
        choice.keepsRunning = true;
        choice.startsWithSystem = choice.startsWithSystem || dialog->startsWithSystem();
        m_world.window.chooseReminders(choice);
    });
    m_offer->open();
}

void ReminderCenter::takeSettings(const Settings &settings)
{
    const ReminderChoice before = std::exchange(m_choice, settings.reminders);
    if (m_choice == before)
        return;
    m_reminders.setAhead(m_choice.ahead);
    if (m_choice.startsWithSystem != m_world.autostart.isOn())
        takeAutostart(m_choice.startsWithSystem);
    placeTray();
}

void ReminderCenter::takeAutostart(bool on)
{
    const Outcome done = m_world.autostart.set(on);
    m_place.trouble = done ? QString() : done.failure().detail;
    if (done)
        return;
    // Later: those who hear of the person's choice after this get it first.
    QMetaObject::invokeMethod(
        this,
        [this] {
            ReminderChoice choice = m_choice;
            choice.startsWithSystem = m_world.autostart.isOn();
            m_world.window.chooseReminders(choice);
        },
        Qt::QueuedConnection);
}

void ReminderCenter::placeTray()
{
    m_place.hasTray = m_world.isTrayThere();
    m_world.window.setWaitingPlace(m_place);
    m_world.tray.setKept(m_place.hasTray && (m_choice.keepsRunning || m_isInTray));
    showTray();
    const bool isMissed = !m_place.hasTray && (m_choice.keepsRunning || m_isInTray);
    if (!isMissed)
        return m_trayTimer->stop();
    if (m_looksForTray < kLooksForTray) {
        ++m_looksForTray;
        return m_trayTimer->start(kTrayRhythm, [this] { placeTray(); });
    }
    if (m_isInTray && !m_world.window.isVisible())
        m_world.window.showMinimized();
}

void ReminderCenter::showTray()
{
    const Reminder *next = nextOf(m_reminders.list());
    m_world.tray.show({.next = next ? ReminderWords::next(*next, m_world.clock.wall()) : QString(),
        .isMuted = m_playing.muted});
}

} // namespace earshot
