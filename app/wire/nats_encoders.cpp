#include "wire/nats_codec.h"

#include <algorithm>

namespace earshot::nats {

namespace {

QByteArray oneLine(QByteArray text)
{
    std::ranges::replace(text, '\r', ' ');
    std::ranges::replace(text, '\n', ' ');
    return text;
}

bool isHeaderName(QByteArrayView name)
{
    return !name.isEmpty()
        && std::ranges::none_of(name, [](char c) { return c <= ' ' || c == ':' || c == 0x7f; });
}

QByteArray headerBlock(const NatsHeaders &headers)
{
    QByteArray block("NATS/1.0\r\n");
    for (const auto &[name, value] : headers) {
        if (isHeaderName(name))
            block += name + ": " + oneLine(value) + "\r\n";
    }
    return block + "\r\n";
}

} // namespace

bool isSubject(QByteArrayView subject)
{
    // Bytes above 0x7f are UTF-8 and allowed; `char` may be signed.
    return !subject.isEmpty() && subject.size() <= kMaxSubject
        && std::ranges::none_of(subject, [](char c) { return (c >= 0 && c <= ' ') || c == 0x7f; });
}

QByteArray connect(const QByteArray &options)
{
    return "CONNECT " + oneLine(options) + "\r\n";
}

QByteArray subscribe(QByteArrayView subject, quint64 sid)
{
    if (!isSubject(subject))
        return {};
    return "SUB " + subject.toByteArray() + ' ' + QByteArray::number(sid) + "\r\n";
}

QByteArray unsubscribe(quint64 sid)
{
    return "UNSUB " + QByteArray::number(sid) + "\r\n";
}

QByteArray publish(
    QByteArrayView subject, QByteArrayView payload, QByteArrayView replyTo, const NatsHeaders &headers)
{
    if (!isSubject(subject) || (!replyTo.isEmpty() && !isSubject(replyTo)))
        return {};
    const QByteArray block = headers.empty() ? QByteArray() : headerBlock(headers);
    QByteArray bytes;
    bytes.reserve(subject.size() + replyTo.size() + block.size() + payload.size() + 48);
    bytes.append(headers.empty() ? "PUB " : "HPUB ").append(subject).append(' ');
    if (!replyTo.isEmpty())
        bytes.append(replyTo).append(' ');
    if (!headers.empty())
        bytes.append(QByteArray::number(block.size())).append(' ');
    bytes.append(QByteArray::number(block.size() + payload.size())).append("\r\n");
    return bytes.append(block).append(payload).append("\r\n");
}

qsizetype messageBytes(QByteArrayView payload, const NatsHeaders &headers)
{
    return payload.size() + (headers.empty() ? 0 : headerBlock(headers).size());
}

QByteArray ping()
{
    return "PING\r\n";
}

QByteArray pong()
{
    return "PONG\r\n";
}

} // namespace earshot::nats
