#pragma once

#include "audio/media_time.h"

#include <array>
#include <span>

namespace earshot {

/// Finds the hum of the mains: lines at multiples of 50 or 60 Hz that stand 10 dB out of what is beside them in each
/// of the last four seconds' spectra (of a second each, every half). A voice or a bass does not stand so still.
class HumMeter
{
public:
    /// 10 ms, mono.
    void addBlock(std::span<const float> mono);

    double db() const { return m_db; } ///< of all its lines, dBFS; -127 = none
    int hz() const { return m_hz; } ///< 50 or 60, 0 = none

private:
    static constexpr int kDecimation = 40;
    static constexpr int kRate = kFramesPerSecond / kDecimation; // Hz
    static constexpr std::size_t kWindow = kRate; // 1 s
    static constexpr std::size_t kLines = 6; ///< the fundamental and its harmonics
    static constexpr std::size_t kSeen = 4;
    using Lines = std::array<std::array<float, kLines>, 2>; ///< powers, of 50 and 60 Hz

    void add(float sample);
    double powerAt(double hz) const;
    void look();

    std::array<float, kWindow> m_past{}; ///< a ring
    std::size_t m_next = 0;
    std::size_t m_since = 0; ///< samples since the last look
    float m_rising = 0; ///< of the group before, weighted for the next sample
    std::array<Lines, kSeen> m_seen{}; ///< a ring; 0 where no line stood out
    std::size_t m_nextSeen = 0;
    double m_db = -127;
    int m_hz = 0;
};

} // namespace earshot
