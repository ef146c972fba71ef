#include "wire/nats_codec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace earshot {

namespace {

constexpr QByteArrayView kLineEnd("\r\n");
constexpr QByteArrayView kHeaderVersion("NATS/1.0");
constexpr qsizetype kMaxText = 256; ///< of one string in INFO
constexpr qsizetype kMaxConnectUrls = 256;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Digits only, at most `limit` (which is at least 9); nothing otherwise.
std::optional<quint64> readNumber(QByteArrayView digits, quint64 limit)
{
    if (digits.isEmpty() || digits.size() > 20)
        return std::nullopt;
    quint64 number = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        const quint64 digit = quint64(c - '0');
        if (number > (limit - digit) / 10)
            return std::nullopt;
        number = number * 10 + digit;
    }
    return number;
}

bool equalsIgnoringCase(QByteArrayView text, QByteArrayView word)
{
    return text.compare(word, Qt::CaseInsensitive) == 0;
}

/// The arguments of a MSG or HMSG line: five at most, one more marks a line with too many.
struct Arguments {
    std::array<QByteArrayView, 6> word;
    size_t count = 0;
};

Arguments splitArguments(QByteArrayView line)
{
    Arguments arguments;
    qsizetype at = 0;
    while (arguments.count < arguments.word.size()) {
        while (at < line.size() && isBlank(line[at]))
            ++at;
        const qsizetype start = at;
        while (at < line.size() && !isBlank(line[at]))
            ++at;
        if (at == start)
            break;
        arguments.word[arguments.count++] = line.sliced(start, at - start);
    }
    return arguments;
}

QString boundedText(const QJsonObject &object, QLatin1StringView key)
{
    return object[key].toString().left(kMaxText);
}

std::optional<NatsInfo> readInfo(QByteArrayView json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()));
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    NatsInfo info;
    info.serverName = boundedText(object, QLatin1StringView("server_name"));
    info.version = boundedText(object, QLatin1StringView("version"));
    info.cluster = boundedText(object, QLatin1StringView("cluster"));
    info.nonce = boundedText(object, QLatin1StringView("nonce")).toUtf8();
    info.clientId = quint64(std::max<qint64>(0, object[QLatin1StringView("client_id")].toInteger()));
    info.maxPayload = std::clamp<qint64>(
        object[QLatin1StringView("max_payload")].toInteger(info.maxPayload), 0, NatsParser::kMaxPayload);
    info.headers = object[QLatin1StringView("headers")].toBool();
    info.jetStream = object[QLatin1StringView("jetstream")].toBool();
    info.lameDuck = object[QLatin1StringView("ldm")].toBool();
    info.authRequired = object[QLatin1StringView("auth_required")].toBool();
    info.tlsRequired = object[QLatin1StringView("tls_required")].toBool();
    const QJsonArray urls = object[QLatin1StringView("connect_urls")].toArray();
    for (const QJsonValue &url : urls) {
        if (info.connectUrls.size() == kMaxConnectUrls)
            break;
        if (const QString text = url.toString(); !text.isEmpty() && text.size() <= kMaxText)
            info.connectUrls.append(text);
    }
    return info;
}

/// The header block `NATS/1.0[ status[ text]]` and `Name: value` lines (ADR-4). The server passes on what a
/// publisher wrote without reading it, so a block that makes no sense is that message's fault only: its bad
/// lines are left out.
void readHeaders(QByteArrayView block, NatsMessage &message)
{
    bool isFirst = true;
    while (!block.isEmpty()) {
        const qsizetype end = block.indexOf(kLineEnd);
        const QByteArrayView line = end < 0 ? block : block.first(end);
        block = end < 0 ? QByteArrayView() : block.sliced(end + kLineEnd.size());
        if (std::exchange(isFirst, false) && line.startsWith(kHeaderVersion)) {
            const QByteArrayView rest = line.sliced(kHeaderVersion.size()).trimmed();
            const qsizetype blank = rest.indexOf(' ');
            message.status = int(readNumber(blank < 0 ? rest : rest.first(blank), 999).value_or(0));
            if (blank >= 0)
                message.statusText = rest.sliced(blank).trimmed().toByteArray();
        } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
            message.headers.emplace_back(
                line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray());
        }
    }
}

} // namespace

QByteArray NatsMessage::header(QByteArrayView name) const
{
    const auto found
        = std::ranges::find_if(headers, [&](const auto &header) { return header.first == name; });
    return found == headers.end() ? QByteArray() : found->second;
}

void NatsParser::feed(QByteArrayView bytes)
{
    if (m_broken)
        return;
    if (m_read > 0) {
        m_buffer.remove(0, m_read);
        m_read = 0;
    }
    m_buffer.append(bytes);
}

void NatsParser::reset()
{
    *this = NatsParser();
}

ParsedOperation NatsParser::next()
{
    ParsedOperation parsed = m_broken ? BrokenProtocol{*m_broken}
        : m_pending                   ? takeBody()
                                      : takeControlLine();
    if (const auto *broken = std::get_if<BrokenProtocol>(&parsed)) {
        m_broken = broken->reason;
        m_buffer = QByteArray();
        m_read = 0;
    }
    return parsed;
}

ParsedOperation NatsParser::takeControlLine()
{
    const QByteArrayView unread = QByteArrayView(m_buffer).sliced(m_read);
    const qsizetype end = unread.first(std::min(unread.size(), kMaxControlLine)).indexOf('\n');
    if (end < 0) {
        if (unread.size() >= kMaxControlLine)
            return BrokenProtocol{QStringLiteral("control line longer than %1 bytes").arg(kMaxControlLine)};
        return NeedMore{};
    }
    if (end == 0 || unread[end - 1] != '\r')
        return BrokenProtocol{QStringLiteral("control line without CR LF")};
    m_read += end + 1;
    return parseControlLine(unread.first(end - 1));
}

ParsedOperation NatsParser::parseControlLine(QByteArrayView line)
{
    const auto blank = std::ranges::find_if(line, isBlank);
    const QByteArrayView verb = line.first(blank - line.begin());
    const QByteArrayView rest = line.sliced(verb.size()).trimmed();

    if (equalsIgnoringCase(verb, "MSG") || equalsIgnoringCase(verb, "HMSG"))
        return parseMessageLine(rest, verb.size() == 4);
    if (equalsIgnoringCase(verb, "PING"))
        return NatsOperation(NatsPing{});
    if (equalsIgnoringCase(verb, "PONG"))
        return NatsOperation(NatsPong{});
    if (equalsIgnoringCase(verb, "+OK"))
        return NatsOperation(NatsOk{});
    if (equalsIgnoringCase(verb, "-ERR")) {
        const bool quoted = rest.size() >= 2 && rest.front() == '\'' && rest.back() == '\'';
        return NatsOperation(NatsError{(quoted ? rest.sliced(1, rest.size() - 2) : rest).toByteArray()});
    }
    if (equalsIgnoringCase(verb, "INFO")) {
        if (auto info = readInfo(rest))
            return NatsOperation(std::move(*info));
        return BrokenProtocol{QStringLiteral("INFO is no JSON object")};
    }
    return BrokenProtocol{QStringLiteral("unknown operation")};
}

// MSG  <subject> <sid> [reply-to] <#bytes>
// HMSG <subject> <sid> [reply-to] <#header bytes> <#total bytes>
ParsedOperation NatsParser::parseMessageLine(QByteArrayView line, bool withHeaders)
{
    const Arguments arguments = splitArguments(line);
    const size_t sizes = withHeaders ? 2 : 1;
    if (arguments.count != 2 + sizes && arguments.count != 3 + sizes)
        return BrokenProtocol{QStringLiteral("message line with %1 arguments").arg(arguments.count)};
    const auto sid = readNumber(arguments.word[1], std::numeric_limits<quint64>::max());
    const auto headerBytes = withHeaders
        ? readNumber(arguments.word[arguments.count - 2], quint64(kMaxHeader))
        : std::optional(quint64(0));
    const auto totalBytes = readNumber(arguments.word[arguments.count - 1], quint64(kMaxPayload));
    if (!sid)
        return BrokenProtocol{QStringLiteral("message with a bad subscription id")};
    if (!headerBytes || !totalBytes || *headerBytes > *totalBytes)
        return BrokenProtocol{QStringLiteral("message with a bad or too large size")};

    PendingBody pending;
    pending.message.subject = arguments.word[0].toByteArray();
    pending.message.sid = *sid;
    if (arguments.count == 3 + sizes)
        pending.message.replyTo = arguments.word[2].toByteArray();
    pending.headerBytes = qsizetype(*headerBytes);
    pending.totalBytes = qsizetype(*totalBytes);
    m_pending = std::move(pending);
    return takeBody();
}

ParsedOperation NatsParser::takeBody()
{
    const QByteArrayView unread = QByteArrayView(m_buffer).sliced(m_read);
    const qsizetype total = m_pending->totalBytes;
    if (unread.size() < total + kLineEnd.size())
        return NeedMore{};
    if (unread.sliced(total, kLineEnd.size()) != kLineEnd)
        return BrokenProtocol{QStringLiteral("payload not followed by CR LF")};

    NatsMessage message = std::move(m_pending->message);
    readHeaders(unread.first(m_pending->headerBytes), message);
    message.payload = unread.sliced(m_pending->headerBytes, total - m_pending->headerBytes).toByteArray();
    m_pending.reset();
    m_read += total + kLineEnd.size();
    return NatsOperation(std::move(message));
}

} // namespace earshot
