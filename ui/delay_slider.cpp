#include "delay_slider.h"

#include "client/sound_view.h"
#include "theme.h"

#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <array>

namespace earshot {

constexpr std::array kStepsMs{40, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1200, 1500,
    2000, 2500, 3000, 4000, 5000};
static_assert(milliseconds{kStepsMs.front()} == DelayChoice::kLeastFixed);
static_assert(milliseconds{kStepsMs.back()} == DelayChoice::kMostFixed);

DelaySlider::DelaySlider(QWidget *parent)
    : ThinSlider(parent)
{
    setRange(0, int(kStepsMs.size()) - 1);
    setPageStep(3);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QSlider::valueChanged, this,
        [this](int step) { emit moved(milliseconds{kStepsMs.at(size_t(step))}); });
}

void DelaySlider::show(microseconds delay)
{
    if (isSliderDown())
        return;
    const auto above = std::ranges::lower_bound(kStepsMs, toMs(delay), {}, [](int ms) { return double(ms); });
    const QSignalBlocker quiet(this);
    setValue(std::min(int(above - kStepsMs.begin()), maximum()));
}

QSize DelaySlider::sizeHint() const
{
    return {scaled(260), scaled(24)};
}

QSize DelaySlider::minimumSizeHint() const
{
    return {scaled(120), scaled(24)};
}

QColor DelaySlider::color() const
{
    return tokensOf(this).accent;
}

/// The settings scroll under the wheel; it does not change what it happens to pass.
void DelaySlider::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace earshot
