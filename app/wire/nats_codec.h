#pragma once

#include "base/units.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace earshot {

/// The fields of INFO that a client uses. `connectUrls` are `host:port` without a scheme.
struct NatsInfo {
    QString serverName;
    QString version;
    QString cluster;
    QByteArray nonce;
    quint64 clientId = 0;
    qint64 maxPayload = 1048576;
    bool headers = false;
    bool jetStream = false;
    bool lameDuck = false;
    bool authRequired = false;
    bool tlsRequired = false;
    QStringList connectUrls;

    bool operator==(const NatsInfo &) const = default;
};

using NatsHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

/// One MSG or HMSG.
struct NatsMessage {
    QByteArray subject;
    quint64 sid = 0;
    QByteArray replyTo;
    NatsHeaders headers;
    int status = 0; ///< inline status of the header line (`NATS/1.0 404 …`), 0 where there is none
    QByteArray statusText;
    QByteArray payload;

    /// The first header of that name (case-sensitive as NATS has it), empty where missing.
    QByteArray header(QByteArrayView name) const;

    bool operator==(const NatsMessage &) const = default;
};

struct NatsPing {
    bool operator==(const NatsPing &) const = default;
};
struct NatsPong {
    bool operator==(const NatsPong &) const = default;
};
struct NatsOk {
    bool operator==(const NatsOk &) const = default;
};
/// The server's `-ERR '…'`, without the quotes.
struct NatsError {
    QByteArray text;
    bool operator==(const NatsError &) const = default;
};

using NatsOperation = std::variant<NatsInfo, NatsMessage, NatsPing, NatsPong, NatsOk, NatsError>;

struct NeedMore {
};
/// The bytes are no NATS protocol; `reason` says where. The parser stays broken.
struct BrokenProtocol {
    QString reason;
};

using ParsedOperation = std::variant<NeedMore, NatsOperation, BrokenProtocol>;

/// Incremental parser of the server's side of the NATS client protocol: any chunking, all lengths bounded.
/// https://docs.nats.io/reference/reference-protocols/nats-protocol
class NatsParser
{
public:
    static constexpr qsizetype kMaxControlLine = 64 * 1024; ///< INFO with many URLs is the longest
    static constexpr qsizetype kMaxPayload = 1024 * 1024;
    static constexpr qsizetype kMaxHeader = 16 * 1024;

    /// Operations already taken out are forgotten here; take all with `next` before feeding more, to bound
    /// the memory.
    void feed(QByteArrayView bytes);
    ParsedOperation next();
    void reset();

private:
    ParsedOperation takeControlLine();
    ParsedOperation parseControlLine(QByteArrayView line);
    ParsedOperation parseMessageLine(QByteArrayView line, bool withHeaders);
    ParsedOperation takeBody();

    struct PendingBody {
        NatsMessage message;
        qsizetype headerBytes = 0;
        qsizetype totalBytes = 0;
    };

    QByteArray m_buffer;
    qsizetype m_read = 0; ///< bytes of m_buffer already consumed
    std::optional<PendingBody> m_pending;
    std::optional<QString> m_broken;
};

namespace nats {
inline constexpr qsizetype kMaxSubject = 1024; ///< the server takes control lines of 4096 bytes

/// False for what would break the protocol's line: empty, too long, blanks or control characters.
bool isSubject(QByteArrayView subject);

// The encoders below give nothing where a subject is none; line ends in header values become blanks.
/// `options` is the JSON of CONNECT.
QByteArray connect(const QByteArray &options);
QByteArray subscribe(QByteArrayView subject, quint64 sid);
QByteArray unsubscribe(quint64 sid);
/// PUB, or HPUB where there are headers.
QByteArray publish(QByteArrayView subject, QByteArrayView payload, QByteArrayView replyTo = {},
    const NatsHeaders &headers = {});
/// What counts against the server's `maxPayload`: header block and payload.
qsizetype messageBytes(QByteArrayView payload, const NatsHeaders &headers);
QByteArray ping();
QByteArray pong();
} // namespace nats

} // namespace earshot
