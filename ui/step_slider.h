#pragma once

#include "thin_slider.h"

#include <vector>

namespace earshot {

/// Of a voice, in bit/s: each makes a difference to be heard.
std::vector<int> bitrateSteps();

/// One of some round values in rising order.
class StepSlider : public ThinSlider
{
    Q_OBJECT
public:
    StepSlider(std::vector<int> steps, QWidget *parent);

    void show(int value);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void moved(int value); ///< by the person

protected:
    QColor color() const override;
    void wheelEvent(QWheelEvent *event) override;

private:
    std::vector<int> m_steps;
};

} // namespace earshot
