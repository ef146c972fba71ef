#pragma once

#include "client/view.h"

#include <QWidget>

class QBoxLayout;
class QGridLayout;

namespace earshot {

class Button;
class IconButton;
class LivePill;
class SeekBar;
class Text;
class VolumeSlider;

/// The bar below what plays: mute, volume, the event's time line with the way back to live, leave.
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
    void seekRequested(std::chrono::milliseconds behind); ///< 0 = live
    void fallingBehindChosen(earshot::FallingBehind choice);
    void leaveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeSound();
    QWidget *makeTime();
    void showPlace();
    void arrange();
    int widthInOneRow() const;

    bool m_muted = false;
    bool m_inOneRow = true;
    QGridLayout *m_layout; ///< a row, or two where room is short
    Button *m_mute;
    VolumeSlider *m_volume;
    IconButton *m_back;
    Text *m_place; ///< "-26:40"
    SeekBar *m_seek;
    LivePill *m_delay;
    Button *m_leave;
    QWidget *m_sound; ///< mute and volume
    QWidget *m_time; ///< the time line and what belongs to it
};

} // namespace earshot
