#pragma once

#include "audio/encoded_packet.h"
#include "audio/media_time.h"
#include "audio/stream_decoder.h"

#include <algorithm>

namespace earshot::test {

/// Stands in for Opus where only the timing matters: byte 0 of a payload is its length in units of 20 ms,
/// byte 1 its loudness in 1/255 (0 = silence), and it decodes to a constant of that value.
class CountingDecoder final : public StreamDecoder
{
public:
    static EncodedPacket packet(std::uint16_t sequence, std::uint32_t timestamp, Instant arrival,
        int units = 1, std::uint8_t loud = 128)
    {
        EncodedPacket p;
        p.sequence = sequence;
        p.timestamp = timestamp;
        p.arrival = arrival;
        p.level = loud ? 20 : 127;
        p.size = 60;
        p.bytes[0] = std::uint8_t(units);
        p.bytes[1] = loud;
        return p;
    }

    int framesIn(std::span<const std::uint8_t> payload) const override { return payload[0] * 960; }
    OpusBandwidth bandwidthOf(std::span<const std::uint8_t>) const override { return OpusBandwidth::Full; }
    int decode(std::span<const std::uint8_t> payload, std::span<float> out) override
    {
        m_value = float(payload[1]) / 255;
        std::fill_n(out.begin(), framesIn(payload) * kStereo, m_value);
        return framesIn(payload);
    }
    void conceal(std::span<float> out) override { std::fill(out.begin(), out.end(), m_value); }
    void reset() override { m_value = 0; }

private:
    float m_value = 0;
};

} // namespace earshot::test
