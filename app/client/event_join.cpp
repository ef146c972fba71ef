#include "client/event_join.h"

#include "client/player_packet.h"
#include "wire/websocket_connection.h"

#include <algorithm>

namespace earshot {

namespace {
constexpr milliseconds kStatsRhythm{250};
constexpr milliseconds kOldStats{500};
}

EventJoin::EventJoin(Clock &clock, Random &random, const Link &link, Playback &playback)
    : m_clock(clock)
    , m_random(random)
    , m_link(link)
    , m_playback(playback)
    , m_session(clock, random, webSocketConnections(clock, random))
    , m_target(clock, random, m_session)
    , m_listener(clock, m_session, link.event.value(), random.next(),
          {[this](int slot, const RtpPacket &packet, Instant at) { onPacket(slot, packet, at); },
              [this](int slot) { m_playback.removeSpeaker(slot); },
              [this](microseconds shift) { m_playback.seek(shift); }, [this] { return progress(); }})
    , m_statsTimer(clock.makeTimer())
{
    connect(&m_session, &Session::stateChanged, this, [this] { emit sessionChanged(stats()); });
    connect(&m_target, &LineTarget::changed, this, [this] { emit sessionChanged(stats()); });
    connect(&m_listener, &EventListener::stateReceived, this, &EventJoin::onState);
    connect(&m_listener, &EventListener::cardReceived, this, &EventJoin::cardReceived);
    connect(&m_listener, &EventListener::slotsChanged, this, &EventJoin::slotsChanged);
    connect(&m_listener, &EventListener::heard, this, &EventJoin::heard);
    m_playback.seek(microseconds{0}); // the event before may have been rewound
    m_target.open(link);
    publishStats();
}

EventJoin::~EventJoin()
{
    m_seat.reset();
    for (int slot = 0; slot < EventListener::kSlots; ++slot)
        m_playback.removeSpeaker(slot);
}

void EventJoin::takeSeat(const NKey &key)
{
    if (m_seat)
        return;
    m_listener.setOwnKey(key.userKey());
    m_seat = std::make_unique<JoinedSeat>(m_clock, m_random, m_session, m_link.event.value(), key,
        Credentials{m_target.ticket(), {}}, m_playback);
    connect(&m_target, &LineTarget::ticketChanged, &m_seat->seat(), [this](const QByteArray &ticket) {
        m_seat->seat().setListener({ticket, {}});
    });
    connect(&m_seat->seat(), &StageSeat::statsChanged, this, &EventJoin::onSeat);
    onSeat(m_seat->seat().stats());
}

void EventJoin::acceptStage(const QString &name)
{
    if (!m_seat)
        return;
    const bool isInvited = m_seat->seat().stats().phase == SeatPhase::Invited;
    const QByteArray invitation = isInvited || m_isInvitationUsed ? QByteArray() : m_link.invitation;
    m_seat->seat().accept(name, invitation);
}

void EventJoin::onSeat(const SeatStats &stats)
{
    const bool isOnStage = stats.phase == SeatPhase::OnStage;
    m_isInvitationUsed = m_isInvitationUsed || isOnStage;
    m_target.setTicketLent(isOnStage || stats.phase == SeatPhase::ComingUp);
    emit seatChanged(stats);
}

/// A speaker's link asks whether one comes up, once the event is seen. Who hosts has said so before.
void EventJoin::askByLink(const EventState &state)
{
    const bool isOver
        = state.phase == Phase::Ended || state.phase == Phase::Cancelled || state.phase == Phase::Moved;
    if (m_isAskedByLink || m_link.invitation.isEmpty() || !m_seat || isOver)
        return;
    m_isAskedByLink = true;
    m_seat->seat().inviteByLink(m_link.invitation);
}

void EventJoin::onState(const EventState &state, Instant at)
{
    if (m_seat)
        m_seat->seat().follow(state);
    askByLink(state);
    emit stateReceived(state, at);
}

void EventJoin::onPacket(int slot, const RtpPacket &packet, Instant arrival)
{
    const std::optional<EncodedPacket> encoded = playerPacket(slot, packet, arrival);
    if (!encoded)
        return;
    if (!m_playback.push(*encoded))
        m_listener.refused(slot);

    if (packet.captured)
        emit transitMeasured(slot, m_clock.exactWall() - (m_clock.now() - arrival) - *packet.captured);
}

/// Of the speaker who is furthest behind; a device that stopped says nothing.
std::optional<PlayoutProgress> EventJoin::progress() const
{
    const AudioStats audio = m_playback.stats();
    if (m_clock.now() - audio.at > kOldStats)
        return std::nullopt;
    std::optional<PlayoutProgress> most;
    for (const SpeakerAudioStats &speaker : audio.speakers) {
        if (speaker.flowing && (!most || speaker.delay > most->delay))
            most = PlayoutProgress{speaker.delay, speaker.delay - speaker.target};
    }
    return most;
}

SessionStats EventJoin::stats() const
{
    SessionStats stats = m_target.stats();
    stats.catchUp = m_listener.catchUpStats();
    return stats;
}

void EventJoin::publishStats()
{
    emit sessionChanged(stats());
    emit gapsChanged(m_listener.gaps());
    m_statsTimer->start(kStatsRhythm, [this] { publishStats(); });
}

} // namespace earshot
