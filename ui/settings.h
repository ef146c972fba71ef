#pragma once

#include "client/sound_view.h"
#include "client/talk_view.h"
#include "theme.h"

#include <QString>

namespace earshot {

/// What a person chose about reminders and waiting.
struct ReminderChoice {
    minutes ahead{10}; ///< of the start, for the first word
    bool chime = true; ///< where an event begins that was waited for
    bool keepsRunning = false; ///< in the tray, when the window is closed
    bool startsWithSystem = false; ///< in the tray; kept by the system, not here

    bool operator==(const ReminderChoice &) const = default;
};

/// What a person chose in the settings.
struct Settings {
    SoundChoice sound;
    MicrophoneChoice microphone;
    QString deviceTitle; ///< how people call the chosen device; names it while it is away
    QString microphoneTitle; ///< the same of the microphone
    QString
        talkKey; ///< works while another program has the focus, as QKeySequence::PortableText; empty: none
    QString ownName; ///< by which one raises the hand
    QString language; ///< "de", "en"; empty: the system's
    ThemeChoice theme = ThemeChoice::System;
    ReminderChoice reminders;

    bool operator==(const Settings &) const = default;
};

/// `kept` with what was changed from `before` to `after`: what the command line said for one run stays out of
/// what is kept.
Settings withChanges(Settings kept, const Settings &before, const Settings &after);

} // namespace earshot
