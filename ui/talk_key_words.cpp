#include "talk_key_words.h"

#include "diagnosis/display_text.h"

namespace earshot {

using KeyPhase = GlobalKeyState::Phase;
using Way = GlobalKeyState::Way;

QString TalkKeyWords::key(const QKeySequence &key)
{
    //: Instead of a key's name
    return key.isEmpty() ? tr("None") : key.toString(QKeySequence::NativeText);
}

QString TalkKeyWords::way(Way way)
{
    switch (way) {
    case Way::X11:
        return tr("by a grab of the X11 display");
    case Way::Portal:
        return tr("by the desktop's portal for shortcuts");
    case Way::Windows:
        return tr("by a Windows hot key");
    case Way::MacOs:
        return tr("by a macOS hot key");
    case Way::None:
        break;
    }
    return {};
}

QString TalkKeyWords::state(const GlobalKeyState &state, const QKeySequence &key)
{
    const QString name = TalkKeyWords::key(key);
    switch (state.phase) {
    case KeyPhase::Off:
        return tr(
            "Space talks while Earshot's window is in front. With a key of its own you talk from anywhere.");
    case KeyPhase::Ready:
        return tr(
            "%1 talks from any program as soon as you are on stage, %2. Until then it does its usual work.")
            .arg(name, way(state.way));
    case KeyPhase::Asking:
        return tr("The desktop is asked for the key. It may show a dialog.");
    case KeyPhase::Active:
        if (!state.trigger.isEmpty())
            return tr("%1 talks from any program, %2. Which key it is you decide there.")
                .arg(displayText(state.trigger), way(state.way));
        return tr("%1 talks from any program, %2.").arg(name, way(state.way));
    case KeyPhase::Kept:
        return tr("The desktop keeps %1 for Earshot, from other programs too. It talks only while you are on "
                  "stage.")
            .arg(state.trigger.isEmpty() ? name : displayText(state.trigger));
    case KeyPhase::Taken:
        return tr("Another program has %1. Choose another key, or free it there.").arg(name);
    case KeyPhase::NotThere:
        return tr("The system cannot watch %1. Choose another key.").arg(name);
    case KeyPhase::Refused:
        if (!state.detail.isEmpty())
            return tr("The desktop did not give the key: %1").arg(displayText(state.detail, kMaxQuoteLength));
        return tr("The desktop did not give the key.");
    case KeyPhase::Unsupported:
        break;
    }
    return state.way == Way::Portal
        ? tr("This desktop offers programs no keys of their own. Space in the window and earshotctl talk "
             "work.")
        : tr("Here no key works outside the window. Space in it and earshotctl talk do.");
}

Tone TalkKeyWords::tone(const GlobalKeyState &state)
{
    switch (state.phase) {
    case KeyPhase::Active:
        return Tone::Good;
    case KeyPhase::Off:
    case KeyPhase::Ready:
    case KeyPhase::Asking:
    case KeyPhase::Kept:
        return Tone::Dim;
    case KeyPhase::Taken:
    case KeyPhase::NotThere:
    case KeyPhase::Refused:
    case KeyPhase::Unsupported:
        break;
    }
    return Tone::Warning;
}

QString TalkKeyWords::unfit(const QKeySequence &key)
{
    return tr("%1 alone is needed for typing. Take a function key, Pause, or one with Ctrl or Alt.")
        .arg(TalkKeyWords::key(key));
}

QString TalkKeyWords::description()
{
    return tr("Talk while the key is held");
}

bool TalkKeyWords::canTryAgain(const GlobalKeyState &state)
{
    return state.phase == KeyPhase::Taken || state.phase == KeyPhase::Refused;
}

} // namespace earshot
