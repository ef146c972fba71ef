#pragma once

#include "base/units.h"

#include <cstdint>
#include <type_traits>

namespace earshot {

constexpr int kFramesPerSecond = 48000; ///< of everything inside: RTP clock of Opus (RFC 7587) and output
constexpr int kBlockFrames = 480; ///< streams are played in blocks of 10 ms
constexpr int kStereo = 2;
constexpr microseconds kBlockTime{10'000};

/// A frame is one sample of each channel; media positions are frames since the sender's arbitrary start.
constexpr microseconds timeOfFrames(std::int64_t frames)
{
    return microseconds{frames * 125 / 6};
}

constexpr std::int64_t framesOfTime(microseconds time)
{
    return time.count() * 6 / 125;
}

/// Continues a counter of fixed width (RTP: 16 bit sequence, 32 bit timestamp) beyond its wrap, forwards and
/// back: of all the numbers that the bits may stand for, the one nearest to the last.
template<typename Bits>
class Unwrap
{
public:
    static_assert(std::is_unsigned_v<Bits>);

    std::int64_t operator()(Bits bits)
    {
        if (!m_started) {
            m_started = true;
            m_last = bits;
        } else {
            m_last += std::make_signed_t<Bits>(Bits(bits - Bits(m_last)));
        }
        return m_last;
    }
    void reset() { *this = {}; }

private:
    std::int64_t m_last = 0;
    bool m_started = false;
};

} // namespace earshot
