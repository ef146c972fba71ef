#include "session/stage_seat.h"

#include "session/ticket_renewal.h"
#include "wire/jwt.h"
#include "wire/subjects.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr seconds kHandRhythm{10};
constexpr seconds kNoAnswer{5};
constexpr seconds kAcceptRhythm{1};
constexpr seconds kComingUpFor{15};
constexpr seconds kPresenceRhythm{2};
/// A "no" may have been on its way before the "yes" with its ticket.
constexpr seconds kRefusalHolds{1};
/// Orders from before the desk heard of a decision are not taken for new ones.
constexpr seconds kOnTheWay{5};
/// So long the desk keeps a hand that is not raised again.
constexpr seconds kHandKept{30};
/// A beacon from before the admission, or from a desk that has just taken over, may lack one for a moment.
constexpr seconds kMissingFor{5};
/// The desk takes asks within ±2 min of its own clock.
constexpr seconds kClocksDiffer{20};
/// A ticket that ends as late as the present one is the same once more.
constexpr seconds kSameTicket{60};

bool isAboutTicket(Cause cause)
{
    return cause == Cause::TicketExpired || cause == Cause::TicketRejected || cause == Cause::TicketRevoked;
}

} // namespace

StageSeat::StageSeat(
    Clock &clock, Session &session, const EventId &event, const NKey &key, const Credentials &listener)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_key(key)
    , m_listener(listener)
    , m_rhythm(clock.makeTimer())
    , m_redial(clock.makeTimer())
{
    m_stats.ownKey = m_key.userKey();
    m_told = m_stats;
    m_session.subscribe(subjects::to(m_event, m_key.userKey()),
        [this](const NatsMessage &message, Instant) { onOrder(message); });
    connect(&m_session, &Session::wentLive, this, &StageSeat::onLineUp);
    connect(&m_session, &Session::moved, this, &StageSeat::onLineUp);
    connect(&m_session, &Session::moveFailed, this, &StageSeat::onMoveFailed);
    connect(&m_session, &Session::stateChanged, this, &StageSeat::onLineChanged);
}

StageSeat::~StageSeat()
{
    m_session.disconnect(this);
    m_session.unsubscribe(subjects::to(m_event, m_key.userKey()));
}

void StageSeat::enter(State next)
{
    m_state = std::move(next);
    m_stats.phase = SeatPhase(m_state.index());
    if (!std::holds_alternative<HandRaised>(m_state))
        m_stats.place = 0;
    if (!std::holds_alternative<Audience>(m_state)) {
        m_stats.declinedAt.reset();
        m_stats.linkRefused = false;
        m_stats.noAnswer = false;
    }
    if (const auto *up = std::get_if<OnStage>(&m_state)) {
        m_stats.removedAt.reset();
        m_stats.reason.clear();
        m_stats.ticketExpires = ticketExpiry(up->ticket);
    } else {
        m_stats.ticketExpires.reset();
        m_stats.mutedByHost = false;
        m_stats.hands.clear();
    }
    m_rhythm->stop();
    askAgain();
    tell();
}

void StageSeat::tell()
{
    if (m_stats == m_told)
        return;
    m_told = m_stats;
    emit statsChanged(m_told);
}

// ---- what the person does

void StageSeat::raiseHand(const QString &name)
{
    m_stats.name = name;
    if (std::holds_alternative<Audience>(m_state))
        enter(HandRaised{});
}

void StageSeat::lowerHand()
{
    if (!std::holds_alternative<HandRaised>(m_state))
        return;
    ask(AskKind::LowerHand);
    enter(Audience{m_clock.now(), {}});
}

void StageSeat::inviteByLink(const QByteArray &invitation)
{
    if (std::holds_alternative<Audience>(m_state))
        enter(Invited{invitation});
}

void StageSeat::accept(const QString &name, const QByteArray &invitation)
{
    if (std::holds_alternative<ComingUp>(m_state) || isOnStage())
        return;
    m_stats.name = name;
    const auto *invited = std::get_if<Invited>(&m_state);
    enter(ComingUp{invited && invitation.isEmpty() ? invited->invitation : invitation, {}, {}, {}});
}

void StageSeat::decline()
{
    if (!std::holds_alternative<Invited>(m_state))
        return;
    if (std::get<Invited>(m_state).invitation.isEmpty()) // of a link's the desk knows nothing
        ask(AskKind::DeclineStage);
    enter(Audience{m_clock.now(), {}});
}

void StageSeat::stepDown()
{
    if (!std::holds_alternative<ComingUp>(m_state) && !isOnStage())
        return;
    ask(AskKind::StepDown);
    enter(Audience{m_clock.now(), m_clock.now()});
    backToListener();
}

void StageSeat::begin(const QString &name, const QByteArray &ticket)
{
    m_stats.name = name;
    enter(OnStage{ticket});
}

void StageSeat::setMuted(bool muted)
{
    if (std::exchange(m_isMuted, muted) != muted && isOnStage())
        askAgain();
}

void StageSeat::control(const StageControl &control)
{
    ask(AskKind::Control, {}, control);
}

// ---- asking

void StageSeat::ask(AskKind kind, const QByteArray &invitation, const std::optional<StageControl> &control)
{
    if (!m_session.isLive())
        return;
    // The desk takes each date once.
    const WallTime now = m_clock.wall() + m_deskAhead;
    const bool isClockSetBack = m_lastAsk > now + minutes{1};
    m_lastAsk = isClockSetBack ? now : std::max(m_lastAsk + milliseconds{1}, now);
    const Ask ask{kind, m_stats.name, m_lastAsk, m_isMuted, invitation, control};
    m_session.publish(subjects::ask(m_event, m_key.userKey()), writeAsk(ask, m_event, m_key));
}

void StageSeat::askAgainIn(milliseconds wait)
{
    m_rhythm->start(wait, [this] {
        askAgain();
        tell();
    });
}

void StageSeat::askAgain()
{
    const Instant now = m_clock.now();
    if (auto *hand = std::get_if<HandRaised>(&m_state)) {
        ask(AskKind::RaiseHand);
        if (!m_session.isLive() || m_stats.place > 0)
            hand->unansweredSince.reset();
        else if (!hand->unansweredSince)
            hand->unansweredSince = now;
        m_stats.noAnswer = hand->unansweredSince && now - *hand->unansweredSince >= kNoAnswer;
        askAgainIn(m_stats.place > 0 ? kHandRhythm : kNoAnswer);
    } else if (auto *coming = std::get_if<ComingUp>(&m_state)) {
        if (!m_session.isLive())
            coming->askedSince.reset();
        else if (!coming->askedSince)
            coming->askedSince = now;
        const bool isRefused = coming->refusedAt && now - *coming->refusedAt >= kRefusalHolds;
        const bool isTooLong = coming->askedSince && now - *coming->askedSince >= kComingUpFor;
        if (isRefused || isTooLong) {
            const bool hadTicket = !coming->ticket.isEmpty();
            const bool isByLink = !coming->invitation.isEmpty();
            enter(Audience{});
            m_stats.noAnswer = !isRefused;
            m_stats.linkRefused = isRefused && isByLink;
            if (isRefused)
                m_stats.declinedAt = m_clock.wall();
            if (hadTicket)
                backToListener();
            return;
        }
        m_stats.noAnswer = coming->askedSince && now - *coming->askedSince >= kNoAnswer;
        if (coming->ticket.isEmpty())
            ask(AskKind::AcceptStage, coming->invitation);
        askAgainIn(kAcceptRhythm);
    } else if (isOnStage()) {
        ask(AskKind::Presence);
        askAgainIn(kPresenceRhythm);
    }
}

// ---- what the desk says

void StageSeat::onOrder(const NatsMessage &message)
{
    const Result<DeskOrder> order = readOrder(message.payload);
    if (!order || order->event != m_event)
        return;
    take(*order);
    tell();
}

void StageSeat::take(const DeskOrder &order)
{
    if (order.removed) {
        takeRemoval(order.by, order.reason);
        return;
    }
    if (!order.ticket.isEmpty())
        takeTicket(order.ticket);
    else if (order.invitation)
        takeInvitation(order);
    else if (order.place)
        takePlace(*order.place);
    if (order.muted && isOnStage()) {
        m_stats.mutedByHost = *order.muted;
        m_stats.reason = *order.muted ? order.reason : QString();
        m_stats.by = order.by;
    }
    if (order.hands && isOnStage())
        m_stats.hands = *order.hands;
}

/// Only one for the own key, and only where it is awaited: nobody is put on the stage unasked.
void StageSeat::takeTicket(const QByteArray &ticket)
{
    const Result<JwtClaims> claims = readJwt(ticket);
    if (!claims || claims->subject != m_key.publicKey())
        return;
    if (auto *coming = std::get_if<ComingUp>(&m_state)) {
        if (!coming->ticket.isEmpty())
            return;
        coming->ticket = ticket;
        useCredentials({ticket, m_key});
    } else if (auto *up = std::get_if<OnStage>(&m_state)) {
        const std::optional<WallTime> now = ticketExpiry(up->ticket);
        const bool isLonger = !claims->expires || !now || *claims->expires - *now > kSameTicket;
        if (ticket == up->ticket || !isLonger)
            return;
        up->formerTicket = std::exchange(up->ticket, ticket);
        m_stats.ticketExpires = claims->expires;
        useCredentials({ticket, m_key});
    }
}

void StageSeat::takeInvitation(const DeskOrder &order)
{
    if (const auto *audience = std::get_if<Audience>(&m_state)) {
        if (audience->declinedAt && m_clock.now() - *audience->declinedAt < kOnTheWay) {
            ask(AskKind::DeclineStage);
            return;
        }
    } else if (!std::holds_alternative<HandRaised>(m_state) && !std::holds_alternative<Invited>(m_state)) {
        return;
    }
    m_stats.role = *order.invitation;
    m_stats.by = order.by;
    if (!std::holds_alternative<Invited>(m_state))
        enter(Invited{});
}

void StageSeat::takePlace(int place)
{
    if (auto *coming = std::get_if<ComingUp>(&m_state)) {
        if (place == 0 && coming->ticket.isEmpty() && !coming->refusedAt)
            coming->refusedAt = m_clock.now();
        return;
    }
    if (auto *hand = std::get_if<HandRaised>(&m_state); hand && place > 0) {
        hand->unansweredSince.reset();
        m_stats.place = place;
        m_stats.noAnswer = false;
        askAgainIn(kHandRhythm);
        return;
    }
    const auto *audience = std::get_if<Audience>(&m_state);
    const bool wasUp
        = std::holds_alternative<HandRaised>(m_state) || std::holds_alternative<Invited>(m_state);
    if (place == 0 && wasUp) {
        enter(Audience{});
        m_stats.declinedAt = m_clock.wall();
    } else if (place > 0 && audience && audience->declinedAt
        && m_clock.now() - *audience->declinedAt < kHandKept) {
        ask(AskKind::LowerHand); // it has not heard that; a hand of the same person elsewhere stays
    }
}

void StageSeat::takeRemoval(const QString &by, const QString &reason)
{
    const auto *coming = std::get_if<ComingUp>(&m_state);
    if (!isOnStage() && !coming)
        return;
    const bool hadTicket = isOnStage() || !coming->ticket.isEmpty();
    enter(Audience{});
    m_stats.by = by;
    m_stats.reason = reason;
    m_stats.removedAt = m_clock.wall();
    if (hadTicket)
        backToListener();
}

/// An order may be lost; the beacon comes again.
void StageSeat::follow(const EventState &state)
{
    const auto apart = std::chrono::duration_cast<milliseconds>(state.deskClock - m_clock.wall());
    const bool isKnown = state.deskClock != WallTime{};
    m_deskAhead = isKnown && std::chrono::abs(apart) > kClocksDiffer ? apart : milliseconds{0};
    m_stats.isPaused = state.phase == Phase::Paused;
    m_stats.isOver
        = state.phase == Phase::Ended || state.phase == Phase::Cancelled || state.phase == Phase::Moved;
    const Instant now = m_clock.now();
    const auto member = std::ranges::find(state.stage, m_key.userKey(), &StageMember::key);
    const bool isThere = member != state.stage.end();
    if (auto *up = std::get_if<OnStage>(&m_state)) {
        if (isThere) {
            up->missingSince.reset();
            m_stats.role = member->role;
            m_stats.mutedByHost = member->mutedByHost;
            if (member->role == Role::Speaker)
                m_stats.hands.clear();
        } else if (!up->missingSince) {
            up->missingSince = now;
        } else if (now - *up->missingSince >= kMissingFor) {
            takeRemoval({}, {});
        }
    } else if (const auto *audience = std::get_if<Audience>(&m_state); audience && audience->leftAt) {
        if (!isThere)
            enter(Audience{audience->declinedAt, {}});
        else
            ask(AskKind::StepDown);
    }
    tell();
}

// ---- the line

void StageSeat::useCredentials(const Credentials &credentials)
{
    m_session.setCredentials(credentials);
    if (m_session.isLive())
        m_session.renew();
}

void StageSeat::backToListener()
{
    useCredentials(m_listener);
}

/// The line goes over a connection made with the latest credentials, as those were set before it was dialled.
void StageSeat::onLineUp()
{
    if (auto *up = std::get_if<OnStage>(&m_state))
        up->formerTicket.clear();
    const auto *coming = std::get_if<ComingUp>(&m_state);
    if (coming && !coming->ticket.isEmpty())
        enter(OnStage{coming->ticket});
    else
        askAgain();
    tell();
}

void StageSeat::onMoveFailed(const Failure &failure)
{
    const auto *coming = std::get_if<ComingUp>(&m_state);
    auto *up = std::get_if<OnStage>(&m_state);
    if (!isAboutTicket(failure.cause) || (!up && (!coming || coming->ticket.isEmpty())))
        return;
    if (up && !up->formerTicket.isEmpty()) {
        up->ticket = std::exchange(up->formerTicket, {});
        m_stats.ticketExpires = ticketExpiry(up->ticket);
        m_session.setCredentials({up->ticket, m_key}); // the line still has it
    } else {
        enter(Audience{});
        m_stats.declinedAt = m_clock.wall();
        m_session.setCredentials(m_listener); // the line still has them
    }
    tell();
}

/// The speaker's ticket ended or was revoked: what is left is to listen.
void StageSeat::onLineChanged()
{
    const auto *refused = std::get_if<Session::Refused>(&m_session.state());
    const auto *coming = std::get_if<ComingUp>(&m_state);
    const bool hasTicket = isOnStage() || (coming && !coming->ticket.isEmpty());
    if (!refused || !hasTicket || !isAboutTicket(refused->cause.cause))
        return;
    auto *up = std::get_if<OnStage>(&m_state);
    // The line ended before it could move to the renewed one.
    if (up && !up->formerTicket.isEmpty())
        up->formerTicket.clear();
    else
        takeRemoval({}, {});
    m_redial->start(microseconds{0}, [this] { m_session.tryNow(); });
    tell();
}

} // namespace earshot
