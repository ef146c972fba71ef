#pragma once

#include "audio/feedback_guard.h"
#include "support/feedback_scenes.h"

#include <array>
#include <vector>

namespace earshot::test {

/// A loudspeaker says what is sent, and the microphone hears it: through a delay and a room of 60 reflections, in which
/// the strongest frequency comes back `gainDb` louder than it was said. What the microphone cannot hear as loud as it
/// is, it flattens.
///
///     sound -> (+) -> microphone -> [gain control] -> guard's gain -> delay, room -> (+)
class ClosedLoop
{
public:
    struct Place {
        double delayMs = 60;
        double reverberation = 0.3; ///< T60, seconds
        double gainDb = 8;
        bool isSpokenInto = true; ///< or only its noise is there to begin with
        bool hasGainControl = false; ///< brings all to -18 dBFS, 12 dB/s up, 40 dB/s down
    };
    ClosedLoop(const Place &place, double seconds, unsigned seed);

    /// 10 ms; false: the sound is at its end.
    bool next();
    double seconds() const { return double(m_position) / 48000; }
    /// Of what came back in the last 100 ms, dBFS.
    double levelDb() const;
    void closeWith(double gainDb); ///< turns the loudspeaker by so much

    FeedbackGuard guard;

private:
    struct Path {
        std::size_t frames;
        float gain;
    };
    void controlGain();

    Place m_place;
    Samples m_sound;
    Samples m_sent;
    std::vector<Path> m_paths;
    std::size_t m_position = 0;
    float m_guardGain = 1;
    float m_loudspeaker = 1;
    double m_controlDb = 0;
    double m_controlled = 0; ///< squares of the last 20 ms
    std::array<double, 10> m_back{}; ///< squares of what came back, of 10 ms each
};

} // namespace earshot::test
