// The program `earshot [link]`: makes the window and the client, and connects the two.

#include "base/clock.h"
#include "base/random.h"
#include "client/client.h"
#include "client/program_exit.h"
#include "icon.h"
#include "language.h"
#include "link_registration.h"
#include "main_window.h"
#include "recording_requests.h"
#include "reminder_center.h"
#include "settings_store.h"
#include "single_instance.h"
#include "sound_settings.h"
#include "start_options.h"
#include "system_theme.h"
#include "theme.h"

#include <QApplication>
#include <QDesktopServices>
#include <QEvent>
#include <QStyleFactory>

#ifdef EARSHOT_HAS_DBUS
#include "mpris.h"
#endif

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <functional>

using namespace earshot;

namespace {

std::optional<Failure> checkLink(const QString &text)
{
    const Result<Link> link = readLink(text);
    return link ? std::nullopt : std::optional(link.failure());
}

void connectBoth(Client &client, MainWindow &window)
{
    QObject::connect(&client, &Client::nowPlayingChanged, &window, &MainWindow::showNowPlaying);
    QObject::connect(&client, &Client::levelsChanged, &window, &MainWindow::showLevels);
    QObject::connect(&client, &Client::eventsChanged, &window, &MainWindow::showEvents);
    QObject::connect(&client, &Client::linkRefused, &window, &MainWindow::showRefusedLink);
    QObject::connect(&window, &MainWindow::joinRequested, &client, &Client::join);
    QObject::connect(&window, &MainWindow::leaveRequested, &client, &Client::leave);
    QObject::connect(&window, &MainWindow::tryNowRequested, &client, &Client::tryNow);
    QObject::connect(&window, &MainWindow::volumeRequested, &client, &Client::setVolume);
    QObject::connect(&window, &MainWindow::muteRequested, &client, &Client::setMuted);
    QObject::connect(&window, &MainWindow::refreshRequested, &client, &Client::refreshSchedules);
    QObject::connect(&window, &MainWindow::removeServerRequested, &client, &Client::removeServer);
    QObject::connect(&window, &MainWindow::seekRequested, &client, &Client::seek);
    QObject::connect(&window, &MainWindow::fallingBehindRequested, &client, &Client::setFallingBehind);
    QObject::connect(&window, &MainWindow::copyRequested, &client, &Client::keepCopy);
    QObject::connect(&window, &MainWindow::followMoveRequested, &client, &Client::followMove);
    QObject::connect(&window, &MainWindow::pageRequested, &window,
        [](const QUrl &address) { QDesktopServices::openUrl(address); });
    QObject::connect(&client, &Client::soundChanged, &window, &MainWindow::showSound);
    QObject::connect(&window, &MainWindow::soundWatchRequested, &client, &Client::watchSound);
    QObject::connect(&window, &MainWindow::testSoundRequested, &client, &Client::playTestSound);
    QObject::connect(&window, &MainWindow::soundSettingsRequested, &window, [] { openSoundSettings(); });
}

/// Hosting and the own microphone.
void connectDoors(Client &client, MainWindow &window, const Settings &settings)
{
    window.use(client.hosting(), client.talking());
    client.talking().setChoice(settings.microphone);
    QObject::connect(&window, &MainWindow::settingsChanged, &client.talking(),
        [&client](const Settings &changed) { client.talking().setChoice(changed.microphone); });
    QObject::connect(&window, &MainWindow::undoGuardRequested, &client.talking(), &Talking::undoGuard);
}

void connectReminders(Client &client, MainWindow &window, ReminderCenter &reminders, const Settings &settings)
{
    QObject::connect(&client, &Client::eventsChanged, &reminders, &ReminderCenter::showEvents);
    QObject::connect(&client, &Client::nowPlayingChanged, &reminders, &ReminderCenter::showNowPlaying);
    QObject::connect(&reminders, &ReminderCenter::joinRequested, &client, &Client::join);
    QObject::connect(&reminders, &ReminderCenter::muteRequested, &client, &Client::setMuted);
    QObject::connect(&client, &Client::eventBegan, &window, &MainWindow::callAttention);
    client.setChime(settings.reminders.chime);
    QObject::connect(&window, &MainWindow::settingsChanged, &client,
        [&client](const Settings &changed) { client.setChime(changed.reminders.chime); });
}

/// The library and its player, and what other programs get of an event.
void connectRecordings(Client &client, MainWindow &window)
{
    window.use(client.library(), client.player());
    window.use(client.withdrawal());
    QObject::connect(&window, &MainWindow::recordingRequested, &window,
        [&window](
            const QString &server, const EventId &event) { window.openRecording(event.text(), server); });
    QObject::connect(
        &window, &MainWindow::calendarRequested, &window, [&](const QString &server, const EventId &event) {
            window.keepInCalendar(event, client.calendar(server, event));
        });
#ifdef EARSHOT_HAS_DBUS
    auto *mpris = new Mpris(client.player(), QDBusConnection::sessionBus(), &client.player());
    QObject::connect(mpris, &Mpris::raiseRequested, &window, &MainWindow::bringForward);
    QObject::connect(mpris, &Mpris::quitRequested, &window, &MainWindow::quit);
#endif
}

/// Shows the page where a link takes effect; a bad one is explained where the person is.
void openLink(Client &client, MainWindow &window, const QString &text)
{
    client.openLink(text);
    window.showNowPlaying(client.nowPlaying());
    if (const Result<Link> link = readLink(text))
        window.choosePage(link->event ? Page::NowPlaying : Page::Events);
}

/// What the program was started with: a link, or a recording's file. Never what came from a server: a path may be that of
/// another computer, which is told who asks.
void openGiven(Client &client, MainWindow &window, const QString &text)
{
    if (const QString file = openedFile(text); !file.isEmpty())
        window.openFile(file);
    else
        openLink(client, window, text);
}

/// Says first that the program is to end: its windows are asked to close then, and one may keep running otherwise.
class Application final : public QApplication
{
public:
    using QApplication::QApplication;
    std::function<void()> aboutToClose;

protected:
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::Quit && aboutToClose)
            aboutToClose();
        return QApplication::event(event);
    }
};

/// For the benchmark of the start: prints when the window was painted first, in ms after the moment that
/// EARSHOT_REPORT_START names (Unix time in ms). Does nothing where that is not set.
class StartReport final : public QObject
{
public:
    StartReport(const Clock &clock, QWidget &window)
        : QObject(&window)
        , m_clock(clock)
        , m_began(qEnvironmentVariable("EARSHOT_REPORT_START").toLongLong())
    {
        if (m_began > 0)
            window.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *window, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            window->removeEventFilter(this);
            // Queued: by then the children are painted too and all is handed to the screen.
            QMetaObject::invokeMethod(
                this, [this] { print(); }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    void print() const
    {
        std::printf("shown %lld\n", static_cast<long long>(toUnixMs(m_clock.wall()) - m_began));
        std::fflush(stdout);
    }

    const Clock &m_clock;
    const qint64 m_began;
};

/// What was chosen in the settings, but for what the command line says of this run.
Settings forThisRun(Settings settings, const StartOptions &options, const Autostart &autostart)
{
    settings.reminders.startsWithSystem = autostart.isOn();
    settings.theme = options.theme.value_or(settings.theme);
    if (!options.language.isEmpty())
        settings.language = options.language;
    return settings;
}

WindowMemory wholeMemory(
    const Client &client, const MainWindow &window, const ReminderCenter &reminders, const Settings &settings)
{
    WindowMemory memory = window.memory();
    memory.settings = settings;
    memory.reminders = reminders.list();
    memory.keepRunningOffered = reminders.wasOffered();
    for (const Link &server : client.servers())
        memory.serverLinks << server.toString();
    return memory;
}

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("earshot"));
    QCoreApplication::setApplicationVersion(QStringLiteral(EARSHOT_VERSION));
}

/// Help, version and registration work where there is no display.
bool needsNoWindow(int argc, char **argv)
{
    constexpr std::array kOptions{"-h", "--help", "-v", "--version", "--register-links"};
    return std::any_of(argv + 1, argv + argc, [&](const char *argument) {
        return std::ranges::any_of(
            kOptions, [&](const char *option) { return std::strcmp(argument, option) == 0; });
    });
}

int complain(const Failure &failure, int code)
{
    std::fprintf(stderr, "earshot: %s\n", qPrintable(failure.detail));
    return code;
}

int runWithoutWindow(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    nameApplication();
    const Result<StartOptions> options = readStartOptions(QCoreApplication::arguments());
    if (!options)
        return complain(options.failure(), 2);
    if (options->printOnly) {
        std::printf("%s\n", qPrintable(*options->printOnly));
        return 0;
    }
    const Outcome done = registerLinks(QCoreApplication::applicationFilePath());
    return done ? 0 : complain(done.failure(), 1);
}

} // namespace

int main(int argc, char **argv)
{
    prepareProgramExit();
    if (needsNoWindow(argc, argv))
        return runWithoutWindow(argc, argv);
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    Application application(argc, argv);
    nameApplication();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Earshot"));
    QGuiApplication::setDesktopFileName(QStringLiteral("earshot"));

    const Result<StartOptions> options = readStartOptions(QApplication::arguments());
    if (!options)
        return complain(options.failure(), 2);

    SingleInstance instance(SingleInstance::defaultName());
    if (!instance.claim(options->link))
        return 0;

    const SettingsStore store(SettingsStore::defaultPath());
    const WindowMemory memory = store.load();
    WindowMemory shown = memory;
    const Autostart autostart(Autostart::defaultPlace(), QApplication::applicationFilePath());
    shown.settings = forThisRun(memory.settings, *options, autostart);
    useLanguage(application, shown.settings.language);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(windowFont(QApplication::font(), options->fontScale));
    SystemTheme theme(shown.settings.theme);

    SystemClock clock;
    SystemRandom random;
    MainWindow window(clock, checkLink, shown);
    new StartReport(clock, window);
    const auto endAll = [] { QCoreApplication::exit(); };
    QApplication::setQuitOnLastWindowClosed(false); // it may go on in the tray, and a dialog is a window too
    QObject::connect(&window, &MainWindow::closed, &application, endAll, Qt::QueuedConnection);
    application.aboutToClose = [&window] { window.letGo(); };
    if (!options->tray)
        window.show();
    QApplication::setWindowIcon(themedIcon(QStringLiteral("earshot"), Qt::black, 64, 1));

    Client client(clock, random,
        {.sound = shown.settings.sound, .tapFolder = options->tapFolder, .secrets = SecretPlace::Keychain});
    connectBoth(client, window);
    connectDoors(client, window, shown.settings);
    connectRecordings(client, window);
    const std::unique_ptr<GlobalKey> globalKey = makeGlobalKey(clock);
    window.use(*globalKey);
    QObject::connect(
        &client, &Client::tapFailed, &client, [](const Failure &failure) { complain(failure, 0); });
    Notifier notifier;
    Tray tray(QApplication::windowIcon());
    ReminderCenter reminders({clock, window, notifier, tray, autostart}, shown);
    connectReminders(client, window, reminders, shown.settings);
    if (options->tray)
        reminders.startInTray();
    client.setVolume(memory.volume);
    client.setFallingBehind(memory.fallingBehind);
    for (const QString &link : memory.serverLinks) {
        if (const Result<Link> server = readLink(link))
            client.addServer(*server);
    }
    QObject::connect(&window, &MainWindow::linkEntered, &window,
        [&](const QString &link) { openLink(client, window, link); });
    QObject::connect(
        &instance, &SingleInstance::called, &window, [&](const QString &link, const QString &activation) {
            qputenv("XDG_ACTIVATION_TOKEN", activation.toUtf8());
            window.bringForward();
            if (!link.isEmpty())
                openGiven(client, window, link);
        });
    if (!options->link.isEmpty())
        openGiven(client, window, options->link);

    // Kept soon after a change, so that a crash loses nothing, and at the end.
    Settings kept = memory.settings;
    const std::unique_ptr<Timer> saveSoon = clock.makeTimer();
    WindowMemory saved = memory;
    const auto save = [&] {
        const WindowMemory now = wholeMemory(client, window, reminders, kept);
        if (now != saved && store.save(now))
            saved = now;
    };
    const auto saveLater = [&] { saveSoon->start(seconds{2}, save); };
    QObject::connect(&window, &MainWindow::memoryChanged, &window, saveLater);
    QObject::connect(&client, &Client::eventsChanged, &window, saveLater);
    QObject::connect(&reminders, &ReminderCenter::changed, &window, save);
    QObject::connect(&window, &MainWindow::settingsChanged, &window, [&](const Settings &settings) {
        kept = withChanges(kept, shown.settings, settings);
        theme.choose(settings.theme);
        if (settings.language != shown.settings.language)
            useLanguage(application, settings.language);
        client.setSound(settings.sound);
        shown.settings = settings;
    });
    const int code = QApplication::exec();
    saveSoon->stop();
    save();
    return code;
}
