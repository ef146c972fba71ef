#pragma once

#include "audio/encoded_packet.h"
#include "audio/media_time.h"
#include "audio/stream_decoder.h"

namespace earshot::test {

/// Sound that says of each frame which one it is, and how loud it is played:
///
///     left = gain · (kLevel + q)    right = gain · (kLevel - q)    q = kSwing · (2·position / range - 1)
///
/// A straight line, so a time stretch finds its period everywhere, and what a cross-fade makes of two places lies
/// between them.
struct PositionSound {
    static constexpr double kLevel = 0.3;
    static constexpr double kSwing = 0.25;

    double range = kFramesPerSecond; ///< frames; positions are 0…range

    float left(double position) const { return float(kLevel + q(position)); }
    float right(double position) const { return float(kLevel - q(position)); }
    /// By how much left - right grows from one frame to the next.
    double slope() const { return 4 * kSwing / range; }

    static double gain(float left, float right) { return (double(left) + double(right)) / (2 * kLevel); }
    double position(float left, float right) const
    {
        const double share = (double(left) - double(right)) / (2 * gain(left, right) * kSwing);
        return (share + 1) / 2 * range;
    }

private:
    double q(double position) const { return kSwing * (2 * position / range - 1); }
};

/// What is in a packet of PositionSound.
struct PositionPayload {
    enum class Kind : std::uint8_t {
        Voice,
        Dtx, ///< two bytes, silence
        Broken, ///< looks well, cannot be decoded
        Unreadable, ///< not even its length can be told
        Empty, ///< no bytes
    };
    Kind kind = Kind::Voice;
    int frames = 960; ///< multiple of 120, at most 5760
    std::int64_t position = 0;
    bool rises = false; ///< begins in silence
    bool sinks = false; ///< ends in silence

    void write(EncodedPacket &packet) const;
    static PositionPayload read(std::span<const std::uint8_t> bytes);
};

/// Stands in for Opus with PositionSound inside. As Opus does, it goes over from what it played last into what does
/// not continue it, in 2.5 ms; what it makes up stands still.
class PositionDecoder final : public StreamDecoder
{
public:
    explicit PositionDecoder(const PositionSound &sound)
        : m_sound(sound)
    { }

    int framesIn(std::span<const std::uint8_t> payload) const override;
    OpusBandwidth bandwidthOf(std::span<const std::uint8_t>) const override { return OpusBandwidth::Full; }
    int decode(std::span<const std::uint8_t> payload, std::span<float> out) override;
    void conceal(std::span<float> out) override;
    void reset() override;

private:
    static constexpr int kOverlap = 120;

    PositionSound m_sound;
    float m_left = 0;
    float m_right = 0;
    std::int64_t m_next = -1; ///< the position that would go on; -1 = none
};

} // namespace earshot::test
