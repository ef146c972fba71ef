#include "wire/upgrade_answer.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace earshot {

namespace {

constexpr std::chrono::seconds kLongestRetryAfter{24 * 3600};

Failure foreign(const QString &detail, int status = 0)
{
    return {Cause::ForeignServer, detail, status};
}

/// Printable ASCII of the beginning, so that nothing hostile reaches a screen.
QString excerpt(QByteArrayView bytes)
{
    QString text;
    for (const char c : bytes.first(std::min<qsizetype>(bytes.size(), 60)))
        text += c >= ' ' && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
    return text;
}

QByteArrayView fieldOf(QByteArrayView head, QByteArrayView name)
{
    qsizetype at = head.indexOf("\r\n");
    while (at >= 0) {
        const QByteArrayView rest = head.sliced(at + 2);
        const qsizetype end = rest.indexOf("\r\n");
        const QByteArrayView line = end < 0 ? rest : rest.first(end);
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
        at = end < 0 ? -1 : at + 2 + end;
    }
    return {};
}

/// RFC 9110 §10.2.3: seconds, or an HTTP date.
std::optional<std::chrono::seconds> readRetryAfter(QByteArrayView value, WallTime now)
{
    bool isNumber = false;
    std::chrono::seconds wait{value.toByteArray().toLongLong(&isNumber)};
    if (!isNumber) {
        QDateTime date = QLocale::c().toDateTime(
            QString::fromLatin1(value), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
        if (!date.isValid())
            return std::nullopt;
        date.setTimeSpec(Qt::UTC);
        wait = std::chrono::ceil<seconds>(milliseconds{date.toMSecsSinceEpoch() - toUnixMs(now)});
    }
    return std::clamp(wait, std::chrono::seconds{0}, kLongestRetryAfter);
}

} // namespace

UpgradeAnswer readUpgradeAnswer(QByteArrayView head, WallTime now)
{
    constexpr QByteArrayView kHttp("HTTP/1.");
    const qsizetype compared = std::min(head.size(), kHttp.size());
    if (head.first(compared) != kHttp.first(compared))
        return foreign(QStringLiteral("answers without HTTP: %1").arg(excerpt(head)));
    const qsizetype end = head.first(std::min(head.size(), kMaxUpgradeHead)).indexOf("\r\n\r\n");
    if (end < 0) {
        if (head.size() >= kMaxUpgradeHead)
            return foreign(QStringLiteral("HTTP header longer than %1 bytes").arg(kMaxUpgradeHead));
        return UpgradePending{};
    }
    head = head.first(end);

    // HTTP/1.1 503 Service Unavailable
    // 0        9
    const QByteArrayView statusLine = head.first(head.contains("\r\n") ? head.indexOf("\r\n") : head.size());
    bool isNumber = false;
    const int status = statusLine.size() >= 12 && statusLine[8] == ' '
        ? statusLine.sliced(9, 3).toByteArray().toInt(&isNumber)
        : 0;
    if (!isNumber || status < 100 || status > 599)
        return foreign(QStringLiteral("bad HTTP status line: %1").arg(excerpt(statusLine)));
    if (status == 101)
        return Upgraded{};
    const QString words = excerpt(statusLine.sliced(9));
    if (status < 300)
        return foreign(QStringLiteral("a web server that knows no WebSocket here: %1").arg(words), status);

    Failure failure{Cause::HttpStatus, words, status};
    if (const QByteArrayView value = fieldOf(head, "Retry-After"); !value.isEmpty())
        failure.retryAfter = readRetryAfter(value, now);
    return failure;
}

} // namespace earshot
