#include "step_slider.h"

#include "theme.h"

#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>

namespace earshot {

std::vector<int> bitrateSteps()
{
    return {12'000, 16'000, 20'000, 24'000, 32'000, 40'000, 48'000, 64'000, 80'000, 96'000, 112'000, 128'000};
}

StepSlider::StepSlider(std::vector<int> steps, QWidget *parent)
    : ThinSlider(parent)
    , m_steps(std::move(steps))
{
    setRange(0, int(m_steps.size()) - 1);
    setPageStep(3);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QSlider::valueChanged, this, [this](int step) { emit moved(m_steps.at(size_t(step))); });
}

void StepSlider::show(int value)
{
    if (isSliderDown())
        return;
    const auto above = std::ranges::lower_bound(m_steps, value);
    const QSignalBlocker quiet(this);
    setValue(std::min(int(above - m_steps.begin()), maximum()));
}

QSize StepSlider::sizeHint() const
{
    return {scaled(160), scaled(24)};
}

QSize StepSlider::minimumSizeHint() const
{
    return {scaled(100), scaled(24)};
}

QColor StepSlider::color() const
{
    return tokensOf(this).accent;
}

/// The page scrolls under the wheel; it does not change what it happens to pass.
void StepSlider::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace earshot
