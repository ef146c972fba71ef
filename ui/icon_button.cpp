#include "icon_button.h"

#include "button.h"
#include "icon.h"
#include "theme.h"

#include <QFocusEvent>
#include <QPainter>

namespace earshot {

IconButton::IconButton(QString iconName, QWidget *parent, int iconPx)
    : QAbstractButton(parent)
    , m_iconName(std::move(iconName))
    , m_iconPx(iconPx)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconButton::setPicture(const QString &iconName)
{
    if (iconName == m_iconName)
        return;
    m_iconName = iconName;
    update();
}

QSize IconButton::sizeHint() const
{
    return {scaled(m_iconPx + 6), scaled(m_iconPx + 6)};
}

void IconButton::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = t.ink;
    ground.setAlphaF(!isEnabled() ? 0.0f : isDown() ? 0.16f : underMouse() ? 0.08f : 0.0f);
    const bool ring = hasFocus() && m_ring;
    painter.setPen(ring ? QPen(t.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(ground);
    painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    const int size = scaled(m_iconPx);
    painter.drawPixmap((width() - size) / 2, (height() - size) / 2,
        themedIcon(m_iconName, isEnabled() ? t.dim : t.off, size, devicePixelRatioF()));
}

void IconButton::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QAbstractButton::focusInEvent(event);
}

} // namespace earshot
