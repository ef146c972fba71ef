#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QByteArrayView>

#include <optional>
#include <variant>

namespace earshot {

/// The head of an HTTP/1.x answer (RFC 9112 §2.1), as far as Earshot needs it.
struct HttpAnswer {
    int status = 0; ///< 100…599
    QString words; ///< `503 Service Unavailable`, printable ASCII, at most 60 characters
    std::optional<seconds> retryAfter; ///< at most a day
    std::optional<WallTime> date; ///< the server's clock, to the second
    QString redirectHost; ///< of a 3xx answer's Location; empty where it has none or names none
    bool isHtml = false; ///< by its Content-Type
    qsizetype bodyAt = 0; ///< where the body begins

    bool isRedirect() const { return status >= 300 && status < 400 && !redirectHost.isEmpty(); }
};

struct HttpPending {
};
/// More bytes are needed, an answer, or ForeignServer: what came is no HTTP answer.
using HttpReading = std::variant<HttpPending, HttpAnswer, Failure>;

inline constexpr qsizetype kMaxHttpHead = 16 * 1024;

/// `bytes` holds what has come so far, from its first byte.
HttpReading readHttpAnswer(QByteArrayView bytes, WallTime now);

/// IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
std::optional<WallTime> readHttpDate(QByteArrayView value);
/// RFC 9110 §10.2.3: seconds, or a date; at most a day.
std::optional<seconds> readRetryAfter(QByteArrayView value, WallTime now);

/// The beginning of a body that people are meant to read.
bool looksLikeHtml(QByteArrayView body);

/// The host that a Location field names; empty where it is relative or no address.
QString hostOfLocation(QByteArrayView value);

/// A page for people where none belongs: another one answers in the server's place (a portal, a web server). An
/// error's page (400…) is no sign of that, but RFC 6585 §6 (511) is.
bool isPageForPeople(int status, bool isHtml);

} // namespace earshot
