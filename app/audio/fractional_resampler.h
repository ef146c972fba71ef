#pragma once

#include "audio/media_time.h"

#include <array>
#include <span>

namespace earshot {

/// Plays a little faster or slower by interpolating between frames (pitch and all, by less than anybody can
/// hear), so that two clocks of slightly different speed stay together.
///
/// Windowed sinc (Kaiser, 20 taps) in 256 phases, linear in between: what it adds to tones up to 16 kHz is 85 dB
/// below them. Holds back 10 frames (0.2 ms). Without a drift it copies, and beginning to interpolate from there
/// is seamless. Never allocates. An own one because it costs 0.3 ms of CPU per second of stereo; measured beside
/// it: speexdsp 1.1 ms (8 taps on a side) to 4.4, and it makes its table anew at each change; soxr 2.4 ms and 3 ms
/// of delay; libsamplerate 3.1 ms.
class FractionalResampler
{
public:
    static constexpr int kHeldFrames = 10;
    static constexpr double kMostPpm = 500;

    FractionalResampler();

    /// What comes has nothing to do with what was: the sound begins with the next frame that comes in.
    void restart();

    /// Consumes (1 + ppm / 10⁶) frames for each that it makes; comes to that by 100 ppm a second.
    void aimAt(double ppm);
    double ppm() const { return m_ppm; }

    /// Fills `out`, at most a block; `in` holds at least as many frames, and better one more. After a restart it
    /// takes kHeldFrames more where they are there, otherwise holds the first frame for as long. Returns the frames
    /// consumed.
    int process(std::span<const float> in, std::span<float> out);

private:
    static constexpr int kTaps = 2 * kHeldFrames;
    static constexpr int kHistory = kTaps - 1;
    static constexpr double kMostStep = 1; ///< ppm, per block

    struct Table;
    using Weights = std::array<float, std::size_t(kTaps *kStereo)>;
    static const Table &table();
    void interpolate(const float *frames, std::span<float> out, double step) const;

    const Table *m_table;
    /// The frames before the next one to come in. The next one to be made lies between the last kHeldFrames's
    /// first and second, at m_phase.
    std::array<float, std::size_t(kHistory *kStereo)> m_history{};
    bool m_isEmpty = true; ///< nothing came since the restart
    double m_phase = 0; ///< frames, 0…1
    double m_ppm = 0;
    double m_wanted = 0;
};

} // namespace earshot
