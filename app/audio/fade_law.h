#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace earshot {

/// Sum of the products. Summed in eight lanes, which a compiler can keep in vector registers.
inline float dotProduct(const float *a, const float *b, int count)
{
    constexpr int kLanes = 8;
    std::array<float, kLanes> sums{};
    int i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        for (int lane = 0; lane < kLanes; ++lane)
            sums[std::size_t(lane)] += a[i + lane] * b[i + lane];
    }
    float rest = 0;
    for (; i < count; ++i)
        rest += a[i] * b[i];
    for (const float sum : sums)
        rest += sum;
    return rest;
}

/// How alike two sounds are that a cross-fade lays over each other, and the gain that keeps their loudness:
/// the power of a·(1 − w) + b·w is that of either, w = 0…1, where both are equally loud. Alike (ρ = 1) makes
/// an equal gain fade, foreign (ρ = 0) an equal power one.
class FadeLaw
{
public:
    FadeLaw(const float *a, const float *b, int count)
    {
        const float energies = dotProduct(a, a, count) * dotProduct(b, b, count);
        const float rho = energies > 0 ? dotProduct(a, b, count) / std::sqrt(energies) : 1;
        // Also where it is no number: then the fade is the plainest one.
        m_rho = rho >= 0 && rho <= 1 ? rho : rho < 0 ? 0.0f : 1.0f;
    }

    /// At weight `w` of b.
    float gain(float w) const { return 1 / std::sqrt(1 - 2 * w * (1 - w) * (1 - m_rho)); }

private:
    float m_rho = 1;
};

} // namespace earshot
