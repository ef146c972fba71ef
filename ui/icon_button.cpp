#include "icon_button.h"

#include "button.h"
#include "icon.h"
#include "theme.h"

#include <QFocusEvent>
#include <QPainter>

namespace earshot {

IconButton::IconButton(QString iconName, QWidget *parent)
    : QAbstractButton(parent)
    , m_iconName(std::move(iconName))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize IconButton::sizeHint() const
{
    return {scaled(22), scaled(22)};
}

void IconButton::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = t.ink;
    ground.setAlphaF(isDown() ? 0.16f : underMouse() ? 0.08f : 0.0f);
    const bool ring = hasFocus() && m_ring;
    painter.setPen(ring ? QPen(t.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(ground);
    painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    const int size = scaled(16);
    painter.drawPixmap((width() - size) / 2, (height() - size) / 2,
        themedIcon(m_iconName, t.dim, size, devicePixelRatioF()));
}

void IconButton::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QAbstractButton::focusInEvent(event);
}

} // namespace earshot
