#include "wire/calendar_lines.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr qsizetype kMostOctets = 75; ///< without CRLF

bool isContinuation(char octet)
{
    return (static_cast<unsigned char>(octet) & 0xc0) == 0x80;
}

QByteArray escaped(QString text)
{
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            result += QStringLiteral("\\n");
        else if (c == u'\\' || c == u';' || c == u',')
            (result += u'\\') += c;
        else if (c == u'\t' || c.category() != QChar::Other_Control)
            result += c;
    }
    return result.toUtf8();
}

} // namespace

void CalendarLines::value(QByteArrayView name, const QByteArray &value)
{
    if (!value.isEmpty() && std::ranges::all_of(value, [](char c) { return c >= 0x20 && c < 0x7f; }))
        fold(name.toByteArray() + ':' + value);
}

void CalendarLines::text(QByteArrayView name, const QString &text)
{
    fold(name.toByteArray() + ':' + escaped(text));
}

void CalendarLines::fold(const QByteArray &line)
{
    qsizetype begin = 0;
    qsizetype room = kMostOctets;
    while (line.size() - begin > room) {
        qsizetype end = begin + room;
        while (isContinuation(line[end])) // at most three in UTF-8
            --end;
        m_bytes += line.mid(begin, end - begin) + "\r\n ";
        begin = end;
        room = kMostOctets - 1; // the space that marks a continuation
    }
    m_bytes += line.mid(begin) + "\r\n";
}

} // namespace earshot
