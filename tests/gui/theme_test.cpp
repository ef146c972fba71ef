// The colours: every text can be read on what it stands on.

#include "theme.h"

#include <QtTest>

#include <cmath>

using namespace earshot;

class ThemeTest : public QObject
{
    Q_OBJECT
private slots:
    void texts_standOutFromTheirGround();
};

namespace {

/// Relative luminance and contrast as WCAG 2 defines them.
double luminance(const QColor &color)
{
    const auto linear
        = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a) + 0.05;
    const double other = luminance(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

constexpr double kText = 4.5; ///< WCAG 2.2, level AA
constexpr double kShape = 3;

} // namespace

void ThemeTest::texts_standOutFromTheirGround()
{
    for (const Tokens *tokens : {&lightTokens(), &darkTokens()}) {
        const Tokens &t = *tokens;
        const auto check = [&t](const QColor &text, const QColor &ground, double least) {
            const double found = contrast(text, ground);
            const QString words = QStringLiteral("%1 on %2, %3: %4")
                                      .arg(text.name(), ground.name(),
                                          t.dark ? QStringLiteral("dark") : QStringLiteral("light"))
                                      .arg(found);
            QVERIFY2(found >= least, qPrintable(words));
        };
        for (const Tone tone :
            {Tone::Ink, Tone::Dim, Tone::Faint, Tone::Accent, Tone::Good, Tone::Warning, Tone::Bad}) {
            for (const QColor &ground : {t.window, t.card, t.surface(tone)})
                check(t.color(tone), ground, kText);
        }
        for (const Tone tone : {Tone::Good, Tone::Warning, Tone::Bad, Tone::Accent})
            check(t.dim, t.surface(tone), kText); // a banner's second line
        check(t.onAccent, t.accent, kText);
        for (const QColor &ground : {t.window, t.card})
            check(t.off, ground, kShape);
    }
}

QTEST_GUILESS_MAIN(ThemeTest)
#include "theme_test.moc"
