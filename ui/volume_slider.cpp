#include "volume_slider.h"

#include "button.h"
#include "theme.h"

#include <QFocusEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>

#include <algorithm>

namespace earshot {

VolumeSlider::VolumeSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    setRange(0, 100);
    setSingleStep(5);
    setPageStep(10);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(this, &QSlider::valueChanged, this, [this](int value) { emit moved(value / 100.0); });
}

void VolumeSlider::show(double volume, bool muted)
{
    if (muted != m_muted) {
        m_muted = muted;
        update();
    }
    if (isSliderDown())
        return;
    const QSignalBlocker quiet(this);
    setValue(qRound(volume * 100));
}

QSize VolumeSlider::sizeHint() const
{
    return {scaled(130), scaled(24)};
}

QSize VolumeSlider::minimumSizeHint() const
{
    return {scaled(72), scaled(24)};
}

int VolumeSlider::valueAt(double x) const
{
    const double knob = scaled(14);
    const double share = std::clamp((x - knob / 2) / std::max(1.0, width() - knob), 0.0, 1.0);
    return qRound((layoutDirection() == Qt::RightToLeft ? 1 - share : share) * 100);
}

void VolumeSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setValue(valueAt(event->position().x()));
}

void VolumeSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        setValue(valueAt(event->position().x()));
}

void VolumeSlider::mouseReleaseEvent(QMouseEvent *)
{
    setSliderDown(false);
}

void VolumeSlider::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QSlider::focusInEvent(event);
}

void VolumeSlider::paintEvent(QPaintEvent *)
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
    const double x = knob / 2 + (width() - knob) * value() / 100.0;
    const QColor color = m_muted ? t.faint : t.accent;
    painter.setBrush(t.line);
    painter.drawRoundedRect(QRectF(0, middle - track / 2, width(), track), track / 2, track / 2);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(0, middle - track / 2, x, track), track / 2, track / 2);
    if ((hasFocus() && m_ring) || underMouse() || isSliderDown()) {
        QColor halo = color;
        halo.setAlphaF(hasFocus() && m_ring ? 0.4f : 0.18f);
        painter.setBrush(halo);
        painter.drawEllipse(
            QPointF(x, middle), std::min(knob / 2 + 4, middle), std::min(knob / 2 + 4, middle));
    }
    painter.setBrush(color);
    painter.drawEllipse(QPointF(x, middle), knob / 2, knob / 2);
}

} // namespace earshot
