// Draws the page Recordings in every state, and finds every text that is cut.

#include "recordings_window.h"

using namespace earshot;
using namespace earshot::test;

namespace {

struct Look {
    const char *name;
    bool dark;
    double scale;
    const char *language;
};

constexpr Look kLooks[] = {{"dark", true, 1, "en"}, {"german", false, 1, "de"}, {"light", false, 1, "en"},
    {"english-150", false, 1.5, "en"}, {"german-150", true, 1.5, "de"}, {"german-200", false, 2, "de"}};
/// The states that people are in longest are drawn in all looks, the others in the first two and the last two.
constexpr int kCommon = 2;

} // namespace

class RecordingsScreensTest : public QObject
{
    Q_OBJECT
private slots:
    void everyMoment_showsItsTextsWhole_data();
    void everyMoment_showsItsTextsWhole();
    void narrowWindow_showsItsTextsWhole();
    void otherPages_showTheStripWhole();
    void rightToLeft_isMirrored();
};

void RecordingsScreensTest::everyMoment_showsItsTextsWhole_data()
{
    QTest::addColumn<int>("moment");
    QTest::addColumn<int>("look");
    const std::vector<RecordingsMoment> moments = recordingsMoments();
    for (int m = 0; m < int(moments.size()); ++m) {
        for (int l = 0; l < int(std::size(kLooks)); ++l) {
            if (m < kCommon || l < 2 || l >= 4)
                QTest::addRow("%s-%s", moments[size_t(m)].name, kLooks[l].name) << m << l;
        }
    }
}

void RecordingsScreensTest::everyMoment_showsItsTextsWhole()
{
    QFETCH(int, moment);
    QFETCH(int, look);
    const Looks looks(kLooks[look].dark, kLooks[look].scale, QString::fromLatin1(kLooks[look].language));
    const RecordingsMoment shown = recordingsMoments()[size_t(moment)];
    RecordingsWindow r(shown.library, shown.player);
    if (auto *search = r.window.findChild<QLineEdit *>(); search && !shown.search.isEmpty())
        search->setText(shown.search);
    QCoreApplication::processEvents(); // the layout's turn after the search
    // A scroll bar that comes takes its room a turn of the event loop later.
    (void)QTest::qWaitFor([&] { return cutTexts(&r.window).isEmpty(); }, 1000);
    QVERIFY(r.window.grab().save(screensFolder() + QStringLiteral("/%1.png").arg(QTest::currentDataTag())));
    QCOMPARE(cutTexts(&r.window), QString());
    QVERIFY2(r.window.width() <= 1160, qPrintable(QString::number(r.window.width())));
}

void RecordingsScreensTest::narrowWindow_showsItsTextsWhole()
{
    for (const double scale : {1.0, 2.0}) {
        const Looks looks(false, scale, QStringLiteral("de"));
        for (const RecordingsMoment &moment : recordingsMoments()) {
            RecordingsWindow r(moment.library, moment.player);
            r.window.resize(r.window.minimumSizeHint().width(), 900);
            (void)QTest::qWaitFor([&] { return cutTexts(&r.window).isEmpty(); }, 1000);
            const QString name = QString::fromLatin1(moment.name);
            if (scale == 1.0)
                r.window.grab().save(screensFolder() + QStringLiteral("/narrow-%1.png").arg(name));
            const QString cut = cutTexts(&r.window);
            QVERIFY2(cut.isEmpty(), qPrintable(name + QLatin1Char('\n') + cut));
            QVERIFY2(r.window.width() <= scaled(780), qPrintable(QString::number(r.window.width())));
        }
    }
}

void RecordingsScreensTest::otherPages_showTheStripWhole()
{
    for (const Look &look : kLooks) {
        const Looks looks(look.dark, look.scale, QString::fromLatin1(look.language));
        RecordingsWindow r(fourRecordings(), playingResults(), {}, Page::Events);
        r.window.showNowPlaying(listening());
        (void)QTest::qWaitFor([&] { return cutTexts(&r.window).isEmpty(); }, 1000);
        QVERIFY(r.window.grab().save(
            screensFolder() + QStringLiteral("/strip-%1.png").arg(QLatin1String(look.name))));
        QCOMPARE(cutTexts(&r.window), QString());
    }
}

void RecordingsScreensTest::rightToLeft_isMirrored()
{
    const Looks looks(true, 1, QStringLiteral("en"));
    QApplication::setLayoutDirection(Qt::RightToLeft);
    {
        RecordingsWindow r(fourRecordings(), playingResults());
        (void)QTest::qWaitFor([&] { return cutTexts(&r.window).isEmpty(); }, 1000);
        QVERIFY(r.window.grab().save(screensFolder() + QStringLiteral("/recordings-rtl.png")));
        QCOMPARE(cutTexts(&r.window), QString());
        auto *back = visible<QAbstractButton>(&r.window, QStringLiteral("Back 15 seconds"));
        auto *ahead = visible<QAbstractButton>(&r.window, QStringLiteral("Ahead 30 seconds"));
        QVERIFY(back && ahead);
        QVERIFY(back->x() > ahead->x());
        back->setFocus();
        r.press(Qt::Key_Left); // towards the end
        QCOMPARE(r.player.asked, QStringList{QStringLiteral("skip 30000")});
        auto *bar = visible<QWidget>(&r.window, QStringLiteral("Place in the recording"));
        QVERIFY(bar);
        r.player.asked.clear();
        QTest::mouseClick(bar, Qt::LeftButton, {}, QPoint(bar->width() - 1, bar->height() / 2));
        QCOMPARE(r.player.asked.size(), 1);
        QVERIFY(r.player.asked.first().section(u' ', 1).toInt() < 10'000); // the beginning is on the right
    }
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

EARSHOT_GUI_MAIN(RecordingsScreensTest)
#include "recordings_screens_test.moc"
