#include "recordings/speaker_timeline.h"

#include "recordings/filling_packets.h"

#include <opus.h>

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr int kSampleRate = 48000;
constexpr int kSamplesPerMs = 48;
constexpr int kMostFrames = 5760; ///< of an Opus packet
constexpr qint64 kMostLate
    = 40 * kSampleRate; ///< by which a continuation may be off: speakers send again for 30 s
constexpr qint64 kHeld = 12; ///< 0.25 ms: what the clock may be off before a spurt begins elsewhere
constexpr qint64 kTooFar = kSampleRate / 5; ///< what a spurt may be off before it is cut
constexpr qint64 kMostOverlap
    = kSampleRate / 4; ///< by which what is cut may begin before what it was cut from
constexpr std::size_t kMostStretches = 1000;

/// The frames of a packet that every decoder takes; 0 of any other.
int framesIn(const QByteArray &payload)
{
    constexpr int kMostOpusFrames = 48;
    const unsigned char *frames[kMostOpusFrames];
    opus_int16 sizes[kMostOpusFrames];
    unsigned char toc = 0;
    const auto *bytes = reinterpret_cast<const unsigned char *>(payload.constData());
    if (payload.isEmpty() || payload.size() > 61'440
        || opus_packet_parse(bytes, opus_int32(payload.size()), &toc, frames, sizes, nullptr) <= 0)
        return 0;
    const int samples = opus_packet_get_nb_samples(bytes, opus_int32(payload.size()), kSampleRate);
    return samples > 0 && samples <= kMostFrames ? samples : 0;
}

} // namespace

void SpeakerTimeline::add(const RecordedPacket &packet)
{
    const int frames = framesIn(packet.payload);
    if (frames == 0 || packet.stored < m_started || m_waiting >= kKept) {
        ++m_dropped;
        return;
    }
    qint64 timestamp = packet.timestamp;
    Stretch *stretch = stretchOf(packet, timestamp);
    if (!stretch)
        stretch = &begin(packet, timestamp);
    const SpeakerClock::Stamp stamp{timestamp, frames, packet.stored, packet.captured, packet.isAgain};
    if (!stretch->clock.add(stamp)) {
        stretch = &begin(packet, timestamp);
        stretch->isContinuation = true;
        stretch->clock.add(stamp);
    }
    insert(*stretch, timestamp, frames, packet);
}

SpeakerTimeline::Stretch *SpeakerTimeline::stretchOf(const RecordedPacket &packet, qint64 &timestamp)
{
    // The newest, and the one before, of which something may be sent again.
    const std::size_t oldest = m_stretches.size() > 2 ? m_stretches.size() - 2 : 0;
    for (std::size_t i = m_stretches.size(); i-- > oldest;) {
        Stretch &stretch = m_stretches[i];
        const qint64 expected
            = stretch.newest + (packet.stored - stretch.newestStored).count() * kSamplesPerMs;
        const qint64 unwrapped = expected + qint32(packet.timestamp - quint32(quint64(expected)));
        const bool isBefore = stretch.isContinuation && unwrapped < stretch.first;
        if (std::abs(unwrapped - expected) <= kMostLate && !isBefore) {
            timestamp = unwrapped;
            return &stretch;
        }
    }
    return nullptr;
}

SpeakerTimeline::Stretch &SpeakerTimeline::begin(const RecordedPacket &packet, qint64 timestamp)
{
    if (m_stretches.size() == kMostStretches) { // nobody honest has so many
        m_waiting -= int(m_stretches.front().waiting.size());
        m_stretches.pop_front();
    }
    Stretch &stretch = m_stretches.emplace_back();
    stretch.first = stretch.newest = timestamp;
    stretch.newestSequence = packet.sequence;
    stretch.newestStored = packet.stored;
    return stretch;
}

void SpeakerTimeline::insert(Stretch &stretch, qint64 timestamp, int frames, const RecordedPacket &packet)
{
    // Behind a long time the number is ahead, by however many.
    const auto ahead = quint16(packet.sequence - quint64(stretch.newestSequence));
    const bool isLater = timestamp > stretch.newest + kMostLate;
    const qint64 sequence = stretch.newestSequence + (isLater ? qint64(ahead) : qint64(qint16(ahead)));
    if (timestamp >= stretch.newest) {
        // What is sent again was to be stored as much later as it was said later.
        const WallTime due
            = stretch.newestStored + milliseconds{(timestamp - stretch.newest) / kSamplesPerMs};
        stretch.newest = timestamp;
        stretch.newestSequence = sequence;
        stretch.newestStored = packet.isAgain ? std::min(due, packet.stored) : packet.stored;
    }
    if (stretch.isBegun && timestamp < stretch.end) {
        ++m_dropped; // known, or too late
        return;
    }
    if (stretch.waiting.try_emplace(timestamp, Packet{sequence, frames, packet.payload}).second)
        ++m_waiting;
}

qint64 SpeakerTimeline::placeOf(const Stretch &stretch, qint64 timestamp) const
{
    return std::llround((stretch.clock.timeOf(timestamp) - double(toUnixMs(m_started))) * kSamplesPerMs);
}

std::vector<PlacedPacket> SpeakerTimeline::take(qint64 until)
{
    std::vector<PlacedPacket> taken;
    for (Stretch &stretch : m_stretches)
        takeFrom(stretch, until, taken);
    while (m_stretches.size() > 2 && m_stretches.front().waiting.empty())
        m_stretches.pop_front();
    return taken;
}

void SpeakerTimeline::takeFrom(Stretch &stretch, qint64 until, std::vector<PlacedPacket> &taken)
{
    while (!stretch.waiting.empty()) {
        const auto first = stretch.waiting.begin();
        const qint64 wanted = placeOf(stretch, first->first);
        if (wanted >= until)
            return;
        if (auto placed = place(stretch, first->first, first->second, wanted))
            taken.push_back(std::move(*placed));
        stretch.waiting.erase(first);
        --m_waiting;
    }
}

/// Packets since that sequence number. There are 65,536: more are lost where so many fill the time without a pause.
qint64 SpeakerTimeline::lostBefore(const Packet &packet, qint64 sequence, qint64 missing)
{
    constexpr int kNumbers = 65'536;
    const qint64 packets = packet.sequence - sequence - 1;
    const qint64 most = missing / packet.frames;
    const bool fillsTheTime = missing % packet.frames == 0 && (most - packets) % kNumbers == 0;
    return fillsTheTime ? most : packets;
}

std::optional<PlacedPacket> SpeakerTimeline::place(
    Stretch &stretch, qint64 timestamp, Packet &packet, qint64 wanted)
{
    if (stretch.isBegun && timestamp < stretch.end) {
        ++m_dropped; // overlaps
        return std::nullopt;
    }
    PlacedPacket placed;
    placed.frames = packet.frames;
    placed.wanted = wanted;
    const qint64 missing = stretch.isBegun ? timestamp - stretch.end : 0;
    const qint64 packets = stretch.isBegun ? lostBefore(packet, stretch.endSequence, missing) : 0;
    if (missing > 0 && packets > 0) {
        placed.lost = std::min(missing, packets * std::max(stretch.lastFrames, packet.frames));
    }
    const qint64 off = std::abs(wanted - (timestamp + stretch.shift));
    const bool goesOn = stretch.handedOut == m_handedOut;
    placed.isFirst = !goesOn || placed.lost < missing || missing > kMostConcealed
        || missing % kFillingStep != 0 || off > kTooFar;
    if (placed.isFirst && (!stretch.isBegun || off > kHeld))
        stretch.shift = wanted - timestamp;
    placed.place = timestamp + stretch.shift;
    placed.payload = std::move(packet.payload);
    const qint64 overlap = goesOn || !stretch.isBegun ? kMostOverlap : 0;
    const bool isTaken = placed.isFirst && placed.place < m_handedOut - overlap;

    stretch.isBegun = true;
    stretch.end = timestamp + packet.frames;
    stretch.endSequence = packet.sequence;
    stretch.lastFrames = packet.frames;
    if (isTaken || placed.place < 0) { // or said before the start
        ++m_dropped;
        stretch.handedOut.reset();
        return std::nullopt;
    }
    m_handedOut = std::max(m_handedOut, placed.place) + packet.frames;
    stretch.handedOut = m_handedOut;
    return placed;
}

} // namespace earshot
