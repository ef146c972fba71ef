#pragma once

#include "gui_fixture.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <xcb/xcb.h>
#include <xcb/xcbext.h>

#include <cstdlib>

namespace earshot::test {

/// An X server of its own without a screen, and somebody who types there (the XTEST extension).
class XDisplay
{
public:
    /// False where there is no Xvfb.
    bool start()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("Xvfb"));
        if (program.isEmpty())
            return false;
        m_server.setStandardErrorFile(QProcess::nullDevice());
        // The server takes a free number and writes it.
        m_server.start(program,
            {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-nolisten"),
                QStringLiteral("tcp"), QStringLiteral("-noreset")});
        while (!m_server.canReadLine()) {
            if (!m_server.waitForReadyRead(10'000))
                return false;
        }
        m_name = QLatin1Char(':') + QString::fromLatin1(m_server.readLine()).trimmed();
        m_typist = xcb_connect(qPrintable(m_name), nullptr);
        return !xcb_connection_has_error(m_typist);
    }
    ~XDisplay()
    {
        if (m_typist)
            xcb_disconnect(m_typist);
        end();
    }

    void end()
    {
        m_server.kill();
        m_server.waitForFinished();
    }

    QString name() const { return m_name; }

    void key(uint32_t symbol, bool down)
    {
        // FakeInput of the XTEST protocol 2.2
        struct {
            uint8_t major = 0, minor = 2;
            uint16_t length = 0;
            uint8_t type = 0, detail = 0;
            uint16_t unused = 0;
            uint32_t time = 0, root = 0;
            uint8_t more[8] = {};
            int16_t x = 0, y = 0;
            uint8_t rest[7] = {};
            uint8_t device = 0;
        } request;
        static_assert(sizeof request == 36);
        request.type = down ? XCB_KEY_PRESS : XCB_KEY_RELEASE;
        request.detail = codeOf(symbol);
        static xcb_extension_t xtest{"XTEST", 0};
        const xcb_protocol_request_t protocol{1, &xtest, 2, 1};
        iovec parts[4];
        parts[2] = {&request, sizeof request};
        parts[3] = {nullptr, 0};
        xcb_send_request(m_typist, 0, parts + 2, &protocol);
        std::free(xcb_get_input_focus_reply(m_typist, xcb_get_input_focus(m_typist), nullptr)); // it is done
    }

    /// Another program takes a key; false where it cannot.
    bool grabElsewhere(uint32_t symbol)
    {
        const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(m_typist)).data->root;
        xcb_generic_error_t *error = xcb_request_check(m_typist,
            xcb_grab_key_checked(
                m_typist, true, root, 0, codeOf(symbol), XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC));
        const bool isTaken = !error;
        std::free(error);
        return isTaken;
    }
    void ungrabElsewhere(uint32_t symbol)
    {
        const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(m_typist)).data->root;
        xcb_request_check(m_typist, xcb_ungrab_key_checked(m_typist, codeOf(symbol), root, 0));
    }
    /// Another program takes the whole keyboard, as a screen that locks does.
    void takeKeyboard()
    {
        const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(m_typist)).data->root;
        std::free(xcb_grab_keyboard_reply(m_typist,
            xcb_grab_keyboard(
                m_typist, true, root, XCB_CURRENT_TIME, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC),
            nullptr));
    }

private:
    uint8_t codeOf(uint32_t symbol)
    {
        const xcb_setup_t *setup = xcb_get_setup(m_typist);
        xcb_get_keyboard_mapping_reply_t *map = xcb_get_keyboard_mapping_reply(m_typist,
            xcb_get_keyboard_mapping(
                m_typist, setup->min_keycode, uint8_t(setup->max_keycode - setup->min_keycode + 1)),
            nullptr);
        const xcb_keysym_t *symbols = xcb_get_keyboard_mapping_keysyms(map);
        int code = 0;
        for (int i = xcb_get_keyboard_mapping_keysyms_length(map) - 1; i >= 0; --i) {
            if (symbols[i] == symbol)
                code = setup->min_keycode + i / map->keysyms_per_keycode;
        }
        std::free(map);
        return uint8_t(code);
    }

    QProcess m_server;
    QString m_name;
    xcb_connection_t *m_typist = nullptr;
};

} // namespace earshot::test
