#include "key_state.h"

#include <QGuiApplication>
#include <QKeyEvent>

#if defined(EARSHOT_HAS_XCB) && QT_CONFIG(xcb)
#include <cstdlib>
#include <memory>
#include <xcb/xcb.h>
#endif

namespace earshot {

#if defined(EARSHOT_HAS_XCB) && QT_CONFIG(xcb)
bool isStillDown(const QKeyEvent &release)
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    const quint32 code = release.nativeScanCode();
    if (!x11 || !x11->connection() || code < 8 || code > 255) // as X numbers keys
        return false;
    xcb_connection_t *connection = x11->connection();
    const std::unique_ptr<xcb_query_keymap_reply_t, decltype(&std::free)> reply(
        xcb_query_keymap_reply(connection, xcb_query_keymap(connection), nullptr), &std::free);
    return reply && (reply->keys[code / 8] >> (code % 8) & 1);
}
#else
bool isStillDown(const QKeyEvent &)
{
    return false;
}
#endif

} // namespace earshot
