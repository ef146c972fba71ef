#include "desk/connected_count.h"

#include "wire/jwt_accounts.h"
#include "wire/subjects.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <algorithm>

namespace earshot {

namespace {

constexpr qint64 kSmallCrowd = 1000;
constexpr seconds kSmallCrowdRhythm{2};
constexpr seconds kLargeCrowdRhythm{5}; ///< counting a large crowd costs the server milliseconds
constexpr milliseconds kTimeout{1500};
constexpr milliseconds kServersTimeout{300};
constexpr seconds kValidFor{10};
constexpr int kMostServers = 1000;
constexpr qsizetype kMaxDigits = 15;
constexpr qsizetype kMaxAnswer = 64 * 1024;

std::optional<qint64> plainInteger(const QByteArray &text)
{
    bool ok = false;
    const qint64 value = text.size() <= kMaxDigits ? text.trimmed().toLongLong(&ok) : 0;
    return ok && value >= 0 ? std::optional(value) : std::nullopt;
}

std::optional<qint64> accountConnections(const QByteArray &json)
{
    if (json.size() > kMaxAnswer)
        return std::nullopt;
    const QJsonObject data = QJsonDocument::fromJson(json).object().value(QStringLiteral("data")).toObject();
    const QJsonArray accounts = data.value(QStringLiteral("account_statz")).toArray();
    const qint64 count = accounts.at(0).toObject().value(QStringLiteral("conns")).toInteger(-1);
    return count >= 0 ? std::optional(count) : std::nullopt;
}

bool isLoneServer(const Session &session)
{
    const Session::Live *live = session.live();
    return live && live->info.cluster.isEmpty() && live->info.connectUrls.size() <= 1;
}

} // namespace

ConnectedCount::ConnectedCount(Clock &clock, Session &session, const EventId &event)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_timer(clock.makeTimer())
{
    connect(&m_session, &Session::wentLive, this, &ConnectedCount::ask);
    ask();
}

std::optional<qint64> ConnectedCount::value() const
{
    return m_count && m_clock.now() - m_answered < kValidFor ? m_count : std::nullopt;
}

void ConnectedCount::ask()
{
    m_timer->start(
        m_count.value_or(0) > kSmallCrowd ? kLargeCrowdRhythm : kSmallCrowdRhythm, [this] { ask(); });
    if (!m_session.isLive())
        return;
    m_session.request("$SYS.DEBUG.SUBSCRIBERS", subjects::state(m_event), kTimeout,
        [self = QPointer(this)](const Result<NatsMessage> &answer) {
            const auto subscribers
                = answer && answer->status == 0 ? plainInteger(answer->payload) : std::nullopt;
            if (self && subscribers)
                self->askAccount(*subscribers);
        });
}

void ConnectedCount::askAccount(qint64 subscribers)
{
    if (!isLoneServer(m_session)) {
        askServers(subscribers);
        return;
    }
    m_session.request(kAudienceConnections, {}, kTimeout,
        [self = QPointer(this), subscribers](const Result<NatsMessage> &answer) {
            if (!self)
                return;
            const auto connections
                = answer && answer->status == 0 ? accountConnections(answer->payload) : std::nullopt;
            self->take(std::min(subscribers, connections.value_or(subscribers)));
        });
}

/// A server without connections of this account may be silent, and a slow one is: a sum of fewer servers than
/// before may be too small, and does not count.
void ConnectedCount::askServers(qint64 subscribers)
{
    struct Sum {
        qint64 connections = 0;
        int servers = 0;
    };
    m_session.requestMany(kAudienceConnections, {}, kServersTimeout,
        [self = QPointer(this), subscribers, sum = std::make_shared<Sum>()](
            const Result<NatsMessage> &answer) {
            if (!self)
                return false;
            if (answer) {
                const auto connections
                    = answer->status == 0 ? accountConnections(answer->payload) : std::nullopt;
                sum->connections += connections.value_or(0);
                sum->servers += connections ? 1 : 0;
                return sum->servers < kMostServers;
            }
            const bool isWhole = sum->servers > 0 && sum->servers >= self->m_servers;
            self->m_servers = sum->servers;
            self->take(isWhole ? std::min(subscribers, sum->connections) : subscribers);
            return false;
        });
}

void ConnectedCount::take(qint64 count)
{
    m_count = count;
    m_answered = m_clock.now();
    m_at = m_clock.wall();
}

} // namespace earshot
