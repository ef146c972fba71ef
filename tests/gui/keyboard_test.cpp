// The window without a mouse: where Tab goes in every page and dialog, and what the keys are called.

#include "dialog_views.h"
#include "fake_doors.h"
#include "gui_fixture.h"
#include "host_views.h"
#include "main_window.h"
#include "recordings_window.h"
#include "states.h"

#include <QAbstractButton>
#include <QShortcut>
#include <QtTest>

#include <algorithm>

using namespace earshot;
using namespace earshot::test;

class KeyboardTest : public QObject
{
    Q_OBJECT
private slots:
    void tab_reachesEverything_inEveryPage();
    void tab_reachesEverything_inEveryDialog();
    void keys_haveOneMeaning();
};

namespace {

QString nameOf(const QWidget *widget)
{
    const QString name
        = widget->accessibleName().isEmpty() ? widget->property("text").toString() : widget->accessibleName();
    return QStringLiteral("%1 “%2”").arg(QLatin1String(widget->metaObject()->className()), name);
}

bool isStop(const QWidget *widget, const QWidget &window)
{
    return widget->isVisibleTo(&window) && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus)
        && !widget->focusProxy();
}

QRect placeOf(const QWidget *widget, const QWidget &window)
{
    return {widget->mapTo(&window, QPoint()), widget->size()};
}

/// One reads down, and then the next column.
bool isOnward(const QRect &from, const QRect &to)
{
    return to.left() >= from.right() || to.center().y() >= from.bottom()
        || (to.left() >= from.left() && to.top() >= from.top());
}

/// Presses Tab until it is where it began: what is left out, and where it goes back.
void walk(QStringList &faults, const char *where, QWidget &window)
{
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window))
        faults << QStringLiteral("%1: is not active").arg(QLatin1String(where));
    QCoreApplication::processEvents(); // the layout's turn
    const auto fault
        = [&](const QString &what) { faults << QStringLiteral("%1: %2").arg(QLatin1String(where), what); };
    QList<QWidget *> missed;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->window() == &window && isStop(widget, window))
            missed << widget;
    }
    if (missed.isEmpty())
        return fault(QStringLiteral("the keyboard gets nowhere"));
    QWidget *first = missed.first();
    first->setFocus(Qt::TabFocusReason);
    const QWidget *before = first;
    QStringList turns; // one is the way from the last to the first
    for (qsizetype i = 4 * missed.size(); i > 0; --i) { // a time has several places for the cursor
        QWidget *now = QApplication::focusWidget();
        if (!now)
            break;
        missed.removeAll(now);
        if (now != before && !isOnward(placeOf(before, window), placeOf(now, window)))
            turns << QStringLiteral("%1 comes after %2").arg(nameOf(now), nameOf(before));
        if (now == first && before != first)
            break;
        before = now;
        QTest::keyClick(now, Qt::Key_Tab);
    }
    if (turns.size() > 1)
        fault(turns.join(QStringLiteral(", and ")));
    for (const QWidget *widget : std::as_const(missed))
        fault(nameOf(widget) + QStringLiteral(" is not reached"));
}

void noteClashes(QStringList &faults, const char *where, const QWidget &window)
{
    QStringList keys;
    for (const QShortcut *shortcut : window.findChildren<QShortcut *>())
        keys << shortcut->key().toString();
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        const QString key = QKeySequence::mnemonic(button->text()).toString();
        if (!key.isEmpty() && button->isVisibleTo(&window))
            keys << key;
    }
    std::ranges::sort(keys);
    for (auto at = std::ranges::adjacent_find(keys); at != keys.end();
         at = std::adjacent_find(std::next(at), keys.end()))
        faults << QStringLiteral("%1: %2 means two things").arg(QLatin1String(where), *at);
}

/// One a line: a failure's text is cut where it is long.
void tell(QStringList faults)
{
    faults.removeDuplicates();
    for (const QString &fault : std::as_const(faults))
        qWarning("%s", qPrintable(fault));
    QVERIFY(faults.isEmpty());
}

/// Every page in every state: `look(window, name)`.
template<typename Look>
void lookAtPages(Look look)
{
    for (const WindowState &state : windowStates()) {
        if (state.details)
            continue;
        FixedClock clock(sampleNow());
        MainWindow window(clock, anyLink, {});
        window.showEvents(state.events);
        window.showNowPlaying(state.playing);
        window.choosePage(state.page);
        window.resize(1160, 740);
        window.show();
        look(window, state.name);
    }
    for (const RecordingsMoment &moment : recordingsMoments()) {
        RecordingsWindow r(moment.library, moment.player);
        look(r.window, moment.name);
    }
    for (const HostMoment &moment : hostMoments()) {
        FixedClock clock(sampleNow());
        FakeHosting hosting;
        FakeTalking talking;
        hosting.shown = moment.host;
        talking.shown = moment.talk;
        MainWindow window(clock, anyLink, {});
        window.showNowPlaying(moment.playing);
        window.use(hosting, talking);
        window.choosePage(Page::Host);
        window.resize(1160, 740);
        window.show();
        look(window, moment.name);
        window.choosePage(Page::NowPlaying);
        look(window, moment.name);
    }
}

} // namespace

void KeyboardTest::tab_reachesEverything_inEveryPage()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    QStringList faults;
    lookAtPages([&](MainWindow &window, const char *name) { walk(faults, name, window); });
    tell(faults);
}

void KeyboardTest::tab_reachesEverything_inEveryDialog()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    QStringList faults;
    for (const DialogMoment &moment : dialogMoments()) {
        const std::unique_ptr<QDialog> dialog = moment.make();
        dialog->show();
        walk(faults, moment.name, *dialog);
    }
    tell(faults);
}

void KeyboardTest::keys_haveOneMeaning()
{
    QStringList faults;
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("de")}) {
        const Looks looks(false, 1, language);
        lookAtPages([&](MainWindow &window, const char *name) { noteClashes(faults, name, window); });
        for (const DialogMoment &moment : dialogMoments()) {
            const std::unique_ptr<QDialog> dialog = moment.make();
            dialog->show();
            noteClashes(faults, moment.name, *dialog);
        }
    }
    tell(faults);
}

EARSHOT_GUI_MAIN(KeyboardTest)
#include "keyboard_test.moc"
