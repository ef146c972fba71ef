#include "desk/server_clock.h"

#include "desk/jetstream.h"
#include "wire/json_fields.h"

#include <QDateTime>
#include <QPointer>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr seconds kTimeout{2};
constexpr seconds kRhythm{60};
constexpr seconds kRetryAfter{3};

/// RFC 3339 with up to nine digits of a second.
std::optional<WallTime> timeOf(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(wallFromUnixMs(time.toMSecsSinceEpoch())) : std::nullopt;
}

} // namespace

ServerClock::ServerClock(Clock &clock, Session &session, const QByteArray &name)
    : m_clock(clock)
    , m_session(session)
    , m_subject("$JS.API.STREAM.MSG.GET." + name)
{ }

void ServerClock::stored(quint64 sequence, WallTime sent)
{
    if (m_askedAt && m_clock.now() - *m_askedAt < (m_ahead ? kRhythm : kRetryAfter))
        return;
    m_askedAt = m_clock.now();
    m_session.request(m_subject, compactJson({{"seq", qint64(sequence)}}), kTimeout,
        [self = QPointer(this), sent, acknowledged = m_clock.wall()](const Result<NatsMessage> &answer) {
            if (self)
                self->onMessage(answer, sent, acknowledged);
        });
}

void ServerClock::onMessage(const Result<NatsMessage> &answer, WallTime sent, WallTime acknowledged)
{
    const QJsonObject message = readJetStreamAnswer(answer).object["message"_L1].toObject();
    const auto at = timeOf(message["time"_L1].toString());
    if (!at || sent > acknowledged)
        return;
    // It was stored some time between.
    const bool isFirst = !m_ahead;
    const milliseconds least = *at - acknowledged;
    const milliseconds most = *at - sent;
    const bool isEqual = least.count() <= 0 && most.count() >= 0;
    m_ahead = isEqual ? milliseconds{0} : (least + most) / 2;
    if (isFirst)
        emit known();
}

} // namespace earshot
