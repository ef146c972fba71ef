#pragma once

#include <QSlider>

namespace earshot {

/// The design's slider: a thin track and a round handle; 0 … 100 %, 5 % a key press, jumps to where it is
/// clicked.
class VolumeSlider : public QSlider
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
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    int valueAt(double x) const;

    bool m_muted = false;
    bool m_ring = false;
};

} // namespace earshot
