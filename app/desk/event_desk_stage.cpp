// Who is on the stage of an EventDesk, who would like to be, and what they and co-hosts ask for.
#include "desk/event_desk.h"

#include "wire/subjects.h"

#include <algorithm>

namespace earshot {

namespace {

/// Changes of the queue that come closer together are told together.
constexpr milliseconds kHandsTogether{100};
/// A co-host's line may have lost what was told.
constexpr seconds kHandsRhythm{5};

Failure notOnStage()
{
    return {Cause::DeskRefused, QStringLiteral("not on the stage")};
}

} // namespace

Result<QByteArray> EventDesk::admit(const UserKey &key, const QString &name, Role role)
{
    if (isStandby())
        return notInCharge();
    StageMember *member = find(key);
    if (!member && isFull())
        return Failure{Cause::DeskRefused, QStringLiteral("the stage is full")};
    Result<QByteArray> ticket = m_tickets.issue(key, name);
    if (!ticket)
        return ticket;
    if (!member)
        member
            = &m_state.stage.emplace_back(StageMember{key, {}, role, false, Presence::Away, m_clock.wall()});
    member->name = name;
    member->role = role;
    std::erase(m_removed, key);
    m_removals.remove(key);
    m_asks.admit(key);
    if (m_hands.take(key))
        handsMoved();
    applyChange();
    return ticket;
}

Outcome EventDesk::setMuted(const UserKey &key, bool muted, const QString &reason, const QString &by)
{
    if (isStandby())
        return notInCharge();
    StageMember *member = find(key);
    if (!member)
        return notOnStage();
    if (muted)
        m_mutedByDesk[key] = {reason, by};
    else
        m_mutedByDesk.remove(key);
    showMute(*member);
    sendMute(key);
    applyChange();
    return Nothing{};
}

Outcome EventDesk::remove(const UserKey &key, const QString &reason, const QString &by)
{
    if (isStandby())
        return notInCharge();
    if (!find(key))
        return notOnStage();
    std::erase(m_removed, key);
    if (m_removed.size() >= std::size_t(kMaxKeptKeys)) {
        m_removals.remove(m_removed.front());
        m_removed.erase(m_removed.begin());
    }
    m_removed.push_back(key);
    m_removals[key] = {reason, by};
    leaveStage(key);
    sendRemoval(key);
    return Nothing{};
}

Outcome EventDesk::setRole(const UserKey &key, Role role)
{
    if (isStandby())
        return notInCharge();
    StageMember *member = find(key);
    if (!member)
        return notOnStage();
    if (member->role == role)
        return Nothing{};
    member->role = role;
    applyChange();
    tellCoHosts();
    return Nothing{};
}

Hands EventDesk::hands() const
{
    return m_hands.hands();
}

Outcome EventDesk::invite(const UserKey &key, const QString &name, Role role, const QString &by)
{
    if (isStandby())
        return notInCharge();
    if (find(key))
        return Failure{Cause::DeskRefused, QStringLiteral("on the stage already")};
    if (isFull())
        return Failure{Cause::DeskRefused, QStringLiteral("the stage is full")};
    m_hands.invite(key, name, role, by, m_clock.now(), m_clock.wall());
    m_asks.admit(key);
    tellInvitations();
    handsMoved();
    return Nothing{};
}

void EventDesk::dismiss(const UserKey &key)
{
    if (!isStandby() && m_hands.find(key))
        endHand(key);
}

Result<QByteArray> EventDesk::makeInvitation(Role role)
{
    if (isStandby())
        return notInCharge();
    Result<QByteArray> secret = m_invitations.make(role);
    if (secret)
        m_lease.renewSoon();
    return secret;
}

Outcome EventDesk::withdrawInvitation(const QByteArray &secret)
{
    if (isStandby())
        return notInCharge();
    if (!m_invitations.use(secret))
        return Failure{Cause::DeskRefused, QStringLiteral("no unused invitation")};
    m_lease.renewSoon();
    return Nothing{};
}

void EventDesk::onAsk(const UserKey &key, const Ask &ask)
{
    switch (ask.kind) {
    case AskKind::RaiseHand:
        return onHand(key, ask.name);
    case AskKind::LowerHand:
    case AskKind::DeclineStage:
        if (m_hands.find(key))
            endHand(key);
        return;
    case AskKind::AcceptStage:
        return onAccept(key, ask);
    case AskKind::Presence:
        return onPresence(key, ask.muted);
    case AskKind::StepDown:
        if (isInCharge() && find(key))
            leaveStage(key);
        return;
    case AskKind::Control:
        if (const StageMember *from = find(key); from && ask.control)
            onControl(StageMember(*from), *ask.control);
        return;
    }
}

void EventDesk::onPresence(const UserKey &key, bool muted)
{
    StageMember *member = find(key);
    if (!member) {
        if (isInCharge() && std::ranges::find(m_removed, key) != m_removed.end())
            sendRemoval(key); // it was lost on the way
        return;
    }
    m_presence.seen(key, m_clock.now(), m_clock.wall());
    if (!isInCharge())
        return;
    // An order may have been lost while they had no line.
    sendMute(key);
    const bool wasMuted = member->muted;
    if (muted)
        m_mutedBySelf.insert(key);
    else
        m_mutedBySelf.remove(key);
    showMute(*member);
    if (member->muted != wasMuted)
        applyPresence();
    updatePresence();
}

/// A standby keeps the queue too, silently.
void EventDesk::onHand(const UserKey &key, const QString &name)
{
    if (find(key))
        return;
    const HandsQueue::Entry *known = m_hands.find(key);
    const bool isNew = !known || (!known->hasFixedName() && known->hand.name != name);
    if (!m_hands.raise(key, name, m_clock.now(), m_clock.wall())) {
        if (isInCharge())
            send(key, {.event = m_state.id, .place = 0});
        return;
    }
    if (isNew) {
        m_asks.admit(key);
        return handsMoved();
    }
    if (isInCharge() && !m_handsSoon->isActive())
        send(key, {.event = m_state.id, .place = m_hands.placeOf(key)});
}

/// By an invitation of this desk, or the secret of a link. Asked again until the ticket is there. Who was invited comes
/// up by the name under which they were.
void EventDesk::onAccept(const UserKey &key, const Ask &ask)
{
    if (!isInCharge())
        return;
    if (find(key))
        return m_tickets.repeat(key);
    const HandsQueue::Entry *entry = m_hands.find(key);
    std::optional<Role> role;
    QString name = ask.name;
    if (entry && entry->invited) {
        role = entry->invited->role;
        if (entry->hasFixedName())
            name = entry->hand.name;
    } else if (std::ranges::find(m_removed, key) != m_removed.end()) {
        return sendRemoval(key); // a link does not undo what the host decided
    } else if (!isFull()) {
        role = m_invitations.use(ask.invitation);
    }
    if (!role || !admit(key, name, *role))
        send(key, {.event = m_state.id, .place = 0});
}

/// Hosts and co-hosts may; nobody may touch a host.
void EventDesk::onControl(const StageMember &from, const StageControl &control)
{
    if (!isInCharge() || from.role == Role::Speaker)
        return;
    if (control.kind == StageControl::Kind::Message)
        return setMessage(control.text);
    if (!control.whom)
        return;
    const StageMember *whom = find(*control.whom);
    if (!whom || whom->role != Role::Host)
        doControl(*control.whom, control, from.name);
}

void EventDesk::doControl(const UserKey &whom, const StageControl &control, const QString &by)
{
    switch (control.kind) {
    case StageControl::Kind::BringUp:
        if (m_hands.find(whom))
            (void)invite(whom, {}, Role::Speaker, by);
        return;
    case StageControl::Kind::LowerHand:
        return dismiss(whom);
    case StageControl::Kind::Mute:
    case StageControl::Kind::Unmute:
        (void)setMuted(whom, control.kind == StageControl::Kind::Mute, control.text, by);
        return;
    case StageControl::Kind::Remove:
        (void)remove(whom, control.text, by);
        return;
    case StageControl::Kind::Message:
        return;
    }
}

void EventDesk::endHand(const UserKey &key)
{
    m_hands.take(key);
    m_asks.forget(key);
    if (isInCharge())
        send(key, {.event = m_state.id, .place = 0});
    handsMoved();
}

void EventDesk::leaveStage(const UserKey &key)
{
    std::erase_if(m_state.stage, [&](const StageMember &member) { return member.key == key; });
    m_silenced.set(key, true, byServer(m_clock.wall()));
    m_mutedByDesk.remove(key);
    m_mutedBySelf.remove(key);
    m_packetCounts.remove(key);
    m_presence.forget(key);
    m_tickets.forget(key);
    m_asks.forget(key);
    applyChange();
}

void EventDesk::handsMoved()
{
    if (!m_handsSoon->isActive())
        m_handsSoon->start(kHandsTogether, [this] { tellHands(); });
}

void EventDesk::forgetHands()
{
    const std::vector<HandsQueue::Entry> forgotten = m_hands.takeForgotten(m_clock.now());
    for (const HandsQueue::Entry &entry : forgotten) {
        if (!find(entry.hand.key))
            m_asks.forget(entry.hand.key);
        if (isInCharge())
            send(entry.hand.key, {.event = m_state.id, .place = 0});
    }
    if (!forgotten.empty())
        handsMoved();
    if (m_clock.now() - m_lastHandsTold >= kHandsRhythm)
        tellCoHosts();
}

void EventDesk::tellInvitations()
{
    if (!m_session.isLive())
        return;
    for (HandsQueue::Entry &entry : m_hands.entries()) {
        std::optional<HandsQueue::Invited> &invited = entry.invited;
        if (!invited || (invited->told && m_clock.now() - *invited->told < HandsQueue::kRetold))
            continue;
        invited->told = m_clock.now();
        send(entry.hand.key, {.event = m_state.id, .by = invited->by, .invitation = invited->role});
    }
}

/// To each their new place, to co-hosts and this desk's host the whole queue.
void EventDesk::tellHands()
{
    if (isInCharge()) {
        for (HandsQueue::Entry &entry : m_hands.entries()) {
            const int place = m_hands.placeOf(entry.hand.key);
            if (std::exchange(entry.toldPlace, place) != place)
                send(entry.hand.key, {.event = m_state.id, .place = place});
        }
        tellCoHosts();
    }
    emit handsChanged(m_hands.hands());
}

void EventDesk::tellCoHosts()
{
    if (!isInCharge())
        return;
    m_lastHandsTold = m_clock.now();
    Hands hands = m_hands.hands();
    if (hands.size() > kMaxOrderHands)
        hands.resize(kMaxOrderHands, hands.front());
    for (const StageMember &member : m_state.stage) {
        if (member.role == Role::CoHost)
            send(member.key, {.event = m_state.id, .hands = hands});
    }
}

void EventDesk::send(const UserKey &key, DeskOrder order)
{
    order.at = m_clock.wall();
    m_session.publish(subjects::to(m_state.id, key), writeOrder(order));
}

void EventDesk::sendMute(const UserKey &key)
{
    const Word word = m_mutedByDesk.value(key);
    send(key,
        {.event = m_state.id, .muted = m_mutedByDesk.contains(key), .reason = word.reason, .by = word.by});
}

void EventDesk::sendRemoval(const UserKey &key)
{
    const Word word = m_removals.value(key);
    send(key, {.event = m_state.id, .reason = word.reason, .by = word.by, .removed = true});
}

StageMember *EventDesk::find(const UserKey &key)
{
    const auto found = std::ranges::find(m_state.stage, key, &StageMember::key);
    return found == m_state.stage.end() ? nullptr : &*found;
}

bool EventDesk::isFull() const
{
    return m_state.stage.size() >= std::size_t(kMaxStage);
}

void EventDesk::showMute(StageMember &member) const
{
    member.mutedByHost = m_mutedByDesk.contains(member.key);
    member.muted = member.mutedByHost || m_mutedBySelf.contains(member.key);
}

} // namespace earshot
