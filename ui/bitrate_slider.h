#pragma once

#include "thin_slider.h"

namespace earshot {

/// 12 … 128 kbit/s, in steps that make a difference to be heard.
class BitrateSlider : public ThinSlider
{
    Q_OBJECT
public:
    explicit BitrateSlider(QWidget *parent);

    void show(int bitsPerSecond);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void moved(int bitsPerSecond); ///< by the person

protected:
    QColor color() const override;
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace earshot
