// A listener's way to the stage and back, and how they speak: driven by keyboard and mouse.

#include "bring_up_dialog.h"
#include "button.h"
#include "fake_doors.h"
#include "field.h"
#include "key_field.h"
#include "language.h"
#include "level_meter.h"
#include "microphone_card.h"
#include "option_row.h"
#include "push_to_talk_button.h"
#include "push_to_talk_card.h"
#include "raise_hand_dialog.h"
#include "seat_dialogs.h"
#include "seat_words.h"
#include "shown_window.h"
#include "soundcheck_card.h"
#include "soundcheck_words.h"
#include "speaker_tile.h"
#include "stage_bar.h"
#include "stage_grid.h"
#include "step_slider.h"
#include "talk_button.h"

#include <QAccessible>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;
using KeyPhase = GlobalKeyState::Phase;

namespace {

const Instant kNow{seconds{5000}};

TalkView listener()
{
    TalkView view;
    view.at = kNow;
    view.devicesKnown = true;
    view.devices = {{QStringLiteral("usb-mic"), QStringLiteral("Rode NT-USB"), true, false},
        {QStringLiteral("pci-mic"), QStringLiteral("Built-in Audio Analog Stereo"), false, false},
        {QStringLiteral("bt-mic"), QStringLiteral("Headset (Bluetooth)"), false, true}};
    view.seat.ownKey = keyOf(20);
    return view;
}

TalkView handUp(int place)
{
    TalkView view = listener();
    view.seat.phase = SeatPhase::HandRaised;
    view.seat.name = QStringLiteral("Ida Berg");
    view.seat.place = place;
    return view;
}

TalkView invited()
{
    TalkView view = handUp(1);
    view.seat.phase = SeatPhase::Invited;
    view.seat.by = QStringLiteral("Ana Ruiz");
    return view;
}

TalkView measured(TalkView view, double levelDb = -20)
{
    view.input.phase = InputPhase::Open;
    view.input.deviceName = QStringLiteral("Rode NT-USB");
    view.capture.levelDb = levelDb;
    view.capture.peakDb = levelDb + 9;
    view.capture.bandwidthHz = 18'000;
    view.capture.guard = GuardState::Watching;
    return view;
}

TalkView onStage(bool talking = false)
{
    TalkView view = measured(invited());
    view.seat.phase = SeatPhase::OnStage;
    view.seat.by.clear();
    view.talk.open = talking;
    if (talking) {
        view.talk.since = kNow - seconds{1};
        view.voice.lastReturned = kNow - milliseconds{20};
        view.voice.roundTrip = milliseconds{84};
    }
    return view;
}

TalkView heldBy(std::initializer_list<TalkSource> holders, TalkMode mode = TalkMode::Hold)
{
    TalkView view = onStage(true);
    view.talk.mode = mode;
    for (const TalkSource holder : holders)
        view.talk.holders.set(std::size_t(holder));
    return view;
}

TalkView mutedByHost()
{
    TalkView view = onStage();
    view.seat.mutedByHost = true;
    view.seat.by = QStringLiteral("Ana Ruiz");
    view.seat.reason = QStringLiteral("There is a drill next to you");
    view.talk.blocked = true;
    view.talk.end = TalkEnd::MutedByHost;
    view.talk.endedAt = kNow - seconds{4};
    return view;
}

TalkView howling()
{
    TalkView view = onStage();
    view.capture.guard = GuardState::Muted;
    view.capture.howlHz = 2310;
    view.talk.end = TalkEnd::Feedback;
    view.talk.endedAt = kNow - seconds{2};
    return view;
}

/// As it stands when the check was stopped after its first rows, or is done with some left out.
TalkView checked(SoundcheckView::State state)
{
    using Step = CheckRow::Step;
    using State = CheckRow::State;
    using Why = CheckRow::Why;
    TalkView view = onStage();
    view.soundcheck.state = state;
    const bool isDone = state == SoundcheckView::State::Done;
    view.soundcheck.passed = isDone;
    const Why why = isDone ? Why::NothingSent : Why::Stopped;
    view.soundcheck.rows = {{Step::Signal, State::Passed, -18.0, 18'000.0},
        {Step::ClippingHum, State::Passed, 0.0}, {Step::NoiseFloor, State::Passed, -62.0},
        {Step::Feedback, State::Passed, -127.0}, {Step::ServerAccepts, State::Skipped, {}, {}, {}, why},
        {Step::VoiceReturns, State::Skipped, {}, {}, {}, why},
        {Step::DiskRoom, State::Skipped, {}, {}, {}, Why::NotNeeded}};
    return view;
}

TalkView removed()
{
    TalkView view = listener();
    view.seat.removedAt = sampleNow() - seconds{20};
    view.seat.by = QStringLiteral("Ana Ruiz");
    view.seat.reason = QStringLiteral("We go on with the next question");
    return view;
}

/// Without the host's message: the hand has a card of its own.
NowPlayingView quietEvent()
{
    NowPlayingView view = listening();
    view.message.reset();
    return view;
}

NowPlayingView withLookAlike()
{
    NowPlayingView view = listening();
    view.stage[3].name = QString::fromUtf8("Аna Ruiz"); // the first letter is Cyrillic
    return view;
}

struct Look {
    const char *name;
    bool dark;
    double scale;
    const char *language;
};
constexpr Look kLooks[]
    = {{"light", false, 1, "en"}, {"german-dark", true, 1, "de"}, {"german-150", false, 1.5, "de"}};

struct PageState {
    const char *name;
    NowPlayingView playing;
    TalkView talk;
};

std::vector<PageState> pageStates()
{
    return {{"talk-listener", listening(), listener()}, {"talk-hand-up", quietEvent(), handUp(3)},
        {"talk-removed", listening(), removed()}, {"talk-on-stage", listening(), onStage(true)},
        {"talk-muted", withLookAlike(), mutedByHost()}, {"talk-howl", listening(), howling()}};
}

/// The talk key for all programs, as a test wants it.
class FakeKey final : public GlobalKey
{
public:
    QKeySequence key;
    bool wanted = false;
    int asked = 0;

    void setKey(const QKeySequence &chosen) override { key = chosen; }
    void setWanted(bool isWanted) override { wanted = isWanted; }
    void tryAgain() override { ++asked; }
    using GlobalKey::lose;
    using GlobalKey::press;
    using GlobalKey::release;
    using GlobalKey::setState;
};

struct Talk : Shown {
    explicit Talk(const TalkView &view, const NowPlayingView &playing = listening())
        : Shown(playing, schedule(), Page::NowPlaying)
    {
        talking.shown = view;
        window.use(hosting, talking);
        window.use(key);
    }

    void show(const TalkView &view)
    {
        talking.shown = view;
        emit talking.viewChanged(view);
    }
    QStringList asked() { return std::exchange(talking.asked, {}); }
    /// The settings, at the front.
    SettingsDialog *settings()
    {
        window.openSettings();
        SettingsDialog *dialog = window.settingsDialog();
        dialog->activateWindow();
        (void)QTest::qWaitFor([dialog] { return QApplication::activeWindow() == dialog; });
        return dialog;
    }

    FakeHosting hosting;
    FakeTalking talking;
    FakeKey key;
};

OptionRow *row(QWidget *root, const char *title)
{
    for (OptionRow *row : root->findChildren<OptionRow *>()) {
        if (row->isVisible() && row->accessibleName().startsWith(QString::fromUtf8(title)))
            return row;
    }
    return nullptr;
}

/// A key's repetition: it comes as pairs, of which some systems send only the press.
void repeat(QWidget *widget, Qt::Key key, bool withRelease)
{
    QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, QString(), true);
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, QString(), true);
    if (withRelease)
        QCoreApplication::sendEvent(widget, &up);
    QCoreApplication::sendEvent(widget, &down);
}

void press(QWidget *root, const char *words)
{
    auto *button = visible<QAbstractButton>(root, QString::fromUtf8(words));
    QVERIFY2(button, words);
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

class TalkTest : public QObject
{
    Q_OBJECT
private slots:
    void page_showsItsTextsWhole_inEveryStateAndLook();
    void bringUpDialog_showsItsTextsWhole_inEveryLook();
    void settings_showMicrophoneAndKeyWhole_inEveryLook();

    void hand_isRaisedWithAName_thatIsRemembered();
    void hand_withoutAName_isNotRaised();
    void hand_showsItsPlace_andIsLowered();
    void hand_isNotOffered_withoutAKeyOrAnEvent();
    void hand_movesBetweenMessageAndCard_withItsFocus();
    void invitation_opensNothing_untilTheMicrophoneIsChecked();
    void invitation_withoutMicrophone_saysWhy_andCanBeTakenAnyway();
    void invitation_isDeclined_byButtonAndByEscape();
    void invitation_thatIsTakenBack_isNoAnswer();
    void removal_isTold_withItsReason();
    void stageBar_talksWhileHeld_byMouse();
    void stageBar_talksByEnter_untilTheNextPress();
    void stageBar_heldEnter_isOnePress();
    void roundButton_heldEnter_isOnePress();
    void stageBar_talksByEnterAgain_afterAFault();
    void stageBar_claimsNothing_beforeTheVoiceReturns();
    void talkButton_saysWhatClosesIt();
    void talkButton_closesWhatAScriptOpened_byOnePress();
    void space_talksOnThePage_andFocusLossCloses();
    void stageBar_saysWhyOneIsNotHeard();
    void presentFault_isSaidBeforeAnOldReason();
    void stageBar_stepsDown_andOpensTheSoundcheck();
    void soundcheck_thatWasStopped_isNoFailure();
    void soundcheck_saysWhatItLeftOut();
    void soundcheck_isNotOffered_whileTheMicrophoneIsOpen();
    void hearingOneself_isOfferedOnStageOnly();
    void lookAlikes_areMarked_andKeysTellThemApart();

    void microphone_isChosen_withoutBeingOpened();
    void microphone_isOpenInTheSettings_onlyWhileItIsChecked();
    void microphoneFaults_areSaid();
    void switches_sayWhatTheyDoNow_andActAtOnce();
    void modeTailAndBitrate_areChosen_andRemembered();
    void talkKey_isLearned_byPressingIt();
    void talkKey_thatIsNeededForTyping_isRefused();
    void talkKey_isWantedOnStageAndInTheSettings_andTalks();
    void talkKey_saysWhetherItWorks_andWhy();
    void talkKey_thatIsLost_isHeldNoMore();
};

void TalkTest::page_showsItsTextsWhole_inEveryStateAndLook()
{
    for (const Look &look : kLooks) {
        const Looks looks(look.dark, look.scale, QString::fromLatin1(look.language));
        for (const PageState &state : pageStates()) {
            FixedClock clock(sampleNow());
            MainWindow window(clock, anyLink, {});
            window.showEvents(schedule());
            window.showNowPlaying(state.playing);
            window.showTalk(state.talk);
            window.choosePage(Page::NowPlaying);
            window.resize(scaled(1160), scaled(740));
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            (void)QTest::qWaitFor([&window] { return cutTexts(&window).isEmpty(); }, 1000);
            const QString name
                = QStringLiteral("%1-%2").arg(QLatin1String(state.name), QLatin1String(look.name));
            QVERIFY(window.grab().save(screensFolder() + QStringLiteral("/%1.png").arg(name)));
            QVERIFY2(cutTexts(&window).isEmpty(), qPrintable(name + QLatin1Char('\n') + cutTexts(&window)));
        }
    }
}

void TalkTest::bringUpDialog_showsItsTextsWhole_inEveryLook()
{
    for (const Look &look : kLooks) {
        const Looks looks(look.dark, look.scale, QString::fromLatin1(look.language));
        BringUpDialog dialog(invited(), QStringLiteral("Ida Berg"), nullptr);
        dialog.QDialog::show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto draw = [&](const char *state) {
            (void)QTest::qWaitFor([&dialog] { return cutTexts(&dialog).isEmpty(); }, 1000);
            const QString name
                = QStringLiteral("bring-up-%1-%2").arg(QLatin1String(state), QLatin1String(look.name));
            QVERIFY(dialog.grab().save(screensFolder() + QStringLiteral("/%1.png").arg(name)));
            QVERIFY2(cutTexts(&dialog).isEmpty(), qPrintable(name + QLatin1Char('\n') + cutTexts(&dialog)));
        };
        draw("asked");
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Space);
        TalkView denied = invited();
        denied.input.phase = InputPhase::Failed;
        denied.input.failure = Failure{Cause::DeviceDenied, {}};
        dialog.show(denied);
        draw("denied");
        dialog.show(measured(invited()));
        draw("heard");
    }
}

void TalkTest::settings_showMicrophoneAndKeyWhole_inEveryLook()
{
    for (const Look &look : kLooks) {
        const Looks looks(look.dark, look.scale, QString::fromLatin1(look.language));
        Settings settings;
        settings.talkKey = QStringLiteral("F9");
        SettingsDialog dialog(settings);
        TalkView view = measured(listener());
        view.capture.noiseSuppressedDb = 9;
        view.capture.gainDb = 4;
        view.capture.echoLossDb = 31;
        dialog.showTalk(view);
        dialog.showTalkKey({.way = GlobalKeyState::Way::X11, .phase = KeyPhase::Active}, false);
        dialog.resize(scaled(940), scaled(1240));
        dialog.QDialog::show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto draw = [&](const char *state) {
            const QString name
                = QStringLiteral("settings-%1-%2").arg(QLatin1String(state), QLatin1String(look.name));
            (void)QTest::qWaitFor([&dialog] { return cutTexts(&dialog).isEmpty(); }, 1000);
            QVERIFY(dialog.grab().save(screensFolder() + QStringLiteral("/%1.png").arg(name)));
            QVERIFY2(cutTexts(&dialog).isEmpty(), qPrintable(name + QLatin1Char('\n') + cutTexts(&dialog)));
        };
        draw("microphone");
        dialog.showTalk(listener());
        draw("microphone-closed");
    }
}

void TalkTest::hand_isRaisedWithAName_thatIsRemembered()
{
    Talk s(listener());
    QSignalSpy changes(&s.window, &MainWindow::settingsChanged);
    s.click(QStringLiteral("Raise hand"));
    RaiseHandDialog *dialog = s.window.seatDialogs().raiseHand();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<Field *>(), QStringLiteral("  Ida   Berg "));
    QTest::keyClick(dialog->findChild<Field *>(), Qt::Key_Return);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("raise hand Ida Berg")});
    QCOMPARE(changes.last()[0].value<Settings>().ownName, QStringLiteral("Ida Berg"));
    QTRY_VERIFY(!s.window.seatDialogs().raiseHand());
    s.click(QStringLiteral("Raise hand"));
    QCOMPARE(s.window.seatDialogs().raiseHand()->name(), QStringLiteral("Ida Berg"));
}

void TalkTest::hand_withoutAName_isNotRaised()
{
    Talk s(listener());
    s.click(QStringLiteral("Raise hand"));
    RaiseHandDialog *dialog = s.window.seatDialogs().raiseHand();
    QVERIFY(!visible<Button>(dialog, QStringLiteral("Raise hand"))->isEnabled());
    QTest::keyClicks(dialog->findChild<Field *>(), QStringLiteral("   "));
    QTest::keyClick(dialog->findChild<Field *>(), Qt::Key_Return);
    QVERIFY(dialog->isVisible());
    QVERIFY(s.asked().isEmpty());
}

void TalkTest::hand_showsItsPlace_andIsLowered()
{
    Talk s(handUp(3));
    QVERIFY(s.shows("2 people are before you"));
    s.show(handUp(2));
    QVERIFY(s.shows("One person is before you"));
    s.show(handUp(1));
    QVERIFY(s.shows("You are next"));
    TalkView silent = handUp(0);
    silent.seat.noAnswer = true;
    s.show(silent);
    QVERIFY(s.shows("control does not answer"));
    s.click(QStringLiteral("Lower hand"));
    QCOMPARE(s.asked(), QStringList{QStringLiteral("lower hand")});
    s.show(listener());
    QVERIFY(s.shows("Raise hand"));
}

void TalkTest::hand_isNotOffered_withoutAKeyOrAnEvent()
{
    Talk s(TalkView{});
    QVERIFY(!s.shows("Raise hand"));
    s.show(listener());
    QVERIFY(s.shows("Raise hand"));
    s.window.showNowPlaying(ended());
    QVERIFY(!s.shows("Raise hand"));
}

void TalkTest::hand_movesBetweenMessageAndCard_withItsFocus()
{
    Talk s(listener(), quietEvent());
    QVERIFY(s.shows("Take part") || s.shows("TAKE PART"));
    auto *raise = visible<Button>(&s.window, QStringLiteral("Raise hand"));
    raise->setFocus();
    s.window.showNowPlaying(listening());
    QVERIFY(!s.shows("Take part") && !s.shows("TAKE PART"));
    QVERIFY(raise->isVisible());
    QCOMPARE(s.window.focusWidget(), raise);
}

void TalkTest::invitation_opensNothing_untilTheMicrophoneIsChecked()
{
    Talk s(handUp(1));
    s.show(invited());
    BringUpDialog *dialog = s.window.seatDialogs().bringUp();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("Ana Ruiz asks you to come on stage")));
    QCOMPARE(dialog->name(), QStringLiteral("Ida Berg"));
    QVERIFY(!s.talking.isWatched);
    press(dialog, "Check my microphone");
    QVERIFY(s.talking.isWatched);
    QVERIFY(s.asked().isEmpty());
    s.show(measured(invited(), -70));
    QVERIFY(textsIn(dialog).contains(QStringLiteral("Say something")));
    s.show(measured(invited(), -20));
    s.show(measured(invited(), -70)); // between two words
    QVERIFY(textsIn(dialog).contains(QStringLiteral("Your microphone works")));
    press(dialog, "Come up");
    QCOMPARE(s.asked(), QStringList{QStringLiteral("accept Ida Berg")});
    QVERIFY(!s.talking.isWatched);
    TalkView coming = invited();
    coming.seat.phase = SeatPhase::ComingUp;
    s.show(coming);
    QTRY_VERIFY(!s.window.seatDialogs().bringUp());
    QVERIFY(s.shows("You are coming on stage"));
    QVERIFY(s.asked().isEmpty());
}

void TalkTest::invitation_withoutMicrophone_saysWhy_andCanBeTakenAnyway()
{
    Talk s(handUp(1));
    s.show(invited());
    BringUpDialog *dialog = s.window.seatDialogs().bringUp();
    press(dialog, "Check my microphone");
    TalkView busy = invited();
    busy.input.phase = InputPhase::Failed;
    busy.input.failure = Failure{Cause::DeviceBusy, {}};
    s.show(busy);
    QVERIFY(textsIn(dialog).contains(QStringLiteral("Another program has the microphone")));
    press(dialog, "Choose another microphone");
    QVERIFY(s.window.settingsDialog());
    s.window.settingsDialog()->close();
    QVERIFY(s.talking.isWatched); // the check goes on
    press(dialog, "Come up anyway");
    QCOMPARE(s.asked(), QStringList{QStringLiteral("accept Ida Berg")});
}

void TalkTest::invitation_isDeclined_byButtonAndByEscape()
{
    for (const bool byKey : {false, true}) {
        Talk s(handUp(1));
        s.show(invited());
        BringUpDialog *dialog = s.window.seatDialogs().bringUp();
        QTRY_COMPARE(QApplication::activeWindow(), dialog);
        if (byKey)
            QTest::keyClick(dialog, Qt::Key_Escape);
        else
            press(dialog, "Not now");
        QCOMPARE(s.asked(), QStringList{QStringLiteral("decline")});
    }
}

void TalkTest::invitation_thatIsTakenBack_isNoAnswer()
{
    Talk s(handUp(1));
    s.show(invited());
    press(s.window.seatDialogs().bringUp(), "Check my microphone");
    TalkView back = listener();
    back.seat.declinedAt = sampleNow();
    s.show(back);
    QTRY_VERIFY(!s.window.seatDialogs().bringUp());
    QVERIFY(s.asked().isEmpty());
    QVERIFY(!s.talking.isWatched);
    QVERIFY(s.shows("Your hand was lowered"));
}

void TalkTest::removal_isTold_withItsReason()
{
    Talk s(onStage());
    QVERIFY(s.shows("You are on stage"));
    s.show(removed());
    QVERIFY(!s.shows("You are on stage"));
    QVERIFY(s.shows("Ana Ruiz took you off the stage."));
    QVERIFY(s.shows("We go on with the next question"));
    QVERIFY(SeatWords::news(onStage().seat, removed().seat).contains(QStringLiteral("took you off")));
    QVERIFY(s.shows("Raise hand"));
}

void TalkTest::stageBar_talksWhileHeld_byMouse()
{
    Talk s(onStage());
    auto *button = s.window.findChild<TalkButton *>();
    QVERIFY(button && button->isVisible());
    QTest::mousePress(button, Qt::LeftButton);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("press Button")});
    s.show(onStage(true));
    QCOMPARE(button->text(), QStringLiteral("Talking"));
    QVERIFY(s.shows("came back from the server after 84 ms"));
    QTest::mouseRelease(button, Qt::LeftButton);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("release Button")});
    // Who leaves the page with the mouse down lets go.
    QTest::mousePress(button, Qt::LeftButton);
    s.window.choosePage(Page::Events);
    QCOMPARE(s.asked(), (QStringList{QStringLiteral("press Button"), QStringLiteral("release Button")}));
}

void TalkTest::stageBar_talksByEnter_untilTheNextPress()
{
    Talk s(onStage());
    auto *button = s.window.findChild<TalkButton *>();
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("press Button")});
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("release Button")});
    TalkView latched = onStage();
    latched.talk.mode = TalkMode::Latch;
    s.show(latched);
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(s.asked(), (QStringList{QStringLiteral("press Button"), QStringLiteral("release Button")}));
}

void TalkTest::stageBar_heldEnter_isOnePress()
{
    Talk s(onStage());
    auto *button = s.window.findChild<TalkButton *>();
    button->setFocus();
    QTest::keyPress(button, Qt::Key_Return);
    for (int i = 0; i < 5; ++i) {
        repeat(button, Qt::Key_Return, true); // as most systems repeat a held key
        repeat(button, Qt::Key_Return, false);
    }
    QCOMPARE(s.asked(), QStringList{QStringLiteral("press Button")});
    QTest::keyRelease(button, Qt::Key_Return);
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("release Button")});
}

void TalkTest::roundButton_heldEnter_isOnePress()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    PushToTalkButton button(nullptr);
    QSignalSpy presses(&button, &PushToTalkButton::held);
    QSignalSpy releases(&button, &PushToTalkButton::released);
    button.show(onStage());
    button.QWidget::show();
    QTest::keyPress(&button, Qt::Key_Return);
    for (int i = 0; i < 25; ++i)
        repeat(&button, Qt::Key_Return, i % 2 == 0);
    QCOMPARE(presses.count(), 1);
    QCOMPARE(releases.count(), 0);
    QTest::keyRelease(&button, Qt::Key_Return);
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(releases.count(), 1);
}

void TalkTest::stageBar_talksByEnterAgain_afterAFault()
{
    Talk s(onStage());
    auto *button = s.window.findChild<TalkButton *>();
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Return);
    s.show(onStage(true));
    TalkView fault = onStage();
    fault.talk.end = TalkEnd::Feedback;
    fault.talk.endedAt = kNow;
    s.show(fault);
    QCOMPARE(s.asked(), (QStringList{QStringLiteral("press Button"), QStringLiteral("release Button")}));
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("press Button")});
}

void TalkTest::talkButton_saysWhatClosesIt()
{
    using Source = TalkSource;
    const auto hint = [](const TalkView &view) { return PushToTalkWords::of(view, false).hint; };
    QCOMPARE(hint(heldBy({Source::Key})), QStringLiteral("release Space to stop"));
    QCOMPARE(hint(heldBy({Source::Key, Source::Remote})), QStringLiteral("release Space to stop"));
    QCOMPARE(hint(heldBy({Source::GlobalKey})), QStringLiteral("release the talk key to stop"));
    QCOMPARE(hint(heldBy({Source::Button})), QStringLiteral("press here again to stop"));
    QCOMPARE(PushToTalkWords::of(heldBy({Source::Button}), true).hint, QStringLiteral("release to stop"));
    const QString script = QStringLiteral("switched on by a script; press Space to stop");
    for (const TalkMode mode : {TalkMode::Hold, TalkMode::Latch, TalkMode::OpenMicrophone})
        QCOMPARE(hint(heldBy({Source::Remote}, mode)), script);
    QCOMPARE(hint(heldBy({}, TalkMode::Latch)), QStringLiteral("press Space to stop"));
    QCOMPARE(hint(heldBy({}, TalkMode::OpenMicrophone)), QStringLiteral("open until you press Space"));
}

void TalkTest::talkButton_closesWhatAScriptOpened_byOnePress()
{
    Talk s(heldBy({TalkSource::Remote}));
    auto *button = s.window.findChild<TalkButton *>();
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(s.asked(), (QStringList{QStringLiteral("press Button"), QStringLiteral("release Button")}));
    s.show(onStage());
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("press Button")});
}

void TalkTest::stageBar_claimsNothing_beforeTheVoiceReturns()
{
    TalkView talk = onStage(true);
    talk.voice = {};
    talk.talk.since = kNow;
    Talk s(talk);
    QVERIFY(s.shows("Checking whether you are heard"));
    TalkView again = onStage(true); // what came back is of an earlier talk
    again.talk.since = kNow - milliseconds{10};
    s.show(again);
    QVERIFY(s.shows("Checking whether you are heard"));
    again.talk.since = kNow - seconds{3};
    again.voice.lastReturned = kNow - seconds{20};
    s.show(again);
    QVERIFY(s.shows("does not come back from the server"));
    s.show(onStage(true));
    QVERIFY(s.shows("came back from the server after 84 ms"));
}

void TalkTest::space_talksOnThePage_andFocusLossCloses()
{
    Talk s(listener());
    QTest::keyPress(&s.window, Qt::Key_Space);
    QTest::keyRelease(&s.window, Qt::Key_Space);
    QVERIFY(s.asked().isEmpty());
    s.show(onStage());
    QTest::keyPress(&s.window, Qt::Key_Space);
    QCOMPARE(s.asked(), QStringList{QStringLiteral("press Key")});
    QWidget other;
    other.show();
    other.activateWindow();
    QTRY_VERIFY(s.talking.asked.contains(QStringLiteral("focus lost")));
}

void TalkTest::stageBar_saysWhyOneIsNotHeard()
{
    Talk s(mutedByHost());
    QVERIFY(s.shows("Ana Ruiz muted you."));
    QVERIFY(s.shows("There is a drill next to you"));
    QVERIFY(!s.window.findChild<TalkButton *>()->isEnabled());
    s.show(howling());
    QVERIFY(s.shows("2310 Hz"));
    s.click(QStringLiteral("Undo"));
    QCOMPARE(s.asked(), QStringList{QStringLiteral("undo guard")});
    TalkView dead = onStage(true);
    dead.talk.since = kNow - seconds{5};
    dead.voice.unreturnedSince = kNow - seconds{3};
    s.show(dead);
    QVERIFY(s.shows("does not come back from the server"));
    s.show(onStage());
    QVERIFY(s.shows("Nobody hears you"));
}

void TalkTest::presentFault_isSaidBeforeAnOldReason()
{
    TalkView view = onStage();
    view.talk.end = TalkEnd::FocusLost;
    view.talk.endedAt = kNow - minutes{20};
    Talk s(view);
    QVERIFY(s.shows("the window lost the focus"));
    view.capture.silentSince = kNow - seconds{3};
    s.show(view);
    QVERIFY(s.shows("The microphone gives silence"));
    QVERIFY(!s.shows("the window lost the focus"));
    view.talk.endedAt = kNow - seconds{2};
    s.show(view);
    QVERIFY(s.shows("the window lost the focus"));
    TalkView howl = howling();
    howl.capture.howlHz = 0; // no tone stands out
    s.show(howl);
    QVERIFY(s.shows("Feedback from your loudspeakers: your microphone is muted."));
    QVERIFY(!s.shows("0 Hz"));
}

void TalkTest::soundcheck_thatWasStopped_isNoFailure()
{
    const TalkView stopped = checked(SoundcheckView::State::Stopped);
    QCOMPARE(SoundcheckWords::summary(stopped.soundcheck), QStringLiteral("stopped"));
    QCOMPARE(SoundcheckWords::summaryTone(stopped.soundcheck), Tone::Dim);
    Talk s(stopped);
    SoundcheckCard card(nullptr);
    card.show(stopped);
    card.QWidget::show();
    QVERIFY(textsIn(&card).contains(QStringLiteral("not checked: stopped")));
    QVERIFY(textsIn(&card).contains(QStringLiteral("not needed")));
    QVERIFY(textsIn(&card).contains(QStringLiteral("not heard"))); // an echo of -127 dB
    QVERIFY(!textsIn(&card).contains(QStringLiteral("127")));
    QVERIFY(!textsIn(&card).contains(QStringLiteral("failed")));
}

void TalkTest::soundcheck_saysWhatItLeftOut()
{
    TalkView view = checked(SoundcheckView::State::Done);
    QCOMPARE(SoundcheckWords::summary(view.soundcheck), QStringLiteral("passed, parts left out"));
    QCOMPARE(SoundcheckWords::summaryTone(view.soundcheck), Tone::Warning);
    view.soundcheck.complete = true;
    QCOMPARE(SoundcheckWords::summary(view.soundcheck), QStringLiteral("passed"));
    QCOMPARE(SoundcheckWords::summaryTone(view.soundcheck), Tone::Good);
    view.soundcheck.passed = false;
    QCOMPARE(SoundcheckWords::summaryTone(view.soundcheck), Tone::Bad);
    using Why = CheckRow::Why;
    QStringList reasons;
    for (int why = 0; why <= int(Why::MicrophoneSilent); ++why) {
        reasons << SoundcheckWords::finding(
            {CheckRow::Step::Feedback, CheckRow::State::Skipped, {}, {}, {}, Why(why)});
        QVERIFY(!reasons.last().isEmpty());
    }
    QCOMPARE(reasons.removeDuplicates(), 0);
}

void TalkTest::soundcheck_isNotOffered_whileTheMicrophoneIsOpen()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    SoundcheckCard card(nullptr);
    QSignalSpy starts(&card, &SoundcheckCard::startRequested);
    TalkView view = onStage(true);
    view.mayCheck = false;
    card.show(view);
    card.QWidget::show();
    auto *start = visible<Button>(&card, QStringLiteral("Check now"));
    QVERIFY(!start->isEnabled());
    QVERIFY(textsIn(&card).contains(QStringLiteral("Close it first")));
    QTest::mouseClick(start, Qt::LeftButton);
    QCOMPARE(starts.count(), 0);
    view.mayCheck = true;
    card.show(view);
    QVERIFY(!textsIn(&card).contains(QStringLiteral("Close it first")));
    QTest::mouseClick(start, Qt::LeftButton);
    QCOMPARE(starts.count(), 1);
    view.mayCheck = false;
    view.soundcheck.state = SoundcheckView::State::Running;
    card.show(view);
    QVERIFY(start->isEnabled()); // it stops
}

void TalkTest::hearingOneself_isOfferedOnStageOnly()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    PushToTalkCard card(nullptr);
    QSignalSpy wishes(&card, &PushToTalkCard::hearOneselfRequested);
    card.show(listener());
    card.QWidget::show();
    OptionRow *hear = row(&card, "Hear yourself");
    QVERIFY(!hear->isEnabled());
    QVERIFY(hear->accessibleName().contains(QStringLiteral("as soon as you are on stage")));
    QTest::mouseClick(hear, Qt::LeftButton);
    QCOMPARE(wishes.count(), 0);
    TalkView view = onStage();
    view.mayHearOneself = true;
    card.show(view);
    QTest::mouseClick(hear, Qt::LeftButton);
    QCOMPARE(wishes.count(), 1);
}

void TalkTest::stageBar_stepsDown_andOpensTheSoundcheck()
{
    Talk s(onStage());
    s.click(QStringLiteral("Soundcheck"));
    QTRY_VERIFY(QApplication::activeWindow() != &s.window);
    QWidget *check = QApplication::activeWindow();
    QVERIFY(check && check->windowTitle() == QStringLiteral("Soundcheck"));
    check->close();
    s.asked();
    s.click(QStringLiteral("Step down"));
    QCOMPARE(s.asked(), QStringList{QStringLiteral("step down")});
}

void TalkTest::lookAlikes_areMarked_andKeysTellThemApart()
{
    Talk s(listener(), withLookAlike());
    const auto tiles = s.window.findChildren<SpeakerTile *>();
    QCOMPARE(tiles.size(), 4);
    int marked = 0;
    for (const SpeakerTile *tile : tiles)
        marked += tile->accessibleName().contains(QStringLiteral("name like another's here"));
    QCOMPARE(marked, 2);
    QVERIFY(s.shows(qPrintable(QStringLiteral("Host · ") + keyOf(0).fingerprint())));
    s.window.showNowPlaying(listening());
    QVERIFY(!s.shows("name like another's here"));
}

void TalkTest::microphone_isOpenInTheSettings_onlyWhileItIsChecked()
{
    Talk s(listener());
    SettingsDialog *dialog = s.settings();
    QVERIFY(!s.talking.isWatched);
    QVERIFY(textsIn(dialog).contains(QStringLiteral("Closed: nothing is recorded")));
    QVERIFY(!dialog->findChild<MicrophoneCard *>()->findChild<LevelMeter *>()->isVisible());
    press(dialog, "Check my microphone");
    QVERIFY(s.talking.isWatched);
    s.show(measured(listener()));
    QVERIFY(dialog->findChild<MicrophoneCard *>()->findChild<LevelMeter *>()->isVisible());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("−20 dB")));
    press(dialog, "Stop the check");
    QVERIFY(!s.talking.isWatched);
    press(dialog, "Check my microphone");
    dialog->close();
    QVERIFY(!s.talking.isWatched);
    QTRY_VERIFY(!s.window.settingsDialog());
    dialog = s.settings();
    QVERIFY(!s.talking.isWatched);
    s.show(onStage()); // it is open there without being asked for here
    QVERIFY(textsIn(dialog).contains(QStringLiteral("−20 dB")));
    QVERIFY(!visible<Button>(dialog, QStringLiteral("Check my microphone")));
}

void TalkTest::microphone_isChosen_withoutBeingOpened()
{
    Talk s(listener());
    QSignalSpy changes(&s.window, &MainWindow::settingsChanged);
    SettingsDialog *dialog = s.settings();
    QVERIFY(s.talking.isListed);
    QVERIFY(textsIn(dialog).contains(QStringLiteral("now Rode NT-USB")));
    OptionRow *headset = row(dialog, "Headset (Bluetooth)");
    QVERIFY(headset->accessibleName().contains(QStringLiteral("telephone mode")));
    QTest::mouseClick(headset, Qt::LeftButton);
    const Settings chosen = changes.last()[0].value<Settings>();
    QCOMPARE(chosen.microphone.input.kind, InputChoice::Kind::Named);
    QCOMPARE(chosen.microphone.input.name, QStringLiteral("bt-mic"));
    QCOMPARE(chosen.microphoneTitle, QStringLiteral("Headset (Bluetooth)"));
    TalkView unplugged = measured(listener());
    unplugged.devices.pop_back();
    s.show(unplugged);
    QVERIFY(row(dialog, "Headset (Bluetooth)")
                ->accessibleName()
                .contains(QStringLiteral("Not connected now; Rode NT-USB is used until it is back")));
    QVERIFY(!s.talking.isWatched);
    dialog->close();
    QVERIFY(!s.talking.isListed);
}

void TalkTest::microphoneFaults_areSaid()
{
    Talk s(listener());
    SettingsDialog *dialog = s.settings();
    const auto says = [&](const TalkView &view, const char *words) {
        s.show(view);
        return textsIn(dialog).contains(QString::fromUtf8(words));
    };
    TalkView none;
    none.devicesKnown = true;
    QVERIFY(says(none, "This computer has no microphone"));
    TalkView monitor = none;
    monitor.input.isMonitor = true;
    QVERIFY(says(monitor, "records what this computer plays"));
    TalkView denied = listener();
    denied.input.failure = Failure{Cause::DeviceDenied, {}};
    QVERIFY(says(denied, "does not let Earshot use the microphone"));
    TalkView silent = measured(listener(), -127);
    silent.capture.silentSince = kNow - seconds{3};
    QVERIFY(says(silent, "nothing but silence"));
    TalkView loud = measured(listener(), -3);
    loud.capture.clippedShare = 0.1;
    QVERIFY(says(loud, "cut off at the top"));
    TalkView hum = measured(listener());
    hum.capture.humHz = 50;
    hum.capture.humDb = -40;
    QVERIFY(says(hum, "hums at 50 Hz"));
    TalkView narrow = measured(listener());
    narrow.capture.bandwidthHz = 3400;
    QVERIFY(says(narrow, "no more than a telephone"));
    QVERIFY(!says(measured(listener()), "telephone does"));
}

void TalkTest::switches_sayWhatTheyDoNow_andActAtOnce()
{
    Talk s(listener());
    QSignalSpy changes(&s.window, &MainWindow::settingsChanged);
    SettingsDialog *dialog = s.settings();
    TalkView view = measured(listener());
    view.capture.noiseSuppressedDb = 9;
    view.capture.gainDb = -3;
    view.capture.echoLossDb = 31;
    view.capture.guard = GuardState::Ducked;
    s.show(view);
    QVERIFY(
        row(dialog, "Noise suppression")->accessibleName().contains(QStringLiteral("takes 9 dB away now")));
    QVERIFY(row(dialog, "Gain control")->accessibleName().contains(QStringLiteral("takes 3 dB off now")));
    QVERIFY(row(dialog, "Echo cancellation")->accessibleName().contains(QStringLiteral("31 dB quieter now")));
    QVERIFY(row(dialog, "Feedback guard")->accessibleName().contains(QStringLiteral("turned it down now")));
    view.capture.noiseSuppressedDb = view.capture.gainDb = 0;
    view.capture.echoLossDb.reset();
    view.capture.guard = GuardState::Watching;
    s.show(view);
    QVERIFY(
        row(dialog, "Noise suppression")->accessibleName().contains(QStringLiteral("nothing to lower now")));
    QVERIFY(row(dialog, "Gain control")->accessibleName().contains(QStringLiteral("as loud as it is now")));
    QVERIFY(row(dialog, "Echo cancellation")->accessibleName().contains(QStringLiteral("nothing of it now")));
    QVERIFY(row(dialog, "Feedback guard")->accessibleName().contains(QStringLiteral("no howling now")));
    for (const char *name : {"Noise suppression", "Gain control", "Echo cancellation", "Feedback guard"})
        QTest::mouseClick(row(dialog, name), Qt::LeftButton);
    const CaptureSettings capture = changes.last()[0].value<Settings>().microphone.capture;
    QVERIFY(!capture.noiseSuppression && !capture.gainControl && !capture.echoCancellation
        && !capture.feedbackGuard);
    for (const char *name : {"Noise suppression", "Gain control", "Echo cancellation", "Feedback guard"})
        QVERIFY(!row(dialog, name)->accessibleName().contains(QStringLiteral(" now")));
}

void TalkTest::modeTailAndBitrate_areChosen_andRemembered()
{
    Talk s(listener());
    SettingsDialog *dialog = s.settings();
    press(dialog, "Push to talk: Latch");
    press(dialog, "Sound in a packet: 60 ms");
    const auto sliders = dialog->findChildren<StepSlider *>();
    QCOMPARE(sliders.size(), 2);
    QTest::keyClick(sliders[0], Qt::Key_End);
    QTest::keyClick(sliders[1], Qt::Key_Home);
    QTest::mouseClick(row(dialog, "Sounds when"), Qt::LeftButton);
    QVERIFY(textsIn(dialog).contains(QString::fromUtf8("12\u00a0kbit/s")));
    QVERIFY(sliders[0]->accessibleName().endsWith(QStringLiteral("2 s"))
        || sliders[0]->accessibleName().endsWith(QStringLiteral("2.0 s")));
    const WindowMemory memory = s.window.memory();
    const MicrophoneChoice &chosen = memory.settings.microphone;
    QCOMPARE(chosen.mode, TalkMode::Latch);
    QCOMPARE(chosen.framesPerPacket, 3);
    QCOMPARE(chosen.capture.releaseTail, milliseconds{2000});
    QCOMPARE(chosen.capture.bitrate, 12'000);
    QVERIFY(!chosen.cues);
}

void TalkTest::talkKey_isLearned_byPressingIt()
{
    Talk s(listener());
    QSignalSpy changes(&s.window, &MainWindow::settingsChanged);
    SettingsDialog *dialog = s.settings();
    auto *field = dialog->findChild<KeyField *>();
    QCOMPARE(field->text(), QStringLiteral("None"));
    const auto learn = [&](int key, Qt::KeyboardModifiers modifiers = {}) {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Space);
        QVERIFY(field->isLearning());
        QTest::keyClick(field, Qt::Key_Shift); // alone it is no key
        QTest::keyClick(field, Qt::Key(key), modifiers);
        QVERIFY(!field->isLearning());
    };
    learn(Qt::Key_F9);
    QCOMPARE(changes.last()[0].value<Settings>().talkKey, QStringLiteral("F9"));
    QCOMPARE(s.key.key, QKeySequence(Qt::Key_F9));
    learn(Qt::Key_Space, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(s.key.key, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Space));
    learn(Qt::Key_Escape);
    QVERIFY(dialog->isVisible());
    QCOMPARE(s.key.key, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Space));
    press(dialog, "No key");
    QVERIFY(s.key.key.isEmpty());
    QCOMPARE(field->text(), QStringLiteral("None"));
}

void TalkTest::talkKey_thatIsNeededForTyping_isRefused()
{
    Talk s(listener());
    SettingsDialog *dialog = s.settings();
    auto *field = dialog->findChild<KeyField *>();
    for (const Qt::Key key : {Qt::Key_T, Qt::Key_Space, Qt::Key_Return, Qt::Key_Tab, Qt::Key_Left}) {
        field->setFocus();
        QTest::mouseClick(field, Qt::LeftButton);
        QTest::keyClick(field, key);
        QVERIFY2(s.key.key.isEmpty(), qPrintable(QKeySequence(key).toString()));
        QVERIFY(textsIn(dialog).contains(QStringLiteral("alone is needed for typing")));
    }
    QVERIFY(isFitForAllPrograms(QKeySequence(Qt::Key_Pause)));
    QVERIFY(isFitForAllPrograms(QKeySequence(Qt::CTRL | Qt::Key_T)));
    QVERIFY(!isFitForAllPrograms(QKeySequence(Qt::SHIFT | Qt::Key_T)));
    QVERIFY(!isFitForAllPrograms(QKeySequence()));
}

void TalkTest::talkKey_isWantedOnStageAndInTheSettings_andTalks()
{
    Talk s(listener());
    QVERIFY(!s.key.wanted);
    SettingsDialog *dialog = s.settings();
    QVERIFY(s.key.wanted);
    dialog->close();
    QVERIFY(!s.key.wanted);
    s.show(onStage());
    QVERIFY(s.key.wanted);
    s.key.press();
    s.key.release();
    s.key.press();
    s.key.lose();
    QCOMPARE(s.asked(),
        (QStringList{QStringLiteral("press GlobalKey"), QStringLiteral("release GlobalKey"),
            QStringLiteral("press GlobalKey"), QStringLiteral("key lost")}));
    s.show(removed());
    QVERIFY(!s.key.wanted);
}

void TalkTest::talkKey_saysWhetherItWorks_andWhy()
{
    Talk s(listener());
    SettingsDialog *dialog = s.settings();
    using Way = GlobalKeyState::Way;
    const auto says = [&](const GlobalKeyState &state, const char *words) {
        s.key.setState(state);
        return textsIn(dialog).contains(QString::fromUtf8(words));
    };
    QVERIFY(says({.way = Way::X11, .phase = KeyPhase::Active}, "by a grab of the X11 display"));
    QVERIFY(says({.way = Way::X11, .phase = KeyPhase::Taken}, "Another program has"));
    press(dialog, "Ask again");
    QCOMPARE(s.key.asked, 1);
    QVERIFY(says({.way = Way::Portal, .phase = KeyPhase::Active, .trigger = QStringLiteral("Meta+Space")},
        "Meta+Space talks from any program"));
    QVERIFY(
        says({.way = Way::Portal, .phase = KeyPhase::Unsupported}, "This desktop offers programs no keys"));
    QVERIFY(says({.phase = KeyPhase::Unsupported}, "no key works outside the window"));
    s.key.press();
    QVERIFY(textsIn(dialog).contains(QStringLiteral("It is held down now.")));
    s.key.release();
    QVERIFY(!textsIn(dialog).contains(QStringLiteral("It is held down now.")));
}

void TalkTest::talkKey_thatIsLost_isHeldNoMore()
{
    Talk s(listener());
    SettingsDialog *dialog = s.settings();
    s.key.press();
    QVERIFY(textsIn(dialog).contains(QStringLiteral("It is held down now.")));
    s.key.lose();
    QVERIFY(!textsIn(dialog).contains(QStringLiteral("It is held down now.")));
}

EARSHOT_GUI_MAIN(TalkTest)
#include "talk_test.moc"
