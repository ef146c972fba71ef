// The host's page, driven by keyboard and mouse: what it asks for, and what it says.

#include "announce_delay_dialog.h"
#include "ask_dialog.h"
#include "button.h"
#include "fake_doors.h"
#include "field.h"
#include "gui_fixture.h"
#include "host_page.h"
#include "host_setup_dialog.h"
#include "host_views.h"
#include "main_window.h"
#include "option_row.h"
#include "proof_words.h"
#include "push_to_talk_button.h"
#include "qr_code.h"
#include "sample_views.h"
#include "share_dialog.h"

#include <QAccessible>
#include <QClipboard>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

#include <algorithm>

using namespace earshot;
using namespace earshot::test;

namespace {

struct Hosted {
    explicit Hosted(const HostMoment &moment, const QString &language = QStringLiteral("en"))
        : looks(false, 1, language)
        , clock(sampleNow())
        , window(clock, anyLink, {})
    {
        hosting.shown = moment.host;
        talking.shown = moment.talk;
        window.showEvents(schedule());
        window.showNowPlaying(moment.playing);
        window.use(hosting, talking);
        window.choosePage(Page::Host);
        window.show();
        activate();
    }

    void activate()
    {
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qWarning("the window did not become active");
    }
    bool shows(const char *text) const { return textsIn(&window).contains(QString::fromUtf8(text)); }
    QAbstractButton *button(const char *name)
    {
        return visible<QAbstractButton>(&window, QString::fromUtf8(name));
    }
    void click(const char *name)
    {
        QAbstractButton *found = button(name);
        QVERIFY2(found, name);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    /// Chooses from the menu of the event.
    void choose(const char *words)
    {
        click("More for this event");
        chooseFromMenu(words);
    }
    void chooseFromMenu(const char *words)
    {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == QString::fromUtf8(words)) {
                action->trigger();
                menu->close();
                return;
            }
        }
        QFAIL(words);
    }
    template<typename Dialog>
    Dialog *dialog()
    {
        for (Dialog *found : window.findChildren<Dialog *>()) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    /// Enters the words into the dialog that asks for them, and presses what it offers.
    void answer(const char *words, const char *press)
    {
        auto *asks = dialog<AskDialog>();
        QVERIFY(asks);
        if (auto *editor = asks->findChild<QPlainTextEdit *>(); editor && words)
            editor->setPlainText(QString::fromUtf8(words));
        auto *found = visible<Button>(asks, QString::fromUtf8(press));
        QVERIFY2(found, press);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    QString lastHosting() const { return hosting.asked.isEmpty() ? QString() : hosting.asked.last(); }

    Looks looks;
    FixedClock clock;
    FakeHosting hosting;
    FakeTalking talking;
    MainWindow window;
};

TalkView closed(TalkView view)
{
    view.talk = {};
    view.mayCheck = true;
    return view;
}

} // namespace

class HostPageTest : public QObject
{
    Q_OBJECT
private slots:
    void space_talks_whateverHasTheFocus();
    void space_isHeldOnce_howeverOftenItRepeats();
    void space_pressesButtons_whileOneIsNotOnStage();
    void space_writesInTextFields();
    void enter_pressesTheFocusedButton_whileSpaceTalks();
    void lostFocus_closesTheMicrophone();
    void leavingTheStage_letsGoOfSpace();
    void roundButton_isHeldByTheMouse();
    void roundButton_staysHeldByAScreenReader_untilTheNextPress();
    void roundButton_saysWhyItOpensNothing();
    void proofLine_saysWhatIsProven_data();
    void proofLine_saysWhatIsProven();
    void picture_isMetInWords();
    void closedMicrophone_saysWhy();
    void feedbackGuard_canBeUndone();
    void hands_areBroughtUpAndLowered();
    void stage_mutesAndRemovesWithReason();
    void coHost_actsThroughTheirOwnSeat();
    void standbyDesk_offersNothingItCannotDo();
    void journalThatCannotBeWritten_standsAboveAll_untilItIs();
    void event_startsPausesGoesOnAndEnds();
    void delay_isAnnouncedWithTimeAndReason();
    void delay_ofALiveEvent_pausesItFirst();
    void message_describe_move_cancel_areAskedFirst();
    void setup_saysWhatStandsInTheWay();
    void setup_ofAServer_handsTheCredentialsOver();
    void setup_saysWhatIsKeptOfTheEvent();
    void copies_areAllowedFromTheMenu_andCounted();
    void lookAlikeNames_areMarked();
    void offer_isTakenBackOrForgotten();
    void offer_ofARecording_saysThatItIsFinished();
    void link_isCopiedWhole_butShownWithoutItsTicket();
    void speakerLink_isMadeForEachLook();
    void qrCode_holdsALinkWithItsTicket();
    void refusal_isSaidAboveThePage();
    void mode_andBitrate_areRemembered();
    void everyFocusableWidget_hasAName();
    void changes_areAnnounced();
};

void HostPageTest::space_talks_whateverHasTheFocus()
{
    HostMoment moment = onAir();
    moment.talk = closed(moment.talk);
    Hosted s(moment);
    for (const char *name : {"End event", "Mute Jonas Klein", "Check again", "Announce a delay"}) {
        s.talking.asked.clear();
        QAbstractButton *button = s.button(name);
        if (!button)
            button = visible<QAbstractButton>(
                &s.window, QStringLiteral("Soundcheck: ") + QString::fromUtf8(name));
        QVERIFY2(button, name);
        button->setFocus(Qt::TabFocusReason);
        QTest::keyPress(button, Qt::Key_Space);
        QCOMPARE(s.talking.asked, QStringList{QStringLiteral("press Key")});
        QTest::keyRelease(button, Qt::Key_Space);
        QCOMPARE(s.talking.asked.last(), QStringLiteral("release Key"));
        QVERIFY(s.hosting.asked.isEmpty());
        QVERIFY(!s.dialog<AskDialog>());
    }
    s.window.choosePage(Page::Events);
    QTest::keyPress(&s.window, Qt::Key_Space);
    QCOMPARE(s.talking.asked.last(), QStringLiteral("press Key"));
    QTest::keyRelease(&s.window, Qt::Key_Space);
}

void HostPageTest::space_isHeldOnce_howeverOftenItRepeats()
{
    Hosted s(onAir());
    QTest::keyPress(&s.window, Qt::Key_Space);
    for (int i = 0; i < 5; ++i) {
        QKeyEvent up(QEvent::KeyRelease, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "), true);
        QKeyEvent down(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "), true);
        QCoreApplication::sendEvent(&s.window, &up);
        QCoreApplication::sendEvent(&s.window, &down);
    }
    QCOMPARE(s.talking.asked, QStringList{QStringLiteral("press Key")});
    QTest::keyRelease(&s.window, Qt::Key_Space);
    QCOMPARE(s.talking.asked.size(), 2);
    QTest::keyClick(&s.window, Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(s.talking.asked.size(), 2);
}

void HostPageTest::space_pressesButtons_whileOneIsNotOnStage()
{
    HostMoment moment = onAir();
    moment.talk = closed(moment.talk);
    moment.talk.seat.phase = SeatPhase::Audience;
    Hosted s(moment);
    QAbstractButton *mute = s.button("Mute Jonas Klein");
    QVERIFY(mute);
    mute->setFocus(Qt::TabFocusReason);
    QTest::keyClick(mute, Qt::Key_Space);
    QCOMPARE(s.lastHosting(), QStringLiteral("mute BBBB"));
    QVERIFY(s.talking.asked.isEmpty());
}

void HostPageTest::space_writesInTextFields()
{
    Hosted s(onAir());
    s.choose("Message to everybody …");
    auto *asks = s.dialog<AskDialog>();
    QVERIFY(asks);
    auto *editor = asks->findChild<QPlainTextEdit *>();
    s.talking.asked.clear();
    QTest::keyClicks(editor, QStringLiteral("back at nine"));
    QCOMPARE(asks->text(), QStringLiteral("back at nine"));
    QVERIFY(!s.talking.asked.contains(QStringLiteral("press Key")));
}

void HostPageTest::enter_pressesTheFocusedButton_whileSpaceTalks()
{
    Hosted s(onAir());
    QAbstractButton *mute = s.button("Mute Jonas Klein");
    QVERIFY(mute);
    mute->setFocus(Qt::TabFocusReason);
    QTest::keyClick(mute, Qt::Key_Return);
    QCOMPARE(s.hosting.asked, QStringList{QStringLiteral("mute BBBB")});
}

void HostPageTest::lostFocus_closesTheMicrophone()
{
    Hosted s(onAir());
    QTest::keyPress(&s.window, Qt::Key_Space);
    QEvent deactivated(QEvent::WindowDeactivate);
    QCoreApplication::sendEvent(&s.window, &deactivated);
    QCOMPARE(s.talking.asked.last(), QStringLiteral("focus lost"));
    QTest::keyRelease(&s.window, Qt::Key_Space);
    QCOMPARE(s.talking.asked.last(), QStringLiteral("focus lost"));
}

void HostPageTest::leavingTheStage_letsGoOfSpace()
{
    Hosted s(onAir());
    QTest::keyPress(&s.window, Qt::Key_Space);
    TalkView view = onAir().talk;
    view.seat.phase = SeatPhase::Audience;
    s.window.showTalk(view);
    QCOMPARE(s.talking.asked.last(), QStringLiteral("release Key"));
}

void HostPageTest::roundButton_isHeldByTheMouse()
{
    HostMoment moment = onAir();
    moment.talk = closed(moment.talk);
    Hosted s(moment);
    auto *button = s.window.findChild<PushToTalkButton *>();
    QVERIFY(button && button->isVisible());
    QTest::mousePress(button, Qt::LeftButton, {}, QPoint(3, 3)); // a corner of the square, outside the disc
    QTest::mouseRelease(button, Qt::LeftButton, {}, QPoint(3, 3));
    QVERIFY(s.talking.asked.isEmpty());
    QTest::mousePress(button, Qt::LeftButton);
    QCOMPARE(s.talking.asked, QStringList{QStringLiteral("press Button")});
    s.window.showTalk(onAir().talk);
    QVERIFY(button->accessibleName().contains(QStringLiteral("Talking, release to stop")));
    QTest::mouseRelease(button, Qt::LeftButton);
    QCOMPARE(s.talking.asked.last(), QStringLiteral("release Button"));
    QTest::mousePress(button, Qt::LeftButton);
    s.window.choosePage(Page::Events); // a hidden button is held by nobody
    QCOMPARE(s.talking.asked.last(), QStringLiteral("release Button"));
}

void HostPageTest::roundButton_staysHeldByAScreenReader_untilTheNextPress()
{
    HostMoment moment = onAir();
    moment.talk = closed(moment.talk);
    Hosted s(moment);
    auto *button = s.window.findChild<PushToTalkButton *>();
    button->click();
    QCOMPARE(s.talking.asked, QStringList{QStringLiteral("press Button")});
    button->click();
    QCOMPARE(s.talking.asked.last(), QStringLiteral("release Button"));
    moment.talk.talk.mode = TalkMode::Latch;
    s.window.showTalk(moment.talk);
    s.talking.asked.clear();
    button->click();
    QCOMPARE(
        s.talking.asked, (QStringList{QStringLiteral("press Button"), QStringLiteral("release Button")}));
}

void HostPageTest::roundButton_saysWhyItOpensNothing()
{
    Hosted s(onAir());
    auto *button = s.window.findChild<PushToTalkButton *>();
    const auto saysOff = [&](TalkView view, const char *words) {
        view.talk.open = false;
        s.window.showTalk(view);
        QVERIFY(!button->isEnabled());
        QVERIFY2(button->accessibleName().contains(QString::fromUtf8(words)),
            qPrintable(button->accessibleName()));
    };
    TalkView view = onAir().talk;
    view.seat.mutedByHost = true;
    view.seat.by = QStringLiteral("Jonas Klein");
    saysOff(view, "Muted, by Jonas Klein");
    view = onAir().talk;
    view.input.failure = Failure{Cause::DeviceBusy, {}};
    saysOff(view, "No microphone, another program has it");
    view.input.failure = Failure{Cause::DeviceDenied, {}};
    saysOff(view, "No microphone, the system forbids it");
    view = onAir().talk;
    const auto obstacle = [&view](TalkObstacle which) {
        view.talk.blocked = true;
        view.talk.obstacles.reset();
        view.talk.obstacles.set(std::size_t(which));
    };
    obstacle(TalkObstacle::LineDown);
    saysOff(view, "Cannot talk, the line to the server is down");
    obstacle(TalkObstacle::MicrophoneOpening);
    saysOff(view, "One moment …, the microphone is being opened");
    obstacle(TalkObstacle::MicrophoneLost);
    saysOff(view, "No microphone, it gives no sound");
    view.input.failure = Failure{Cause::DeviceFailed, {}};
    saysOff(view, "No microphone, it does not open");
    view.input.failure = Failure{Cause::DeviceMissing, {}};
    saysOff(view, "No microphone, none was found");
    view.seat.phase = SeatPhase::ComingUp;
    saysOff(view, "Going on stage …");
}

void HostPageTest::proofLine_saysWhatIsProven_data()
{
    QTest::addColumn<TalkView>("talk");
    QTest::addColumn<Counts>("counts");
    QTest::addColumn<int>("severity");
    QTest::addColumn<QString>("says");
    const TalkView talk = onAir().talk;
    const Counts counts = onAir().host.event->counts;
    const auto row
        = [](const char *name, const TalkView &view, const Counts &of, Severity severity, const char *says) {
              QTest::newRow(name) << view << of << int(severity) << QString::fromUtf8(says);
          };
    row("heard", talk, counts, Severity::Good, "You are heard: 1,187 ± 9 of 1,204 listeners confirm audio.");
    row("nobody there", talk, {4, HearingEstimate{}, {}}, Severity::Good,
        "Your voice reaches the server. Nobody listens yet.");
    row("not counted yet", talk, {1208, {}, {}}, Severity::Good,
        "Your voice reaches the server. How many hear it is not known yet.");
    row("nobody hears", talk, {1208, HearingEstimate{0, 0}, {}}, Severity::Warning,
        "Your voice reaches the server, but no listener of 1,204 confirms audio.");
    TalkView early = talk;
    early.talk.since = early.at - seconds{9};
    row("their reports are still of the silence before", early, {1208, HearingEstimate{0, 0}, {}},
        Severity::Good, "Your voice reaches the server. Listeners: 1,204; they confirm within seconds.");
    TalkView late = talk;
    late.voice.lastReturned = late.at - milliseconds{1900};
    row("not back for 1.9 s", late, counts, Severity::Good, "You are heard: 1,187 ± 9 of 1,204");
    late.voice.lastReturned = late.at - seconds{2};
    row("not back for 2 s", late, counts, Severity::Bad,
        "You talk, but your voice has not come back from the server for 2 s.");
    TalkView begun = talk;
    begun.talk.since = begun.at - milliseconds{200};
    row("just begun", begun, counts, Severity::Info, "Checking whether you are heard …");
    begun.talk.since = begun.at - milliseconds{2500};
    begun.voice.lastReturned.reset();
    row("never came back", begun, counts, Severity::Bad, "has not come back from the server");
    row("closed", closed(talk), counts, Severity::Info, "You are not talking. Nobody hears your microphone.");
    TalkView muted = closed(talk);
    muted.seat.mutedByHost = true;
    row("muted", muted, counts, Severity::Warning, "You are muted: nobody hears you.");
    TalkView down = closed(talk);
    down.seat.phase = SeatPhase::Audience;
    row("not on stage", down, counts, Severity::Warning, "You are not on the stage: nobody hears you.");
}

void HostPageTest::proofLine_saysWhatIsProven()
{
    QFETCH(TalkView, talk);
    QFETCH(Counts, counts);
    QFETCH(int, severity);
    QFETCH(QString, says);
    const Looks looks(false, 1, QStringLiteral("en"));
    HostMoment moment = onAir();
    moment.talk = talk;
    moment.host.event->counts = counts;
    proveVoice(moment);
    const HostWords::State proof
        = ProofWords::of(talk, hostScene(moment.host, talk, moment.playing), moment.playing);
    QVERIFY2(proof.words.headline.contains(says), qPrintable(proof.words.headline));
    QCOMPARE(int(proof.severity), severity);
}

void HostPageTest::picture_isMetInWords()
{
    Hosted s(onAir());
    for (const char *text :
        {"Town hall: the 2027 budget", "You host · started 20:03 · recording 00:26:41, safe on disk",
            "ON AIR", "Announce a delay", "End event",
            "You are heard: 1,187 ± 9 of 1,204 listeners confirm audio.",
            "Your voice came back from the server 0.4 s ago, matches your microphone, 0.3 s after you spoke.",
            "Talking", "Rode NT-USB", "−18 dB, no clipping", "Hold", "Latch", "Open mic", "passed 19:55",
            "−18 dB, full band", "none", "echo −52 dB", "eu-1, 31 ms", "0.3 s round trip", "412 h",
            "Jonas Klein", "BBBB · Full band, talking", "Mei Okafor", "CCCC · Phone quality at source",
            "Ida Berg", "2 min", "Ravi Nair", "1 min", "Listener JJJJ", "10 s"})
        QVERIFY2(s.shows(text), text);
    QVERIFY(s.window.findChild<PushToTalkButton *>()->accessibleName().contains(
        QStringLiteral("Talking, release Space to stop")));
    QVERIFY(visible<QAbstractButton>(&s.window, QStringLiteral("Host, on air, shown now")));
}

void HostPageTest::closedMicrophone_saysWhy()
{
    Hosted s(onAir());
    const std::pair<TalkEnd, const char *> reasons[] = {{TalkEnd::FocusLost, "the window lost the focus"},
        {TalkEnd::KeyLost, "the system took the key away"}, {TalkEnd::Suspended, "the computer slept"},
        {TalkEnd::DeviceLost, "the microphone went away"}, {TalkEnd::MutedByHost, "the host muted you"},
        {TalkEnd::ReturnPathDead, "your voice did not come back from the server"},
        {TalkEnd::Watchdog, "this computer stood still"}};
    for (const auto &[end, words] : reasons) {
        TalkView view = closed(onAir().talk);
        view.talk.end = end;
        view.talk.endedAt = view.at - seconds{12};
        s.window.showTalk(view);
        QVERIFY2(
            textsIn(&s.window).contains(QStringLiteral("Closed 12 s ago: %1.").arg(QString::fromUtf8(words))),
            words);
    }
    TalkView released = closed(onAir().talk);
    released.talk.end = TalkEnd::Released;
    released.talk.endedAt = released.at - seconds{12};
    s.window.showTalk(released);
    QVERIFY(!s.shows("Closed"));
}

void HostPageTest::feedbackGuard_canBeUndone()
{
    Hosted s(howling());
    QVERIFY(s.shows("Feedback at 1250 Hz: your microphone is muted."));
    s.click("Undo");
    QCOMPARE(s.talking.asked.last(), QStringLiteral("undo guard"));
    s.window.showTalk(onAir().talk);
    QVERIFY(!s.button("Undo"));
}

void HostPageTest::hands_areBroughtUpAndLowered()
{
    Hosted s(onAir());
    s.click("Bring Ida Berg up");
    QCOMPARE(s.lastHosting(), QStringLiteral("bring up HHHH"));
    s.click("Lower the hand of Listener JJJJ");
    QCOMPARE(s.lastHosting(), QStringLiteral("dismiss JJJJ"));
    HostView view = onAir().host;
    view.hands[0].isInvited = true;
    view.hands.erase(view.hands.begin() + 1);
    s.window.showHost(view);
    QVERIFY(!s.button("Bring Ida Berg up")->isEnabled());
    QVERIFY(s.shows("asked to come up"));
    QTRY_VERIFY(!s.button("Bring Ravi Nair up"));
    view.hands.clear();
    s.window.showHost(view);
    QVERIFY(s.shows("Nobody asks to speak."));
}

void HostPageTest::stage_mutesAndRemovesWithReason()
{
    Hosted s(onAir());
    s.click("Mute Jonas Klein");
    QCOMPARE(s.lastHosting(), QStringLiteral("mute BBBB"));
    HostView view = onAir().host;
    view.event->stage[1].muted = view.event->stage[1].mutedByHost = true;
    s.window.showHost(view);
    s.click("Unmute Jonas Klein");
    QCOMPARE(s.lastHosting(), QStringLiteral("unmute BBBB"));
    s.click("Remove Mei Okafor from the stage");
    QCOMPARE(s.lastHosting(), QStringLiteral("unmute BBBB")); // asked first
    s.answer("time is up", "Remove");
    QCOMPARE(s.lastHosting(), QStringLiteral("remove CCCC time is up"));
    s.click("More for Tom Sand");
    s.chooseFromMenu("Mute with a reason …");
    s.answer("noise", "Mute");
    QCOMPARE(s.lastHosting(), QStringLiteral("mute DDDD noise"));
    s.click("More for Tom Sand");
    s.chooseFromMenu("Make a co-host");
    QCOMPARE(s.lastHosting(), QStringLiteral("co-host DDDD on"));
}

void HostPageTest::coHost_actsThroughTheirOwnSeat()
{
    Hosted s(asCoHost());
    QVERIFY(s.shows("You are a co-host"));
    QVERIFY(!s.button("End event"));
    QVERIFY(!s.button("Remove Ana Ruiz from the stage")->isEnabled());
    s.click("Bring Ida Berg up");
    QCOMPARE(s.talking.asked.last(), QStringLiteral("bring up HHHH"));
    s.click("Lower the hand of Ravi Nair");
    QCOMPARE(s.talking.asked.last(), QStringLiteral("lower IIII"));
    s.click("Mute Mei Okafor");
    QCOMPARE(s.talking.asked.last(), QStringLiteral("mute CCCC"));
    s.click("Remove Mei Okafor from the stage");
    s.answer("late", "Remove");
    QVERIFY(s.talking.asked.contains(QStringLiteral("remove CCCC late")));
    QVERIFY(s.hosting.asked.isEmpty());
}

void HostPageTest::standbyDesk_offersNothingItCannotDo()
{
    Hosted s(standby());
    QVERIFY(s.shows("Another desk has taken this event over."));
    for (const char *name : {"Announce a delay", "End event", "Mute Jonas Klein",
             "Remove Jonas Klein from the stage", "Bring Ida Berg up", "Lower the hand of Ida Berg"}) {
        QVERIFY2(s.button(name), name);
        QVERIFY2(!s.button(name)->isEnabled(), name);
    }
}

void HostPageTest::journalThatCannotBeWritten_standsAboveAll_untilItIs()
{
    Hosted s(onAir());
    HostView host = onAir().host;
    host.unkept = Failure{Cause::FileUnwritable, QStringLiteral("/hosting.json")};
    s.window.showHost(host);
    QVERIFY(s.shows("What you enter cannot be kept on this computer."));
    QVERIFY(s.button("End event")->isEnabled());
    host.unkept.reset();
    s.window.showHost(host);
    QVERIFY(!s.shows("What you enter cannot be kept on this computer."));
    QVERIFY(s.shows("You are heard"));
}

void HostPageTest::event_startsPausesGoesOnAndEnds()
{
    Hosted s(beforeStart());
    QVERIFY(s.shows("Starts in 12 min"));
    s.click("Start the event");
    QCOMPARE(s.lastHosting(), QStringLiteral("start"));
    s.window.showHost(onAir().host);
    s.choose("Pause …");
    s.answer("back at nine", "Pause");
    QCOMPARE(s.lastHosting(), QStringLiteral("pause back at nine"));
    s.window.showTalk(paused().talk);
    s.window.showHost(paused().host);
    QVERIFY(s.shows("The event is paused."));
    s.hosting.asked.clear();
    QCOMPARE(std::ranges::count_if(s.window.findChildren<QAbstractButton *>(),
                 [](const auto *b) { return b->isVisible() && b->text() == QStringLiteral("Go on"); }),
        1);
    s.click("Go on");
    QCOMPARE(s.hosting.asked, QStringList{QStringLiteral("start")});
    s.click("End event");
    QCOMPARE(s.hosting.asked.size(), 1); // asked first
    s.answer(nullptr, "End event");
    QCOMPARE(s.lastHosting(), QStringLiteral("end"));
    s.window.showTalk(overAndOut().talk);
    s.window.showHost(overAndOut().host);
    QVERIFY(s.shows("The event has ended."));
    QVERIFY(!s.button("End event"));
    QVERIFY(s.button("Push to talk: Over, nobody hears your microphone"));
    QVERIFY(!s.shows("was closed")); // nothing is wrong
    QCOMPARE(s.window.focusWidget(), s.button("Close"));
    s.click("Close");
    QCOMPARE(s.lastHosting(), QStringLiteral("close"));
}

void HostPageTest::delay_isAnnouncedWithTimeAndReason()
{
    Hosted s(beforeStart()); // planned 20:41
    s.click("Announce a delay");
    auto *dialog = s.dialog<AnnounceDelayDialog>();
    QVERIFY(dialog);
    auto *announce = visible<Button>(dialog, QStringLiteral("Announce"));
    auto *time = dialog->findChild<TimeField *>();
    QTest::mouseClick(visible<Button>(dialog, QStringLiteral("+20 min")), Qt::LeftButton);
    QCOMPARE(time->time(), QTime(21, 5)); // from the next whole five minutes
    dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("The guest is late"));
    QVERIFY(
        textsIn(dialog).contains(QStringLiteral("They read: now planned for 21:05. “The guest is late”")));
    time->setTime(QTime(20, 10));
    QVERIFY(!announce->isEnabled());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("This time has passed.")));
    time->setTime(QTime(21, 15));
    QTest::mouseClick(announce, Qt::LeftButton);
    QCOMPARE(s.hosting.asked, QStringList{QStringLiteral("delay The guest is late")});
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(toUnixMs(s.hosting.newStart)).time(), QTime(21, 15));
}

void HostPageTest::delay_ofALiveEvent_pausesItFirst()
{
    Hosted s(onAir());
    s.click("Announce a delay");
    auto *dialog = s.dialog<AnnounceDelayDialog>();
    QVERIFY(dialog);
    QVERIFY(textsIn(dialog).contains(QStringLiteral("The event pauses now.")));
    dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("Fire alarm"));
    QTest::mouseClick(visible<Button>(dialog, QStringLiteral("Announce")), Qt::LeftButton);
    QCOMPARE(s.hosting.asked,
        (QStringList{QStringLiteral("pause Fire alarm"), QStringLiteral("delay Fire alarm")}));
}

void HostPageTest::message_describe_move_cancel_areAskedFirst()
{
    Hosted s(beforeStart());
    s.choose("Message to everybody …");
    s.answer("Questions at 20:40", "Send");
    QCOMPARE(s.lastHosting(), QStringLiteral("message Questions at 20:40"));
    s.choose("Title and description …");
    s.answer("About money", "Change");
    QCOMPARE(s.lastHosting(), QStringLiteral("describe Town hall: the 2027 budget / About money"));
    s.choose("Move to another link …");
    auto *asks = s.dialog<AskDialog>();
    QVERIFY(asks);
    auto *editor = asks->findChild<QPlainTextEdit *>();
    auto *move = visible<Button>(asks, QStringLiteral("Move everybody"));
    QVERIFY(!move->isEnabled());
    editor->setPlainText(QStringLiteral("http://elsewhere"));
    QVERIFY(!move->isEnabled());
    QVERIFY(textsIn(asks).contains(QStringLiteral("This link cannot be read")));
    s.answer("earshot://elsewhere/event", "Move everybody");
    QCOMPARE(s.lastHosting(), QStringLiteral("move earshot://elsewhere/event"));
    s.choose("Cancel the event …");
    s.answer("The guest is ill", "Cancel the event");
    QCOMPARE(s.lastHosting(), QStringLiteral("cancel The guest is ill"));
    s.choose("Let go of the event …");
    s.answer(nullptr, "Let go");
    QCOMPARE(s.lastHosting(), QStringLiteral("close"));
}

void HostPageTest::setup_saysWhatStandsInTheWay()
{
    Hosted s(nothingHosted());
    s.window.choosePage(Page::Events);
    s.click("Host an event");
    QCOMPARE(s.window.page(), Page::Host);
    auto *dialog = s.dialog<HostSetupDialog>();
    QVERIFY(dialog);
    auto *host = visible<Button>(dialog, QStringLiteral("Host the event"));
    auto *title = visible<Field>(dialog, QStringLiteral("Title"));
    auto *name = visible<Field>(dialog, QStringLiteral("Your name"));
    QVERIFY(host && title && name);
    QVERIFY(!host->isEnabled());
    QTest::keyClicks(title, QStringLiteral("Town hall"));
    QVERIFY(!host->isEnabled());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("enter your name")));
    QTest::keyClicks(name, QStringLiteral("Ana Ruiz"));
    QVERIFY(host->isEnabled());
    const auto choose = [&](const char *words) {
        for (OptionRow *row : dialog->findChildren<OptionRow *>()) {
            if (row->accessibleName().startsWith(QString::fromUtf8(words) + QLatin1Char(',')))
                return row->click();
        }
        QFAIL(words);
    };
    s.hosting.trouble = Failure{Cause::ProgramTooOld, QStringLiteral("2.9.10")};
    choose("On this computer, for the network");
    auto *address = visible<Field>(dialog, QStringLiteral("Address of this computer"));
    QVERIFY(address);
    QVERIFY(!host->isEnabled());
    QTest::keyClicks(address, QStringLiteral("192.168.1.20"));
    QVERIFY(!host->isEnabled());
    QVERIFY2(textsIn(dialog).contains(QStringLiteral("2.9.10")), qPrintable(textsIn(dialog)));
    s.hosting.trouble.reset();
    choose("On this computer");
    choose("At a time");
    auto *time = dialog->findChild<TimeField *>();
    time->setDateTime(QDateTime::fromMSecsSinceEpoch(toUnixMs(sampleNow() - minutes{1})));
    QVERIFY(!host->isEnabled());
    time->setDateTime(QDateTime::fromMSecsSinceEpoch(toUnixMs(sampleNow() + minutes{30})));
    QVERIFY(host->isEnabled());
    QTest::mouseClick(host, Qt::LeftButton);
    QCOMPARE(s.lastHosting(), QStringLiteral("open Town hall"));
    QCOMPARE(s.hosting.plan.hostName, QStringLiteral("Ana Ruiz"));
    QCOMPARE(s.hosting.plan.place, HostPlan::Place::ThisComputer);
    QCOMPARE(s.hosting.plan.access, HostPlan::Access::WithLink);
    QVERIFY(s.hosting.plan.bindAddress.isEmpty());
    QCOMPARE(*s.hosting.plan.planned, sampleNow() + minutes{30});
}

void HostPageTest::setup_ofAServer_handsTheCredentialsOver()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    const PlanCheck check = [](const HostPlan &plan) -> std::optional<Failure> {
        if (plan.place == HostPlan::Place::Server && !plan.credentials.startsWith("-----BEGIN"))
            return Failure{Cause::CredentialsUnusable, QStringLiteral("NATS USER JWT")};
        return {};
    };
    HostSetupDialog dialog(check, QStringLiteral("Ana"), sampleNow(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTest::keyClicks(visible<Field>(&dialog, QStringLiteral("Title")), QStringLiteral("Town hall"));
    for (OptionRow *row : dialog.findChildren<OptionRow *>()) {
        if (row->accessibleName().startsWith(QLatin1String("On a server")))
            row->click();
    }
    auto *host = visible<Button>(&dialog, QStringLiteral("Host the event"));
    QVERIFY(!host->isEnabled());
    QVERIFY(textsIn(&dialog).contains(QStringLiteral("host credentials file is damaged or not whole")));
    auto *credentials = visible<QPlainTextEdit>(&dialog, QStringLiteral("Host credentials"));
    QVERIFY(credentials);
    credentials->setPlainText(QStringLiteral("-----BEGIN NATS USER JWT-----\nabc\n"));
    QVERIFY(host->isEnabled());
    QCOMPARE(dialog.plan().credentials, QByteArray("-----BEGIN NATS USER JWT-----\nabc"));
}

void HostPageTest::lookAlikeNames_areMarked()
{
    Hosted s(howling()); // with a Greek omicron in line
    QVERIFY(s.shows("Name like Jonas Klein on stage"));
    QVERIFY(s.shows("Name like another in line"));
    Hosted plain(onAir());
    QVERIFY(!plain.shows("Name like"));
}

void HostPageTest::offer_isTakenBackOrForgotten()
{
    Hosted s(offered());
    QVERIFY(s.shows("“Town hall: the 2027 budget” was not ended"));
    s.click("Take it back");
    QCOMPARE(s.lastHosting(), QStringLiteral("take back"));
    s.click("Forget it");
    QCOMPARE(s.lastHosting(), QStringLiteral("forget"));
    s.window.showHost(nothingHosted().host);
    QVERIFY(!s.button("Take it back"));
    QVERIFY(s.shows("You host nothing now"));
}

void HostPageTest::offer_ofARecording_saysThatItIsFinished()
{
    Hosted s(recordingOffered());
    QVERIFY(s.shows("The recording of “Town hall: the 2027 budget” is not published yet"));
    QVERIFY(!s.button("Take it back"));
    s.click("Finish the recording");
    QCOMPARE(s.lastHosting(), QStringLiteral("take back"));
    s.click("Host an event");
    QVERIFY(s.shows("Once another event is hosted, this recording is not published any more."));
    s.dialog<AskDialog>()->reject();
    s.click("Do without it");
    QCOMPARE(s.lastHosting(), QStringLiteral("forget"));
}

void HostPageTest::setup_saysWhatIsKeptOfTheEvent()
{
    Hosted s(nothingHosted());
    s.click("Host an event");
    auto *dialog = s.dialog<HostSetupDialog>();
    QVERIFY(dialog);
    QVERIFY(dialog->plan().record);
    QVERIFY(!dialog->plan().copiesAllowed);
    const auto press = [&](const char *words) {
        for (OptionRow *row : dialog->findChildren<OptionRow *>()) {
            if (row->accessibleName().startsWith(QString::fromUtf8(words) + QLatin1Char(',')))
                return QTest::keyClick(row, Qt::Key_Space);
        }
        QFAIL(words);
    };
    press("Record the event");
    press("Listeners may keep a copy");
    QVERIFY(!dialog->plan().record);
    QVERIFY(dialog->plan().copiesAllowed);
}

void HostPageTest::copies_areAllowedFromTheMenu_andCounted()
{
    HostMoment moment = onAir();
    Hosted s(moment);
    QVERIFY(!textsIn(&s.window).contains(QStringLiteral("keep a copy")));
    s.choose("Listeners may keep a copy");
    QCOMPARE(s.lastHosting(), QStringLiteral("copies 1"));
    moment.host.event->copiesAllowed = true;
    s.window.showHost(moment.host);
    QVERIFY(s.shows("safe on disk · listeners may keep a copy"));
    moment.host.event->counts.copying = HearingEstimate{1, 0};
    s.window.showHost(moment.host);
    QVERIFY(s.shows("one listener keeps a copy"));
    moment.host.event->counts.copying = HearingEstimate{1180, 12};
    s.window.showHost(moment.host);
    QVERIFY(s.shows("1,180 ± 12 listeners keep a copy"));
    s.click("More for this event");
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    const QList<QAction *> actions = menu->actions();
    const auto copies
        = std::ranges::find(actions, QStringLiteral("Listeners may keep a copy"), &QAction::text);
    QVERIFY(copies != actions.end() && (*copies)->isChecked());
    s.chooseFromMenu("Listeners may keep a copy");
    QCOMPARE(s.lastHosting(), QStringLiteral("copies 0"));
}

void HostPageTest::link_isCopiedWhole_butShownWithoutItsTicket()
{
    Hosted s(beforeStart());
    QVERIFY(s.shows("earshot://127.0.0.1:8443/town-hall"));
    QVERIFY(!textsIn(&s.window).contains(QStringLiteral("eyJ")));
    s.click("Copy the link");
    QCOMPARE(QGuiApplication::clipboard()->text(), beforeStart().host.listenerLink);
    QVERIFY(s.button("Copied"));
    s.window.showHost(onAir().host);
    QVERIFY(!s.button("Copied"));
}

void HostPageTest::speakerLink_isMadeForEachLook()
{
    Hosted s(onAir());
    s.choose("Share …");
    auto *dialog = s.dialog<ShareDialog>();
    QVERIFY(dialog);
    QCOMPARE(dialog->link(), onAir().host.listenerLink);
    QTest::mouseClick(visible<Button>(dialog, QStringLiteral("Link for: A speaker")), Qt::LeftButton);
    QCOMPARE(s.lastHosting(), QStringLiteral("speaker link %1").arg(int(Role::Speaker)));
    QVERIFY(dialog->link().isEmpty());
    HostView view = onAir().host;
    view.speakerLink = QStringLiteral("earshot://127.0.0.1/town-hall?i=abc");
    s.window.showHost(view);
    QCOMPARE(dialog->link(), view.speakerLink);
    QTest::mouseClick(visible<Button>(dialog, QStringLiteral("Link for: A co-host")), Qt::LeftButton);
    QCOMPARE(s.lastHosting(), QStringLiteral("speaker link %1").arg(int(Role::CoHost)));
    QVERIFY(dialog->link().isEmpty()); // the speaker's one is not a co-host's
}

void HostPageTest::qrCode_holdsALinkWithItsTicket()
{
    const std::optional<QrModules> code = qrModules(onAir().host.listenerLink.toUtf8());
    QVERIFY(code);
    QCOMPARE((code->size - 17) % 4, 0);
    // The finder patterns of three corners (ISO/IEC 18004 §6.3.3): dark, light, three dark, light, dark.
    const auto dark = [&](int x, int y) { return code->dark.testBit(y * code->size + x); };
    const bool expected[] = {true, false, true, true, true, false, true};
    for (int i = 0; i < 7; ++i) {
        QCOMPARE(dark(i, 3), expected[i]);
        QCOMPARE(dark(code->size - 7 + i, 3), expected[i]);
        QCOMPARE(dark(3, code->size - 7 + i), expected[i]);
    }
    QVERIFY(qrModules(QByteArray(2900, 'a')));
    QVERIFY(!qrModules(QByteArray(3000, 'a')));
    QVERIFY(!qrModules({}));
}

void HostPageTest::refusal_isSaidAboveThePage()
{
    Hosted s(onAir());
    s.window.choosePage(Page::Events);
    emit s.hosting.refused({Cause::RequestTimeout, {}});
    QCOMPARE(s.window.page(), Page::Host);
    QVERIFY(s.shows("The server did not answer."));
    QVERIFY(s.shows("You are heard"));
    s.click("Close");
    QVERIFY(!s.shows("The server did not answer."));
}

void HostPageTest::mode_andBitrate_areRemembered()
{
    HostMoment moment = onAir();
    moment.talk.hearsOneself = true;
    Hosted s(moment);
    QSignalSpy changes(&s.window, &MainWindow::settingsChanged);
    s.click("Push to talk: Latch");
    QCOMPARE(changes.last()[0].value<Settings>().microphone.mode, TalkMode::Latch);
    auto *slider = visible<QSlider>(&s.window, QStringLiteral("Quality of the voice, 64 kbit/s"));
    QVERIFY(slider);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(changes.last()[0].value<Settings>().microphone.capture.bitrate, 48'000);
    QCOMPARE(changes.last()[0].value<Settings>().microphone.mode, TalkMode::Latch);
    QVERIFY(s.shows("48 kbit/s"));
    for (OptionRow *row : s.window.findChildren<OptionRow *>()) {
        if (row->isVisible())
            QTest::mouseClick(row, Qt::LeftButton);
    }
    QCOMPARE(s.talking.asked.last(), QStringLiteral("do not hear oneself"));
}

void HostPageTest::everyFocusableWidget_hasAName()
{
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("de")}) {
        for (const HostMoment &moment : hostMoments()) {
            Hosted s(moment, language);
            int focusable = 0;
            for (QWidget *widget : s.window.findChildren<QWidget *>()) {
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

void HostPageTest::changes_areAnnounced()
{
    HostMoment moment = onAir();
    moment.talk = closed(moment.talk);
    Hosted s(moment);
    s.window.showTalk(onAir().talk);
    QCOMPARE(s.window.accessibleDescription(), QStringLiteral("Your microphone is open."));
    Hosted other(onAir());
    TalkView lost = closed(onAir().talk);
    lost.talk.end = TalkEnd::DeviceLost;
    other.window.showTalk(lost);
    QCOMPARE(other.window.accessibleDescription(),
        QStringLiteral("Your microphone was closed: the microphone went away."));
    Hosted third(onAir());
    third.window.showHost(standby().host);
    QCOMPARE(third.window.accessibleDescription(), QStringLiteral("Another desk has taken this event over."));
}

EARSHOT_GUI_MAIN(HostPageTest)
#include "host_page_test.moc"
