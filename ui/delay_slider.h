#pragma once

#include "base/units.h"
#include "thin_slider.h"

namespace earshot {

/// A delay of 40 ms … 5 s in steps that are even to the ear, each a round figure.
class DelaySlider : public ThinSlider
{
    Q_OBJECT
public:
    explicit DelaySlider(QWidget *parent);

    void show(microseconds delay);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void moved(earshot::microseconds delay); ///< by the person

protected:
    QColor color() const override;
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace earshot
