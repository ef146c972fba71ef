// A host removes a recording from the server, by keyboard.

#include "ask_dialog.h"
#include "recordings_window.h"
#include "withdrawal_words.h"

#include <QMenu>

using namespace earshot;
using namespace earshot::test;

namespace {

/// Offers what it is told to, until that is asked for.
class FakeWithdrawal final : public Withdrawal
{
public:
    QStringList asked;
    std::set<QString> shown;

    const std::set<QString> &offered() const override { return shown; }
    void withdraw(const QString &id) override
    {
        asked << id;
        offer({});
    }
    void offer(const std::set<QString> &ids)
    {
        shown = ids;
        emit offeredChanged();
    }
};

} // namespace

class WithdrawalTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void menu_offersIt_whereOneHosts();
    void removal_isAskedFor_done_andSaid();
    void cancelled_doesNothing();
    void goneMeanwhile_isSaid();
    void failure_isSaid_onThePage();
    void failure_hasPlainWords_data();
    void failure_hasPlainWords();
    void everyText_isWhole();

private:
    QStringList menuOf(const QString &title);
    void chooseInMenu();
    AskDialog *dialog() const { return m_r->window.findChild<AskDialog *>(); }

    std::unique_ptr<Looks> m_looks;
    FakeWithdrawal m_withdrawal;
    std::unique_ptr<RecordingsWindow> m_r;
};

namespace {

const QString kEntry = QStringLiteral("Remove from the server …");

void closeMenu()
{
    if (QWidget *open = QApplication::activePopupWidget())
        open->close();
}

LibraryView hosted()
{
    LibraryView view = everyState();
    for (LibraryItem &item : view.items) {
        if (item.id == QStringLiteral("own"))
            item.title = QStringLiteral("Interview");
    }
    return view;
}

} // namespace

void WithdrawalTest::init()
{
    m_looks = std::make_unique<Looks>(false, 1, QStringLiteral("en"));
    m_r = std::make_unique<RecordingsWindow>(hosted());
    m_withdrawal.asked.clear();
    m_withdrawal.shown = {QStringLiteral("own"), QStringLiteral("office")};
    m_r->window.use(m_withdrawal);
}

void WithdrawalTest::cleanup()
{
    m_r.reset();
}

/// By keyboard, from the row's button.
QStringList WithdrawalTest::menuOf(const QString &title)
{
    closeMenu();
    auto *more = visible<QAbstractButton>(&m_r->window, QStringLiteral("Options for ") + title);
    if (!more || !QTest::qWaitForWindowActive(&m_r->window))
        return {};
    more->setFocus();
    m_r->press(Qt::Key_Space);
    if (!QApplication::activePopupWidget())
        return {};
    QStringList texts;
    for (const QAction *action : QApplication::activePopupWidget()->actions()) {
        if (!action->isSeparator())
            texts << action->text();
    }
    return texts;
}

void WithdrawalTest::chooseInMenu()
{
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    for (int i = 0; i < 20 && !(menu->activeAction() && menu->activeAction()->text() == kEntry); ++i)
        QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QVERIFY(dialog());
}

void WithdrawalTest::menu_offersIt_whereOneHosts()
{
    QCOMPARE(menuOf(QStringLiteral("Interview")),
        (QStringList{QStringLiteral("Play"), QStringLiteral("Export …"), QStringLiteral("Show in folder"),
            QStringLiteral("Remove from this computer"), kEntry}));
    QCOMPARE(menuOf(QStringLiteral("Open source office hours")),
        (QStringList{QStringLiteral("Download"), kEntry}));
    QVERIFY(!menuOf(QStringLiteral("Night radio")).contains(kEntry));
    m_withdrawal.offer({QStringLiteral("radio")});
    QVERIFY(menuOf(QStringLiteral("Night radio")).contains(kEntry));
    QVERIFY(!menuOf(QStringLiteral("Interview")).contains(kEntry));
    closeMenu();
}

void WithdrawalTest::removal_isAskedFor_done_andSaid()
{
    menuOf(QStringLiteral("Interview"));
    chooseInMenu();
    const QString asked = textsIn(dialog());
    for (const char *text : {"Remove “Interview” from the server?", "deleted there for everybody",
             "This cannot be undone.", "downloaded stay with them", "the one on this computer stays here"})
        QVERIFY2(asked.contains(QString::fromUtf8(text)), text);
    QTRY_VERIFY(dialog()->isActiveWindow());
    QCOMPARE(QApplication::focusWidget()->property("text").toString(), QStringLiteral("Cancel"));
    m_r->press(Qt::Key_Tab);
    QCOMPARE(
        QApplication::focusWidget()->property("text").toString(), QStringLiteral("Remove from the server"));
    m_r->press(Qt::Key_Space);
    QCOMPARE(m_withdrawal.asked, QStringList{QStringLiteral("own")});
    QCOMPARE(m_r->library.asked, QStringList());
    QVERIFY(m_r->shows("“Interview” is being removed from the server."));
    QTRY_VERIFY(!dialog());
    m_r->window.activateWindow(); // no desktop does it here
    const QStringList meanwhile = menuOf(QStringLiteral("Interview"));
    QVERIFY(!meanwhile.isEmpty() && !meanwhile.contains(kEntry));
    closeMenu();
    emit m_withdrawal.withdrawn(QStringLiteral("Interview"), Nothing{});
    QVERIFY(m_r->shows("“Interview” is removed from the server."));
    QVERIFY(!m_r->shows("is being removed"));
    QCOMPARE(m_r->window.accessibleDescription(), QStringLiteral("“Interview” is removed from the server."));
    m_r->press(Qt::Key_Escape);
    QVERIFY(!m_r->shows("is removed from the server."));
}

void WithdrawalTest::cancelled_doesNothing()
{
    menuOf(QStringLiteral("Open source office hours"));
    chooseInMenu();
    QVERIFY(!textsIn(dialog()).contains(QStringLiteral("on this computer")));
    QTRY_VERIFY(dialog()->isActiveWindow());
    m_r->press(Qt::Key_Space);
    QTRY_VERIFY(!dialog());
    // The key is for this computer, where there is nothing of it.
    auto *more
        = visible<QAbstractButton>(&m_r->window, QStringLiteral("Options for Open source office hours"));
    more->setFocus();
    m_r->press(Qt::Key_Delete);
    QVERIFY(!dialog());
    QCOMPARE(m_withdrawal.asked, QStringList());
}

void WithdrawalTest::goneMeanwhile_isSaid()
{
    menuOf(QStringLiteral("Open source office hours"));
    chooseInMenu();
    m_withdrawal.offer({});
    dialog()->accept();
    QCOMPARE(m_withdrawal.asked, QStringList());
    QVERIFY(m_r->shows("“Open source office hours” was not on the server any more."));
}

void WithdrawalTest::failure_isSaid_onThePage()
{
    m_r->window.choosePage(Page::Events);
    emit m_withdrawal.withdrawn(QStringLiteral("Interview"), Failure{Cause::NoResponders, {}});
    QCOMPARE(m_r->window.page(), Page::Recordings);
    QVERIFY(m_r->shows("“Interview” is still on the server: the server does not run now."));
    m_r->window.choosePage(Page::Events); // what is well holds nobody up
    emit m_withdrawal.withdrawn(QStringLiteral("Interview"), Nothing{});
    QCOMPARE(m_r->window.page(), Page::Events);
}

void WithdrawalTest::failure_hasPlainWords_data()
{
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<QString>("says");
    QTest::newRow("engine") << Cause::NoResponders << QStringLiteral("while you host an event on it");
    QTest::newRow("gone") << Cause::EventUnknown << QStringLiteral("was not on the server any more");
    QTest::newRow("put back") << Cause::WrongRevision << QStringLiteral("End the event there");
    QTest::newRow("no right") << Cause::NotPermitted << QStringLiteral("does not take your host credentials");
    QTest::newRow("no file") << Cause::CredentialsUnusable << QStringLiteral("Ask the server’s owner");
    QTest::newRow("silent") << Cause::RequestTimeout << QStringLiteral("what was begun is gone on with");
    QTest::newRow("lost") << Cause::ServerLost << QStringLiteral("what was begun is gone on with");
    QTest::newRow("keychain") << Cause::KeychainRefused << QStringLiteral("or not wholly");
}

void WithdrawalTest::failure_hasPlainWords()
{
    QFETCH(Cause, cause);
    QFETCH(QString, says);
    const Sentence words
        = WithdrawalWords::done(QStringLiteral("Interview"), Failure{cause, QStringLiteral("42")});
    QVERIFY2((words.headline + words.next).contains(says), qPrintable(words.headline + words.next));
    QVERIFY(words.headline.contains(QStringLiteral("“Interview”")));
    const Looks german(false, 1, QStringLiteral("de"));
    const Sentence translated
        = WithdrawalWords::done(QStringLiteral("Interview"), Failure{cause, QStringLiteral("42")});
    QVERIFY(translated.headline != words.headline && translated.next != words.next);
}

void WithdrawalTest::everyText_isWhole()
{
    for (const char *language : {"en", "de"}) {
        const Looks looks(false, 1.5, QString::fromLatin1(language));
        m_r = std::make_unique<RecordingsWindow>(hosted());
        m_r->window.use(m_withdrawal);
        auto *asks = new AskDialog(WithdrawalWords::question(hosted().items.back()), &m_r->window);
        asks->open();
        QTRY_VERIFY2(cutTexts(asks).isEmpty(), qPrintable(cutTexts(asks)));
        QVERIFY(asks->grab().save(screensFolder() + QStringLiteral("/withdrawal-ask-%1.png").arg(language)));
        asks->close();
        emit m_withdrawal.withdrawn(
            QStringLiteral("Interview at the harbour"), Failure{Cause::NoResponders, {}});
        (void)QTest::qWaitFor([&] { return cutTexts(&m_r->window).isEmpty(); }, 1000);
        QVERIFY2(cutTexts(&m_r->window).isEmpty(), qPrintable(cutTexts(&m_r->window)));
        QVERIFY(m_r->window.grab().save(
            screensFolder() + QStringLiteral("/withdrawal-failed-%1.png").arg(language)));
    }
}

EARSHOT_GUI_MAIN(WithdrawalTest)
#include "withdrawal_test.moc"
