#include "global_key_x11.h"

#include <QSocketNotifier>

#include <xcb/xcb.h>

#include <array>
#include <cstdlib>
#include <tuple>
#include <vector>

namespace earshot {

using Way = GlobalKeyState::Way;
using KeyPhase = GlobalKeyState::Phase;

namespace {

constexpr milliseconds kReleaseWatch{200};
constexpr seconds kReconnect{5};
constexpr xcb_keysym_t kNumLockSym = 0xff7f; // keysymdef.h, as all below

/// What xcb hands out is freed with free().
struct Free {
    void operator()(void *reply) const { std::free(reply); }
};
template<typename T>
std::unique_ptr<T, Free> owned(T *reply)
{
    return std::unique_ptr<T, Free>(reply);
}

struct KeyName {
    Qt::Key key;
    xcb_keysym_t symbol;
};
constexpr std::array kKeyNames{KeyName{Qt::Key_Pause, 0xff13}, KeyName{Qt::Key_ScrollLock, 0xff14},
    KeyName{Qt::Key_SysReq, 0xff15}, KeyName{Qt::Key_Insert, 0xff63}, KeyName{Qt::Key_Print, 0xff61},
    KeyName{Qt::Key_Menu, 0xff67}, KeyName{Qt::Key_Help, 0xff6a}, KeyName{Qt::Key_Tab, 0xff09},
    KeyName{Qt::Key_Return, 0xff0d}, KeyName{Qt::Key_Enter, 0xff8d}, KeyName{Qt::Key_Backspace, 0xff08},
    KeyName{Qt::Key_Delete, 0xffff}, KeyName{Qt::Key_Home, 0xff50}, KeyName{Qt::Key_Left, 0xff51},
    KeyName{Qt::Key_Up, 0xff52}, KeyName{Qt::Key_Right, 0xff53}, KeyName{Qt::Key_Down, 0xff54},
    KeyName{Qt::Key_PageUp, 0xff55}, KeyName{Qt::Key_PageDown, 0xff56}, KeyName{Qt::Key_End, 0xff57},
    // XF86keysym.h
    KeyName{Qt::Key_MediaPlay, 0x1008ff14}, KeyName{Qt::Key_MediaTogglePlayPause, 0x1008ff14},
    KeyName{Qt::Key_MediaStop, 0x1008ff15}, KeyName{Qt::Key_MediaPrevious, 0x1008ff16},
    KeyName{Qt::Key_MediaNext, 0x1008ff17}, KeyName{Qt::Key_MicMute, 0x1008ffb2},
    KeyName{Qt::Key_VolumeMute, 0x1008ff12}, KeyName{Qt::Key_Calculator, 0x1008ff1d}};

xcb_keysym_t symbolOf(Qt::Key key)
{
    if (key >= Qt::Key_F1 && key <= Qt::Key_F35)
        return 0xffbe + xcb_keysym_t(key - Qt::Key_F1);
    for (const KeyName &name : kKeyNames) {
        if (name.key == key)
            return name.symbol;
    }
    // Latin 1 is the same in Unicode and in keysyms; letters stand on their keys in small.
    if (key >= Qt::Key_A && key <= Qt::Key_Z)
        return xcb_keysym_t(key - Qt::Key_A + 'a');
    return key >= 0x20 && key <= 0xff ? xcb_keysym_t(key) : 0;
}

struct Keyboard {
    xcb_keycode_t first = 0;
    int symbolsPerKey = 0;
    std::vector<xcb_keysym_t> symbols;

    /// The key that gives that symbol, in the first level best; 0 where there is none.
    xcb_keycode_t find(xcb_keysym_t symbol) const
    {
        for (int level = 0; level < symbolsPerKey; ++level) {
            for (size_t i = size_t(level); i < symbols.size(); i += size_t(symbolsPerKey)) {
                if (symbols[i] == symbol)
                    return xcb_keycode_t(first + i / size_t(symbolsPerKey));
            }
        }
        return 0;
    }
};

Keyboard readKeyboard(xcb_connection_t *connection)
{
    const xcb_setup_t *setup = xcb_get_setup(connection);
    const auto count = uint8_t(setup->max_keycode - setup->min_keycode + 1);
    const auto reply = owned(xcb_get_keyboard_mapping_reply(
        connection, xcb_get_keyboard_mapping(connection, setup->min_keycode, count), nullptr));
    if (!reply || reply->keysyms_per_keycode == 0)
        return {};
    const xcb_keysym_t *symbols = xcb_get_keyboard_mapping_keysyms(reply.get());
    return {setup->min_keycode, reply->keysyms_per_keycode,
        {symbols, symbols + xcb_get_keyboard_mapping_keysyms_length(reply.get())}};
}

/// Which of the eight modifiers that key is; 0 = none.
quint16 modifierOf(xcb_connection_t *connection, xcb_keycode_t key)
{
    const auto reply
        = owned(xcb_get_modifier_mapping_reply(connection, xcb_get_modifier_mapping(connection), nullptr));
    if (!reply || key == 0)
        return 0;
    const xcb_keycode_t *codes = xcb_get_modifier_mapping_keycodes(reply.get());
    for (int i = 0; i < 8 * reply->keycodes_per_modifier; ++i) {
        if (codes[i] == key)
            return quint16(1u << (i / reply->keycodes_per_modifier));
    }
    return 0;
}

quint16 modifiersOf(Qt::KeyboardModifiers modifiers)
{
    quint16 mask = 0;
    if (modifiers & Qt::ShiftModifier)
        mask |= XCB_MOD_MASK_SHIFT;
    if (modifiers & Qt::ControlModifier)
        mask |= XCB_MOD_MASK_CONTROL;
    if (modifiers & Qt::AltModifier)
        mask |= XCB_MOD_MASK_1;
    if (modifiers & Qt::MetaModifier)
        mask |= XCB_MOD_MASK_4;
    return mask;
}

} // namespace

GlobalKeyX11::GlobalKeyX11(Clock &clock, const QString &display)
    : m_display(display.toLocal8Bit())
    , m_releaseWatch(clock.makeTimer())
    , m_reconnect(clock.makeTimer())
{
    setState({.way = Way::X11});
}

GlobalKeyX11::~GlobalKeyX11()
{
    disconnectFromDisplay();
}

bool GlobalKeyX11::connectToDisplay()
{
    if (m_connection)
        return true;
    int screen = 0;
    m_connection = xcb_connect(m_display.isEmpty() ? nullptr : m_display.constData(), &screen);
    if (xcb_connection_has_error(m_connection)) {
        disconnectFromDisplay();
        return false;
    }
    xcb_screen_iterator_t screens = xcb_setup_roots_iterator(xcb_get_setup(m_connection));
    for (; screens.rem > 1 && screen > 0; --screen)
        xcb_screen_next(&screens);
    m_root = screens.data->root;
    m_notifier
        = std::make_unique<QSocketNotifier>(xcb_get_file_descriptor(m_connection), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &GlobalKeyX11::read);
    return true;
}

/// The display takes back what a connection that ends had grabbed.
void GlobalKeyX11::disconnectFromDisplay()
{
    m_notifier.reset();
    if (m_connection)
        xcb_disconnect(m_connection);
    m_connection = nullptr;
    m_isGrabbed = false;
    m_releaseWatch->stop();
}

void GlobalKeyX11::setKey(const QKeySequence &key)
{
    if (key == m_key)
        return;
    ungrab();
    m_key = key;
    update();
}

void GlobalKeyX11::setWanted(bool wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    update();
}

void GlobalKeyX11::tryAgain()
{
    update();
}

void GlobalKeyX11::update()
{
    m_reconnect->stop();
    if (m_key.isEmpty() || !m_wanted) {
        ungrab();
        setState({.way = Way::X11, .phase = m_key.isEmpty() ? KeyPhase::Off : KeyPhase::Ready});
        return;
    }
    if (m_isGrabbed)
        return;
    if (!connectToDisplay()) {
        m_reconnect->start(kReconnect, [this] { update(); });
        setState({.way = Way::X11, .phase = KeyPhase::Refused, .detail = QString::fromLocal8Bit(m_display)});
        return;
    }
    if (!findKey())
        setState({.way = Way::X11, .phase = KeyPhase::NotThere});
    else
        setState({.way = Way::X11, .phase = grab() ? KeyPhase::Active : KeyPhase::Taken});
    // What came with the answers wakes no notifier any more.
    QMetaObject::invokeMethod(this, &GlobalKeyX11::read, Qt::QueuedConnection);
}

bool GlobalKeyX11::findKey()
{
    const Keyboard keyboard = readKeyboard(m_connection);
    const xcb_keysym_t symbol = m_key.count() == 1 ? symbolOf(m_key[0].key()) : 0;
    m_keyCode = symbol == 0 ? xcb_keycode_t(0) : keyboard.find(symbol);
    m_modifiers = m_key.count() == 1 ? modifiersOf(m_key[0].keyboardModifiers()) : quint16(0);
    m_numLock = modifierOf(m_connection, keyboard.find(kNumLockSym));
    return m_keyCode != 0;
}

/// Told with every change from one keyboard to another, though mostly all stays: a grab that is not needed would take
/// the release of a key that is held.
void GlobalKeyX11::followMapping()
{
    const auto grabbed = std::tuple(m_keyCode, m_modifiers, m_numLock);
    findKey();
    if (std::tuple(m_keyCode, m_modifiers, m_numLock) == grabbed)
        return;
    std::tie(m_keyCode, m_modifiers, m_numLock) = grabbed;
    ungrab();
    update();
}

bool GlobalKeyX11::grab()
{
    m_isGrabbed = true;
    const auto numLock = quint16(m_numLock | XCB_MOD_MASK_LOCK);
    for (const quint16 locks : {quint16(0), quint16(XCB_MOD_MASK_LOCK), m_numLock, numLock}) {
        const xcb_void_cookie_t cookie = xcb_grab_key_checked(m_connection, true, m_root,
            quint16(m_modifiers | locks), m_keyCode, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC);
        const auto error = owned(xcb_request_check(m_connection, cookie));
        if (error) { // Access: another client has it
            ungrab();
            return false;
        }
    }
    return true;
}

void GlobalKeyX11::ungrab()
{
    m_releaseWatch->stop();
    if (m_isGrabbed && m_connection) {
        for (const quint16 locks :
            {quint16(0), quint16(XCB_MOD_MASK_LOCK), m_numLock, quint16(m_numLock | XCB_MOD_MASK_LOCK)})
            xcb_ungrab_key(m_connection, m_keyCode, m_root, quint16(m_modifiers | locks));
        // An active grab, begun by the key, ends with the key only.
        xcb_ungrab_keyboard(m_connection, XCB_CURRENT_TIME);
        xcb_flush(m_connection);
    }
    m_isGrabbed = false;
    lose();
}

void GlobalKeyX11::read()
{
    bool isMappedAnew = false;
    while (m_connection) {
        const auto event = owned(xcb_poll_for_event(m_connection));
        if (!event)
            break;
        const int kind = event->response_type & 0x7f;
        if (kind == XCB_KEY_PRESS || kind == XCB_KEY_RELEASE) {
            // Press and release have the same layout.
            const auto *key = reinterpret_cast<const xcb_key_press_event_t *>(event.get());
            if (key->detail != m_keyCode || !m_isGrabbed)
                continue;
            if (kind == XCB_KEY_PRESS) {
                watchRelease();
                press();
            } else if (!isKeyDown()) {
                m_releaseWatch->stop();
                release();
            }
        } else if (kind == XCB_MAPPING_NOTIFY) {
            isMappedAnew = true;
        }
    }
    if (isMappedAnew && m_isGrabbed)
        followMapping();
    if (m_connection && xcb_connection_has_error(m_connection)) {
        disconnectFromDisplay();
        lose();
        update();
    }
}

void GlobalKeyX11::watchRelease()
{
    m_releaseWatch->start(kReleaseWatch, [this] {
        const bool isStillDown = isKeyDown();
        if (isStillDown)
            watchRelease();
        read(); // what came with the answer, the release perhaps, wakes no notifier any more
        if (!isStillDown)
            lose();
    });
}

bool GlobalKeyX11::isKeyDown() const
{
    if (!m_connection)
        return false;
    const auto reply = owned(xcb_query_keymap_reply(m_connection, xcb_query_keymap(m_connection), nullptr));
    return reply && (reply->keys[m_keyCode / 8] >> (m_keyCode % 8) & 1);
}

} // namespace earshot
