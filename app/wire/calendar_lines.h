#pragma once

#include <QByteArray>
#include <QString>

namespace earshot {

/// The content lines of a calendar (RFC 5545 §3.1): at most 75 octets, longer ones folded between characters, ended by
/// CRLF. Whatever a text holds, it stays one property's value.
class CalendarLines
{
public:
    /// A value that is no text (a date, a number, an address): ASCII without control characters, or it is left out.
    void value(QByteArrayView name, const QByteArray &value);
    /// A text (§3.3.11): escaped, without control characters.
    void text(QByteArrayView name, const QString &text);

    const QByteArray &bytes() const { return m_bytes; }

private:
    void fold(const QByteArray &line);

    QByteArray m_bytes;
};

} // namespace earshot
