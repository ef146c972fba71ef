// Keys, dialogs and what the window remembers.

#include "button.h"
#include "details_dialog.h"
#include "shown_window.h"

#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;

class WindowTest : public QObject
{
    Q_OBJECT
private slots:
    void keys_muteAndVolume_work();
    void keys_pagesAndEscape_work();
    void pasteDialog_judgesWhileTyping();
    void pasteDialog_readsTheClipboardOnlyWhenAsked();
    void refusedLink_isExplainedAboveThePage();
    void details_showEveryHopAndStayFresh();
    void details_tellWhatEachBufferDoes();
    void sleepingDevice_isNamed_notMissing();
    void report_holdsNoKey();
    void geometryPageAndVolume_areRemembered();
};

void WindowTest::keys_muteAndVolume_work()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    QSignalSpy mute(&s.window, &MainWindow::muteRequested);
    QSignalSpy volume(&s.window, &MainWindow::volumeRequested);
    QTest::keyClick(&s.window, Qt::Key_M);
    QCOMPARE(mute.takeFirst()[0].toBool(), true);
    NowPlayingView muted = listening();
    muted.muted = true;
    s.window.showNowPlaying(muted);
    QVERIFY(s.shows("Unmute"));
    QTest::keyClick(&s.window, Qt::Key_M);
    QCOMPARE(mute.takeFirst()[0].toBool(), false);
    QTest::keyClick(&s.window, Qt::Key_Up);
    QCOMPARE(volume.takeFirst()[0].toDouble(), 0.75);
    QTest::keyClick(&s.window, Qt::Key_Down);
    QTest::keyClick(&s.window, Qt::Key_Down);
    QCOMPARE(volume.takeFirst()[0].toDouble(), 0.7);
    QCOMPARE(volume.takeFirst()[0].toDouble(), 0.65);
}

void WindowTest::keys_pagesAndEscape_work()
{
    Shown s(listening(), schedule(), Page::Events);
    QTest::keyClick(&s.window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(s.window.page(), Page::NowPlaying);
    QTest::keyClick(&s.window, Qt::Key_Escape);
    QCOMPARE(s.window.page(), Page::Events);
    QTest::keyClick(&s.window, Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(&s.window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(s.window.page(), Page::Events);
    QTest::keyClick(&s.window, Qt::Key_L, Qt::ControlModifier);
    QVERIFY(s.window.pasteDialog() && s.window.pasteDialog()->isVisible());
    QTest::keyClick(s.window.pasteDialog(), Qt::Key_Escape);
    QTRY_VERIFY(!s.window.pasteDialog());
    s.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&s.window));
    QTest::keyClick(&s.window, Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(!s.window.isVisible());
}

void WindowTest::pasteDialog_judgesWhileTyping()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QSignalSpy entered(&s.window, &MainWindow::linkEntered);
    s.click(QStringLiteral("Paste a link"));
    PasteLinkDialog *dialog = s.window.pasteDialog();
    QVERIFY(dialog);
    auto *field = dialog->findChild<QLineEdit *>();
    auto *open = visible<Button>(dialog, QStringLiteral("Open"));
    QVERIFY(field && open);
    QVERIFY(!open->isEnabled());
    QTest::keyClicks(field, QStringLiteral("http://x"));
    QVERIFY(!open->isEnabled());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("it does not begin with earshot://")));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(dialog->isVisible());
    field->clear();
    QTest::keyClicks(field, QStringLiteral("earshot://live.example.org/town-hall"));
    QVERIFY(open->isEnabled());
    QVERIFY(textsIn(dialog).contains(QStringLiteral("This link can be opened.")));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(entered.count(), 1);
    QCOMPARE(entered[0][0].toString(), QStringLiteral("earshot://live.example.org/town-hall"));
}

void WindowTest::pasteDialog_readsTheClipboardOnlyWhenAsked()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("  earshot://live.example.org/town-hall\n"));
    Shown s(nothingJoined(), schedule(), Page::Events);
    s.window.openPasteDialog();
    PasteLinkDialog *dialog = s.window.pasteDialog();
    QCOMPARE(dialog->link(), QString());
    auto *paste = visible<Button>(dialog, QStringLiteral("Paste from the clipboard"));
    QVERIFY(paste);
    QTest::mouseClick(paste, Qt::LeftButton);
    QCOMPARE(dialog->link(), QStringLiteral("earshot://live.example.org/town-hall"));
}

void WindowTest::refusedLink_isExplainedAboveThePage()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    s.window.showRefusedLink({Cause::LinkMalformed, QStringLiteral("host")});
    QVERIFY(s.shows("This link cannot be read"));
    QVERIFY(s.shows("You hear this event live"));
    QTest::keyClick(&s.window, Qt::Key_Escape);
    QVERIFY(!s.shows("This link cannot be read"));
    QCOMPARE(s.window.page(), Page::NowPlaying);
}

void WindowTest::details_showEveryHopAndStayFresh()
{
    Shown s(anaDropped(), schedule(), Page::NowPlaying);
    s.click(QStringLiteral("Details"));
    QVERIFY(s.window.details());
    const QString texts = textsIn(s.window.details());
    for (const char *text :
        {"stage.dropped", "1 · Ana’s microphone", "2 · Ana’s uplink", "3 · Server", "4 · Your connection",
            "5 · Your speakers", "connection dropped at 20:29:12", "last packet 12 s ago", "eu-1 · 2.12.12",
            "31 ms", "Headphones (USB)", "Event · with a fault", "Yours · in order", "just now"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
    s.window.showNowPlaying(listening());
    QVERIFY(textsIn(s.window.details()).contains(QStringLiteral("ok.live")));
    s.window.details()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(s.window.details()));
    QTest::keyClick(s.window.details(), Qt::Key_Escape);
    QTRY_VERIFY(!s.window.details() || !s.window.details()->isVisible());
}

void WindowTest::details_tellWhatEachBufferDoes()
{
    NowPlayingView view = listening();
    SpeakerAudioStats &first = *view.evidence.speakers[0].audio;
    first.concealed = milliseconds{80};
    first.stretched = milliseconds{640};
    first.clockDrift = -41.6;
    SpeakerAudioStats &second = *view.evidence.speakers[1].audio;
    second.skipped = milliseconds{2500};
    second.clockDrift = 0.3; // no more than chance
    Shown s(view, schedule(), Page::NowPlaying);
    s.window.openDetails();
    const QString texts = textsIn(s.window.details());
    for (const char *text : {"128 ms of 120 ms aimed at, jitter 4 ms, made up 80 ms · stretched by 640 ms · "
                             "clock slower by 42 ppm",
             "made up 0 ms · stretched by 0 ms · 2.5 s skipped\n"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)), qPrintable(texts));
    const Looks looks(false, 1, QStringLiteral("de"));
    s.window.showNowPlaying(view);
    QVERIFY(textsIn(s.window.details()).contains(QStringLiteral("Uhr um 42 ppm langsamer")));
}

void WindowTest::sleepingDevice_isNamed_notMissing()
{
    NowPlayingView view = listening();
    view.evidence.output.nullDevice = view.evidence.output.suspended = true;
    Shown s(view, schedule(), Page::NowPlaying);
    QVERIFY(s.shows("Headphones (USB)"));
    QVERIFY(!s.shows("No sound device"));
    s.window.openDetails();
    QVERIFY(textsIn(s.window.details()).contains(QStringLiteral("Headphones (USB): sleeps")));
}

void WindowTest::report_holdsNoKey()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    s.window.openDetails();
    auto *copy = visible<Button>(s.window.details(), QStringLiteral("Copy report"));
    QVERIFY(copy);
    QTest::mouseClick(copy, Qt::LeftButton);
    const QString report = QGuiApplication::clipboard()->text();
    QVERIFY(report.contains(QStringLiteral("ok.live")));
    QVERIFY(report.contains(QStringLiteral("Headphones (USB)")));
    for (const SpeakerView &speaker : listening().stage)
        QVERIFY(!report.contains(speaker.key.text()));
}

void WindowTest::geometryPageAndVolume_areRemembered()
{
    WindowMemory memory;
    {
        Shown s(listening(), schedule(), Page::NowPlaying);
        QSignalSpy changed(&s.window, &MainWindow::memoryChanged);
        s.window.resize(1000, 700);
        QTRY_VERIFY(!changed.isEmpty());
        memory = s.window.memory();
    }
    FixedClock clock(sampleNow());
    const Looks looks(false, 1, QStringLiteral("en"));
    MainWindow again(clock, anyLink, memory);
    again.show();
    QVERIFY(QTest::qWaitForWindowExposed(&again));
    QCOMPARE(again.size(), QSize(1000, 700));
    QCOMPARE(again.page(), Page::NowPlaying);
    QCOMPARE(again.memory().volume, 0.7);
}

EARSHOT_GUI_MAIN(WindowTest)
#include "window_test.moc"
