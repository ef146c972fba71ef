// Draws every dialog in every look, and finds every text that is cut.

#include "dialog_views.h"
#include "fitting_dialog.h"
#include "gui_fixture.h"
#include "theme.h"

#include <QLayout>
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

constexpr Look kLooks[] = {{"dark", true, 1, "en"}, {"german", false, 1, "de"},
    {"english-150", false, 1.5, "en"}, {"light", false, 1, "en"}, {"german-150", true, 1.5, "de"}};

} // namespace

class DialogsTest : public QObject
{
    Q_OBJECT
private slots:
    void everyDialog_showsItsTextsWhole_data();
    void everyDialog_showsItsTextsWhole();
};

void DialogsTest::everyDialog_showsItsTextsWhole_data()
{
    QTest::addColumn<int>("moment");
    QTest::addColumn<int>("look");
    const std::vector<DialogMoment> moments = dialogMoments();
    for (int m = 0; m < int(moments.size()); ++m) {
        for (int l = 0; l < int(std::size(kLooks)); ++l)
            QTest::addRow("%s-%s", moments[size_t(m)].name, kLooks[l].name) << m << l;
    }
}

void DialogsTest::everyDialog_showsItsTextsWhole()
{
    QFETCH(int, moment);
    QFETCH(int, look);
    const Looks looks(kLooks[look].dark, kLooks[look].scale, QString::fromLatin1(kLooks[look].language));
    const std::unique_ptr<QDialog> dialog = dialogMoments()[size_t(moment)].make();
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
    // What wraps asks for its height a turn of the event loop later.
    (void)QTest::qWaitFor([&] { return cutTexts(dialog.get()).isEmpty(); }, 1000);
    QVERIFY(dialog->grab().save(screensFolder() + QStringLiteral("/%1.png").arg(QTest::currentDataTag())));
    QCOMPARE(cutTexts(dialog.get()), QString());
    if (qobject_cast<FittingDialog *>(dialog.get())) {
        const int needed = dialog->layout()->totalHeightForWidth(dialog->width());
        QVERIFY2(
            dialog->height() < needed + scaled(60), qPrintable(QString::number(dialog->height() - needed)));
    }
}

EARSHOT_GUI_MAIN(DialogsTest)
#include "dialogs_test.moc"
