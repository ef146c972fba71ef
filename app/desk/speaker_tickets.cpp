#include "desk/speaker_tickets.h"

#include "wire/desk_order.h"
#include "wire/jwt.h"
#include "wire/subjects.h"

namespace earshot {

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
    m_issued.insert(key, {name, now, ticket});
    publish(key, ticket);
    return ticket;
}

void SpeakerTickets::repeat(const UserKey &key)
{
    const auto issued = m_issued.constFind(key);
    if (issued == m_issued.cend())
        return;
    if (const QByteArray ticket = issued->ticket; !ticket.isEmpty())
        publish(key, ticket);
    else
        (void)issue(key, QString(issued->name));
}

void SpeakerTickets::publish(const UserKey &key, const QByteArray &ticket)
{
    const DeskOrder order{m_event, ticket, std::nullopt, {}, m_clock.wall()};
    m_session.publish(subjects::to(m_event, key), writeOrder(order));
}

void SpeakerTickets::adopt(const UserKey &key, const QString &name)
{
    if (m_issuer && !m_issued.contains(key))
        m_issued.insert(key, {name, m_clock.wall() - m_issuer->lifetime});
}

void SpeakerTickets::renewDue()
{
    // A ticket published without a line would be lost, and count as renewed.
    if (!m_issuer || !m_session.isLive())
        return;
    const QHash<UserKey, Issued> issued = m_issued;
    for (auto entry = issued.cbegin(); entry != issued.cend(); ++entry) {
        if (m_clock.wall() - entry->at >= m_issuer->lifetime / 2)
            (void)issue(entry.key(), entry->name);
    }
}

} // namespace earshot
