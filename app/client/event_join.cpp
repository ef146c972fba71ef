#include "client/event_join.h"

#include "wire/websocket_connection.h"

#include <algorithm>

namespace earshot {

namespace {
constexpr milliseconds kStatsRhythm{250};
constexpr milliseconds kOldStats{500};
}

EventJoin::EventJoin(Clock &clock, Random &random, const Link &link, Playback &playback)
    : m_clock(clock)
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
    connect(&m_listener, &EventListener::stateReceived, this, &EventJoin::stateReceived);
    connect(&m_listener, &EventListener::cardReceived, this, &EventJoin::cardReceived);
    connect(&m_listener, &EventListener::slotsChanged, this, &EventJoin::slotsChanged);
    m_playback.seek(microseconds{0}); // the event before may have been rewound
    m_target.open(link);
    publishStats();
}

EventJoin::~EventJoin()
{
    for (int slot = 0; slot < EventListener::kSlots; ++slot)
        m_playback.removeSpeaker(slot);
}

void EventJoin::onPacket(int slot, const RtpPacket &packet, Instant arrival)
{
    EncodedPacket encoded;
    if (packet.payload.isEmpty() || size_t(packet.payload.size()) > EncodedPacket::kMaxPayload)
        return;
    encoded.slot = slot;
    encoded.sequence = packet.sequence;
    encoded.timestamp = packet.timestamp;
    encoded.arrival = arrival;
    encoded.level = std::uint8_t(packet.level.value_or(0));
    encoded.marker = packet.marker;
    encoded.size = std::uint16_t(packet.payload.size());
    std::ranges::copy(packet.payload, reinterpret_cast<char *>(encoded.bytes.data()));
    if (!m_playback.push(encoded))
        m_listener.refused(slot);

    if (packet.captured) {
        const auto sinceArrival = std::chrono::duration_cast<milliseconds>(m_clock.now() - arrival);
        emit transitMeasured(slot, m_clock.wall() - sinceArrival - *packet.captured);
    }
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
