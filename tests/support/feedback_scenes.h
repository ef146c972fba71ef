#pragma once

#include "support/speech.h"

#include <cstdint>

namespace earshot::test {

/// Chance that is the same everywhere for the same seed (a linear congruential generator: Numerical Recipes, §7.1).
class Chance
{
public:
    explicit Chance(unsigned seed)
        : m_state(seed * 2654435761U + 1)
    { }
    double between(double least, double most) { return least + (most - least) * fraction(); }
    int below(int end) { return int(fraction() * end); }
    bool happens(double probability) { return fraction() < probability; }
    /// Mean 0, variance 1, never beyond ±3.5: the sum of four.
    double noise() { return (fraction() + fraction() + fraction() + fraction() - 2) * 1.7320508; }

private:
    double fraction() { return double((m_state = m_state * 1664525 + 1013904223) >> 8) / double(1 << 24); }
    std::uint32_t m_state;
};

/// What a microphone hears that is no loop.
enum class Scene { Talk, Whistling, Singing, Music, TalkOverMusic, TooLoudTalk };
inline constexpr Scene kScenes[]
    = {Scene::Talk, Scene::Whistling, Scene::Singing, Scene::Music, Scene::TalkOverMusic, Scene::TooLoudTalk};
const char *nameOf(Scene scene);

/// The same for the same seed. Voices of many heights, tunes with glides, held and swelling notes, vibrato, chords of
/// organs, bells, flutes and dial tones, each with a microphone's noise.
Samples heard(Scene scene, double seconds, unsigned seed);

} // namespace earshot::test
