#pragma once

#include "card.h"
#include "client/talk_view.h"

namespace earshot {

class OptionRow;
class Segments;
class StepSlider;

/// How one speaks: what a press of the key does, how long the microphone stays open after it, how good and how prompt
/// the sound is that is sent, and what one hears meanwhile.
class TalkingCard : public Card
{
    Q_OBJECT
public:
    explicit TalkingCard(QWidget *parent);

    void show(const MicrophoneChoice &choice);

signals:
    void chosen(const earshot::MicrophoneChoice &choice);

private:
    template<typename Change>
    void change(Change how)
    {
        MicrophoneChoice choice = m_choice;
        how(choice);
        if (choice != m_choice)
            emit chosen(choice);
    }
    void addSlider(StepSlider *slider, const QString &name, Text *&figure, Text *meaning);

    MicrophoneChoice m_choice;
    Segments *m_mode;
    Text *m_modeMeaning;
    StepSlider *m_tail;
    Text *m_tailFigure = nullptr;
    StepSlider *m_bitrate;
    Text *m_bitrateFigure = nullptr;
    Text *m_bitrateMeaning;
    Segments *m_packets;
    OptionRow *m_cues;
    OptionRow *m_duck;
};

} // namespace earshot
