#include "desk/stage_asks.h"

#include "wire/subjects.h"

namespace earshot {

namespace {

constexpr qsizetype kMostStrangers = 4096; ///< remembered
constexpr int kMostWaitingStrangers = 64; ///< keys
constexpr int kMostWaitingMembers = 512; ///< keys; no more people have a place on stage and in the queue
constexpr char kInvitationField[] = "\"invitation\":\"";

} // namespace

StageAsks::StageAsks(Clock &clock, Session &session, const EventId &event, std::uint64_t seed,
    std::function<bool(const QByteArray &secret)> knowsInvitation)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_random(seed)
    , m_knowsInvitation(std::move(knowsInvitation))
    , m_slice(clock.makeTimer())
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
    if (!m_members.contains(key))
        m_members.insert(key, {m_strangers.take(key)});
}

void StageAsks::forget(const UserKey &key)
{
    const auto member = m_members.find(key);
    if (member == m_members.end())
        return;
    m_strangers.insert(key, member->lastAsk); // what they asked before is not to be played back
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
    if (!key || !looksLikeAsk(message.payload, *key))
        return;
    beginSecond();
    const auto member = m_members.constFind(*key);
    const bool isMember = member != m_members.cend();
    if (isMember && member->asks >= kMemberAsks)
        return;
    if (mayCheckAtOnce(*key, message.payload))
        check(*key, message.payload);
    else if (isMember)
        wait(m_waitingMembers, *key, message.payload, kMostWaitingMembers);
    else
        wait(m_waitingStrangers, *key, message.payload, kMostWaitingStrangers);
}

void StageAsks::beginSecond()
{
    if (m_clock.now() - m_second < seconds{1})
        return;
    m_second = m_clock.now();
    m_strangersChecks = 0;
    m_strangerChecks.clear();
    m_invitationChecks.clear();
    if (m_strangers.size() > kMostStrangers)
        m_strangers.clear();
    for (Member &member : m_members)
        member.asks = member.wrong = 0;
}

bool StageAsks::mayCheckAtOnce(const UserKey &key, const QByteArray &payload)
{
    if (const auto member = m_members.constFind(key); member != m_members.cend())
        return member->wrong < kChecksAtOnce;
    if (const QByteArray invitation = invitationIn(payload); !invitation.isEmpty()) {
        if (int &checks = m_invitationChecks[invitation]; checks < kChecksOfInvitation) {
            ++checks;
            return true;
        }
    }
    if (m_strangersChecks >= kStrangersAtOnce || m_strangerChecks.value(key) >= kChecksAtOnce)
        return false;
    ++m_strangersChecks;
    ++m_strangerChecks[key];
    return true;
}

/// True where it was theirs.
bool StageAsks::check(const UserKey &key, const QByteArray &payload)
{
    const auto member = m_members.find(key);
    const bool isMember = member != m_members.end();
    const WallTime lastAsk = isMember ? member->lastAsk : m_strangers.value(key);
    const Result<Ask> ask = readAsk(payload, m_event, key, m_clock.wall());
    const bool isTrue = ask && ask->at > lastAsk;
    if (isMember) {
        ++(isTrue ? member->asks : member->wrong);
        if (isTrue)
            member->lastAsk = ask->at;
    } else if (isTrue) {
        m_strangers.insert(key, ask->at);
    }
    if (isTrue)
        emit received(key, *ask);
    return isTrue;
}

/// Each ask of the slice is as likely to be kept as any other of its key (Vitter's algorithm R), and each key as any
/// other.
void StageAsks::wait(Waiting &waiting, const UserKey &key, const QByteArray &payload, int most)
{
    if (!waiting.byKey.contains(key)) {
        ++waiting.keysSeen;
        if (waiting.byKey.size() >= most) {
            if (pick(std::size_t(waiting.keysSeen)) >= std::size_t(most))
                return;
            waiting.byKey.erase(
                std::next(waiting.byKey.cbegin(), qsizetype(pick(std::size_t(waiting.byKey.size())))));
        }
    }
    Waiting::Asks &asks = waiting.byKey[key];
    ++asks.seen;
    if (asks.kept.size() < std::size_t(kMembersInSlice))
        asks.kept.push_back(payload);
    else if (const std::size_t place = pick(std::size_t(asks.seen)); place < asks.kept.size())
        asks.kept[place] = payload;
    if (!m_slice->isActive())
        m_slice->start(kSlice, [this] { endSlice(); });
}

void StageAsks::endSlice()
{
    beginSecond();
    Waiting members = std::exchange(m_waitingMembers, {});
    Waiting strangers = std::exchange(m_waitingStrangers, {});
    draw(members, kMembersInSlice);
    draw(strangers, kStrangersInSlice);
}

void StageAsks::draw(Waiting &waiting, int checks)
{
    std::vector<UserKey> keys(waiting.byKey.keyBegin(), waiting.byKey.keyEnd());
    while (checks > 0 && !keys.empty()) {
        // Once round all keys in a random order, then once more.
        for (std::size_t left = keys.size(); left > 0 && checks > 0; --left, --checks) {
            std::swap(keys[pick(left)], keys[left - 1]);
            std::vector<QByteArray> &kept = waiting.byKey[keys[left - 1]].kept;
            std::swap(kept[pick(kept.size())], kept.back());
            const QByteArray payload = std::exchange(kept.back(), {});
            kept.pop_back();
            check(keys[left - 1], payload);
        }
        std::erase_if(keys, [&](const UserKey &key) { return waiting.byKey[key].kept.empty(); });
    }
}

/// The secret of a link in an ask that was not checked yet; empty where there is none that can be used.
QByteArray StageAsks::invitationIn(const QByteArray &payload) const
{
    const qsizetype at = payload.indexOf(kInvitationField);
    if (at < 0)
        return {};
    const QByteArray secret = payload.mid(at + qsizetype(sizeof kInvitationField) - 1, kInvitationLength);
    return m_knowsInvitation(secret) ? secret : QByteArray();
}

} // namespace earshot
