#include "global_key_macos.h"

#include <ApplicationServices/ApplicationServices.h>
#include <Carbon/Carbon.h>

#include <array>

namespace earshot {

using Way = GlobalKeyState::Way;
using KeyPhase = GlobalKeyState::Phase;

namespace {

constexpr OSType kSignature = 'Ears';
constexpr milliseconds kReleaseWatch{200};

struct KeyName {
    Qt::Key key;
    UInt32 code;
};
/// Places on an ANSI keyboard (HIToolbox/Events.h): a hot key is a place, not a letter.
constexpr std::array kKeyNames{KeyName{Qt::Key_F1, kVK_F1}, KeyName{Qt::Key_F2, kVK_F2},
    KeyName{Qt::Key_F3, kVK_F3}, KeyName{Qt::Key_F4, kVK_F4}, KeyName{Qt::Key_F5, kVK_F5},
    KeyName{Qt::Key_F6, kVK_F6}, KeyName{Qt::Key_F7, kVK_F7}, KeyName{Qt::Key_F8, kVK_F8},
    KeyName{Qt::Key_F9, kVK_F9}, KeyName{Qt::Key_F10, kVK_F10}, KeyName{Qt::Key_F11, kVK_F11},
    KeyName{Qt::Key_F12, kVK_F12}, KeyName{Qt::Key_F13, kVK_F13}, KeyName{Qt::Key_F14, kVK_F14},
    KeyName{Qt::Key_F15, kVK_F15}, KeyName{Qt::Key_F16, kVK_F16}, KeyName{Qt::Key_F17, kVK_F17},
    KeyName{Qt::Key_F18, kVK_F18}, KeyName{Qt::Key_F19, kVK_F19}, KeyName{Qt::Key_F20, kVK_F20},
    KeyName{Qt::Key_Space, kVK_Space}, KeyName{Qt::Key_Help, kVK_Help}, KeyName{Qt::Key_A, kVK_ANSI_A},
    KeyName{Qt::Key_B, kVK_ANSI_B}, KeyName{Qt::Key_C, kVK_ANSI_C}, KeyName{Qt::Key_D, kVK_ANSI_D},
    KeyName{Qt::Key_E, kVK_ANSI_E}, KeyName{Qt::Key_F, kVK_ANSI_F}, KeyName{Qt::Key_G, kVK_ANSI_G},
    KeyName{Qt::Key_H, kVK_ANSI_H}, KeyName{Qt::Key_I, kVK_ANSI_I}, KeyName{Qt::Key_J, kVK_ANSI_J},
    KeyName{Qt::Key_K, kVK_ANSI_K}, KeyName{Qt::Key_L, kVK_ANSI_L}, KeyName{Qt::Key_M, kVK_ANSI_M},
    KeyName{Qt::Key_N, kVK_ANSI_N}, KeyName{Qt::Key_O, kVK_ANSI_O}, KeyName{Qt::Key_P, kVK_ANSI_P},
    KeyName{Qt::Key_Q, kVK_ANSI_Q}, KeyName{Qt::Key_R, kVK_ANSI_R}, KeyName{Qt::Key_S, kVK_ANSI_S},
    KeyName{Qt::Key_T, kVK_ANSI_T}, KeyName{Qt::Key_U, kVK_ANSI_U}, KeyName{Qt::Key_V, kVK_ANSI_V},
    KeyName{Qt::Key_W, kVK_ANSI_W}, KeyName{Qt::Key_X, kVK_ANSI_X}, KeyName{Qt::Key_Y, kVK_ANSI_Y},
    KeyName{Qt::Key_Z, kVK_ANSI_Z}};

/// Qt calls the command key Control, and the control key Meta.
UInt32 modifiersOf(Qt::KeyboardModifiers modifiers)
{
    UInt32 mask = 0;
    if (modifiers & Qt::ShiftModifier)
        mask |= shiftKey;
    if (modifiers & Qt::ControlModifier)
        mask |= cmdKey;
    if (modifiers & Qt::AltModifier)
        mask |= optionKey;
    if (modifiers & Qt::MetaModifier)
        mask |= controlKey;
    return mask;
}

} // namespace

struct GlobalKeyMacOs::Native {
    EventHandlerRef handler = nullptr;
    EventHotKeyRef hotKey = nullptr;
    UInt32 code = 0; ///< of the key's place, while there is a hot key

    static OSStatus onEvent(EventHandlerCallRef, EventRef event, void *self)
    {
        auto *key = static_cast<GlobalKeyMacOs *>(self);
        if (GetEventKind(event) == kEventHotKeyPressed) {
            key->m_wasSeenDown = false;
            key->watchRelease();
            key->press();
        } else {
            key->m_releaseWatch->stop();
            key->release();
        }
        return noErr;
    }
};

GlobalKeyMacOs::GlobalKeyMacOs(Clock &clock)
    : m_releaseWatch(clock.makeTimer())
    , m_native(std::make_unique<Native>())
{
    const EventTypeSpec kinds[]
        = {{kEventClassKeyboard, kEventHotKeyPressed}, {kEventClassKeyboard, kEventHotKeyReleased}};
    InstallApplicationEventHandler(&Native::onEvent, 2, kinds, this, &m_native->handler);
    setState({.way = Way::MacOs});
}

GlobalKeyMacOs::~GlobalKeyMacOs()
{
    unregister();
    if (m_native->handler)
        RemoveEventHandler(m_native->handler);
}

void GlobalKeyMacOs::setKey(const QKeySequence &key)
{
    if (key == m_key)
        return;
    unregister();
    m_key = key;
    update();
}

void GlobalKeyMacOs::setWanted(bool wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    update();
}

void GlobalKeyMacOs::tryAgain()
{
    update();
}

void GlobalKeyMacOs::update()
{
    if (m_key.isEmpty() || !m_wanted) {
        unregister();
        setState({.way = Way::MacOs, .phase = m_key.isEmpty() ? KeyPhase::Off : KeyPhase::Ready});
        return;
    }
    if (m_native->hotKey)
        return;
    for (const KeyName &name : kKeyNames) {
        if (name.key != m_key[0].key())
            continue;
        m_native->code = name.code;
        const OSStatus status = RegisterEventHotKey(name.code, modifiersOf(m_key[0].keyboardModifiers()),
            {kSignature, 1}, GetApplicationEventTarget(), 0, &m_native->hotKey);
        setState({.way = Way::MacOs, .phase = status == noErr ? KeyPhase::Active : KeyPhase::Taken});
        return;
    }
    setState({.way = Way::MacOs, .phase = KeyPhase::NotThere});
}

void GlobalKeyMacOs::unregister()
{
    m_releaseWatch->stop();
    if (m_native->hotKey)
        UnregisterEventHotKey(m_native->hotKey);
    m_native->hotKey = nullptr;
    lose();
}

/// A system that does not let programs see the keyboard says "up" of every key: only one that was seen down can be seen up.
void GlobalKeyMacOs::watchRelease()
{
    m_releaseWatch->start(kReleaseWatch, [this] {
        const bool isKeyDown
            = CGEventSourceKeyState(kCGEventSourceStateCombinedSessionState, CGKeyCode(m_native->code));
        if (isKeyDown || !m_wasSeenDown) {
            m_wasSeenDown = m_wasSeenDown || isKeyDown;
            watchRelease();
        } else {
            lose();
        }
    });
}

} // namespace earshot
