#include "support/siren.h"

#include "audio/media_time.h"

#include <array>
#include <cmath>
#include <numbers>

namespace earshot::test {

Samples siren(double seconds)
{
    constexpr std::array kGlides{0.20, 0.25, 0.30, 0.35}; // s
    constexpr double kLow = 400; // Hz
    constexpr double kHigh = 3200;
    Samples out;
    double phase = 0;
    for (std::size_t glide = 0; double(out.size()) < seconds * kFramesPerSecond; ++glide) {
        const double length = kGlides[glide % kGlides.size()] * kFramesPerSecond;
        for (double i = 0; i < length; ++i) {
            const double risen = glide % 2 == 0 ? i / length : 1 - i / length;
            phase += (kLow + (kHigh - kLow) * risen) / kFramesPerSecond;
            out.push_back(float(0.3 * std::sin(2 * std::numbers::pi * phase)));
        }
    }
    return out;
}

} // namespace earshot::test
