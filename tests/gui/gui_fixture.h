#pragma once

#include "base/clock.h"
#include "language.h"
#include "paste_link_dialog.h"
#include "theme.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QLocale>
#include <QStyleFactory>
#include <QTranslator>

#include <memory>

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
    std::unique_ptr<Timer> makeTimer() override { return std::make_unique<Never>(); }

private:
    class Never final : public Timer
    {
    public:
        void start(microseconds, std::function<void()>) override { }
        void stop() override { }
        bool isActive() const override { return false; }
    };
    WallTime m_wall;
};

/// Theme, text size and language of the application, for as long as it lives.
class Looks
{
public:
    Looks(bool dark, double scale, const QString &language)
    {
        QApplication::setPalette(paletteFor(dark ? darkTokens() : lightTokens()));
        QFont font = QApplication::font();
        const QString inter = QStringLiteral("Inter");
        if (QFontDatabase::hasFamily(inter))
            font.setFamily(inter);
        font.setPixelSize(kDesignTextPx);
        QApplication::setFont(windowFont(font, scale));
        useLanguage(m_translators, language);
    }
    ~Looks()
    {
        for (QTranslator *translator : m_translators.findChildren<QTranslator *>())
            QCoreApplication::removeTranslator(translator);
    }

private:
    QObject m_translators;
};

/// Takes every text that begins with the scheme.
inline std::optional<Failure> anyLink(const QString &text)
{
    if (text.startsWith(QLatin1String("earshot://")))
        return std::nullopt;
    return Failure{Cause::LinkMalformed, QStringLiteral("scheme")};
}

inline QString screensFolder()
{
    const QString folder = QStringLiteral(EARSHOT_SCREENS);
    QDir().mkpath(folder);
    return folder;
}

} // namespace earshot::test

/// The application as main.cpp sets it up, at a fixed place on earth.
#define EARSHOT_GUI_MAIN(TestClass)                                                                          \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        qputenv("TZ", "Europe/Berlin");                                                                      \
        QApplication application(argc, argv);                                                                \
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));                             \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
