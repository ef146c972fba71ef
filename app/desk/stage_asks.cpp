#include "desk/stage_asks.h"

#include "wire/subjects.h"

namespace earshot {

namespace {

constexpr int kChecksPerSecond = 5; ///< one signature costs about 0.1 ms

} // namespace

StageAsks::StageAsks(Clock &clock, Session &session, const EventId &event)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
{
    m_session.subscribe(
        subjects::allAsks(event), [this](const NatsMessage &message, Instant) { onAsk(message); });
}

StageAsks::~StageAsks()
{
    m_session.unsubscribe(subjects::allAsks(m_event));
}

void StageAsks::onAsk(const NatsMessage &message)
{
    const std::optional<UserKey> key = subjects::askerOf(message.subject);
    const auto member = key ? m_members.find(*key) : m_members.end();
    if (member == m_members.end())
        return;
    if (m_clock.now() - member->second >= seconds{1}) {
        member->second = m_clock.now();
        member->checks = 0;
    }
    if (++member->checks > kChecksPerSecond)
        return;
    const Result<Ask> ask = readAsk(message.payload, m_event, *key, m_clock.wall());
    if (!ask || ask->at <= member->lastAsk)
        return;
    member->lastAsk = ask->at;
    if (ask->kind == AskKind::Presence)
        emit presence(*key, ask->muted);
}

} // namespace earshot
