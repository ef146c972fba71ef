#pragma once

#include "card.h"
#include "settings.h"

namespace earshot {

class Button;
class DeviceList;
class LevelMeter;
class OptionRow;

/// What one speaks into: the system's default or one device, how loud it is, and what is done with the voice. Looking at
/// it opens no microphone: the person does, by the button that checks it.
class MicrophoneCard : public Card
{
    Q_OBJECT
public:
    explicit MicrophoneCard(QWidget *parent);

    /// `isChecking`: the person asked for it.
    void show(const Settings &settings, const TalkView &view, bool isChecking);

signals:
    void chosen(const earshot::MicrophoneChoice &choice, const QString &title);
    void checkRequested(bool check); ///< the microphone is opened, and measured, or closed

private:
    void addSwitch(OptionRow *&row, bool CaptureSettings::*setting);

    MicrophoneChoice m_choice;
    QString m_title;
    bool m_isChecking = false;
    DeviceList *m_list;
    LevelMeter *m_meter;
    Text *m_level;
    Button *m_check;
    Text *m_trouble;
    OptionRow *m_noise = nullptr;
    OptionRow *m_gain = nullptr;
    OptionRow *m_echo = nullptr;
    OptionRow *m_guard = nullptr;
};

} // namespace earshot
