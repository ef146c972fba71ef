#include "wire/link.h"

#include "wire/messages.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kScheme = "earshot://"_L1;
constexpr qsizetype kMaxTicketLength = 4096;
constexpr qsizetype kFingerprintDigits = 64; ///< SHA-256

Failure malformed(QLatin1String part)
{
    return {Cause::LinkMalformed, QString(part)};
}

bool isAsciiAlnum(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// Each % begins an escape of two digits (RFC 3986 §2.1).
bool hasWholeEscapes(QStringView text)
{
    for (qsizetype at = text.indexOf(u'%'); at >= 0; at = text.indexOf(u'%', at + 3)) {
        if (at + 2 >= text.size() || !isHexDigit(text[at + 1]) || !isHexDigit(text[at + 2]))
            return false;
    }
    return true;
}

/// Nothing where an escape is broken or the result is no UTF-8.
std::optional<QString> percentDecoded(QStringView text)
{
    if (!hasWholeEscapes(text)) // QUrl makes something of them
        return std::nullopt;
    const QString decoded = QUrl::fromPercentEncoding(text.toUtf8());
    return decoded.contains(QChar::ReplacementCharacter) || decoded.contains(QChar::Null)
        ? std::nullopt
        : std::optional(decoded);
}

/// The name in its ASCII form, lower case; nothing where it is neither a host name (RFC 1123) nor an IPv4
/// address.
std::optional<QString> hostName(const QString &text)
{
    const QString ascii = QString::fromLatin1(QUrl::toAce(text)).toLower();
    if (ascii.isEmpty() || ascii.size() > 253)
        return std::nullopt;
    const QStringList labels = ascii.split(u'.');
    const bool wellFormed = std::ranges::all_of(labels, [](const QString &label) {
        return !label.isEmpty() && label.size() <= 63 && label.front() != u'-' && label.back() != u'-'
            && std::ranges::all_of(label, [](QChar c) { return isAsciiAlnum(c) || c == u'-' || c == u'_'; });
    });
    if (!wellFormed)
        return std::nullopt;
    // A name that ends in a number can only be an address, and then a whole one.
    const bool wholeAddress = labels.size() == 4 && std::ranges::all_of(labels, [](const QString &label) {
        return isDigits(label) && label.size() <= 3 && label.toInt() <= 255;
    });
    return isDigits(labels.last()) && !wholeAddress ? std::nullopt : std::optional(ascii);
}

/// `[<IPv6>]`, without a zone.
std::optional<QString> bracketedAddress(QStringView text)
{
    if (text.size() < 4 || text.front() != u'[' || text.back() != u']' || text.contains(u'%'))
        return std::nullopt;
    const QHostAddress address(text.mid(1, text.size() - 2).toString());
    return address.protocol() == QAbstractSocket::IPv6Protocol ? std::optional(address.toString())
                                                               : std::nullopt;
}

/// Takes `<host>[:port]` into `link`.
std::optional<Failure> readAuthority(QStringView text, Link &link)
{
    if (text.contains(u'@'))
        return malformed("host"_L1);
    const qsizetype bracket = text.lastIndexOf(u']');
    const qsizetype colon = text.indexOf(u':', std::max<qsizetype>(bracket, 0));
    const QStringView host = colon < 0 ? text : text.first(colon);
    std::optional<QString> name;
    if (host.startsWith(u'['))
        name = bracketedAddress(host);
    else if (const auto decoded = percentDecoded(host))
        name = hostName(*decoded);
    if (!name)
        return malformed("host"_L1);
    link.host = *name;
    if (colon < 0)
        return std::nullopt;
    const QStringView port = text.sliced(colon + 1);
    link.port = isDigits(port) && port.size() <= 5 ? port.toInt() : 0;
    return link.port >= 1 && link.port <= 65535 ? std::nullopt : std::optional(malformed("port"_L1));
}

std::optional<Failure> readTicket(const QString &text, Link &link)
{
    const bool valid = link.ticket.isEmpty() && text.size() <= kMaxTicketLength
        && std::ranges::all_of(
            text, [](QChar c) { return isAsciiAlnum(c) || c == u'-' || c == u'_' || c == u'.'; });
    link.ticket = text.toLatin1();
    return valid ? std::nullopt : std::optional(malformed("ticket"_L1));
}

std::optional<Failure> readFingerprint(const QString &text, Link &link)
{
    const bool valid = link.certificateSha256.isEmpty() && text.size() == kFingerprintDigits
        && std::ranges::all_of(text, isHexDigit);
    link.certificateSha256 = QByteArray::fromHex(text.toLatin1());
    return valid ? std::nullopt : std::optional(malformed("fingerprint"_L1));
}

std::optional<Failure> readInvitation(const QString &text, Link &link)
{
    const bool valid = link.invitation.isEmpty() && isInvitation(text.toUtf8());
    link.invitation = text.toLatin1();
    return valid ? std::nullopt : std::optional(malformed("invitation"_L1));
}

/// Takes `t`, `fp`, `i` and `tls` into `link`; other names are left to later versions.
std::optional<Failure> readQuery(QStringView query, Link &link)
{
    bool forceTls = false;
    for (const QStringView pair : query.split(u'&')) {
        const qsizetype equals = pair.indexOf(u'=');
        const QStringView name = equals < 0 ? pair : pair.first(equals);
        const auto value = percentDecoded(equals < 0 ? QStringView() : pair.sliced(equals + 1));
        std::optional<Failure> failure;
        if (name == u't')
            failure = value ? readTicket(*value, link) : malformed("ticket"_L1);
        else if (name == "fp"_L1)
            failure = value ? readFingerprint(*value, link) : malformed("fingerprint"_L1);
        else if (name == u'i')
            failure = value ? readInvitation(*value, link) : malformed("invitation"_L1);
        else if (name == "tls"_L1)
            forceTls = forceTls || value == "1"_L1;
        if (failure)
            return failure;
    }
    // A pinned certificate says that there is one.
    link.tls = forceTls || !link.certificateSha256.isEmpty() || !isLoopbackHost(link.host);
    return std::nullopt;
}

QUrl urlOf(const Link &link, const char *secure, const char *plain)
{
    QUrl url;
    url.setScheme(QString::fromLatin1(link.tls ? secure : plain));
    url.setHost(link.host);
    url.setPort(link.port);
    return url;
}

QString written(const Link &link, bool withSecrets)
{
    QString text = kScheme + (link.host.contains(u':') ? u'[' + link.host + u']' : link.host);
    if (link.port > 0)
        text += u':' + QString::number(link.port);
    if (link.event)
        text += u'/' + link.event->text();
    QStringList query;
    if (withSecrets && !link.ticket.isEmpty())
        query.append("t="_L1 + QString::fromLatin1(link.ticket));
    if (!link.certificateSha256.isEmpty())
        query.append("fp="_L1 + QString::fromLatin1(link.certificateSha256.toHex()));
    else if (link.tls && isLoopbackHost(link.host))
        query.append(QStringLiteral("tls=1"));
    if (withSecrets && !link.invitation.isEmpty())
        query.append("i="_L1 + QString::fromLatin1(link.invitation));
    return query.isEmpty() ? text : text + u'?' + query.join(u'&');
}

} // namespace

bool isLoopbackHost(const QString &host)
{
    const QHostAddress address(host);
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || (!address.isNull() && address.isLoopback());
}

ServerAddress Link::server() const
{
    return {urlOf(*this, "wss", "ws"), certificateSha256};
}

QUrl Link::discoveryUrl() const
{
    QUrl url = urlOf(*this, "https", "http");
    url.setPath(QStringLiteral("/.well-known/earshot.json"));
    return url;
}

QString Link::toString() const
{
    return written(*this, true);
}

QString Link::withoutTicket() const
{
    return written(*this, false);
}

Result<Link> readLink(const QString &text)
{
    if (text.size() > kMaxLinkLength)
        return malformed("length"_L1);
    const QString trimmed = text.trimmed();
    if (!trimmed.startsWith(kScheme, Qt::CaseInsensitive))
        return malformed("scheme"_L1);
    QStringView rest = QStringView(trimmed).sliced(kScheme.size());
    rest = rest.first(std::ranges::find(rest, u'#') - rest.begin());
    const auto queryAt = std::ranges::find(rest, u'?') - rest.begin();
    const QStringView place = rest.first(queryAt);
    const auto pathAt = std::ranges::find(place, u'/') - place.begin();

    Link link;
    if (const auto failure = readAuthority(place.first(pathAt), link))
        return *failure;
    QStringView path = place.sliced(pathAt);
    while (path.startsWith(u'/'))
        path = path.sliced(1);
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.isEmpty()) {
        link.event = EventId::parse(percentDecoded(path).value_or(QString()));
        if (!link.event)
            return malformed("event"_L1);
    }
    if (const auto failure = readQuery(rest.sliced(queryAt).mid(1), link))
        return *failure;
    return link;
}

} // namespace earshot
