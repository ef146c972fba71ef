// Going back, catching up and returning to live, by keyboard and mouse.

#include "live_pill.h"
#include "playing_words.h"
#include "seek_bar.h"
#include "shown_window.h"

#include <QAccessible>
#include <QMenu>
#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;

namespace {

using Behind = std::chrono::milliseconds;

/// The window with the bar, and what it asks for.
struct Bar : Shown {
    explicit Bar(const NowPlayingView &view, const QString &language = QStringLiteral("en"))
        : Shown(view, schedule(), Page::NowPlaying, language)
        , bar(window.findChild<SeekBar *>())
        , pill(window.findChild<LivePill *>())
        , asked(&window, &MainWindow::seekRequested)
    { }

    std::optional<Behind> last()
    {
        return asked.isEmpty() ? std::nullopt : std::optional(asked.takeLast()[0].value<Behind>());
    }
    QMenu *openMenu(Qt::Key key)
    {
        pill->setFocus();
        QTest::keyClick(pill, key);
        return pill->findChild<QMenu *>();
    }

    SeekBar *bar;
    LivePill *pill;
    QSignalSpy asked;
};

} // namespace

class PlaybackBarTest : public QObject
{
    Q_OBJECT
private slots:
    void keys_moveByTheirSteps_withinWhatIsKept();
    void heldKey_asksOnceForTheLastPlace();
    void mouse_asksWhereItIsReleased();
    void backButton_goesBackThirtySeconds();
    void askedPlace_isHeldUntilItPlays_orPatienceEnds();
    void noArchive_disablesWithAReason_data();
    void noArchive_disablesWithAReason();
    void pill_saysWhereOneIs_data();
    void pill_saysWhereOneIs();
    void pill_whenBehind_goesToLive();
    void pill_whenLive_opensTheMenu_andTheChoiceIsRemembered();
    void screenReader_hearsThePlaceInWords();
    void place_isWrittenAsAClock();
};

void PlaybackBarTest::keys_moveByTheirSteps_withinWhatIsKept()
{
    Bar s(listening());
    QVERIFY(s.bar->isEnabled());
    s.bar->setFocus();
    QTest::keyClick(s.bar, Qt::Key_Left);
    QCOMPARE(s.last(), Behind{5'000});
    QTest::keyClick(s.bar, Qt::Key_PageDown);
    QCOMPARE(s.last(), Behind{35'000});
    QTest::keyClick(s.bar, Qt::Key_Right);
    QCOMPARE(s.last(), Behind{30'000});
    QVERIFY(s.shows("-0:30"));
    QTest::keyClick(s.bar, Qt::Key_Home);
    QCOMPARE(s.last(), Behind{1'600'000});
    QTest::keyClick(s.bar, Qt::Key_PageDown);
    QCOMPARE(s.last(), Behind{1'600'000});
    QTest::keyClick(s.bar, Qt::Key_PageUp);
    QCOMPARE(s.last(), Behind{1'570'000});
    QTest::keyClick(s.bar, Qt::Key_End);
    QCOMPARE(s.last(), Behind{0});
    QVERIFY(s.shows("-26:40"));
}

void PlaybackBarTest::heldKey_asksOnceForTheLastPlace()
{
    Bar s(listening());
    const auto press = [&](bool repeated) {
        QKeyEvent event(QEvent::KeyPress, Qt::Key_Left, Qt::NoModifier, QString(), repeated);
        QCoreApplication::sendEvent(s.bar, &event);
    };
    press(false);
    for (int i = 0; i < 9; ++i)
        press(true);
    QCOMPARE(s.asked.count(), 1);
    QKeyEvent release(QEvent::KeyRelease, Qt::Key_Left, Qt::NoModifier);
    QCoreApplication::sendEvent(s.bar, &release);
    QCOMPARE(s.asked.count(), 2);
    QCOMPARE(s.last(), Behind{50'000});
}

void PlaybackBarTest::mouse_asksWhereItIsReleased()
{
    Bar s(listening());
    const QPoint middle(s.bar->width() / 2, s.bar->height() / 2);
    QTest::mousePress(s.bar, Qt::LeftButton, {}, QPoint(s.bar->width() / 4, middle.y()));
    QTest::mouseMove(s.bar, middle);
    s.window.showNowPlaying(listening()); // what comes in meanwhile does not take the handle away
    QVERIFY(s.asked.isEmpty());
    QTest::mouseRelease(s.bar, Qt::LeftButton, {}, middle);
    QCOMPARE(s.asked.count(), 1);
    const Behind behind = *s.last();
    QVERIFY2(std::chrono::abs(behind - Behind{800'000}) < Behind{20'000},
        qPrintable(QString::number(behind.count())));
}

void PlaybackBarTest::backButton_goesBackThirtySeconds()
{
    Bar s(listening());
    s.click(QStringLiteral("Back 30 seconds"));
    QCOMPARE(s.last(), Behind{30'000});
    s.click(QStringLiteral("Back 30 seconds"));
    QCOMPARE(s.last(), Behind{60'000});
}

void PlaybackBarTest::askedPlace_isHeldUntilItPlays_orPatienceEnds()
{
    Bar s(listening());
    s.click(QStringLiteral("Back 30 seconds"));
    NowPlayingView view = listening();
    view.evidenceAt += seconds{1};
    s.window.showNowPlaying(view); // still fetching
    QCOMPARE(s.bar->behind(), milliseconds{30'000});
    view.catchUp.mode = ListeningMode::Rewound;
    view.catchUp.behind = milliseconds{29'500};
    s.window.showNowPlaying(view);
    QCOMPARE(s.bar->behind(), milliseconds{29'500});
    QTest::keyClick(s.bar, Qt::Key_End);
    view.evidenceAt += seconds{1};
    s.window.showNowPlaying(view);
    QCOMPARE(s.bar->behind(), milliseconds{0});
    view.evidenceAt += seconds{5}; // it does not happen: the truth is shown
    s.window.showNowPlaying(view);
    QCOMPARE(s.bar->behind(), milliseconds{29'500});
}

void PlaybackBarTest::noArchive_disablesWithAReason_data()
{
    QTest::addColumn<NowPlayingView>("view");
    QTest::addColumn<QString>("reason");
    NowPlayingView view = listening();
    view.catchUp.rewindable = milliseconds{0};
    QTest::newRow("nothing yet") << view << QStringLiteral("There is nothing to go back to yet.");
    view.catchUp.refusal = CatchUpRefusal::NoArchive;
    QTest::newRow("no archive") << view
                                << QStringLiteral(
                                       "You cannot go back: the server keeps no sound of this event.");
    view.catchUp.refusal = CatchUpRefusal::None;
    view.evidence.state->value.catchUpShare = 0;
    QTest::newRow("switched off") << view
                                  << QStringLiteral("You cannot go back: it is switched off for this event.");
    QTest::newRow("not started") << waiting() << QStringLiteral("You can go back while the event runs.");
    QTest::newRow("no line") << fullWithFallback()
                             << QStringLiteral("You can go back when you are connected.");
}

void PlaybackBarTest::noArchive_disablesWithAReason()
{
    QFETCH(NowPlayingView, view);
    QFETCH(QString, reason);
    Bar s(view);
    QVERIFY(!s.bar->isEnabled());
    QCOMPARE(s.bar->toolTip(), reason);
    QCOMPARE(s.bar->accessibleDescription(), reason);
    auto *back = visible<QAbstractButton>(&s.window, QStringLiteral("Back 30 seconds"));
    QVERIFY(back && !back->isEnabled());
    QCOMPARE(back->toolTip(), reason);
    QTest::mouseClick(s.bar, Qt::LeftButton);
    QTest::keyClick(s.bar, Qt::Key_Home);
    QVERIFY(s.asked.isEmpty());
    s.window.showNowPlaying(listening());
    QVERIFY(s.bar->isEnabled() && s.bar->toolTip().isEmpty());
}

void PlaybackBarTest::pill_saysWhereOneIs_data()
{
    QTest::addColumn<NowPlayingView>("view");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Tone>("tone");
    const auto row = [](const char *name, const NowPlayingView &view, const char *text, Tone tone) {
        QTest::newRow(name) << view << QString::fromUtf8(text) << tone;
    };
    row("live", listening(), "Live · 0.6 s", Tone::Good);
    row("a fault that is not yours", anaDropped(), "Live · 0.6 s", Tone::Good);
    row("catching up", catchingUp(), "Catching up · 4.2 s", Tone::Accent);
    row("rewound", rewound(), "Behind · 30 s", Tone::Warning);
    row("no line", fullWithFallback(), "Not connected", Tone::Warning);
    row("not started", waiting(), "Delay –", Tone::Dim);
    NowPlayingView view = listening();
    view.behind = milliseconds{12'000};
    row("backlog", view, "Behind · 12 s", Tone::Warning);
    view.catchUp.mode = ListeningMode::Recovering;
    view.behind.reset();
    row("looking for what was missed", view, "Catching up", Tone::Accent);
}

void PlaybackBarTest::pill_saysWhereOneIs()
{
    QFETCH(NowPlayingView, view);
    QFETCH(QString, text);
    QFETCH(Tone, tone);
    const Bar s(view);
    QCOMPARE(s.pill->words().text, text);
    QCOMPARE(s.pill->words().tone, tone);
    QVERIFY(s.shows(qPrintable(text)));
}

void PlaybackBarTest::pill_whenBehind_goesToLive()
{
    for (const NowPlayingView &view : {rewound(), catchingUp()}) {
        Bar s(view);
        QTest::mouseClick(s.pill, Qt::LeftButton);
        QCOMPARE(s.last(), Behind{0});
        QVERIFY(!s.pill->findChild<QMenu *>());
        QMenu *menu = s.openMenu(Qt::Key_Menu);
        QVERIFY(menu);
        QCOMPARE(menu->actions().front()->text(), QStringLiteral("Go to live"));
        menu->actions().front()->trigger();
        QCOMPARE(s.last(), Behind{0});
        menu->close();
    }
}

void PlaybackBarTest::pill_whenLive_opensTheMenu_andTheChoiceIsRemembered()
{
    Bar s(listening());
    QSignalSpy chosen(&s.window, &MainWindow::fallingBehindRequested);
    QMenu *menu = s.openMenu(Qt::Key_Space);
    QVERIFY(menu && menu->isVisible());
    QVERIFY(s.asked.isEmpty());
    QStringList checked;
    for (const QAction *action : menu->actions())
        checked << (action->isChecked() ? action->text() : QString());
    checked.removeAll(QString());
    QCOMPARE(checked, QStringList{QStringLiteral("Play faster until live")});
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].value<FallingBehind>(), FallingBehind::JumpToLive);
    QCOMPARE(s.window.memory().fallingBehind, FallingBehind::JumpToLive);
}

void PlaybackBarTest::screenReader_hearsThePlaceInWords()
{
    const Bar s(rewound());
    QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(s.bar);
    QVERIFY(reader);
    QCOMPARE(reader->role(), QAccessible::Slider);
    QCOMPARE(reader->text(QAccessible::Name), QStringLiteral("Place in the event, 30 s behind live"));
    QCOMPARE(reader->text(QAccessible::Value), QStringLiteral("30 s behind live"));
    QVERIFY(reader->valueInterface());
    QCOMPARE(reader->valueInterface()->currentValue().toDouble(), -30.0);
    QCOMPARE(reader->valueInterface()->minimumValue().toDouble(), -1600.0);
    QCOMPARE(s.pill->accessibleName(), QStringLiteral("30 s behind live"));
    const Bar german(catchingUp(), QStringLiteral("de"));
    QCOMPARE(german.pill->accessibleName(), QStringLiteral("Holt auf, 4,2 s hinter live"));
}

void PlaybackBarTest::place_isWrittenAsAClock()
{
    QCOMPARE(PlayingWords::againstLive(seconds{1600}), QStringLiteral("-26:40"));
    QCOMPARE(PlayingWords::againstLive(seconds{3600 + 61}), QStringLiteral("-1:01:01"));
    QCOMPARE(PlayingWords::againstLive(seconds{7}), QStringLiteral("-0:07"));
    QCOMPARE(PlayingWords::againstLive(milliseconds{999}), QStringLiteral("0:00"));
    QCOMPARE(PlayingWords::againstLive(seconds{-5}), QStringLiteral("0:00"));
}

EARSHOT_GUI_MAIN(PlaybackBarTest)
#include "playback_bar_test.moc"
