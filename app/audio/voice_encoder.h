#pragma once

#include "audio/voice_frame.h"
#include "audio/voice_history.h"

#include <memory>

struct OpusEncoder;

namespace earshot {

/// Blocks of 10 ms in, Opus frames of 20 ms out (RFC 6716): 48 kHz mono, variable bitrate, no error correction in band
/// (the line is TCP, nothing is lost singly), discontinuous transmission: in a pause a frame is a single byte. That is
/// sent as any other, so that the pause is told from a loss, and the return path is known to be alive.
///
/// Does not allocate after it was made.
class VoiceEncoder
{
public:
    VoiceEncoder();
    ~VoiceEncoder();

    void setBitrate(int bitsPerSecond);

    /// The next block begins a new utterance: nothing said before is left in the encoder.
    void begin();
    /// True: `frame()` is one. A block that does not follow the one before begins anew.
    bool add(const VoiceBlock &block);
    /// The utterance is over; true: `frame()` is its last, completed with silence.
    bool finish();
    /// Throws away what no frame was made of.
    void drop() { m_filled = 0; }

    const VoiceFrame &frame() const { return m_frame; }
    /// What the frame was made of.
    std::span<const float> samples() const { return m_samples; }

private:
    bool encode();

    struct Free {
        void operator()(OpusEncoder *encoder) const;
    };
    std::unique_ptr<OpusEncoder, Free> m_encoder;
    int m_bitrate = 0;
    std::array<float, VoiceFrame::kSamples> m_samples{};
    std::size_t m_filled = 0;
    std::int64_t m_next = 0; ///< position that would follow
    bool m_isFirst = true;
    VoiceFrame m_frame;
};

} // namespace earshot
