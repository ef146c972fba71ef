// How an EventDesk comes into charge of its event, and what it does while another desk is.
#include "desk/event_desk.h"

#include <algorithm>

namespace earshot {

void EventDesk::onRecordSeen(const LeaseRecord &record)
{
    m_former.record = record;
    if (m_wasStandby)
        follow(record);
}

void EventDesk::onLeaseChanged()
{
    const LeaseStats lease = m_lease.stats();
    if (lease.phase == LeasePhase::Standby) {
        m_wasStandby = true;
        m_isSettled = false;
        m_isChanged = false;
        m_cards.forget();
        if (m_former.record)
            follow(*m_former.record);
    } else if (lease.phase == LeasePhase::Unguarded) {
        settle();
    }
    emit leaseChanged(lease);
}

/// What was done while the lease was not sure.
void EventDesk::onConfirmed()
{
    if (!m_isSettled)
        return;
    m_cards.put(card());
    publishSoon();
}

/// A standby knows what the other desk knows.
void EventDesk::follow(const LeaseRecord &record)
{
    if (m_formerCard == FormerCard::Replace)
        return;
    m_state = record.state;
    meetStage();
}

/// Knows everybody on the stage of a former desk.
void EventDesk::meetStage()
{
    m_mutedByDesk.clear();
    m_mutedBySelf.clear();
    for (const UserKey &key : m_former.record->mutedByDesk)
        m_mutedByDesk.insert(key);
    for (const StageMember &member : m_state.stage) {
        if (member.muted && !m_mutedByDesk.contains(member.key))
            m_mutedBySelf.insert(member.key);
        m_asks.admit(member.key);
    }
}

/// Once this desk is in charge and knows what was: goes on from there.
void EventDesk::settle()
{
    if (m_isSettled || !m_cards.isLoaded() || !m_lease.maySpeak())
        return;
    m_isSettled = true;
    if (m_formerCard == FormerCard::Replace) {
        m_state.revision = revisionAfter(m_state.revision, m_former);
    } else {
        const QSet<UserKey> muted = m_mutedByDesk;
        if (m_wasStandby)
            m_state.revision = revisionAfter(m_state.revision, m_former);
        else
            m_state = goOn(m_state, m_isChanged, m_former);
        if (m_former.record) {
            meetStage();
            m_mutedByDesk.unite(muted);
            m_formerCounts = m_former.record->state.counts;
        }
        for (StageMember &member : m_state.stage) {
            showMute(member);
            m_tickets.adopt(member.key, member.name);
            // Nobody is gone only because another desk has not heard them yet.
            if (member.presence == Presence::Present && !m_presence.knows(member.key))
                m_presence.seen(member.key, m_clock.now(), m_clock.wall());
        }
        if (m_description.isEmpty() && m_former.card)
            m_description = m_former.card->description;
        if (m_speakerNames.isEmpty() && m_former.card)
            m_speakerNames = m_former.card->speakerNames;
    }
    m_formerCard = FormerCard::GoOn;
    m_former.record.reset();
    applyChange();
    emit tookCharge();
}

LeaseRecord EventDesk::record() const
{
    LeaseRecord record{{}, {}, 0, m_state, {m_mutedByDesk.cbegin(), m_mutedByDesk.cend()}};
    record.state.deskClock = m_clock.wall();
    return record;
}

} // namespace earshot
