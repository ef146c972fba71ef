#include "recordings/filling_packets.h"

#include <opus.h>

#include <algorithm>
#include <cassert>

namespace earshot {

namespace {

// RFC 6716 §3.1 and §3.2.5, a packet of M frames of one size:
//
//    0 1 2 3 4 5 6 7   0 1 2 3 4 5 6 7
//   +-+-+-+-+-+-+-+-+ +-+-+-+-+-+-+-+-+
//   | config  |s|1|1| |v|p|     M     |
//   +-+-+-+-+-+-+-+-+ +-+-+-+-+-+-+-+-+

constexpr int kSampleRate = 48000;
constexpr int kMostSamples = 5760; ///< of a packet
constexpr quint8 kManyFrames = 3;
constexpr quint8 kFramesMask = 3;
/// CELT, fullband, mono, of 20, 10, 5 and 2.5 ms.
constexpr struct {
    int samples;
    quint8 toc;
} kFrames[] = {{960, kSilentPacket[0]}, {480, 0xf0}, {240, 0xe8}, {120, 0xe0}};
constexpr char kSilentFrame[] = {char(kSilentPacket[1]), char(kSilentPacket[2]), '\0'};

FillingPacket packetOf(quint8 toc, int frames, int samplesOfFrame, const QByteArray &frame)
{
    FillingPacket packet{{}, frames * samplesOfFrame};
    packet.bytes += char((toc & ~kFramesMask) | (frames == 1 ? 0 : kManyFrames));
    if (frames > 1)
        packet.bytes += char(frames);
    packet.bytes += frame.repeated(frames);
    return packet;
}

void fill(std::vector<FillingPacket> &packets, qint64 &samples, quint8 toc, int samplesOfFrame,
    const QByteArray &frame)
{
    while (samples >= samplesOfFrame) {
        const int frames = int(std::min<qint64>(samples, kMostSamples) / samplesOfFrame);
        packets.push_back(packetOf(toc, frames, samplesOfFrame, frame));
        samples -= packets.back().samples;
    }
}

} // namespace

std::vector<FillingPacket> silentPackets(qint64 samples)
{
    assert(samples >= 0 && samples % kFillingStep == 0);
    std::vector<FillingPacket> packets;
    for (const auto &[length, toc] : kFrames)
        fill(packets, samples, toc, length, kSilentFrame);
    return packets;
}

bool isSilentPacket(std::span<const std::uint8_t> packet)
{
    if (packet.empty() || (packet[0] & 0x80) == 0) // not CELT
        return false;
    const std::size_t begin = (packet[0] & kFramesMask) == kManyFrames ? 2 : 1;
    if (packet.size() < begin + 2)
        return false;
    for (std::size_t i = begin; i < packet.size(); ++i) {
        if (packet[i] != std::uint8_t(kSilentFrame[(i - begin) % 2]))
            return false;
    }
    return true;
}

std::vector<FillingPacket> concealedPackets(qint64 samples, std::span<const std::uint8_t> former)
{
    assert(samples >= 0 && samples % kFillingStep == 0);
    std::vector<FillingPacket> packets;
    if (!former.empty())
        fill(packets, samples, former[0], opus_packet_get_samples_per_frame(former.data(), kSampleRate), {});
    for (const auto &[length, toc] : kFrames)
        fill(packets, samples, toc, length, {});
    return packets;
}

} // namespace earshot
