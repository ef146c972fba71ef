// Draws every page in every state, writes the pictures to build/screens, and finds every text that is cut.

#include "details_dialog.h"
#include "gui_fixture.h"
#include "main_window.h"
#include "paste_link_dialog.h"
#include "states.h"

#include <QAbstractButton>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

struct Look {
    const char *name;
    bool dark;
    double scale;
    const char *language;
};

constexpr Look kLooks[] = {{"light", false, 1, "en"}, {"dark", true, 1, "en"}, {"german", false, 1, "de"},
    {"german-dark", true, 1, "de"}, {"english-150", false, 1.5, "en"}, {"german-150", true, 1.5, "de"},
    {"english-200", true, 2, "en"}, {"german-200", false, 2, "de"}};

constexpr QSize kDesignSize(1160, 740);

} // namespace

class ScreenshotsTest : public QObject
{
    Q_OBJECT
private slots:
    void everyState_showsItsTextsWhole_data();
    void everyState_showsItsTextsWhole();
    void narrowWindow_showsItsTextsWhole();
    void pasteDialog_showsItsTextsWhole();
    void checker_findsACutText();
};

void ScreenshotsTest::everyState_showsItsTextsWhole_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("look");
    const std::vector<WindowState> states = windowStates();
    for (int s = 0; s < int(states.size()); ++s) {
        for (int l = 0; l < int(std::size(kLooks)); ++l)
            QTest::addRow("%s-%s", states[size_t(s)].name, kLooks[l].name) << s << l;
    }
}

void ScreenshotsTest::everyState_showsItsTextsWhole()
{
    QFETCH(int, state);
    QFETCH(int, look);
    const WindowState shown = windowStates()[size_t(state)];
    const Looks looks(kLooks[look].dark, kLooks[look].scale, QString::fromLatin1(kLooks[look].language));
    FixedClock clock(sampleNow());
    MainWindow window(clock, anyLink, {});
    window.showEvents(shown.events);
    window.showNowPlaying(shown.playing);
    window.choosePage(shown.page);
    window.resize(kDesignSize);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    for (int i = 0; i < 12; ++i)
        window.showLevels({{-20, -127, -127, -127}});
    QWidget *target = &window;
    if (shown.details) {
        window.openDetails();
        target = window.details();
        QVERIFY(QTest::qWaitForWindowExposed(target));
    }
    QCoreApplication::processEvents();
    QVERIFY(target->grab().save(screensFolder() + QStringLiteral("/%1.png").arg(QTest::currentDataTag())));
    QCOMPARE(cutTexts(target), QString());
    QVERIFY2(window.width() <= kDesignSize.width(), qPrintable(QString::number(window.width())));
}

void ScreenshotsTest::narrowWindow_showsItsTextsWhole()
{
    for (const double scale : {1.0, 2.0}) {
        const Looks looks(false, scale, QStringLiteral("de"));
        for (const WindowState &state : windowStates()) {
            FixedClock clock(sampleNow());
            MainWindow window(clock, anyLink, {});
            window.showEvents(state.events);
            window.showNowPlaying(state.playing);
            window.choosePage(state.page);
            window.show();
            window.resize(window.minimumSizeHint().width(), 900);
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            // The window widens by itself where what it shows needs more, a turn of the event loop later.
            const auto isWhole = [&window] { return cutTexts(&window).isEmpty(); };
            (void)QTest::qWaitFor(isWhole, 1000);
            const QString cut = cutTexts(&window);
            QVERIFY2(cut.isEmpty(), qPrintable(QString::fromLatin1(state.name) + QLatin1Char('\n') + cut));
        }
    }
}

void ScreenshotsTest::pasteDialog_showsItsTextsWhole()
{
    for (const Look &look : kLooks) {
        const Looks looks(look.dark, look.scale, QString::fromLatin1(look.language));
        for (const QString &link :
            {QString(), QStringLiteral("http://somewhere"), QStringLiteral("earshot://host/event")}) {
            PasteLinkDialog dialog(anyLink);
            dialog.setLink(link);
            dialog.show();
            QVERIFY(QTest::qWaitForWindowExposed(&dialog));
            QCOMPARE(cutTexts(&dialog), QString());
            if (link.startsWith(QLatin1String("http")))
                QVERIFY(dialog.grab().save(
                    screensFolder() + QStringLiteral("/paste-%1.png").arg(QLatin1String(look.name))));
        }
    }
}

void ScreenshotsTest::checker_findsACutText()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    FixedClock clock(sampleNow());
    MainWindow window(clock, anyLink, {});
    window.showNowPlaying(listening());
    window.choosePage(Page::NowPlaying);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto *mute = visible<QAbstractButton>(&window, QStringLiteral("Mute, off"));
    QVERIFY(mute);
    mute->setFixedWidth(20);
    QCoreApplication::processEvents();
    QVERIFY(cutTexts(&window).contains(QLatin1String("Mute")));
}

EARSHOT_GUI_MAIN(ScreenshotsTest)
#include "screenshots_test.moc"
