#pragma once

#include <QWidget>

namespace earshot {

/// How loud the sound is that goes to the device, as a bar from −60 to 0 dBFS.
class LevelMeter : public QWidget
{
    Q_OBJECT
public:
    explicit LevelMeter(QWidget *parent);

    void show(double levelDb);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_share = 0; ///< of the bar, 0…1
    bool m_isLoud = false;
};

} // namespace earshot
