#pragma once

#include "thin_slider.h"

namespace earshot {

/// 0 … 100 %, 5 % a key press.
class VolumeSlider : public ThinSlider
{
    Q_OBJECT
public:
    explicit VolumeSlider(QWidget *parent = nullptr);

    /// Left alone while the person drags.
    void show(double volume, bool muted);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void moved(double volume); ///< by the person, 0…1

protected:
    QColor color() const override;

private:
    bool m_muted = false;
};

} // namespace earshot
