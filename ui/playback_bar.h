#pragma once

#include "client/view.h"

#include <QWidget>

class QBoxLayout;
class QHBoxLayout;

namespace earshot {

class Button;
class Pill;
class Text;
class VolumeSlider;

/// The bar below what plays: mute, volume, how far behind live, leave.
class PlaybackBar : public QWidget
{
    Q_OBJECT
public:
    explicit PlaybackBar(QWidget *parent = nullptr);

    void show(const NowPlayingView &view);

    QSize minimumSizeHint() const override;

signals:
    void muteRequested(bool muted);
    void volumeRequested(double volume); ///< 0…1
    void leaveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool m_muted = false;
    QBoxLayout *m_layout; ///< a row, or two where room is short
    QHBoxLayout *m_front;
    QHBoxLayout *m_end;
    Button *m_mute;
    VolumeSlider *m_volume;
    Text *m_percent;
    Pill *m_delay;
    Button *m_leave;
};

} // namespace earshot
