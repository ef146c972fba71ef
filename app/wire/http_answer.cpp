#include "wire/http_answer.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace earshot {

namespace {

constexpr seconds kLongestRetryAfter{24 * 3600};
constexpr qsizetype kMaxLocation = 4096;
constexpr qsizetype kMaxHost = 253;

Failure foreign(const QString &detail)
{
    return {Cause::ForeignServer, detail};
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

bool startsWithWord(QByteArrayView text, QByteArrayView word)
{
    return text.size() >= word.size() && text.first(word.size()).compare(word, Qt::CaseInsensitive) == 0;
}

} // namespace

std::optional<WallTime> readHttpDate(QByteArrayView value)
{
    if (value.size() > 40)
        return std::nullopt;
    QDateTime date = QLocale::c().toDateTime(
        QString::fromLatin1(value), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return wallFromUnixMs(date.toMSecsSinceEpoch());
}

std::optional<seconds> readRetryAfter(QByteArrayView value, WallTime now)
{
    bool isNumber = false;
    seconds wait{value.first(std::min<qsizetype>(value.size(), 40)).toByteArray().toLongLong(&isNumber)};
    if (!isNumber) {
        const auto date = readHttpDate(value);
        if (!date)
            return std::nullopt;
        wait = std::chrono::ceil<seconds>(*date - now);
    }
    return std::clamp(wait, seconds{0}, kLongestRetryAfter);
}

bool looksLikeHtml(QByteArrayView body)
{
    const QByteArrayView text = body.first(std::min<qsizetype>(body.size(), 512)).trimmed();
    return startsWithWord(text, "<!doctype html") || startsWithWord(text, "<html");
}

QString hostOfLocation(QByteArrayView value)
{
    if (value.size() > kMaxLocation)
        return {};
    const QUrl url(QString::fromLatin1(value), QUrl::StrictMode);
    return url.isValid() ? url.host().left(kMaxHost) : QString();
}

bool isPageForPeople(int status, bool isHtml)
{
    constexpr int kNetworkAuthenticationRequired = 511;
    return status == kNetworkAuthenticationRequired || (isHtml && status >= 200 && status < 400);
}

HttpReading readHttpAnswer(QByteArrayView bytes, WallTime now)
{
    constexpr QByteArrayView kHttp("HTTP/1.");
    const qsizetype compared = std::min(bytes.size(), kHttp.size());
    if (bytes.first(compared) != kHttp.first(compared))
        return foreign(QStringLiteral("answers without HTTP: %1").arg(excerpt(bytes)));
    const qsizetype end = bytes.first(std::min(bytes.size(), kMaxHttpHead)).indexOf("\r\n\r\n");
    if (end < 0) {
        if (bytes.size() >= kMaxHttpHead)
            return foreign(QStringLiteral("HTTP header longer than %1 bytes").arg(kMaxHttpHead));
        return HttpPending{};
    }
    const QByteArrayView head = bytes.first(end);

    // HTTP/1.1 503 Service Unavailable
    // 0        9
    const QByteArrayView statusLine = head.first(head.contains("\r\n") ? head.indexOf("\r\n") : head.size());
    bool isNumber = false;
    const int status = statusLine.size() >= 12 && statusLine[8] == ' '
        ? statusLine.sliced(9, 3).toByteArray().toInt(&isNumber)
        : 0;
    if (!isNumber || status < 100 || status > 599)
        return foreign(QStringLiteral("bad HTTP status line: %1").arg(excerpt(statusLine)));

    HttpAnswer answer{.status = status, .words = excerpt(statusLine.sliced(9))};
    if (const QByteArrayView value = fieldOf(head, "Retry-After"); !value.isEmpty())
        answer.retryAfter = readRetryAfter(value, now);
    answer.date = readHttpDate(fieldOf(head, "Date"));
    if (status >= 300 && status < 400)
        answer.redirectHost = hostOfLocation(fieldOf(head, "Location"));
    answer.isHtml = startsWithWord(fieldOf(head, "Content-Type"), "text/html");
    answer.bodyAt = end + 4;
    return answer;
}

} // namespace earshot
