#include "global_key_windows.h"

#include <QCoreApplication>

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>

namespace earshot {

using Way = GlobalKeyState::Way;
using KeyPhase = GlobalKeyState::Phase;

namespace {

constexpr int kHotKeyId = 0x4541; // below 0xC000, where those of shared libraries begin
constexpr milliseconds kReleaseWatch{20};

/// Windows' virtual key code; 0 where it has none.
unsigned virtualKeyOf(Qt::Key key)
{
    if (key >= Qt::Key_F1 && key <= Qt::Key_F24)
        return VK_F1 + unsigned(key - Qt::Key_F1);
    if ((key >= Qt::Key_A && key <= Qt::Key_Z) || (key >= Qt::Key_0 && key <= Qt::Key_9))
        return unsigned(key);
    switch (key) {
    case Qt::Key_Space:
        return VK_SPACE;
    case Qt::Key_Pause:
        return VK_PAUSE;
    case Qt::Key_ScrollLock:
        return VK_SCROLL;
    case Qt::Key_Insert:
        return VK_INSERT;
    case Qt::Key_Menu:
        return VK_APPS;
    case Qt::Key_MediaPlay:
    case Qt::Key_MediaTogglePlayPause:
        return VK_MEDIA_PLAY_PAUSE;
    case Qt::Key_MediaStop:
        return VK_MEDIA_STOP;
    default:
        return 0;
    }
}

unsigned modifiersOf(Qt::KeyboardModifiers modifiers)
{
    unsigned mask = MOD_NOREPEAT;
    if (modifiers & Qt::ShiftModifier)
        mask |= MOD_SHIFT;
    if (modifiers & Qt::ControlModifier)
        mask |= MOD_CONTROL;
    if (modifiers & Qt::AltModifier)
        mask |= MOD_ALT;
    if (modifiers & Qt::MetaModifier)
        mask |= MOD_WIN;
    return mask;
}

} // namespace

GlobalKeyWindows::GlobalKeyWindows(Clock &clock)
    : m_releaseWatch(clock.makeTimer())
{
    QCoreApplication::instance()->installNativeEventFilter(this);
    setState({.way = Way::Windows});
}

GlobalKeyWindows::~GlobalKeyWindows()
{
    unregister();
    if (QCoreApplication::instance())
        QCoreApplication::instance()->removeNativeEventFilter(this);
}

void GlobalKeyWindows::setKey(const QKeySequence &key)
{
    if (key == m_key)
        return;
    unregister();
    m_key = key;
    update();
}

void GlobalKeyWindows::setWanted(bool wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    update();
}

void GlobalKeyWindows::tryAgain()
{
    update();
}

void GlobalKeyWindows::update()
{
    if (m_key.isEmpty() || !m_wanted) {
        unregister();
        setState({.way = Way::Windows, .phase = m_key.isEmpty() ? KeyPhase::Off : KeyPhase::Ready});
        return;
    }
    if (m_isRegistered)
        return;
    m_virtualKey = virtualKeyOf(m_key[0].key());
    if (m_virtualKey == 0) {
        setState({.way = Way::Windows, .phase = KeyPhase::NotThere});
        return;
    }
    m_isRegistered
        = RegisterHotKey(nullptr, kHotKeyId, modifiersOf(m_key[0].keyboardModifiers()), m_virtualKey);
    setState({.way = Way::Windows, .phase = m_isRegistered ? KeyPhase::Active : KeyPhase::Taken});
}

void GlobalKeyWindows::unregister()
{
    m_releaseWatch->stop();
    if (m_isRegistered)
        UnregisterHotKey(nullptr, kHotKeyId);
    m_isRegistered = false;
    lose();
}

bool GlobalKeyWindows::nativeEventFilter(const QByteArray &, void *message, qintptr *)
{
    const auto *event = static_cast<const MSG *>(message);
    if (event->message != WM_HOTKEY || event->wParam != WPARAM(kHotKeyId) || !m_isRegistered)
        return false;
    watchRelease();
    press();
    return true;
}

void GlobalKeyWindows::watchRelease()
{
    m_releaseWatch->start(kReleaseWatch, [this] {
        if (GetAsyncKeyState(int(m_virtualKey)) & 0x8000)
            watchRelease();
        else
            release();
    });
}

} // namespace earshot
