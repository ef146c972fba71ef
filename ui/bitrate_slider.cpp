#include "bitrate_slider.h"

#include "theme.h"

#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <array>

namespace earshot {

constexpr std::array kStepsKbit{12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128};

BitrateSlider::BitrateSlider(QWidget *parent)
    : ThinSlider(parent)
{
    setRange(0, int(kStepsKbit.size()) - 1);
    setPageStep(2);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QSlider::valueChanged, this,
        [this](int step) { emit moved(kStepsKbit.at(size_t(step)) * 1000); });
}

void BitrateSlider::show(int bitsPerSecond)
{
    if (isSliderDown())
        return;
    const auto above
        = std::ranges::lower_bound(kStepsKbit, bitsPerSecond, {}, [](int kbit) { return kbit * 1000; });
    const QSignalBlocker quiet(this);
    setValue(std::min(int(above - kStepsKbit.begin()), maximum()));
}

QSize BitrateSlider::sizeHint() const
{
    return {scaled(160), scaled(24)};
}

QSize BitrateSlider::minimumSizeHint() const
{
    return {scaled(100), scaled(24)};
}

QColor BitrateSlider::color() const
{
    return tokensOf(this).accent;
}

/// The page scrolls under the wheel; it does not change what it happens to pass.
void BitrateSlider::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace earshot
