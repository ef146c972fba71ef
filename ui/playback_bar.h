#pragma once

#include "client/view.h"

#include <QWidget>

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

signals:
    void muteRequested(bool muted);
    void volumeRequested(double volume); ///< 0…1
    void leaveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_muted = false;
    Button *m_mute;
    VolumeSlider *m_volume;
    Text *m_percent;
    Pill *m_delay;
    Button *m_leave;
};

} // namespace earshot
