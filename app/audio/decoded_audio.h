#pragma once

#include "audio/fractional_resampler.h"
#include "audio/packet_buffer.h"
#include "audio/pcm_fifo.h"
#include "audio/stream_decoder.h"
#include "audio/tap_ring.h"

#include <limits>

namespace earshot {

/// What one speaker's decoder has made and nobody has heard yet, with the account of what it stands for:
///
///     | real audio, and what is made up for lost packets | made up while waiting |
///     position()                                     end()
///
/// Positions are the sender's frames. Sound made while waiting stands for no audio, so the position waits
/// with it. The last 0.2 ms before position() are still in the resampler, on their way out.
class DecodedAudio
{
public:
    explicit DecodedAudio(std::unique_ptr<StreamDecoder> decoder)
        : m_decoder(std::move(decoder))
    { }

    void setTap(TapRing *tap) { m_tap = tap; } ///< for what the decoder makes of packets
    const StreamDecoder &decoder() const { return *m_decoder; }
    PcmFifo &pcm() { return m_pcm; } ///< for the time stretch, while nothing was made up for waiting

    int frames() const { return m_pcm.frames() - m_waitingAhead; } ///< between position() and end()
    std::int64_t position() const { return m_end - frames(); }
    std::int64_t end() const { return m_end; }

    /// Appends a packet; of one that begins before end(), the rest. One that cannot be decoded counts as
    /// lost.
    void decode(const PacketInfo &info, std::span<const std::uint8_t> payload);
    /// Makes up what is lost between end() and `next`, but no more than a block.
    void concealUpTo(std::int64_t next);
    /// Makes one more block while waiting.
    void concealWaiting();
    /// Drops all that was not heard, and goes on at `position`, but never before end().
    void jumpTo(std::int64_t position);
    /// Another stream begins.
    void reset();

    /// Plays so much faster than the decoder's 48 kHz (parts per million) that the clocks stay together.
    void aimAt(double ppm) { m_resampler.aimAt(ppm); }
    /// The next block; there must be one. Better with kEnough frames: then it is at the right speed.
    void take(std::span<float> out);
    /// How the sound would go on, without taking it.
    void peek(std::span<float> out);

    static constexpr int kEnough = kBlockFrames + FractionalResampler::kHeldFrames + 1;

    /// Frames handed over since `clearTotals`; a block counts as kBlockFrames, at whatever speed.
    struct Totals {
        std::int64_t real = 0;
        std::int64_t lost = 0; ///< made up for lost packets
        std::int64_t waiting = 0; ///< made up while waiting
    };
    const Totals &totals() const { return m_totals; }
    void clearTotals() { m_totals = {}; }

    static constexpr int kJoinTolerance
        = 120; ///< frames by which neighbouring timestamps may miss each other

private:
    static constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();

    void append(int concealedFrames);

    std::unique_ptr<StreamDecoder> m_decoder;
    PcmFifo m_pcm;
    FractionalResampler m_resampler;
    std::int64_t m_end = kBeforeAll;
    int m_lostAhead = 0; ///< frames in m_pcm made up for lost packets
    int m_waitingAhead = 0; ///< frames at the end of m_pcm made up while waiting
    Totals m_totals;
    TapRing *m_tap = nullptr;
};

} // namespace earshot
