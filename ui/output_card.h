#pragma once

#include "card.h"
#include "settings.h"

namespace earshot {

class Button;
class DeviceList;
class LevelMeter;

/// What the sound comes out of: the system's default or one device, a test sound, and how loud it is.
class OutputCard : public Card
{
    Q_OBJECT
public:
    explicit OutputCard(QWidget *parent);

    void show(const Settings &settings, const SoundView &view);

signals:
    void chosen(const earshot::OutputChoice &choice, const QString &title);
    void testSoundRequested();
    void systemSettingsRequested();

private:
    void choose(const QString &id, const QString &title);

    OutputChoice m_choice;
    DeviceList *m_list;
    Text *m_trouble = nullptr;
    Button *m_test = nullptr;
    LevelMeter *m_meter = nullptr;
    Text *m_level = nullptr;
};

} // namespace earshot
