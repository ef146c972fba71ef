#include "thin_slider.h"

#include "button.h"
#include "theme.h"

#include <QFocusEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace earshot {

ThinSlider::ThinSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
}

int ThinSlider::valueAt(double x) const
{
    const double knob = scaled(14);
    const double share = std::clamp((x - knob / 2) / std::max(1.0, width() - knob), 0.0, 1.0);
    const double along = layoutDirection() == Qt::RightToLeft ? 1 - share : share;
    return minimum() + qRound(along * (double(maximum()) - minimum()));
}

void ThinSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setValue(valueAt(event->position().x()));
}

void ThinSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        setValue(valueAt(event->position().x()));
}

void ThinSlider::mouseReleaseEvent(QMouseEvent *)
{
    setSliderDown(false);
}

void ThinSlider::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QSlider::focusInEvent(event);
}

void ThinSlider::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    const double knob = scaled(14);
    const double track = scaled(4);
    const double middle = height() / 2.0;
    const double range = std::max(1.0, double(maximum()) - minimum());
    const double share = maximum() > minimum() ? (double(value()) - minimum()) / range : 1.0;
    const double x = knob / 2 + (width() - knob) * share;
    const QColor filled = color();
    painter.setBrush(t.line);
    painter.drawRoundedRect(QRectF(0, middle - track / 2, width(), track), track / 2, track / 2);
    if (!isEnabled())
        return;
    painter.setBrush(filled);
    painter.drawRoundedRect(QRectF(0, middle - track / 2, x, track), track / 2, track / 2);
    if ((hasFocus() && m_ring) || underMouse() || isSliderDown()) {
        QColor halo = filled;
        halo.setAlphaF(hasFocus() && m_ring ? 0.4f : 0.18f);
        painter.setBrush(halo);
        painter.drawEllipse(
            QPointF(x, middle), std::min(knob / 2 + 4, middle), std::min(knob / 2 + 4, middle));
    }
    painter.setBrush(filled);
    painter.drawEllipse(QPointF(x, middle), knob / 2, knob / 2);
}

} // namespace earshot
