// What a screen reader is told.

#include "details_dialog.h"
#include "gui_fixture.h"
#include "main_window.h"
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
    void everyFocusableWidget_hasAName();
    void names_sayThePresentState();
    void status_isAnnouncedAtMostEveryTwoSeconds();
};

void AccessibilityTest::everyFocusableWidget_hasAName()
{
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("de")}) {
        const Looks looks(false, 1, language);
        for (const WindowState &state : windowStates()) {
            FixedClock clock(sampleNow());
            MainWindow window(clock, anyLink, {});
            window.showEvents(state.events);
            window.showNowPlaying(state.playing);
            window.choosePage(state.page);
            window.show();
            if (state.details)
                window.openDetails();
            window.openPasteDialog();
            int focusable = 0;
            for (QWidget *widget : window.findChildren<QWidget *>()) {
                if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible())
                    continue;
                ++focusable;
                QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
                QVERIFY(interface);
                QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
            }
            QVERIFY(focusable >= 4);
        }
    }
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
