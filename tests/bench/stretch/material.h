#pragma once

#include <string>
#include <vector>

namespace stretching {

struct Material {
    std::string name;
    std::vector<float> sound; ///< interleaved stereo
};

/// What is stretched: voices of espeak-ng (high, low, two at once), and music and noise made by arithmetic. The same
/// at each run.
std::vector<Material> makeMaterial(double seconds);

} // namespace stretching
