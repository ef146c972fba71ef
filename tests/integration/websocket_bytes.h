#pragma once

#include <QByteArray>

namespace earshot::test {

inline constexpr int kText = 1;
inline constexpr int kBinary = 2;
inline const QByteArray kInfo
    = "INFO {\"server_name\":\"scripted\",\"version\":\"2.9.10\",\"headers\":true}\r\n";

/// An answer that accepts the WebSocket, and what follows it.
inline QByteArray upgradedAnd(const QByteArray &more)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: {accept}\r\n\r\n"
        + more;
}

/// A whole unmasked frame of less than 64 KiB (RFC 6455 §5.2).
inline QByteArray frame(int opcode, const QByteArray &payload)
{
    QByteArray bytes;
    bytes += char(0x80 | opcode);
    if (payload.size() < 126) {
        bytes += char(payload.size());
    } else {
        bytes += char(126);
        bytes += char(payload.size() >> 8);
        bytes += char(payload.size() & 0xff);
    }
    return bytes + payload;
}

} // namespace earshot::test
