#include "global_key.h"

#include <QGuiApplication>

#if defined(Q_OS_WIN)
#include "global_key_windows.h"
#elif defined(Q_OS_MACOS)
#include "global_key_macos.h"
#else
#ifdef EARSHOT_HAS_DBUS
#include "global_key_portal.h"
#endif
#ifdef EARSHOT_HAS_XCB
#include "global_key_x11.h"
#endif
#endif

namespace earshot {

void GlobalKey::setState(const GlobalKeyState &state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void GlobalKey::press()
{
    if (m_isDown)
        return;
    m_isDown = true;
    emit pressed();
}

void GlobalKey::release()
{
    if (!m_isDown)
        return;
    m_isDown = false;
    emit released();
}

void GlobalKey::lose()
{
    if (!m_isDown)
        return;
    m_isDown = false;
    emit lost();
}

namespace {

class NoGlobalKey final : public GlobalKey
{
public:
    void setKey(const QKeySequence &key) override
    {
        using Phase = GlobalKeyState::Phase;
        setState({.phase = key.isEmpty() ? Phase::Off : Phase::Unsupported});
    }
    void setWanted(bool) override { }
    void tryAgain() override { }
};

} // namespace

std::unique_ptr<GlobalKey> makeGlobalKey([[maybe_unused]] Clock &clock)
{
#if defined(Q_OS_WIN)
    return std::make_unique<GlobalKeyWindows>(clock);
#elif defined(Q_OS_MACOS)
    return std::make_unique<GlobalKeyMacOs>(clock);
#else
    const QString platform = QGuiApplication::platformName();
#ifdef EARSHOT_HAS_XCB
    if (platform == QLatin1String("xcb"))
        return std::make_unique<GlobalKeyX11>(clock, qEnvironmentVariable("DISPLAY"));
#endif
#ifdef EARSHOT_HAS_DBUS
    if (platform.startsWith(QLatin1String("wayland")))
        return std::make_unique<GlobalKeyPortal>(QDBusConnection::sessionBus());
#endif
    return std::make_unique<NoGlobalKey>();
#endif
}

bool isFitForAllPrograms(const QKeySequence &key)
{
    if (key.count() != 1)
        return false;
    const QKeyCombination combination = key[0];
    const Qt::Key plain = combination.key();
    if (plain == Qt::Key_Escape || plain == Qt::Key_unknown || plain == Qt::Key(0))
        return false;
    if (combination.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return true;
    // Qt's names of keys without a character begin here; of them these edit, or move the cursor.
    if (plain < Qt::Key_Escape)
        return false;
    switch (plain) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Backspace:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Delete:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Meta:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_CapsLock:
    case Qt::Key_NumLock:
        return false;
    default:
        return true;
    }
}

} // namespace earshot
