#pragma once

#include "global_key.h"
#include "reminders_settings_card.h"
#include "settings.h"

#include <QDialog>

#include <optional>

class QBoxLayout;
class QScrollArea;

namespace earshot {

class Button;
class DelayCard;
class MicrophoneCard;
class OptionRow;
class OutputCard;
class Segments;
class TalkKeyCard;
class TalkingCard;

/// Output, delay, levelling, microphone, talk key, reminders, language and theme. Every change acts at once; closing keeps it.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SettingsDialog(const Settings &settings, QWidget *parent = nullptr);

    void show(const SoundView &view);
    void showTalk(const TalkView &view);
    void showTalkKey(const GlobalKeyState &state, bool isDown);
    void setWaitingPlace(const WaitingPlace &place);
    /// As it was chosen elsewhere.
    void takeReminders(const ReminderChoice &choice);
    /// Scrolls there.
    void goToMicrophone();

signals:
    void changed(const earshot::Settings &settings);
    void watchRequested(bool watch); ///< the sound and the devices, while the dialog is seen
    void microphoneCheckRequested(bool check); ///< to be open and measured, until the dialog is left
    void testSoundRequested();
    void talkKeyRequested(); ///< once more, of the system
    void systemSettingsRequested();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void rebuild();
    QWidget *makeCards();
    QWidget *makeLookCard(QWidget *parent);
    void connectTalkCards();
    void showTalkKey();
    void checkMicrophone(bool check);
    QWidget *makeButtons();
    void change(const Settings &settings);
    void reset();
    void showAll();
    void arrange();

    Settings m_settings;
    std::optional<Settings> m_beforeReset; ///< the way back, until something else is changed
    SoundView m_view;
    TalkView m_talk;
    GlobalKeyState m_key;
    WaitingPlace m_place;
    bool m_isKeyDown = false;
    bool m_isCheckingMicrophone = false;
    QWidget *m_whole = nullptr;
    QScrollArea *m_scroller = nullptr;
    QBoxLayout *m_columns = nullptr;
    OutputCard *m_output = nullptr;
    DelayCard *m_delay = nullptr;
    OptionRow *m_levelling = nullptr;
    MicrophoneCard *m_microphone = nullptr;
    TalkingCard *m_talking = nullptr;
    TalkKeyCard *m_talkKey = nullptr;
    RemindersSettingsCard *m_reminders = nullptr;
    Segments *m_language = nullptr;
    Segments *m_theme = nullptr;
    Button *m_reset = nullptr;
};

} // namespace earshot
