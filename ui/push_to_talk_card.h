#pragma once

#include "card.h"
#include "client/talk_view.h"

namespace earshot {

class StepSlider;
class Button;
class LevelMeter;
class OptionRow;
class PushToTalkButton;
class Segments;

/// The microphone at hand: the large button, the level, how the key works, and the own voice as listeners get it.
class PushToTalkCard : public Card
{
    Q_OBJECT
public:
    explicit PushToTalkCard(QWidget *parent);

    void show(const TalkView &view);
    void setBitrate(int bitsPerSecond);
    PushToTalkButton *button() const { return m_button; }

signals:
    void modeChosen(earshot::TalkMode mode);
    void bitrateChosen(int bitsPerSecond);
    void hearOneselfRequested(bool hear);
    void undoRequested(); ///< the feedback guard lets go

private:
    void showBitrate(int bitsPerSecond);

    PushToTalkButton *m_button;
    LevelMeter *m_meter;
    Text *m_device;
    Text *m_level;
    Text *m_trouble;
    Button *m_undo;
    Segments *m_modes;
    OptionRow *m_hear;
    QWidget *m_rate; ///< the slider with its figure, while one hears oneself
    StepSlider *m_slider;
    Text *m_figure;
};

} // namespace earshot
