#include "volume_slider.h"

#include "theme.h"

#include <QSignalBlocker>

namespace earshot {

VolumeSlider::VolumeSlider(QWidget *parent)
    : ThinSlider(parent)
{
    setRange(0, 100);
    setSingleStep(5);
    setPageStep(10);
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

QColor VolumeSlider::color() const
{
    const Tokens &t = tokensOf(this);
    return m_muted ? t.off : t.accent;
}

} // namespace earshot
