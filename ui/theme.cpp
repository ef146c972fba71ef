#include "theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QWidget>

#include <algorithm>

namespace earshot {

QColor Tokens::color(Tone tone) const
{
    switch (tone) {
    case Tone::Ink:
        return ink;
    case Tone::Dim:
        return dim;
    case Tone::Faint:
        return faint;
    case Tone::Accent:
        return accent;
    case Tone::Good:
        return good;
    case Tone::Warning:
        return warning;
    case Tone::Bad:
        return bad;
    }
    return ink;
}

QColor Tokens::surface(Tone tone) const
{
    switch (tone) {
    case Tone::Accent:
        return accentSurface;
    case Tone::Good:
        return goodSurface;
    case Tone::Warning:
        return warningSurface;
    case Tone::Bad:
        return badSurface;
    case Tone::Ink:
    case Tone::Dim:
    case Tone::Faint:
        break;
    }
    return side;
}

const Tokens &lightTokens()
{
    static const Tokens tokens{
        .dark = false,
        .window = QRgb(0xfff6f7f9),
        .side = QRgb(0xffeceef2),
        .card = QRgb(0xffffffff),
        .line = QRgb(0xffe1e4ea),
        .ink = QRgb(0xff171a21),
        .dim = QRgb(0xff525b69),
        .faint = QRgb(0xff646c7a),
        .off = QRgb(0xff868f9e),
        .accent = QRgb(0xff2b66db),
        .onAccent = QRgb(0xffffffff),
        .good = QRgb(0xff167d4e),
        .warning = QRgb(0xff9a6200),
        .bad = QRgb(0xffc5352a),
        .goodSurface = QRgb(0xffe6f5ee),
        .warningSurface = QRgb(0xfffff3dc),
        .badSurface = QRgb(0xfffde9e7),
        .accentSurface = QRgb(0xffe8f0fe),
    };
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens{
        .dark = true,
        .window = QRgb(0xff14161b),
        .side = QRgb(0xff0f1115),
        .card = QRgb(0xff1c1f26),
        .line = QRgb(0xff2b303a),
        .ink = QRgb(0xffeef0f4),
        .dim = QRgb(0xffa3acbb),
        .faint = QRgb(0xff7e899a),
        .off = QRgb(0xff717b8b),
        .accent = QRgb(0xff6ea0ff),
        .onAccent = QRgb(0xff0f1115),
        .good = QRgb(0xff4cc38a),
        .warning = QRgb(0xfff0b040),
        .bad = QRgb(0xffff7a6e),
        .goodSurface = QRgb(0xff153326),
        .warningSurface = QRgb(0xff3a2d10),
        .badSurface = QRgb(0xff401e1b),
        .accentSurface = QRgb(0xff1b2b4d),
    };
    return tokens;
}

const Tokens &tokensOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkTokens() : lightTokens();
}

const Tokens &tokensOf(const QWidget *widget)
{
    return tokensOf(widget->palette());
}

QPalette paletteFor(const Tokens &t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::WindowText, t.ink);
    palette.setColor(QPalette::Base, t.card);
    palette.setColor(QPalette::AlternateBase, t.side);
    palette.setColor(QPalette::Text, t.ink);
    palette.setColor(QPalette::PlaceholderText, t.faint);
    palette.setColor(QPalette::Button, t.card);
    palette.setColor(QPalette::ButtonText, t.ink);
    palette.setColor(QPalette::BrightText, t.bad);
    palette.setColor(QPalette::Light, t.card);
    palette.setColor(QPalette::Midlight, t.line);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.off);
    palette.setColor(QPalette::Shadow, t.side);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.card);
    palette.setColor(QPalette::ToolTipText, t.ink);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.off);
    return palette;
}

Tone toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Good:
        return Tone::Good;
    case Severity::Info:
        return Tone::Accent;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Bad:
        return Tone::Bad;
    }
    return Tone::Accent;
}

QFont windowFont(const QFont &system, double scale)
{
    QFont font = system;
    const int px = std::max(QFontInfo(system).pixelSize(), kDesignTextPx);
    font.setPixelSize(qRound(px * std::clamp(scale, 1.0, 2.0)));
    return font;
}

static double fontFactor()
{
    const QFont font = QApplication::font();
    const int px = font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize();
    return double(px) / kDesignTextPx;
}

int scaled(double designPx)
{
    return qRound(designPx * fontFactor());
}

int gap(double designPx)
{
    return qRound(designPx * (1 + (fontFactor() - 1) / 2));
}

} // namespace earshot
