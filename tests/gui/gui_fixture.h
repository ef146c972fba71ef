#pragma once

#include "base/clock.h"
#include "paste_link_dialog.h"

#include <QObject>
#include <QString>

#include <memory>

class QWidget;

namespace earshot::test {

/// Civil time stands still at one moment; monotonic time too. Timers never fire.
class FixedClock final : public Clock
{
public:
    explicit FixedClock(WallTime wall)
        : m_wall(wall)
    { }
    Instant now() const override { return Instant{seconds{5000}}; }
    WallTime wall() const override { return m_wall; }
    std::unique_ptr<Timer> makeTimer() override;

private:
    WallTime m_wall;
};

/// Theme, text size and language of the application, for as long as it lives.
class Looks
{
public:
    Looks(bool dark, double scale, const QString &language);

private:
    QObject m_translators;
};

/// Takes every text that begins with the scheme.
std::optional<Failure> anyLink(const QString &text);

/// Where the pictures go.
QString screensFolder();

/// All texts that are visible in `root`, one a line.
QString textsIn(const QWidget *root);

/// The visible widget of that type whose text or accessible name is `name`; null where there is none.
template<typename T>
T *visible(QWidget *root, const QString &name)
{
    for (T *widget : root->findChildren<T *>()) {
        if (widget->isVisible()
            && (widget->accessibleName() == name || widget->property("text").toString() == name))
            return widget;
    }
    return nullptr;
}

/// Says which visible text in `root` is cut or lies outside; empty where everything is whole.
QString cutTexts(QWidget *root);

/// The application as main.cpp sets it up, at a fixed place on earth.
int runGuiTest(QObject &test, int argc, char **argv);

} // namespace earshot::test

#define EARSHOT_GUI_MAIN(TestClass)                                                                          \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        TestClass test;                                                                                      \
        return earshot::test::runGuiTest(test, argc, argv);                                                  \
    }
