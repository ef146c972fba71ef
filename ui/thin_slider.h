#pragma once

#include <QSlider>

namespace earshot {

/// The design's slider: a thin track, filled up to a round handle; jumps to where it is pressed and follows
/// the mouse from there.
class ThinSlider : public QSlider
{
    Q_OBJECT
public:
    explicit ThinSlider(QWidget *parent = nullptr);

protected:
    virtual QColor color() const = 0; ///< of the filled part and the handle

    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    int valueAt(double x) const;

    bool m_ring = false;
};

} // namespace earshot
