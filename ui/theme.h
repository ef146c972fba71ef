#pragma once

#include "diagnosis/verdict.h"

#include <QColor>
#include <QFont>
#include <QPalette>

class QWidget;

namespace earshot {

/// What a piece of text, a line or a shape means; the theme turns it into a colour.
enum class Tone { Ink, Dim, Faint, Accent, Good, Warning, Bad };

/// The colours of one theme.
struct Tokens {
    bool dark;
    QColor window, side, card, line;
    QColor ink, dim, faint;
    QColor
        off; ///< shapes that are off or still ahead, and words that hold for nothing now: paler than a text may be
    QColor accent, onAccent;
    QColor good, warning, bad;
    QColor goodSurface, warningSurface, badSurface, accentSurface;

    QColor color(Tone tone) const;
    QColor surface(Tone tone) const; ///< the pale ground below text of that tone
};

const Tokens &lightTokens();
const Tokens &darkTokens();

/// The theme a palette belongs to, told by its window colour: so a widget needs nothing but its own palette.
const Tokens &tokensOf(const QPalette &palette);
const Tokens &tokensOf(const QWidget *widget);

QPalette paletteFor(const Tokens &tokens);

Tone toneOf(Severity severity);

enum class ThemeChoice { System, Light, Dark };

/// The text size that every length is drawn for, in device-independent pixels.
inline constexpr int kDesignTextPx = 14;

/// The system's font in the size the window uses: never under kDesignTextPx, times `scale` (1.0 … 2.0).
QFont windowFont(const QFont &system, double scale);

/// A length of the design at the present application font: grows as the text does.
int scaled(double designPx);
/// A gap of the design: grows half as fast as the text, so that large text keeps its room.
int gap(double designPx);

inline constexpr int kCardRadius = 12;
inline constexpr int kButtonRadius = 9;
inline constexpr int kNavRadius = 8;

} // namespace earshot
