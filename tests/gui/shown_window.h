#pragma once

#include "gui_fixture.h"
#include "main_window.h"
#include "sample_views.h"

#include <QAbstractButton>
#include <QtTest>

namespace earshot::test {

/// A shown window with the sample views.
struct Shown {
    explicit Shown(const NowPlayingView &playing, const EventsView &events, Page page,
        const QString &language = QStringLiteral("en"))
        : looks(false, 1, language)
        , clock(sampleNow())
        , window(clock, anyLink, {})
    {
        window.showEvents(events);
        window.showNowPlaying(playing);
        window.choosePage(page);
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

    Looks looks;
    FixedClock clock;
    MainWindow window;
};

} // namespace earshot::test
