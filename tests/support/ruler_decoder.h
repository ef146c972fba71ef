#pragma once

#include "audio/encoded_packet.h"
#include "audio/stream_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

namespace earshot::test {

/// Stands in for Opus: what it plays tells where in the speaker's time it comes from. A payload is a side (0 left,
/// 1 right) and the number of a packet of 20 ms; each frame's size is its position. On the right the sign changes
/// at random, so that nothing repeats in it. A negative number is silence.
class RulerDecoder final : public StreamDecoder
{
public:
    static constexpr float kFirst
        = 0.05f; ///< what the very first frame sounds like; quieter counts as a pause
    static constexpr float kPerFrame = 0.3f / (48000 * 120);

    /// Where in the speaker's time the largest sample of one side comes from; nothing: a pause.
    static std::optional<double> secondsOf(float largest)
    {
        if (largest <= kFirst / 2)
            return std::nullopt;
        return double(largest - kFirst) / double(kPerFrame) / 48000;
    }
    static EncodedPacket packet(int slot, int number, Instant arrival)
    {
        EncodedPacket p;
        p.slot = slot;
        p.sequence = std::uint16_t(number);
        p.timestamp = std::uint32_t(number) * 960;
        p.arrival = arrival;
        p.level = 20;
        p.size = 5;
        p.bytes[0] = std::uint8_t(slot);
        std::memcpy(&p.bytes[1], &number, sizeof number);
        return p;
    }
    int framesIn(std::span<const std::uint8_t> payload) const override { return payload.empty() ? 0 : 960; }
    OpusBandwidth bandwidthOf(std::span<const std::uint8_t>) const override { return OpusBandwidth::Full; }
    int decode(std::span<const std::uint8_t> payload, std::span<float> out) override
    {
        int number = 0;
        std::memcpy(&number, &payload[1], sizeof number);
        m_side = payload[0];
        if (number < 0) {
            m_value = 0;
            std::fill_n(out.begin(), 2 * 960, 0.0f);
            return 960;
        }
        for (int i = 0; i < 960; ++i) {
            const std::uint32_t position = std::uint32_t(number) * 960 + std::uint32_t(i);
            const bool minus = m_side == 1 && (position / 24 * 2654435761u) >> 31;
            m_value = kFirst + kPerFrame * float(position);
            put(out, i, minus ? -m_value : m_value);
        }
        return 960;
    }
    void conceal(std::span<float> out) override
    {
        for (int i = 0; i < int(out.size()) / 2; ++i)
            put(out, i, m_value);
    }
    void reset() override { m_value = 0; }

private:
    void put(std::span<float> out, int frame, float value) const
    {
        out[std::size_t(2 * frame)] = m_side == 0 ? value : 0;
        out[std::size_t(2 * frame + 1)] = m_side == 1 ? value : 0;
    }

    float m_value = 0;
    int m_side = 0;
};

/// Reads from what was pulled where in the speaker's time its last frame comes from.
class RulerReader
{
public:
    /// `out`: interleaved stereo. Nothing: a pause.
    std::optional<double> read(std::span<const float> out, std::size_t side)
    {
        std::vector<float> sizes;
        for (std::size_t i = side; i < out.size(); i += 2) {
            if (std::abs(out[i]) > RulerDecoder::kFirst / 2)
                sizes.push_back(std::abs(out[i]));
        }
        std::optional<double> &last = m_last[side];
        if (sizes.empty())
            return last = std::nullopt;
        std::ranges::sort(sizes);
        const auto at = [&](double share) {
            return *RulerDecoder::secondsOf(sizes[std::size_t(share * double(sizes.size()))]);
        };
        // In a join, and where resampling rings at a change of sign, sizes tell nothing.
        const bool isClear = at(0.6) - at(0.4) < 0.03;
        if (isClear || !last)
            last = at(0.5) + double(sizes.size()) / 2 / 48000;
        else if (at(0.6) > *last) // less: it fades while nothing comes
            *last += double(out.size()) / 2 / 48000;
        return last;
    }

private:
    std::array<std::optional<double>, 2> m_last;
};

} // namespace earshot::test
