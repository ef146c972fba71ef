#pragma once

#include "audio/sample_clock.h"

#include <memory>
#include <span>

namespace earshot {

/// What this computer played, found again by the time at which the microphone may hear it.
///
/// Both devices' samples are counted, and the counts tied to their stamps; where the stamps drift apart, one sample
/// is left out or taken twice at a time, so that an echo canceller keeps what it learned.
class EchoReference
{
public:
    /// The reference is this much ahead of the microphone, so that stamps may be wrong by as much without an echo that
    /// comes before its cause; less where both devices are so quick that it would not be there yet.
    static constexpr microseconds kLead{20'000};
    static constexpr std::int64_t kTail
        = 200 * kFramesPerSecond / 1000; ///< frames that a room rings, with kLead

    EchoReference();

    /// Interleaved stereo; `heard` is when the first leaves the loudspeaker.
    void add(std::span<const float> stereo, Instant heard);

    enum class Found {
        Nothing, ///< nothing was played that could be heard yet; `mono` is silence
        Sound,
        SoundElsewhere, ///< the two devices' times moved against each other: what was learned does not hold
    };
    /// For what the microphone heard at `captured` and after.
    Found read(Instant captured, std::span<float> mono);

private:
    static constexpr std::int64_t kCapacity = 1 << 16; // 1.4 s
    static constexpr std::int64_t kElsewhere = kFramesPerSecond / 100;
    static constexpr std::int64_t kSlip = kFramesPerSecond / 2000;
    static constexpr std::int64_t kMostBehind = kFramesPerSecond / 10;

    void write(float sample) { m_ring[std::size_t(m_written++ & (kCapacity - 1))] = sample; }
    float sampleAt(std::int64_t position) const;

    std::unique_ptr<float[]> m_ring;
    SampleClock m_clock;
    std::int64_t m_written = kCapacity; ///< positions before are silence
    std::int64_t m_lastSound = 0; ///< position of the last sample that was one
    std::int64_t m_next = 0; ///< position that is read next
    std::int64_t m_behind = 0; ///< frames, by which the lead is less
    std::int64_t m_missing = 0; ///< frames that were not there yet when they were read
};

} // namespace earshot
