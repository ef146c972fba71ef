// What a screen reader is told.

#include "details_dialog.h"
#include "dialog_views.h"
#include "fake_doors.h"
#include "gui_fixture.h"
#include "host_views.h"
#include "main_window.h"
#include "recordings_window.h"
#include "states.h"
#include "support/virtual_clock.h"

#include <QAccessible>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;

class AccessibilityTest : public QObject
{
    Q_OBJECT
private slots:
    void everyPage_canBeRead();
    void everyDialog_canBeRead();
    void names_sayThePresentState();
    void status_isAnnouncedAtMostEveryTwoSeconds();
};

namespace {

bool isForThePressing(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::Slider:
    case QAccessible::SpinBox:
    case QAccessible::ListItem:
        return true;
    default:
        return false;
    }
}

/// Walks what a screen reader walks.
class Reader
{
public:
    explicit Reader(QWidget &window) { walk(QAccessible::queryAccessibleInterface(&window)); }

    QStringList faults;
    int stops = 0; ///< of the Tab key
    int items = 0; ///< of lists

private:
    void walk(QAccessibleInterface *reader)
    {
        if (!reader || !reader->isValid() || reader->state().invisible)
            return;
        const QAccessible::Role role = reader->role();
        const QString name = reader->text(QAccessible::Name);
        const auto *widget = qobject_cast<QWidget *>(reader->object());
        const auto fault = [&](const char *what) {
            faults << QStringLiteral("%1 “%2” (role %3): %4")
                          .arg(QLatin1String(widget ? widget->metaObject()->className() : "?"), name)
                          .arg(role)
                          .arg(QLatin1String(what));
        };
        // A dialog hands the focus on.
        if (widget && !widget->isWindow() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus)) {
            ++stops;
            if (name.trimmed().isEmpty())
                fault("has no name");
            if (!isForThePressing(role))
                fault("has a role that nobody can do anything with");
        }
        if (role == QAccessible::ListItem && widget) {
            ++items;
            if (name.trimmed().isEmpty())
                fault("is an item without a name");
            QAccessibleInterface *list = reader->parent();
            if (!list || list->role() != QAccessible::List || list->text(QAccessible::Name).isEmpty())
                fault("is in no list that has a name");
        }
        if (role == QAccessible::Graphic && name.isEmpty())
            fault("is a picture without words");
        for (int i = 0; i < reader->childCount(); ++i)
            walk(reader->child(i));
    }
};

void noteFaults(QStringList &all, const char *where, QWidget &window, int leastItems = 0)
{
    const Reader read(window);
    for (const QString &fault : read.faults)
        all << QStringLiteral("%1: %2").arg(QLatin1String(where), fault);
    if (read.stops == 0)
        all << QStringLiteral("%1: the keyboard gets nowhere").arg(QLatin1String(where));
    if (read.items < leastItems)
        all << QStringLiteral("%1: %2 items in lists").arg(QLatin1String(where)).arg(read.items);
}

} // namespace

void AccessibilityTest::everyPage_canBeRead()
{
    QStringList faults;
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("de")}) {
        const Looks looks(false, 1, language);
        for (const WindowState &state : windowStates()) {
            FixedClock clock(sampleNow());
            MainWindow window(clock, anyLink, {});
            window.showEvents(state.events);
            window.showNowPlaying(state.playing);
            window.choosePage(state.page);
            window.show();
            if (state.details) {
                window.openDetails();
                noteFaults(faults, state.name, *window.details());
            }
            const bool hasSpeakers = state.page == Page::NowPlaying && !state.playing.stage.empty();
            noteFaults(faults, state.name, window, hasSpeakers ? int(state.playing.stage.size()) : 0);
        }
        for (const RecordingsMoment &moment : recordingsMoments()) {
            RecordingsWindow r(moment.library, moment.player);
            if (!moment.search.isEmpty())
                r.window.recordings()->findChild<QLineEdit *>()->setText(moment.search);
            noteFaults(faults, moment.name, r.window);
        }
        const RecordingsWindow all(everyState());
        noteFaults(
            faults, "recordings", const_cast<MainWindow &>(all.window), int(everyState().items.size()));
        for (const HostMoment &moment : hostMoments()) {
            FixedClock clock(sampleNow());
            FakeHosting hosting;
            FakeTalking talking;
            hosting.shown = moment.host;
            talking.shown = moment.talk;
            MainWindow window(clock, anyLink, {});
            window.showEvents(schedule());
            window.showNowPlaying(moment.playing);
            window.use(hosting, talking);
            window.choosePage(Page::Host);
            window.show();
            noteFaults(faults, moment.name, window, int(moment.host.hands.size()));
        }
    }
    faults.removeDuplicates();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void AccessibilityTest::everyDialog_canBeRead()
{
    QStringList faults;
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("de")}) {
        const Looks looks(false, 1, language);
        for (const DialogMoment &moment : dialogMoments()) {
            const std::unique_ptr<QDialog> dialog = moment.make();
            dialog->show();
            noteFaults(faults, moment.name, *dialog);
            if (dialog->windowTitle().isEmpty())
                faults << QStringLiteral("%1: has no title").arg(QLatin1String(moment.name));
        }
    }
    faults.removeDuplicates();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void AccessibilityTest::names_sayThePresentState()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    FixedClock clock(sampleNow());
    MainWindow window(clock, anyLink, {});
    window.showEvents(schedule());
    window.showNowPlaying(anaDropped());
    window.choosePage(Page::NowPlaying);
    window.show();
    QStringList names;
    const auto collect = [&] {
        names.clear();
        for (const QWidget *widget : window.findChildren<QWidget *>())
            names << widget->accessibleName();
    };
    collect();
    for (const char *name : {"Mute, off", "Volume, 70\u00a0%", "Events, 2 live", "Now playing, shown now",
             "Ana Ruiz, host, connection dropped", "Tom Sand, speaker, muted",
             "Listeners: connected 1,204, hearing 0.",
             "2 of 5, Ana’s uplink, with a fault: no packet for 12 s"})
        QVERIFY2(names.contains(QString::fromUtf8(name)), name);
    NowPlayingView view = listening();
    view.muted = true;
    window.showNowPlaying(view);
    collect();
    QVERIFY(names.contains(QStringLiteral("Mute, on")));
    QVERIFY(names.contains(QStringLiteral("Ana Ruiz, host, talking, full band")));
    QVERIFY(names.contains(QStringLiteral("Listeners: connected 1,204, hearing 1,187, plus or minus 9.")));
}

void AccessibilityTest::status_isAnnouncedAtMostEveryTwoSeconds()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    VirtualClock clock;
    MainWindow window(clock, anyLink, {});
    window.show();
    window.showNowPlaying(listening());
    // What was last announced stays the window's description.
    QCOMPARE(window.accessibleDescription(),
        QStringLiteral("You hear this event live, 0.6 s behind the speakers."));
    window.showNowPlaying(refused());
    window.showNowPlaying(anaDropped());
    clock.advance(milliseconds{1900});
    QCOMPARE(window.accessibleDescription(),
        QStringLiteral("You hear this event live, 0.6 s behind the speakers."));
    clock.advance(milliseconds{200});
    QVERIFY(window.accessibleDescription().startsWith(QStringLiteral("Silence: ")));
}

EARSHOT_GUI_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
