// How an EventDesk comes into charge of its event, and what it does while another desk is.
#include "desk/event_desk.h"

#include "wire/messages.h"

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
        m_put.reset();
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
    lookWhetherRemoved(); // before its card is told again
    putCard();
    publishSoon();
}

/// A standby knows what the other desk knows.
void EventDesk::follow(const LeaseRecord &record)
{
    if (m_formerCard == FormerCard::Replace)
        return;
    m_state = record.state;
    m_uncorrected = 0;
    m_description = record.description;
    m_isDescribed = record.isDescribed;
    m_isListed = record.listed;
    m_invitations.setKept(record.invitations);
    m_isPauseNotice = record.isPauseNotice;
    m_recorded = record.recorded;
    m_lacksTracks = record.lacksTracks;
    m_silenced.replace(record.silenced);
    meetStage(record);
}

/// Knows everybody on the stage of a former desk.
void EventDesk::meetStage(const LeaseRecord &record)
{
    QHash<UserKey, Word> words;
    for (const KeptWords &kept : record.words)
        words[kept.key] = {kept.reason, kept.by};
    m_mutedByDesk.clear();
    m_mutedBySelf.clear();
    for (const UserKey &key : record.mutedByDesk)
        m_mutedByDesk[key] = words.value(key);
    m_removed = record.removed;
    m_removals.clear();
    for (const UserKey &key : m_removed)
        m_removals[key] = words.value(key);
    QSet<UserKey> known;
    for (const StageMember &member : m_state.stage) {
        if (member.muted && !m_mutedByDesk.contains(member.key))
            m_mutedBySelf.insert(member.key);
        if (m_hands.take(member.key))
            handsMoved();
        known.insert(member.key);
    }
    for (const HandsQueue::Entry &entry : m_hands.entries())
        known.insert(entry.hand.key);
    m_asks.keepOnly(known);
}

/// Once this desk is in charge and knows what was: goes on from there.
void EventDesk::settle()
{
    if (m_isSettled || !m_cards.isLoaded() || !m_lease.maySpeak())
        return;
    m_isSettled = true;
    if (m_remembered && !m_wasStandby
        && (!m_former.record || m_former.record->state.revision < m_remembered->state.revision))
        m_former.record = m_remembered;
    m_remembered.reset();
    if (m_formerCard == FormerCard::Replace) {
        m_state.revision = revisionAfter(m_state.revision, m_former);
    } else {
        const QHash<UserKey, Word> muted = m_mutedByDesk;
        if (m_wasStandby)
            m_state.revision = revisionAfter(m_state.revision, m_former);
        else
            goOnAlone();
        if (m_former.record) {
            meetStage(*m_former.record);
            m_mutedByDesk.insert(muted);
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
    lookWhetherRemoved(); // before its card is told again
    applyChange();
    emit tookCharge();
}

/// Whoever removes a recording takes it off the card, too; the card alone is nobody's word, as desks write over it.
void EventDesk::onCard(const NatsMessage &message)
{
    const Result<ScheduleCard> card = readCard(message.payload);
    if (m_recorded && card && card->recorded != m_recorded)
        lookWhetherRemoved();
}

void EventDesk::lookWhetherRemoved()
{
    if (isInCharge() && m_recorded)
        m_removedMark.look(m_recorded->folder);
}

/// An event that was started once more goes on to its next recording.
void EventDesk::onRemoved(const QString &folder)
{
    if (!isInCharge() || !m_recorded || m_recorded->folder != folder)
        return;
    m_lacksTracks = false;
    const bool isNewest
        = m_state.recording == RecordingPromise::Ready || m_state.recording == RecordingPromise::Partial;
    setRecording(isNewest ? RecordingPromise::Removed : m_state.recording);
}

/// A desk that was just started: what was holds, but for what was done here meanwhile.
void EventDesk::goOnAlone()
{
    const QString ownTitle = m_state.title;
    const std::vector<WallSpan> ownAired = m_state.aired;
    m_state = goOn(m_state, m_isChanged, m_former);
    if (m_state.aired != ownAired)
        m_uncorrected = 0;
    const bool isCardNewer
        = m_former.card && (!m_former.record || m_former.card->revision > m_former.record->state.revision);
    if (isCardNewer)
        m_recorded = m_former.card->recorded;
    else if (m_former.record)
        m_recorded = m_former.record->recorded;
    if (!m_former.record)
        return;
    const LeaseRecord &record = *m_former.record;
    // A removal has taken it off the card; or that desk ended before it could tell of the tracks.
    const bool isUntold = m_recorded && m_recorded != record.recorded;
    m_lacksTracks = m_recorded && (record.lacksTracks || isUntold);
    m_silenced.goOnFrom(record.silenced);
    if (m_state.message == record.state.message)
        m_isPauseNotice = record.isPauseNotice && m_state.message;
    // It was gone on with here before this was known.
    if (m_isPauseNotice && m_state.phase != Phase::Paused) {
        m_isPauseNotice = false;
        m_state.message.reset();
    }
    if (m_isDescribed) {
        m_state.title = ownTitle;
    } else if (record.isDescribed) {
        m_state.title = record.state.title;
        m_description = record.description;
        m_isDescribed = true;
    } else if (m_description.isEmpty()) {
        m_description = record.description;
    }
    m_isListed = m_isListed && record.listed;
    std::vector<KeptInvitation> invitations = record.invitations;
    for (const KeptInvitation &own : m_invitations.kept()) {
        if (invitations.size() < StageInvitations::kMost)
            invitations.push_back(own);
    }
    m_invitations.setKept(invitations);
}

/// Of those who are muted first, then of the latest removals; cut as they are read back.
std::vector<KeptWords> EventDesk::words() const
{
    std::vector<KeptWords> words;
    const auto add = [&](const UserKey &key, const Word &word) {
        const bool isAny = !word.reason.isEmpty() || !word.by.isEmpty();
        if (isAny && words.size() < std::size_t(kMaxKeptWords))
            words.push_back({key, word.reason, word.by});
    };
    for (auto muted = m_mutedByDesk.cbegin(); muted != m_mutedByDesk.cend(); ++muted)
        add(muted.key(), muted.value());
    for (auto key = m_removed.rbegin(); key != m_removed.rend(); ++key)
        add(*key, m_removals.value(*key));
    return words;
}

LeaseRecord EventDesk::record() const
{
    LeaseRecord record{.state = m_state,
        .mutedByDesk = {m_mutedByDesk.keyBegin(), m_mutedByDesk.keyEnd()},
        .removed = m_removed,
        .invitations = m_invitations.kept(),
        .description = m_description,
        .isDescribed = m_isDescribed,
        .listed = m_isListed,
        .words = words(),
        .isPauseNotice = m_isPauseNotice,
        .recorded = m_recorded,
        .lacksTracks = m_lacksTracks,
        .silenced = m_silenced.spans()};
    record.state.deskClock = m_clock.wall();
    return record;
}

} // namespace earshot
