#pragma once

#include "global_key.h"
#include "theme.h"

#include <QCoreApplication>

namespace earshot {

/// What the settings say about the talk key for all programs: which way the system offers, whether it works, and why.
class TalkKeyWords
{
    Q_DECLARE_TR_FUNCTIONS(TalkKeyWords)
public:
    static QString key(const QKeySequence &key); ///< as people call it; "none"
    static QString state(const GlobalKeyState &state, const QKeySequence &key);
    static Tone tone(const GlobalKeyState &state);
    /// Why a key cannot be the one.
    static QString unfit(const QKeySequence &key);
    static QString description(); ///< what the desktop says that the key does
    /// Whether asking the system once more can help.
    static bool canTryAgain(const GlobalKeyState &state);

private:
    static QString way(GlobalKeyState::Way way);
};

} // namespace earshot
