#pragma once

#include "card.h"
#include "settings.h"

namespace earshot {

class DeviceList;
class LevelMeter;
class OptionRow;

/// What one speaks into: the system's default or one device, how loud it is, and what is done with the voice.
class MicrophoneCard : public Card
{
    Q_OBJECT
public:
    explicit MicrophoneCard(QWidget *parent);

    void show(const Settings &settings, const TalkView &view);

signals:
    void chosen(const earshot::MicrophoneChoice &choice, const QString &title);

private:
    void addSwitch(OptionRow *&row, bool CaptureSettings::*setting);

    MicrophoneChoice m_choice;
    QString m_title;
    DeviceList *m_list;
    LevelMeter *m_meter;
    Text *m_level;
    Text *m_trouble;
    OptionRow *m_noise = nullptr;
    OptionRow *m_gain = nullptr;
    OptionRow *m_echo = nullptr;
    OptionRow *m_guard = nullptr;
};

} // namespace earshot
