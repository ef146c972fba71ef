#pragma once

#include "fake_library.h"
#include "gui_fixture.h"
#include "main_window.h"
#include "recording_views.h"
#include "recordings_page.h"
#include "sample_views.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QtTest>

namespace earshot::test {

/// The window on its page Recordings, with doors that write down what they are asked. The caller sets the looks.
struct RecordingsWindow {
    explicit RecordingsWindow(const LibraryView &view, const PlayerView &playing = {},
        const WindowMemory &memory = {}, Page page = Page::Recordings)
        : clock(sampleNow())
        , window(clock, anyLink, memory)
    {
        library.shown = view;
        player.shown = playing;
        player.opened = playingResults();
        window.showEvents(schedule());
        window.use(library, player);
        player.show(playing);
        player.asked.clear();
        window.choosePage(page);
        window.resize(1160, 740);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qWarning("the window did not become active");
    }

    bool shows(const char *text) const { return textsIn(&window).contains(QString::fromUtf8(text)); }
    void click(const QString &name)
    {
        auto *button = visible<QAbstractButton>(&window, name);
        QVERIFY2(button, qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QLineEdit *search() { return visible<QLineEdit>(&window, QStringLiteral("Search the recordings")); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window, key, modifiers);
    }

    FixedClock clock;
    FakeLibrary library;
    FakePlayer player;
    MainWindow window;
};

} // namespace earshot::test
