#pragma once

#include "simulation/audio/position_sound.h"

#include <array>
#include <span>

namespace earshot::test {

/// One block of PositionSound as it was heard, frame by frame where that is of interest.
struct HeardBlock {
    static constexpr double kTraceable = 0.3; ///< least gain at which a position is read

    static constexpr double kNowhere = -1e9;

    struct Frame {
        float gain = 0;
        double position = 0; ///< kNowhere where the gain is less than kTraceable
        double step = 0; ///< since the frame before; 0 where one of the two has no position
        float jump = 0; ///< the larger change of the channels since the frame before
    };

    Instant at{};
    bool isSounding = false;
    bool isSmooth
        = false; ///< full gain all through, and each frame as after the one before, or a stretch of it
    double first = kNowhere; ///< position of the first frame
    double last = kNowhere; ///< of the last frame
    double lastStep = 0; ///< from the last but one to the last
    int advancing = 0; ///< frames (where isSmooth) that are further than the one before
    std::span<const Frame> frames; ///< where not isSmooth
};

/// Reads blocks one after the other.
class BlockReader
{
public:
    explicit BlockReader(const PositionSound &sound)
        : m_sound(sound)
    { }

    /// Nothing in `pcm` where the stream is silent.
    HeardBlock read(Instant at, std::span<const float> pcm);

    /// Steps up to this come from a time stretch (0…2) and rounding.
    static constexpr double kMostStep = 3.5;
    static constexpr double kLeastStep = -1.5;

private:
    bool readSmooth(HeardBlock &block, std::span<const float> pcm) const;
    void readFrames(HeardBlock &block, std::span<const float> pcm);

    PositionSound m_sound;
    float m_left = 0; ///< the last frame
    float m_right = 0;
    std::array<HeardBlock::Frame, kBlockFrames> m_frames;
};

} // namespace earshot::test
