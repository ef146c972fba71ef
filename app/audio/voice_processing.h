#pragma once

#include "audio/capture_settings.h"
#include "audio/media_time.h"

#include <array>
#include <memory>
#include <optional>
#include <span>

struct SpeexEchoState_;
struct SpeexPreprocessState_;

namespace earshot {

/// Makes a voice fit to be sent, with speexdsp: takes the loudspeakers' echo away (J.-M. Valin, "On adjusting the learning
/// rate in frequency domain echo cancellation with double-talk", 2007), then noise and what is left of the echo, then
/// brings it to an even loudness. Each part is switched within a block, faded, without moving the sound in time.
///
/// Audio thread; does not allocate after it was made. 10 ms blocks, mono, 48 kHz.
class VoiceProcessing
{
public:
    /// What comes out was put in this long before.
    static constexpr int kDelay = kBlockFrames;

    VoiceProcessing();
    ~VoiceProcessing();

    void setSettings(const CaptureSettings &settings);
    /// In place. `played`: what the loudspeakers say then (EchoReference); empty: nothing.
    void process(std::span<float> block, std::span<const float> played);
    /// The last block without the loudspeakers' echo, but with noise and at its own loudness. Not delayed.
    std::span<const float> withoutEcho() const { return m_before; }
    /// Another device: what was learned of the room does not hold any more.
    void forgetEcho();

    double noiseSuppressedDb() const; ///< taken away by noise suppression lately
    double gainDb() const; ///< added by gain control now
    std::optional<double> echoLossDb() const; ///< by the canceller alone; nothing while nothing is played
    /// That the last block is of a voice, 0…1; nothing where it was not asked.
    std::optional<double> voiceProbability() const;

private:
    using Block = std::array<float, kBlockFrames>;
    using Integers = std::array<std::int16_t, kBlockFrames>;

    /// Fades from one of two signals to the other over a block.
    class Switch
    {
    public:
        /// At `wanted` = false nobody has to make the wet one, once this returns false.
        bool turn(bool wanted)
        {
            m_to = wanted && m_isWarm ? 1.0f : 0.0f;
            m_isWarm = wanted;
            return wanted || m_from > 0;
        }
        void mix(std::span<float> dry, std::span<const float> wet);

    private:
        bool m_isWarm = false; ///< the wet signal had a block to begin
        float m_from = 0;
        float m_to = 0;
    };

    void cancelEcho(std::span<float> block, std::span<const float> played);
    void preprocess(std::span<float> block, bool isEchoThere);
    void measureEchoLoss(std::span<const float> played, double before, double after);

    struct Free {
        void operator()(SpeexEchoState_ *state) const;
        void operator()(SpeexPreprocessState_ *state) const;
    };
    CaptureSettings m_settings;
    std::unique_ptr<SpeexEchoState_, Free> m_echo;
    std::unique_ptr<SpeexPreprocessState_, Free> m_preprocess;
    Switch m_echoSwitch;
    Switch m_preprocessSwitch;
    Block m_before{}; ///< what preprocessing gets, for the next block
    double m_powerIn = 0; ///< of preprocessing, lately
    double m_powerOut = 0;
    double m_echoIn = 0; ///< while only the loudspeakers talk
    double m_echoOut = 0;
    int m_gainDb = 0;
    int m_probability = -1; ///< per cent; -1 = not asked
    bool m_isPlaying = false;
};

} // namespace earshot
