// Draws every page in every state and writes the pictures to <build>/../screens.

#include "details_dialog.h"
#include "gui_fixture.h"
#include "main_window.h"
#include "sample_views.h"

#include <QtTest>

using namespace earshot;
using namespace earshot::test;

class ScreenshotsTest : public QObject
{
    Q_OBJECT
private slots:
    void everyState_isDrawn_data();
    void everyState_isDrawn();
};

void ScreenshotsTest::everyState_isDrawn_data()
{
    QTest::addColumn<NowPlayingView>("playing");
    QTest::addColumn<EventsView>("events");
    QTest::addColumn<Page>("page");
    QTest::addColumn<bool>("details");
    const auto row
        = [](const char *name, const NowPlayingView &playing, const EventsView &events, Page page,
              bool details = false) { QTest::newRow(name) << playing << events << page << details; };
    row("event-listening", listening(), schedule(), Page::NowPlaying);
    row("event-dropped", anaDropped(), schedule(), Page::NowPlaying);
    row("event-checking", checking(), schedule(), Page::NowPlaying);
    row("event-refused", refused(), schedule(), Page::NowPlaying);
    row("event-ended", ended(), schedule(), Page::NowPlaying);
    row("event-crowded", crowded(), schedule(), Page::NowPlaying);
    row("event-none", nothingJoined(), schedule(), Page::NowPlaying);
    row("events-schedule", listening(), schedule(), Page::Events);
    row("events-failed-server", listening(), scheduleAndFailure(), Page::Events);
    row("events-no-servers", nothingJoined(), noServers(), Page::Events);
    row("events-empty-server", nothingJoined(), emptyServer(), Page::Events);
    row("details", anaDropped(), schedule(), Page::NowPlaying, true);
}

void ScreenshotsTest::everyState_isDrawn()
{
    QFETCH(NowPlayingView, playing);
    QFETCH(EventsView, events);
    QFETCH(Page, page);
    QFETCH(bool, details);
    struct Look {
        const char *name;
        bool dark;
        double scale;
        const char *language;
    };
    for (const Look &look :
        {Look{"light", false, 1, "en"}, Look{"dark", true, 1, "en"}, Look{"german", false, 1, "de"},
            Look{"german-150", true, 1.5, "de"}, Look{"german-200", false, 2, "de"}}) {
        Looks looks(look.dark, look.scale, look.language);
        FixedClock clock(sampleNow());
        MainWindow window(clock, anyLink, {});
        window.resize(1160, 740);
        window.showEvents(events);
        window.showNowPlaying(playing);
        window.choosePage(page);
        window.show();
        for (int i = 0; i < 12; ++i)
            window.showLevels({{-16, -127, -127, -127}});
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QWidget *shown = &window;
        if (details) {
            window.openDetails();
            shown = window.details();
            QVERIFY(QTest::qWaitForWindowExposed(shown));
        }
        QCoreApplication::processEvents();
        const QPixmap picture = shown->grab();
        QVERIFY(!picture.isNull());
        QVERIFY(picture.save(
            screensFolder() + QStringLiteral("/%1-%2.png").arg(QTest::currentDataTag(), look.name)));
    }
}

EARSHOT_GUI_MAIN(ScreenshotsTest)
#include "screenshots_test.moc"
