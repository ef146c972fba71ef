// Draws the host's page in every state, and finds every text that is cut.

#include "fake_doors.h"
#include "gui_fixture.h"
#include "host_page.h"
#include "host_views.h"
#include "main_window.h"
#include "sample_views.h"

#include <QAbstractButton>
#include <QtTest>

#include <string_view>

using namespace earshot;
using namespace earshot::test;

namespace {

struct Look {
    const char *name;
    bool dark;
    double scale;
    const char *language;
};

constexpr Look kLooks[] = {{"dark", true, 1, "en"}, {"german", false, 1, "de"},
    {"english-150", false, 1.5, "en"}, {"light", false, 1, "en"}, {"german-150", true, 1.5, "de"}};
constexpr int kFirstLarge = 3;

constexpr QSize kDesignSize(1160, 740);

struct HostWindow {
    explicit HostWindow(const HostMoment &moment)
        : clock(sampleNow())
        , window(clock, anyLink, {})
    {
        hosting.shown = moment.host;
        talking.shown = moment.talk;
        window.showEvents(schedule());
        window.showNowPlaying(moment.playing);
        window.use(hosting, talking);
        window.choosePage(Page::Host);
        window.resize(kDesignSize);
        window.show();
        if (!QTest::qWaitForWindowExposed(&window))
            qWarning("the window was not shown");
    }

    FixedClock clock;
    FakeHosting hosting;
    FakeTalking talking;
    MainWindow window;
};

} // namespace

class HostScreensTest : public QObject
{
    Q_OBJECT
private slots:
    void everyMoment_showsItsTextsWhole_data();
    void everyMoment_showsItsTextsWhole();
    void narrowWindow_showsItsTextsWhole();
};

void HostScreensTest::everyMoment_showsItsTextsWhole_data()
{
    QTest::addColumn<int>("moment");
    QTest::addColumn<int>("look");
    const std::vector<HostMoment> moments = hostMoments();
    for (int m = 0; m < int(moments.size()); ++m) {
        // All looks of the states that people are in longest, the largest and longest words of the others.
        const std::string_view name = moments[size_t(m)].name;
        const bool isCommon = name == "host-on-air" || name == "host-before" || name == "host-howling";
        for (int l = isCommon ? 0 : kFirstLarge; l < int(std::size(kLooks)); ++l)
            QTest::addRow("%s-%s", moments[size_t(m)].name, kLooks[l].name) << m << l;
    }
}

void HostScreensTest::everyMoment_showsItsTextsWhole()
{
    QFETCH(int, moment);
    QFETCH(int, look);
    const Looks looks(kLooks[look].dark, kLooks[look].scale, QString::fromLatin1(kLooks[look].language));
    HostWindow shown(hostMoments()[size_t(moment)]);
    // A scroll bar that comes takes its room a turn of the event loop later.
    (void)QTest::qWaitFor([&] { return cutTexts(&shown.window).isEmpty(); }, 1000);
    QVERIFY(
        shown.window.grab().save(screensFolder() + QStringLiteral("/%1.png").arg(QTest::currentDataTag())));
    QCOMPARE(cutTexts(&shown.window), QString());
    QVERIFY2(shown.window.width() <= kDesignSize.width(), qPrintable(QString::number(shown.window.width())));
}

void HostScreensTest::narrowWindow_showsItsTextsWhole()
{
    for (const double scale : {1.0, 2.0}) {
        const Looks looks(false, scale, QStringLiteral("de"));
        for (const HostMoment &moment : hostMoments()) {
            HostWindow shown(moment);
            shown.window.resize(shown.window.minimumSizeHint().width(), 900);
            (void)QTest::qWaitFor([&] { return cutTexts(&shown.window).isEmpty(); }, 1000);
            const QString cut = cutTexts(&shown.window);
            QVERIFY2(cut.isEmpty(), qPrintable(QString::fromLatin1(moment.name) + QLatin1Char('\n') + cut));
        }
    }
}

EARSHOT_GUI_MAIN(HostScreensTest)
#include "host_screens_test.moc"
