#pragma once

#include "audio/fractional_resampler.h"
#include "audio/opus_stream_decoder.h"
#include "audio/pcm_fifo.h"
#include "recordings/speaker_timeline.h"

#include <deque>
#include <span>

namespace earshot {

/// One speaker's packets as sound on the recording's time, each sample where it was captured. Where the speaker's sound clock is not
/// quite right it plays a little faster or slower (`FractionalResampler`); else the decoder's samples are handed on as they are.
class VoiceRenderer
{
public:
    /// In order.
    void add(PlacedPacket packet) { m_waiting.push_back(std::move(packet)); }
    /// Adds what sounds from `begin` on; places follow each other from call to call. All packets up to the end and kAhead
    /// beyond it are there. False: nothing.
    bool mix(qint64 begin, std::span<float> mono);

    /// More than is concealed: where nothing is there so far ahead, the spurt is over, however the calls are cut.
    static constexpr int kAhead = 9600; ///< frames

private:
    void beginSpurt();
    void decodeUpTo(int frames);
    void append(const PlacedPacket &packet);
    void makeUp();
    void endSpurt();
    void steer(const PlacedPacket &packet);

    std::deque<PlacedPacket> m_waiting;
    OpusStreamDecoder m_decoder;
    FractionalResampler m_resampler;
    PcmFifo m_decoded;
    bool m_isInSpurt = false;
    bool m_isEnding = false; ///< all of the spurt is decoded
    bool m_isFresh = true; ///< the resampler holds nothing yet
    bool m_isSteering = false;
    int m_lost = 0; ///< frames before the next packet
    qint64 m_place = 0; ///< of the next frame out
};

} // namespace earshot
