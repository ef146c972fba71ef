// Draws the host's page and its dialogs in every state, and finds every text that is cut.

#include "announce_delay_dialog.h"
#include "ask_dialog.h"
#include "fake_doors.h"
#include "gui_fixture.h"
#include "host_page.h"
#include "host_setup_dialog.h"
#include "host_views.h"
#include "main_window.h"
#include "sample_views.h"
#include "share_dialog.h"

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
    {"english-150", false, 1.5, "en"}, {"german-150", true, 1.5, "de"}};

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
    void dialogs_showTheirTextsWhole_data();
    void dialogs_showTheirTextsWhole();
};

void HostScreensTest::everyMoment_showsItsTextsWhole_data()
{
    QTest::addColumn<int>("moment");
    QTest::addColumn<int>("look");
    const std::vector<HostMoment> moments = hostMoments();
    for (int m = 0; m < int(moments.size()); ++m) {
        for (int l = 0; l < int(std::size(kLooks)); ++l)
            QTest::addRow("%s-%s", moments[size_t(m)].name, kLooks[l].name) << m << l;
    }
}

void HostScreensTest::everyMoment_showsItsTextsWhole()
{
    QFETCH(int, moment);
    QFETCH(int, look);
    const Looks looks(kLooks[look].dark, kLooks[look].scale, QString::fromLatin1(kLooks[look].language));
    HostWindow shown(hostMoments()[size_t(moment)]);
    QCoreApplication::processEvents();
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

void HostScreensTest::dialogs_showTheirTextsWhole_data()
{
    QTest::addColumn<int>("look");
    for (int l = 0; l < int(std::size(kLooks)); ++l)
        QTest::addRow("%s", kLooks[l].name) << l;
}

void HostScreensTest::dialogs_showTheirTextsWhole()
{
    QFETCH(int, look);
    const Looks looks(kLooks[look].dark, kLooks[look].scale, QString::fromLatin1(kLooks[look].language));
    const auto check = [&](QWidget &dialog, const char *name) {
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QCoreApplication::processEvents();
        QVERIFY(dialog.grab().save(screensFolder()
            + QStringLiteral("/%1-%2.png").arg(QLatin1String(name), QLatin1String(kLooks[look].name))));
        QCOMPARE(cutTexts(&dialog), QString());
    };
    const PlanCheck tooOld = [](const HostPlan &plan) -> std::optional<Failure> {
        if (plan.place == HostPlan::Place::Network)
            return Failure{Cause::ProgramTooOld, QStringLiteral("2.9.10")};
        return {};
    };
    HostSetupDialog setup(tooOld, QStringLiteral("Ana Ruiz"), sampleNow(), nullptr);
    setup.setAttribute(Qt::WA_DeleteOnClose, false);
    check(setup, "host-setup");

    AnnounceDelayDialog delay(*beforeStart().host.event, sampleNow(), nullptr);
    delay.setAttribute(Qt::WA_DeleteOnClose, false);
    check(delay, "host-delay");

    ShareDialog share(nullptr);
    share.show(onAir().host);
    check(share, "host-share");

    AskDialog ask(
        {.title = QStringLiteral("Jonas Klein"),
            .advice = QStringLiteral("Nobody hears Jonas Klein from then on. The reason is shown to them."),
            .field = QStringLiteral("Reason"),
            .button = QStringLiteral("Remove"),
            .isDangerous = true},
        nullptr);
    ask.setAttribute(Qt::WA_DeleteOnClose, false);
    check(ask, "host-ask");
}

EARSHOT_GUI_MAIN(HostScreensTest)
#include "host_screens_test.moc"
