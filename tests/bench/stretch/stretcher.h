#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace stretching {

constexpr int kRate = 48000;
constexpr int kChannels = 2;
constexpr int kBlock = 480; ///< frames; all work in steps of 10 ms

struct Stretched {
    std::vector<float> sound; ///< interleaved
    /// For each block of `sound`: the frame of the source that stands at its start.
    std::vector<std::int64_t> source;
};

/// One way of stretching. `faster`: 0.1 = +10 %, -0.25 = a quarter slower.
class Stretcher
{
public:
    virtual ~Stretcher() = default;
    virtual const char *name() const = 0;
    virtual Stretched stretch(const std::vector<float> &source, double faster) = 0;
};

std::unique_ptr<Stretcher> makeEarshot();
std::unique_ptr<Stretcher> makeSoundTouch();
std::unique_ptr<Stretcher> makeNetEq();

} // namespace stretching
