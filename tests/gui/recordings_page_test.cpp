// The page Recordings, driven by keyboard and mouse.

#include "button.h"
#include "client/library_memory.h"
#include "player_card.h"
#include "player_strip.h"
#include "player_words.h"
#include "recording_row.h"
#include "recordings_order.h"
#include "recordings_page.h"
#include "recordings_window.h"
#include "settings_store.h"
#include "start_options.h"
#include "toast.h"
#include "waveform_bar.h"

#include <QAccessible>
#include <QDropEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QShortcut>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolTip>
#include <QWheelEvent>

using namespace earshot;
using namespace earshot::test;

namespace {

QMenu *openMenu()
{
    return qobject_cast<QMenu *>(QApplication::activePopupWidget());
}

QStringList actionsOf(const QMenu *menu)
{
    QStringList texts;
    for (const QAction *action : menu->actions()) {
        if (!action->isSeparator())
            texts << action->text();
    }
    return texts;
}

/// By keyboard: down to the action, Enter.
void choose(QMenu *menu, const QString &text)
{
    QVERIFY(menu);
    QVERIFY2(actionsOf(menu).contains(text), qPrintable(actionsOf(menu).join(u'|')));
    for (int i = 0; i < 40 && !(menu->activeAction() && menu->activeAction()->text() == text); ++i)
        QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
}

/// From above.
QStringList titlesIn(QWidget *root)
{
    QCoreApplication::processEvents(); // the layout's turn
    QStringList names;
    for (RecordingRow *row : root->findChildren<RecordingRow *>()) {
        if (row->isVisible())
            names
                << QStringLiteral("%1 %2").arg(row->y(), 6, 10, QLatin1Char('0')).arg(row->accessibleName());
    }
    names.sort();
    for (QString &name : names)
        name = name.mid(7).section(QLatin1Char(','), 0, 0);
    return names;
}

WaveformBar *waveform(RecordingsWindow &r)
{
    return r.window.findChild<WaveformBar *>();
}

} // namespace

class RecordingsPageTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void rows_standAsInTheDesign();
    void buttons_doWhatTheySay();
    void tabAndSpace_fetch();
    void search_narrowsWhileOneTypes();
    void sort_isChosenByKeyboardAndRemembered();
    void rowMenu_worksByKeyboard();
    void remove_canBeTakenBack();
    void heldDelete_removesOne();
    void focus_staysWithItsRow_whenOthersComeAndGo();
    void focus_goesOn_whereItsRowWas();
    void focus_goesToTheWayBack_fromTheLastRow();
    void focus_staysInTheRow_thatHasNothingToPressNow();
    void lostFile_canBeRemoved();
    void close_bringsItsRowBack();
    void export_asksForAPlaceAndTellsWhenItIsDone();
    void export_ontoItself_isSaid();
    void play_opensWhereOneStopped();
    void growing_isHandedToThePlayer();
    void listenedTo_isRemembered();
    void playerKeys_work();
    void arrows_skip_andWalkTheRows();
    void rowMenu_staysInTheWindow();
    void chapterThatBegins_movesNothing();
    void spaceOnAButton_pressesIt();
    void mediaKeys_workOnEveryPage();
    void waveform_isMovedByKeys();
    void waveform_isMovedByTheMouse();
    void waveform_scrollsOnlyWithFocus();
    void waveform_isSpokenAsTime_withoutFlood();
    void waveform_holdsThePlaceThatWasAskedFor();
    void menus_setSpeedTimerAndChapter();
    void heldUpDownload_isResumedFromThePlayer();
    void strip_isShownOnOtherPages();
    void openRecording_playsOrFetches();
    void openRecording_doesWhatTheRowOffers();
    void openRecording_findsItByWhatItIs();
    void eventThatIsNotKnown_isNotPutIntoTheCalendar();
    void endedEvent_opensItsRecording();
    void file_isOpenedPlayedAndDropped();
    void file_onTheCommandLine_isAnAbsolutePath();
    void refusal_isSaidOnThePage();
    void news_areAnnounced();
    void memory_isKept();
    void hugeLibrary_isCutHonestly();
    void everyFocusableWidget_hasAName();
    void withoutDoors_nothingBreaks();

private:
    std::unique_ptr<Looks> m_looks;
};

void RecordingsPageTest::init()
{
    m_looks = std::make_unique<Looks>(false, 1, QStringLiteral("en"));
}

void RecordingsPageTest::rows_standAsInTheDesign()
{
    RecordingsWindow r(fourRecordings(), playingResults());
    for (const char *text :
        {"12 on this computer · 1.1 GB · plays without a connection", "Quarterly results call",
            "19 Nov 2026 · 1 h 12 min · Ana Ruiz · complete, checked against the server’s digest", "Verified",
            "00:26:31", "-00:45:32", "1.4 s gap at 00:43:10: the host’s connection dropped", "−15 s", "+30 s",
            "1.25×", "Chapters", "Export", "Candidate debate", "58 min · on the server, 24 MB"})
        QVERIFY2(r.shows(text), text);
    const QStringList titles = titlesIn(&r.window);
    QCOMPARE(titles.size(), 13); // the open one stands above
    QCOMPARE(titles.first(3),
        (QStringList{QStringLiteral("Candidate debate"), QStringLiteral("Night radio"),
            QStringLiteral("Open source office hours")}));
    QVERIFY(visible<QAbstractButton>(&r.window, QStringLiteral("Recordings, 12, shown now")));
}

void RecordingsPageTest::buttons_doWhatTheySay()
{
    RecordingsWindow r(everyState());
    for (const char *name :
        {"Pause: Candidate debate", "Resume: Science café", "Download: Open source office hours",
            "Download again: Panel: sound on the net", "Try again: Budget hearing"}) {
        auto *button = visible<QAbstractButton>(&r.window, QString::fromUtf8(name));
        QVERIFY2(button, name);
        button->click();
    }
    QCOMPARE(r.library.asked,
        (QStringList{QStringLiteral("pause debate"), QStringLiteral("fetch paused"),
            QStringLiteral("fetch office"), QStringLiteral("fetch damaged"),
            QStringLiteral("fetch failed")}));
}

void RecordingsPageTest::tabAndSpace_fetch()
{
    RecordingsWindow r(fourRecordings());
    QStringList passed;
    for (int i = 0; i < 40 && r.library.asked.isEmpty(); ++i) {
        r.press(Qt::Key_Tab);
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        passed << focus->accessibleName();
        if (focus->accessibleName() == QStringLiteral("Download: Open source office hours"))
            QTest::keyClick(focus, Qt::Key_Space);
    }
    QVERIFY2(r.library.asked == QStringList{QStringLiteral("fetch office")}, qPrintable(passed.join(u'|')));
}

void RecordingsPageTest::search_narrowsWhileOneTypes()
{
    RecordingsWindow r(fourRecordings());
    r.press(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), r.search());
    QTest::keyClicks(r.search(), QStringLiteral("debat"));
    QCOMPARE(titlesIn(&r.window), QStringList{QStringLiteral("Candidate debate")});
    QTest::keyClicks(r.search(), QStringLiteral(" 19"));
    QVERIFY(r.shows("Nothing found"));
    QVERIFY(r.shows("No recording has “debat 19” in its title, host or date."));
    QVERIFY2(r.shows("Clear the search"), qPrintable(textsIn(&r.window)));
    r.click(QStringLiteral("Clear the search"));
    QCOMPARE(titlesIn(&r.window).size(), 14);
    r.search()->setFocus();
    QTest::keyClicks(r.search(), QStringLiteral("night"));
    r.press(Qt::Key_Escape);
    QCOMPARE(r.window.page(), Page::Recordings);
    QCOMPARE(titlesIn(&r.window).size(), 14);
    r.press(Qt::Key_Escape);
    QCOMPARE(r.window.page(), Page::Events);
}

void RecordingsPageTest::sort_isChosenByKeyboardAndRemembered()
{
    RecordingsWindow r(fourRecordings());
    QSignalSpy changed(&r.window, &MainWindow::memoryChanged);
    r.click(QStringLiteral("Order: Newest first"));
    choose(openMenu(), QStringLiteral("Longest first"));
    QCOMPARE(titlesIn(&r.window).first(), QStringLiteral("Night radio"));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(r.window.memory().recordings.sort, RecordingsSort::Longest);
    RecordingsWindow again(fourRecordings(), {}, r.window.memory());
    QVERIFY(again.shows("Longest first"));
    QCOMPARE(titlesIn(&again.window).first(), QStringLiteral("Night radio"));
}

void RecordingsPageTest::rowMenu_worksByKeyboard()
{
    RecordingsWindow r(everyState());
    auto *more = visible<QAbstractButton>(&r.window, QStringLiteral("Options for Night radio"));
    QVERIFY(more);
    more->setFocus();
    r.press(Qt::Key_Space);
    QMenu *menu = openMenu();
    QVERIFY(menu);
    QCOMPARE(actionsOf(menu),
        (QStringList{QStringLiteral("Play"), QStringLiteral("Export …"), QStringLiteral("Show in folder"),
            QStringLiteral("Remove from this computer")}));
    QSignalSpy folder(&r.window, &MainWindow::pageRequested);
    choose(menu, QStringLiteral("Show in folder"));
    QCOMPARE(folder.count(), 1);
    QCOMPARE(folder[0][0].toUrl(), QUrl::fromLocalFile(QStringLiteral("/home/ana/Recordings/radio")));

    auto *pause = visible<QAbstractButton>(&r.window, QStringLiteral("Pause: Candidate debate"));
    pause->setFocus();
    r.press(Qt::Key_Menu);
    choose(openMenu(), QStringLiteral("Play what is here"));
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("open debate")});
    LibraryView view = fourRecordings();
    QVERIFY(canPlay(view.items[1]));
    view.items[1].fetched = 0; // nothing yet
    QVERIFY(!canPlay(view.items[1]));
}

void RecordingsPageTest::remove_canBeTakenBack()
{
    RecordingsWindow r(fourRecordings());
    auto *play = visible<QAbstractButton>(&r.window, QStringLiteral("Play: Night radio"));
    QVERIFY(play);
    play->setFocus();
    r.press(Qt::Key_Delete);
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("remove radio")});
    QVERIFY(r.shows("Removed “Night radio”"));
    QVERIFY(!titlesIn(&r.window).contains(QStringLiteral("Night radio")));
    QVERIFY(QApplication::focusWidget());
    QCOMPARE(
        QApplication::focusWidget()->accessibleName(), QStringLiteral("Download: Open source office hours"));
    r.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(r.library.asked.last(), QStringLiteral("restore"));
    QVERIFY(titlesIn(&r.window).contains(QStringLiteral("Night radio")));
    QVERIFY(!r.shows("Removed"));

    // Each of them, the last one first.
    r.library.remove(QStringLiteral("debate"));
    r.library.remove(QStringLiteral("radio"));
    QVERIFY(r.shows("Removed “Night radio” · 2 removals can be undone"));
    r.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(r.shows("Removed “Candidate debate”"));
    QVERIFY(titlesIn(&r.window).contains(QStringLiteral("Night radio")));
    r.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!r.shows("Removed") && titlesIn(&r.window).contains(QStringLiteral("Candidate debate")));

    r.library.remove(QStringLiteral("radio"));
    QSignalSpy announced(r.window.findChild<RecordingsPage *>(), &RecordingsPage::announced);
    r.click(QStringLiteral("Undo: Removed “Night radio”"));
    QCOMPARE(r.library.asked.last(), QStringLiteral("restore"));
    QVERIFY(r.shows("Night radio"));
    QVERIFY(QApplication::focusWidget());
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Play: Night radio"));
    QCOMPARE(announced.value(0).value(0).toString(), QStringLiteral("“Night radio” is back."));
}

void RecordingsPageTest::heldDelete_removesOne()
{
    RecordingsWindow r(fourRecordings());
    auto *play = visible<QAbstractButton>(&r.window, QStringLiteral("Play: Night radio"));
    QVERIFY(play);
    play->setFocus();
    r.press(Qt::Key_Delete);
    for (int i = 0; i < 3; ++i) {
        QKeyEvent again(QEvent::KeyPress, Qt::Key_Delete, Qt::NoModifier, QString(), true);
        QApplication::sendEvent(QApplication::focusWidget(), &again);
    }
    // The focus is on one that can be removed too, as it is after some rows without.
    auto *next = visible<QAbstractButton>(&r.window, QStringLiteral("Play: Council meeting 10"));
    QVERIFY(next);
    next->setFocus();
    QKeyEvent again(QEvent::KeyPress, Qt::Key_Delete, Qt::NoModifier, QString(), true);
    QApplication::sendEvent(next, &again);
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("remove radio")});
    r.press(Qt::Key_Delete);
    QCOMPARE(r.library.asked.last(), QStringLiteral("remove council-10"));
}

static QString focusedName()
{
    const QWidget *focused = QApplication::focusWidget();
    if (!focused)
        return {};
    return focused->accessibleName().isEmpty() ? focused->property("text").toString()
                                               : focused->accessibleName();
}

void RecordingsPageTest::focus_staysWithItsRow_whenOthersComeAndGo()
{
    RecordingsWindow r(fourRecordings());
    visible<QAbstractButton>(&r.window, QStringLiteral("Play: Night radio"))->setFocus();
    const LibraryItem isNew = everyState().items[0]; // on top
    LibraryView view = fourRecordings();
    view.items.push_back(isNew);
    r.library.show(view);
    QCOMPARE(focusedName(), QStringLiteral("Play: Night radio"));
    view.items.erase(view.items.begin(), view.items.begin() + 2); // above it
    r.library.show(view);
    QCOMPARE(focusedName(), QStringLiteral("Play: Night radio"));
    // Tab goes on from there through the rows as they stand now, and back to the one that came.
    QStringList names;
    for (int i = 0; i < 3; ++i) {
        r.press(Qt::Key_Tab);
        names << focusedName();
    }
    QCOMPARE(names,
        (QStringList{QStringLiteral("Options for Night radio"),
            QStringLiteral("Download: Open source office hours"),
            QStringLiteral("Options for Open source office hours")}));
    for (int i = 0; i < 4; ++i)
        r.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(focusedName(), QStringLiteral("Options for ") + isNew.title);
}

void RecordingsPageTest::focus_goesOn_whereItsRowWas()
{
    LibraryView view = fourRecordings();
    view.items.resize(4);
    RecordingsWindow r(view);
    // Its host has taken it off the server.
    visible<QAbstractButton>(&r.window, QStringLiteral("Options for Night radio"))->setFocus();
    view.items.erase(view.items.begin() + 2);
    r.library.show(view);
    QCOMPARE(focusedName(), QStringLiteral("Download: Open source office hours"));
    // The one at the end: the one before it.
    view.items.pop_back();
    r.library.show(view);
    QCOMPARE(focusedName(), QStringLiteral("Pause: Candidate debate"));
}

void RecordingsPageTest::focus_goesToTheWayBack_fromTheLastRow()
{
    LibraryView view = fourRecordings();
    view.items = {view.items[2]};
    RecordingsWindow r(view);
    visible<QAbstractButton>(&r.window, QStringLiteral("Play: Night radio"))->setFocus();
    r.press(Qt::Key_Delete);
    QCOMPARE(focusedName(), QStringLiteral("Undo: Removed “Night radio”"));
    r.press(Qt::Key_Space);
    QCOMPARE(focusedName(), QStringLiteral("Play: Night radio"));
    // Without a way back: what the empty page offers.
    r.library.show({});
    QCOMPARE(focusedName(), QStringLiteral("Open a file"));
}

void RecordingsPageTest::focus_staysInTheRow_thatHasNothingToPressNow()
{
    LibraryView view = fourRecordings();
    RecordingsWindow r(view);
    visible<QAbstractButton>(&r.window, QStringLiteral("Pause: Candidate debate"))->setFocus();
    view.items[1].state = LibraryItem::State::Promised;
    view.items[1].path.clear();
    view.items[1].fetched = 0;
    r.library.show(view);
    QCOMPARE(focusedName(), QStringLiteral("Options for Candidate debate"));
    view.items[1].state = LibraryItem::State::Verified;
    r.library.show(view);
    QCOMPARE(focusedName(), QStringLiteral("Options for Candidate debate"));
}

void RecordingsPageTest::lostFile_canBeRemoved()
{
    LibraryView view = fourRecordings();
    LibraryItem lost;
    lost.id = QStringLiteral("file:/home/ana/Music/gone.opus");
    lost.title = QStringLiteral("gone");
    lost.state = LibraryItem::State::Failed;
    lost.trouble = Failure{Cause::FileUnreadable, QStringLiteral("/home/ana/Music/gone.opus")};
    view.items.push_back(lost);
    RecordingsWindow r(view);
    auto *options = visible<QAbstractButton>(&r.window, QStringLiteral("Options for gone"));
    QVERIFY(options);
    options->setFocus();
    r.press(Qt::Key_Delete);
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("remove ") + lost.id});
}

void RecordingsPageTest::close_bringsItsRowBack()
{
    RecordingsWindow r(fourRecordings());
    r.click(QStringLiteral("Play: Night radio"));
    r.player.asked.clear();
    QVERIFY(!titlesIn(&r.window).contains(QStringLiteral("Night radio"))); // it stands above
    r.click(QStringLiteral("Close the recording"));
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("close")});
    QVERIFY(titlesIn(&r.window).contains(QStringLiteral("Night radio")));
    QVERIFY(QApplication::focusWidget()); // where one goes on
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Play: Night radio"));
}

void RecordingsPageTest::export_asksForAPlaceAndTellsWhenItIsDone()
{
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QTemporaryDir folder;
    RecordingsWindow r(fourRecordings(), playingResults());
    r.click(QStringLiteral("Export"));
    QFileDialog *dialog = r.window.recordings()->fileDialog();
    QVERIFY(dialog);
    QVERIFY(
        dialog->selectedFiles().first().endsWith(QLatin1String("2026-11-19 Quarterly results call.opus")));
    const QString path = folder.filePath(QStringLiteral("call"));
    dialog->selectFile(path);
    QMetaObject::invokeMethod(dialog, "accept");
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("export results %1.opus").arg(path)});
    QVERIFY(r.shows("Exported to call.opus"));
}

void RecordingsPageTest::export_ontoItself_isSaid()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("programme.opus")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    LibraryView view = fourRecordings();
    view.items[0].path = file.fileName();
    RecordingsWindow r(view, playingResults());
    r.click(QStringLiteral("Export"));
    emit r.window.recordings()->fileDialog()->fileSelected(file.fileName());
    QCOMPARE(r.library.asked, QStringList());
    QVERIFY(r.shows("This is the recording’s own file."));
}

void RecordingsPageTest::play_opensWhereOneStopped()
{
    RecordingsWindow r(fourRecordings());
    r.click(QStringLiteral("Play: Night radio"));
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("open radio")});
    QCOMPARE(r.player.shown.source.listenedTo, minutes{72} + seconds{40});
    QCOMPARE(r.player.shown.source.growsTo, 0);
    QVERIFY(r.shows("00:26:31"));
    // One goes on by keyboard where it now is.
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Pause: Night radio"));
    r.press(Qt::Key_Space);
    QCOMPARE(r.player.asked.last(), QStringLiteral("pause"));
    QVERIFY(visible<QAbstractButton>(&r.window, QStringLiteral("Play: Night radio")));
}

void RecordingsPageTest::growing_isHandedToThePlayer()
{
    RecordingsWindow r(fourRecordings());
    auto *pause = visible<QAbstractButton>(&r.window, QStringLiteral("Pause: Candidate debate"));
    pause->setFocus();
    r.press(Qt::Key_Menu);
    choose(openMenu(), QStringLiteral("Play what is here"));
    QCOMPARE(r.player.shown.source.growsTo, 58'000'000);
    LibraryView view = fourRecordings();
    view.items[1].fetched += 1'000'000;
    r.library.show(view);
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("open debate")}); // nothing new for it
    view.items[1].state = LibraryItem::State::Verified;
    view.items[1].path = QStringLiteral("/home/ana/Recordings/debate/programme.opus");
    r.library.show(view);
    QCOMPARE(r.player.asked.last(), QStringLiteral("update debate 0"));
    QCOMPARE(r.player.shown.source.path, view.items[1].path);
}

void RecordingsPageTest::listenedTo_isRemembered()
{
    RecordingsWindow r(fourRecordings());
    emit r.player.listenedTo(QStringLiteral("radio"), minutes{3});
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("listened radio 180000")});
    emit r.player.listenedTo(QStringLiteral("radio"), {});
    QCOMPARE(r.library.asked.last(), QStringLiteral("listened radio -1"));
}

void RecordingsPageTest::playerKeys_work()
{
    RecordingsWindow r(fourRecordings(), playingResults());
    // Also from the sidebar, that takes none of them.
    for (QWidget *at : {static_cast<QWidget *>(&r.window), static_cast<QWidget *>(waveform(r))}) {
        at->setFocus();
        r.player.asked.clear();
        for (const Qt::Key key :
            {Qt::Key_K, Qt::Key_Space, Qt::Key_J, Qt::Key_L, Qt::Key_Greater, Qt::Key_Less})
            QTest::keyClick(at, key);
        QCOMPARE(r.player.asked,
            (QStringList{QStringLiteral("pause"), QStringLiteral("play"), QStringLiteral("skip -15000"),
                QStringLiteral("skip 30000"), QStringLiteral("speed 1.5"), QStringLiteral("speed 1.25")}));
    }
    r.player.asked.clear();
    r.press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(r.search(), QStringLiteral("jkl "));
    QCOMPARE(r.player.asked, QStringList());
    QCOMPARE(r.search()->text(), QStringLiteral("jkl "));
}

void RecordingsPageTest::arrows_skip_andWalkTheRows()
{
    RecordingsWindow r(fourRecordings(), playingResults());
    auto *play = visible<QAbstractButton>(&r.window, QStringLiteral("Pause: Quarterly results call"));
    QVERIFY(play);
    play->setFocus(Qt::TabFocusReason);
    r.press(Qt::Key_Left);
    r.press(Qt::Key_Right);
    QCOMPARE(r.player.asked, (QStringList{QStringLiteral("skip -15000"), QStringLiteral("skip 30000")}));
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(play));

    QSignalSpy volume(&r.window, &MainWindow::volumeRequested);
    const auto at = [](const char *name) {
        return QApplication::focusWidget()->accessibleName() == QString::fromUtf8(name);
    };
    visible<QAbstractButton>(&r.window, QStringLiteral("Pause: Candidate debate"))
        ->setFocus(Qt::TabFocusReason);
    r.press(Qt::Key_Down);
    QVERIFY(at("Play: Night radio"));
    r.press(Qt::Key_Right); // within the row
    QVERIFY(at("Options for Night radio"));
    r.press(Qt::Key_Down);
    QVERIFY(at("Options for Open source office hours"));
    r.press(Qt::Key_End);
    QVERIFY(at("Options for Council meeting 1"));
    r.press(Qt::Key_Home);
    QVERIFY(at("Options for Candidate debate"));
    QCOMPARE(volume.count(), 0);
}

void RecordingsPageTest::rowMenu_staysInTheWindow()
{
    RecordingsWindow r(fourRecordings());
    auto *more = visible<QAbstractButton>(&r.window, QStringLiteral("Options for Night radio"));
    more->click();
    const QMenu *menu = openMenu();
    QVERIFY(menu);
    QCOMPARE_LE(menu->geometry().right(), more->mapToGlobal(QPoint(more->width(), 0)).x());
}

void RecordingsPageTest::chapterThatBegins_movesNothing()
{
    PlayerView view = playingResults();
    view.chapters.erase(view.chapters.begin());
    view.position = minutes{17};
    RecordingsWindow r(fourRecordings(), view);
    QCoreApplication::processEvents();
    const int height = r.window.recordings()->player()->height();
    view.position = minutes{19};
    r.player.show(view);
    QCoreApplication::processEvents();
    QVERIFY(r.shows("Jonas Klein"));
    QCOMPARE(r.window.recordings()->player()->height(), height);
}

void RecordingsPageTest::spaceOnAButton_pressesIt()
{
    RecordingsWindow r(fourRecordings(), playingResults());
    auto *fetch = visible<QAbstractButton>(&r.window, QStringLiteral("Download: Open source office hours"));
    fetch->setFocus();
    r.press(Qt::Key_Space);
    QCOMPARE(r.player.asked, QStringList());
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("fetch office")});
}

void RecordingsPageTest::mediaKeys_workOnEveryPage()
{
    RecordingsWindow r(fourRecordings(), playingResults(), {}, Page::Events);
    const auto press
        = [&](Qt::Key key) { QTest::sendKeyEvent(QTest::Click, &r.window, key, QString(), Qt::NoModifier); };
    for (const Qt::Key key : {Qt::Key_MediaTogglePlayPause, Qt::Key_MediaPlay, Qt::Key_MediaNext,
             Qt::Key_MediaPrevious, Qt::Key_MediaStop})
        press(key);
    QCOMPARE(r.player.asked,
        (QStringList{QStringLiteral("pause"), QStringLiteral("play"), QStringLiteral("next chapter"),
            QStringLiteral("previous chapter"), QStringLiteral("pause")}));
    r.player.asked.clear();
    PlayerView view = playingResults();
    view.state = PlayerView::State::Opening;
    r.player.show(view);
    press(Qt::Key_MediaPlay);
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("pause")});
    r.player.asked.clear();
    r.player.show({});
    press(Qt::Key_MediaPlay);
    QCOMPARE(r.player.asked, QStringList());
}

void RecordingsPageTest::waveform_isMovedByKeys()
{
    RecordingsWindow r(fourRecordings(), playingResults());
    WaveformBar *bar = waveform(r);
    bar->setFocus();
    const auto seek = [](seconds at) { return QStringLiteral("seek %1").arg(milliseconds{at}.count()); };
    const seconds at = minutes{26} + seconds{31};
    r.press(Qt::Key_Right);
    r.press(Qt::Key_Left);
    r.press(Qt::Key_PageUp);
    r.press(Qt::Key_PageDown);
    r.press(Qt::Key_Home);
    r.press(Qt::Key_Left);
    r.press(Qt::Key_End);
    QCOMPARE(r.player.asked,
        (QStringList{seek(at + seconds{5}), seek(at), seek(at + seconds{30}), seek(at), seek(seconds{0}),
            seek(seconds{0}), seek(minutes{72} + seconds{3})}));
    bar->setLayoutDirection(Qt::RightToLeft);
    r.press(Qt::Key_Right);
    QCOMPARE(r.player.asked.last(), seek(minutes{71} + seconds{58}));
}

void RecordingsPageTest::waveform_isMovedByTheMouse()
{
    PlayerView view = playingResults();
    view.available = minutes{36};
    RecordingsWindow r(fourRecordings(), view);
    WaveformBar *bar = waveform(r);
    QTest::mousePress(bar, Qt::LeftButton, {}, QPoint(bar->width() / 4, 20));
    QCOMPARE(r.player.asked, QStringList()); // not before it is let go
    const milliseconds dragged = bar->position();
    QVERIFY(std::chrono::abs(dragged - minutes{18}) < seconds{20});
    QVERIFY(textsIn(&r.window).contains(QStringLiteral("00:1")));
    QTest::mouseRelease(bar, Qt::LeftButton, {}, QPoint(bar->width() / 4, 20));
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("seek %1").arg(dragged.count())});
    QTest::mouseClick(bar, Qt::LeftButton, {}, QPoint(bar->width() * 3 / 4, 20));
    QCOMPARE(r.player.asked.last(), QStringLiteral("seek %1").arg(milliseconds{minutes{36}}.count()));
    QTest::mouseMove(bar, QPoint(bar->width() / 2, 20));
    QTRY_VERIFY(QToolTip::text().startsWith(QLatin1String("00:36:0")));
    QVERIFY(QToolTip::text().contains(QLatin1String("Jonas Klein")));
}

void RecordingsPageTest::waveform_scrollsOnlyWithFocus()
{
    RecordingsWindow r(fourRecordings(), playingResults());
    WaveformBar *bar = waveform(r);
    const auto turn = [&](int by) {
        const QPointF at(20, 20);
        QWheelEvent event(at, bar->mapToGlobal(at), {}, QPoint(0, by), {}, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(bar, &event);
    };
    r.window.setFocus();
    turn(120);
    QCOMPARE(r.player.asked, QStringList());
    bar->setFocus();
    turn(120);
    turn(-120);
    QCOMPARE(r.player.asked, (QStringList{QStringLiteral("seek 1596000"), QStringLiteral("seek 1591000")}));
}

void RecordingsPageTest::waveform_isSpokenAsTime_withoutFlood()
{
    static int events = 0;
    const auto count = [](QAccessibleEvent *event) {
        if (qobject_cast<WaveformBar *>(event->object()))
            ++events;
    };
    RecordingsWindow r(fourRecordings(), playingResults());
    WaveformBar *bar = waveform(r);
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(bar);
    QVERIFY(spoken && spoken->valueInterface());
    QCOMPARE(spoken->role(), QAccessible::Slider);
    QCOMPARE(spoken->text(QAccessible::Name), QStringLiteral("Place in the recording"));
    QCOMPARE(spoken->text(QAccessible::Value), QStringLiteral("26 min 31 s of 1 h 12 min 3 s, Jonas Klein"));
    QCOMPARE(spoken->valueInterface()->maximumValue().toDouble(), 4323.0);
    const auto before = QAccessible::installUpdateHandler(count);
    PlayerView view = playingResults();
    for (int i = 0; i < 40; ++i) {
        view.position += milliseconds{250};
        r.player.show(view);
    }
    QCOMPARE(events, 0);
    spoken->valueInterface()->setCurrentValue(60.0);
    QAccessible::installUpdateHandler(before);
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("seek 60000")});
}

void RecordingsPageTest::waveform_holdsThePlaceThatWasAskedFor()
{
    RecordingsWindow r(fourRecordings(), playingResults());
    WaveformBar *bar = waveform(r);
    bar->seekTo(minutes{60});
    PlayerView view = playingResults();
    r.player.show(view); // of before the seek
    QCOMPARE(bar->position(), milliseconds{minutes{60}});
    QVERIFY(r.shows("01:00:00"));
    view.position = minutes{60} + milliseconds{250};
    r.player.show(view);
    QCOMPARE(bar->position(), view.position);
    bar->seekTo(minutes{2}); // and is never done
    for (int i = 0; i < 10; ++i)
        r.player.show(view);
    QCOMPARE(bar->position(), view.position);
}

void RecordingsPageTest::menus_setSpeedTimerAndChapter()
{
    RecordingsWindow r(fourRecordings(), playingResults());
    r.click(QStringLiteral("Speed 1.25×"));
    choose(openMenu(), QStringLiteral("2×"));
    r.click(QStringLiteral("Speed 2×"));
    choose(openMenu(), QStringLiteral("Skip silence"));
    r.click(QStringLiteral("Speed 2×"));
    choose(openMenu(), QStringLiteral("All voices about equally loud"));
    r.click(QStringLiteral("Sleep timer, off"));
    choose(openMenu(), QStringLiteral("In 30 min"));
    QVERIFY(r.shows("silence is skipped"));
    QVERIFY(r.shows("pauses in 30 min"));
    r.click(QStringLiteral("Sleep timer, on"));
    choose(openMenu(), QStringLiteral("At the end of the chapter"));
    r.click(QStringLiteral("Sleep timer, on"));
    choose(openMenu(), QStringLiteral("Never"));
    r.click(QStringLiteral("Chapters"));
    choose(openMenu(), QStringLiteral("00:51:00 · Questions && answers"));
    QCOMPARE(r.player.asked,
        (QStringList{QStringLiteral("speed 2"), QStringLiteral("skips silence 1"), QStringLiteral("levels 0"),
            QStringLiteral("timer 1800"), QStringLiteral("timer at chapter"), QStringLiteral("timer -1"),
            QStringLiteral("seek 3060000")}));
}

void RecordingsPageTest::heldUpDownload_isResumedFromThePlayer()
{
    RecordingsMoment heldUp = recordingsMoments()[8];
    QCOMPARE(QLatin1String(heldUp.name), QLatin1String("player-held-up"));
    RecordingsWindow r(heldUp.library, heldUp.player);
    QVERIFY(r.shows("The download is paused, so there is no more to play."));
    r.click(QStringLiteral("Resume"));
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("fetch debate")});
    r.library.show(fourRecordings());
    QVERIFY(!r.shows("The download is paused"));
    QVERIFY(r.shows("Waits for the download, then goes on by itself"));
}

void RecordingsPageTest::strip_isShownOnOtherPages()
{
    RecordingsWindow r(fourRecordings(), {}, {}, Page::Events);
    auto *strip = r.window.findChild<PlayerStrip *>();
    QVERIFY(!strip->isVisible());
    r.player.show(playingResults());
    QVERIFY(strip->isVisible());
    QVERIFY(r.shows("Plays · 26:31 of 1:12:03"));
    QVERIFY(!r.shows("the event is silent meanwhile"));
    r.window.showNowPlaying(listening());
    QVERIFY(r.shows("the event is silent meanwhile"));
    r.click(QStringLiteral("Pause: Quarterly results call"));
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("pause")});
    QVERIFY(r.shows("Paused · 26:31 of 1:12:03"));
    QVERIFY(!r.shows("the event is silent meanwhile"));
    r.click(QStringLiteral("Show the recording"));
    QCOMPARE(r.window.page(), Page::Recordings);
    QVERIFY(!strip->isVisible());
    r.window.choosePage(Page::NowPlaying);
    r.click(QStringLiteral("Close the recording"));
    QVERIFY(!strip->isVisible());
}

void RecordingsPageTest::openRecording_playsOrFetches()
{
    RecordingsWindow r(fourRecordings(), {}, {}, Page::Events);
    const QString server = QStringLiteral("earshot://live.example.org/");
    r.window.openRecording(QStringLiteral("radio"), server);
    QCOMPARE(r.window.page(), Page::Recordings);
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("open radio")});
    r.window.openRecording(QStringLiteral("office"), server);
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("fetch office")});
    LibraryView view = fourRecordings();
    view.items[1].path.clear();
    r.library.show(view);
    r.window.openRecording(QStringLiteral("debate"), server); // is being fetched: nothing is paused
    QCOMPARE(r.library.asked.size(), 1);
    QVERIFY(!r.shows("This recording is not listed yet."));
    r.window.openRecording(QStringLiteral("radio"), QStringLiteral("earshot://elsewhere.example.org/"));
    QVERIFY(r.shows("This recording is not listed yet."));
    r.press(Qt::Key_Escape);
    QVERIFY(!r.shows("This recording is not listed yet."));
    QCOMPARE(r.window.page(), Page::Recordings);
}

void RecordingsPageTest::openRecording_doesWhatTheRowOffers()
{
    RecordingsWindow r(everyState(), {}, {}, Page::Events);
    const QString server = QStringLiteral("earshot://live.example.org/");
    r.window.openRecording(QStringLiteral("paused"), server);
    r.window.openRecording(QStringLiteral("damaged"), server);
    QCOMPARE(r.library.asked, (QStringList{QStringLiteral("fetch paused"), QStringLiteral("fetch damaged")}));
    QCOMPARE(r.player.asked, QStringList());
    r.window.openRecording(QStringLiteral("debate"), server); // what is here of a running download
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("open debate")});
    QCOMPARE(r.library.asked.size(), 2);
}

void RecordingsPageTest::openRecording_findsItByWhatItIs()
{
    const EventsView events = schedule();
    const Schedule &cards = events.servers.front().schedule;
    const auto card
        = std::ranges::find_if(cards, [](const ScheduleCard &c) { return c.recorded.has_value(); });
    LibraryView view = fourRecordings();
    view.items[2].id = recordingId(*card->recorded);
    view.items[2].event = card->id.text();
    view.items[2].serverId = QStringLiteral("earshot://mirror.example.net/");
    view.items.erase(view.items.begin());
    RecordingsWindow r(view, {}, {}, Page::Events);
    QVERIFY(r.shows("Downloaded"));
    r.window.openRecording(card->id.text(), events.servers.front().id);
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("open ") + recordingId(*card->recorded)});
    QVERIFY(!r.shows("This recording is not listed yet."));
}

void RecordingsPageTest::eventThatIsNotKnown_isNotPutIntoTheCalendar()
{
    RecordingsWindow r(fourRecordings(), {}, {}, Page::Events);
    r.window.keepInCalendar(*EventId::parse(QStringLiteral("results")), {});
    QVERIFY(r.shows("The event is not on the schedule any more."));
    QVERIFY(r.shows("Nothing was put into the calendar."));
}

void RecordingsPageTest::endedEvent_opensItsRecording()
{
    LibraryView view = fourRecordings();
    view.items[2].event = QStringLiteral("town-hall");
    RecordingsWindow r(view, {}, {}, Page::NowPlaying);
    NowPlayingView playing = ended();
    playing.verdict.action = Action::OpenRecording;
    playing.evidence.card = ScheduleCard{.id = *EventId::parse(u"town-hall")};
    playing.evidence.card->recorded = RecordingNote{};
    playing.evidence.state->value.recordingLink.clear();
    r.window.showNowPlaying(playing);
    r.click(QStringLiteral("Play the recording"));
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("open radio")});
    QCOMPARE(r.window.page(), Page::Recordings);
}

void RecordingsPageTest::file_isOpenedPlayedAndDropped()
{
    RecordingsWindow r(fourRecordings(), {}, {}, Page::Events);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/some talk.opus"))});
    QDragEnterEvent enter(QPoint(30, 30), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&r.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(30, 30), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&r.window, &drop);
    QCOMPARE(r.library.asked, QStringList{QStringLiteral("add /tmp/some talk.opus")});
    QCOMPARE(r.window.page(), Page::Recordings);
    LibraryView view = fourRecordings();
    LibraryItem talk = view.items[2];
    talk.id = QStringLiteral("talk");
    talk.title = QStringLiteral("Some talk");
    view.items.push_back(talk);
    emit r.library.added(QStringLiteral("talk")); // before it is listed
    QCOMPARE(r.player.asked, QStringList());
    r.library.show(view);
    QCOMPARE(r.player.asked, QStringList{QStringLiteral("open talk")});
    emit r.library.added(QStringLiteral("radio")); // by somebody else: plays nothing
    QCOMPARE(r.player.asked.size(), 1);

    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/words.txt"))});
    QDragEnterEvent other(QPoint(30, 30), Qt::CopyAction, &data, Qt::LeftButton, {});
    other.ignore();
    QApplication::sendEvent(&r.window, &other);
    QVERIFY(!other.isAccepted());
}

void RecordingsPageTest::file_onTheCommandLine_isAnAbsolutePath()
{
    const Result<StartOptions> options
        = readStartOptions({QStringLiteral("earshot"), QStringLiteral("talks/one.opus")});
    QVERIFY(options.ok());
    QCOMPARE(options->link, QDir::current().absoluteFilePath(QStringLiteral("talks/one.opus")));
    const Result<StartOptions> link
        = readStartOptions({QStringLiteral("earshot"), QStringLiteral("earshot://h/e")});
    QCOMPARE(link->link, QStringLiteral("earshot://h/e"));
}

void RecordingsPageTest::refusal_isSaidOnThePage()
{
    RecordingsWindow r(fourRecordings(), {}, {}, Page::Events);
    emit r.library.refused({Cause::BadData, {}});
    QCOMPARE(r.window.page(), Page::Recordings);
    QVERIFY(r.shows("This is no recording that Earshot can read."));
    r.click(QStringLiteral("Close"));
    QVERIFY(!r.shows("This is no recording that Earshot can read."));
}

void RecordingsPageTest::news_areAnnounced()
{
    RecordingsWindow r(fourRecordings(), {}, {}, Page::Events);
    LibraryView view = fourRecordings();
    view.items[1].state = LibraryItem::State::Verified;
    r.library.show(view);
    QCOMPARE(
        r.window.accessibleDescription(), QStringLiteral("“Candidate debate” is downloaded and checked."));
    QVERIFY(PlayerWords::news(playingResults(), playingResults()).isEmpty());
    PlayerView ended = playingResults();
    ended.state = PlayerView::State::Ended;
    QCOMPARE(
        PlayerWords::news(playingResults(), ended), QStringLiteral("“Quarterly results call” has ended."));
}

void RecordingsPageTest::memory_isKept()
{
    WindowMemory memory;
    memory.page = Page::Recordings;
    memory.recordings = {RecordingsSort::Title, 1.75, true, false};
    QTemporaryDir folder;
    const SettingsStore store(folder.filePath(QStringLiteral("window.json")));
    QVERIFY(store.save(memory).ok());
    QCOMPARE(store.load().recordings, memory.recordings);
    QCOMPARE(store.load().page, Page::Recordings);
    // The player is given what is remembered, and what it then has is remembered.
    RecordingsWindow r(fourRecordings(), {}, memory);
    QCOMPARE(r.window.memory().recordings, memory.recordings);
    QSignalSpy changed(&r.window, &MainWindow::memoryChanged);
    r.player.show(playingResults());
    QVERIFY(!changed.isEmpty());
    QCOMPARE(r.window.memory().recordings.speed, 1.25);
    QCOMPARE(r.window.memory().recordings.sort, RecordingsSort::Title);

    FixedClock clock(sampleNow());
    MainWindow window(clock, anyLink, memory);
    FakeLibrary library;
    FakePlayer player;
    window.use(library, player);
    QCOMPARE(player.asked,
        (QStringList{
            QStringLiteral("speed 1.75"), QStringLiteral("skips silence 1"), QStringLiteral("levels 0")}));

    QFile file(folder.filePath(QStringLiteral("window.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"recordings": {"sort": 7, "speed": 400, "skip_silence": "x"}})");
    file.close();
    QCOMPARE(store.load().recordings, (RecordingsMemory{RecordingsSort::Newest, 3.0, false, true}));
}

void RecordingsPageTest::hugeLibrary_isCutHonestly()
{
    LibraryView view = fourRecordings();
    LibraryItem item = view.items[2];
    for (int i = 0; i < 2000; ++i) {
        item.id = QStringLiteral("many-%1").arg(i);
        item.title = QStringLiteral("Talk %1").arg(i);
        view.items.push_back(item);
    }
    QElapsedTimer timer;
    timer.start();
    RecordingsWindow r(view);
    QVERIFY(r.shows("200 of 2,014 are shown. Search to find the others."));
    r.search()->setText(QStringLiteral("talk 1999"));
    QCOMPARE(titlesIn(&r.window), QStringList{QStringLiteral("Talk 1999")});
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void RecordingsPageTest::everyFocusableWidget_hasAName()
{
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("de")}) {
        const Looks looks(false, 1, language);
        for (const RecordingsMoment &moment : recordingsMoments()) {
            RecordingsWindow r(moment.library, moment.player);
            int focusable = 0;
            for (QWidget *widget : r.window.findChildren<QWidget *>()) {
                if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible())
                    continue;
                ++focusable;
                QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
                QVERIFY(interface);
                QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
            }
            QVERIFY2(focusable >= 6, moment.name);
        }
    }
}

void RecordingsPageTest::withoutDoors_nothingBreaks()
{
    FixedClock clock(sampleNow());
    MainWindow window(clock, anyLink, {});
    window.choosePage(Page::Recordings);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(textsIn(&window).contains(QStringLiteral("No recordings yet")));
    window.openFile(QStringLiteral("/tmp/x.opus"));
    window.openRecording(QStringLiteral("radio"), {});
    QTest::keyClick(&window, Qt::Key_Space);
    QCOMPARE(window.page(), Page::Recordings);
}

EARSHOT_GUI_MAIN(RecordingsPageTest)
#include "recordings_page_test.moc"
