#include "button.h"

#include "theme.h"

#include <QApplication>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace earshot {

bool showsRing(Qt::FocusReason reason)
{
    return reason != Qt::MouseFocusReason && reason != Qt::PopupFocusReason
        && reason != Qt::ActiveWindowFocusReason;
}

Button::Button(Kind kind, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_kind(kind)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    applyFont();
}

void Button::applyFont()
{
    QFont font = QApplication::font();
    font.setWeight(QFont::DemiBold);
    setFont(font);
}

void Button::setKind(Kind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    updateGeometry();
    update();
}

void Button::setOn(bool on)
{
    m_on = on;
    update();
}

void Button::setSlim(bool slim)
{
    m_slim = slim;
    updateGeometry();
}

void Button::reserveFor(const QString &otherText)
{
    m_reserved = otherText;
    updateGeometry();
}

QSize Button::sizeHint() const
{
    const QFontMetrics metrics(font());
    const auto widthOf
        = [&](const QString &text) { return metrics.size(Qt::TextShowMnemonic, text).width(); };
    const int words = std::max(widthOf(text()), widthOf(m_reserved));
    const int height = std::max(scaled(20), metrics.height());
    if (m_kind == Kind::Link)
        return {words + gap(12), height + gap(8)};
    const int across = gap(m_slim ? 10 : 16);
    const int down = gap(m_slim ? 4 : 8);
    return {words + 2 * across + 2, height + 2 * down + 2};
}

void Button::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hover = underMouse() && isEnabled();
    const bool ring = hasFocus() && m_ring;
    QColor ground = t.card;
    QColor border = t.line;
    QColor ink = t.ink;
    if (m_kind == Kind::Primary) {
        ground = border = t.accent;
        ink = t.onAccent;
    } else if (m_kind == Kind::Danger) {
        ink = t.bad;
    } else if (m_on) {
        ground = t.accentSurface;
        border = ink = t.accent;
    } else if (m_kind == Kind::Link) {
        ground = border = Qt::transparent;
        ink = t.accent;
    }
    if (!isEnabled()) {
        ground = m_kind == Kind::Primary ? t.line : ground;
        border = t.line;
        ink = t.off;
    } else if (hover || isDown()) {
        const int strength = isDown() ? 16 : 7; // percent of ink mixed into the ground
        const QColor mix = m_kind == Kind::Primary ? t.onAccent : t.ink;
        if (m_kind == Kind::Link) {
            ground = mix;
            ground.setAlphaF(strength / 100.0f);
        } else {
            ground = QColor::fromRgbF(
                (ground.redF() * float(100 - strength) + mix.redF() * float(strength)) / 100,
                (ground.greenF() * float(100 - strength) + mix.greenF() * float(strength)) / 100,
                (ground.blueF() * float(100 - strength) + mix.blueF() * float(strength)) / 100);
            if (m_kind == Kind::Primary)
                border = ground;
        }
    }
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(m_kind == Kind::Link ? QPen(Qt::NoPen) : QPen(border, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(box, kButtonRadius, kButtonRadius);
    if (ring) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_kind == Kind::Primary ? t.onAccent : t.accent, 2));
        const double inset = m_kind == Kind::Primary ? 3 : 1;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), kButtonRadius - inset,
            kButtonRadius - inset);
    }
    painter.setPen(ink);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine | Qt::TextShowMnemonic, text());
}

void Button::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter)
        return QAbstractButton::keyPressEvent(event);
    if (!event->isAutoRepeat())
        click();
}

void Button::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QAbstractButton::focusInEvent(event);
}

void Button::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        applyFont();
}

} // namespace earshot
