#include "desk/stage_asks.h"

#include "wire/subjects.h"

namespace earshot {

namespace {

constexpr qsizetype kMostStrangers
    = 4096; ///< remembered; kStrangersChecks a second for the life of an ask: 2 min
constexpr char kInvitationField[] = "\"invitation\":\"";

} // namespace

StageAsks::StageAsks(Clock &clock, Session &session, const EventId &event,
    std::function<bool(const QByteArray &secret)> knowsInvitation)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_knowsInvitation(std::move(knowsInvitation))
{
    m_session.subscribe(
        subjects::allAsks(event), [this](const NatsMessage &message, Instant) { onAsk(message); });
}

StageAsks::~StageAsks()
{
    m_session.unsubscribe(subjects::allAsks(m_event));
}

void StageAsks::admit(const UserKey &key)
{
    if (m_members.contains(key))
        return;
    m_members.insert(key, m_strangers.take(key));
}

void StageAsks::forget(const UserKey &key)
{
    const auto member = m_members.find(key);
    if (member == m_members.end())
        return;
    m_strangers.insert(key, *member); // what they asked before is not to be played back
    m_members.erase(member);
}

void StageAsks::keepOnly(const QSet<UserKey> &members)
{
    for (const UserKey &key : m_members.keys()) {
        if (!members.contains(key))
            forget(key);
    }
    for (const UserKey &key : members)
        admit(key);
}

void StageAsks::onAsk(const NatsMessage &message)
{
    const std::optional<UserKey> key = subjects::askerOf(message.subject);
    if (!key || message.payload.size() > kMaxAskBytes)
        return;
    beginSecond();
    Asker *asker = mayCheck(*key, message.payload);
    if (!asker)
        return;
    const Result<Ask> ask = readAsk(message.payload, m_event, *key, m_clock.wall());
    if (!ask || ask->at <= asker->lastAsk)
        return;
    asker->lastAsk = ask->at;
    emit received(*key, *ask);
}

void StageAsks::beginSecond()
{
    if (m_clock.now() - m_second < seconds{1})
        return;
    m_second = m_clock.now();
    m_strangersChecks = 0;
    if (m_strangers.size() > kMostStrangers)
        m_strangers.clear();
    for (Asker &asker : m_members)
        asker.checks = 0;
    for (Asker &asker : m_strangers)
        asker.checks = 0;
}

/// Whose ask may be looked at now; null where their share of this second is used up.
StageAsks::Asker *StageAsks::mayCheck(const UserKey &key, const QByteArray &payload)
{
    if (const auto member = m_members.find(key); member != m_members.end())
        return ++member->checks <= kMemberChecks ? &*member : nullptr;
    // Looked at before the shared number: who floods with one key takes nothing from the others.
    if (const auto stranger = m_strangers.find(key);
        stranger != m_strangers.end() && stranger->checks >= kStrangerChecks)
        return nullptr;
    if (m_strangersChecks >= kStrangersChecks && !showsInvitation(payload))
        return nullptr;
    ++m_strangersChecks;
    Asker &stranger = m_strangers[key];
    ++stranger.checks;
    return &stranger;
}

/// Whether an ask that was not checked yet has the secret of a link in it.
bool StageAsks::showsInvitation(const QByteArray &payload) const
{
    const qsizetype at = payload.indexOf(kInvitationField);
    return at >= 0
        && m_knowsInvitation(payload.mid(at + qsizetype(sizeof kInvitationField) - 1, kInvitationLength));
}

} // namespace earshot
