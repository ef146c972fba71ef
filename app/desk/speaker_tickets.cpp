#include "desk/speaker_tickets.h"

#include "wire/desk_order.h"
#include "wire/jwt.h"
#include "wire/subjects.h"

namespace earshot {

namespace {

constexpr int kRenewAtTwelfth = 5; ///< of its life: less than half, so that more than half is always left
constexpr std::chrono::minutes kRepeat{3};
constexpr seconds kLeave{3};
/// A server that takes in a revocation turns everybody away for a moment: those of a row of people are one.
constexpr seconds kBetweenRevocations{10};

} // namespace

SpeakerTickets::SpeakerTickets(
    Clock &clock, Session &session, const EventId &event, std::optional<Issuer> issuer)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_issuer(std::move(issuer))
{ }

Result<QByteArray> SpeakerTickets::issue(const UserKey &key, const QString &name)
{
    if (!m_issuer)
        return Failure{Cause::DeskRefused, QStringLiteral("no key to sign tickets with")};
    const WallTime now = m_clock.wall();
    const QByteArray ticket = makeUserTicket(key.utf8(), name, m_issuer->accountPublicKey,
        m_issuer->speakerKey, now, now + m_issuer->lifetime, {QStringLiteral("event:") + m_event.text()});
    m_leaving.remove(key);
    publish(key, m_issued.insert(key, {name, now, ticket}).value());
    return ticket;
}

void SpeakerTickets::repeat(const UserKey &key)
{
    const auto issued = m_issued.find(key);
    if (issued == m_issued.end())
        return;
    if (!issued->ticket.isEmpty())
        publish(key, *issued);
    else
        (void)issue(key, QString(issued->name));
}

void SpeakerTickets::publish(const UserKey &key, Issued &issued)
{
    issued.published = m_clock.wall();
    const DeskOrder order{m_event, issued.ticket, std::nullopt, {}, m_clock.wall()};
    m_session.publish(subjects::to(m_event, key), writeOrder(order));
}

void SpeakerTickets::adopt(const UserKey &key, const QString &name)
{
    if (m_issuer && !m_issued.contains(key))
        m_issued.insert(key, {name, m_clock.wall() - m_issuer->lifetime});
}

void SpeakerTickets::forget(const UserKey &key)
{
    if (m_issued.remove(key) && m_issuer && m_issuer->revoke)
        m_leaving.insert(key, m_clock.now() + kLeave);
}

void SpeakerTickets::tend()
{
    if (!m_issuer)
        return;
    // A ticket published without a line would be lost, and count as renewed.
    if (m_session.isLive())
        renewDue();
    revokeDue();
}

void SpeakerTickets::renewDue()
{
    const QList<UserKey> keys = m_issued.keys();
    for (const UserKey &key : keys) {
        Issued &issued = m_issued[key];
        if (m_clock.wall() - issued.at >= m_issuer->lifetime * kRenewAtTwelfth / 12)
            (void)issue(key, QString(issued.name));
        else if (!issued.ticket.isEmpty() && m_clock.wall() - issued.published >= kRepeat)
            publish(key, issued);
    }
}

void SpeakerTickets::revokeDue()
{
    const Instant now = m_clock.now();
    if (now < m_revokeNext)
        return;
    QList<UserKey> due;
    for (auto entry = m_leaving.cbegin(); entry != m_leaving.cend(); ++entry) {
        if (now >= entry.value())
            due << entry.key();
    }
    if (due.isEmpty())
        return;
    for (const UserKey &key : std::as_const(due))
        m_leaving.remove(key);
    m_revokeNext = now + kBetweenRevocations;
    m_issuer->revoke(due, m_clock.wall() + m_issuer->lifetime);
}

} // namespace earshot
