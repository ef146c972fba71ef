#pragma once

#include "audio/arrival_statistics.h"
#include "audio/catch_up_line.h"
#include "audio/clock_drift.h"
#include "audio/cross_fade.h"
#include "audio/decoded_audio.h"
#include "audio/delay_price_stats.h"
#include "audio/delay_target.h"
#include "audio/paced_stretch.h"
#include "audio/packet_buffer.h"
#include "audio/playout_decision.h"
#include "audio/sound_examiner.h"
#include "audio/speaker_arrivals.h"

namespace earshot {

/// One speaker: packets in, 10 ms blocks of stereo out.
///
/// Starting -> Playing (Resume); Playing -> Paused (the speaker pauses), -> Dry (audio is due and missing);
/// Paused, Dry -> Playing (Resume, Skip). The stream's position is counted in the sender's frames; the clock
/// of the device shows as the `at` of the blocks. Drift between the two is served by resampling, never by the
/// time stretch.
///
/// Single-threaded. After construction nothing allocates.
class SpeakerStream
{
public:
    SpeakerStream(std::unique_ptr<StreamDecoder> decoder, const DelayPolicy &policy);

    void setPolicy(const DelayPolicy &policy);
    /// Forgets the speaker and all figures; the next block that is pulled lets his sound fade.
    void clear();

    /// At least this delay, so that companions with a worse line are heard in step; 0 = its own target.
    void setLeastTarget(microseconds target) { m_leastTarget = target; }
    microseconds ownTarget() const { return m_target.target(); }
    /// Somebody is heard.
    bool isTalking() const;
    void setDecodedTap(TapRing *tap) { m_audio.setTap(tap); }

    /// Plays `shift` later than the delay target asks for.
    void setShift(microseconds shift) { m_shift = shift; }
    /// The device's clock is quicker than this computer's by so much.
    void setDeviceDrift(double ppm) { m_deviceDrift = ppm; }
    /// Forgets what is queued: packets of another time follow. Figures and the delay target stay.
    void seek();

    /// `came`: when the packet was here. Its arrival is that of a listener who is live, and may lie before.
    void insert(const EncodedPacket &packet, Instant came);
    void insert(const EncodedPacket &packet) { insert(packet, packet.arrival); }

    /// For the line that keeps the speakers in step; nothing: there is nothing to be played.
    std::optional<CatchUpLine::Voice> voice(Instant at) const;
    /// The next block (kBlockFrames of interleaved stereo), handed over at `at`.
    /// False: silence, `out` is untouched.
    bool pull(std::span<float> out, Instant at, const CatchUpLine &line = {});

    SpeakerAudioStats stats(Instant at);
    /// Of an audience, on this speaker's line.
    DelayPrices prices(microseconds fixedDelay) const;

    /// In frames; for measuring from outside.
    struct Account {
        std::int64_t position = 0; ///< of the frame that is played next
        std::int64_t real = 0; ///< not made up, handed over
        std::int64_t inserted = 0; ///< by the time stretch
        std::int64_t removed = 0; ///< by the time stretch
    };
    Account account() const
    {
        return {m_audio.position(), m_audio.totals().real, m_insertedFrames, m_removedFrames};
    }

private:
    void restart();

    // status
    Ahead follows(const PacketInfo &before, const PacketInfo &next) const;
    microseconds target() const { return std::max(m_target.target(), m_leastTarget); }
    microseconds delay(Instant at) const;
    PlayoutStatus status(Instant at, const CatchUpLine &line) const;

    // playing
    double speedOf(const PlayoutStatus &status, const PlayoutDecision &decision) const;
    bool perform(const PlayoutDecision &decision, std::span<float> out, Instant at);
    void begin();
    void skip(Instant at);
    void stretch(const PlayoutDecision &decision);
    void waitWithSound(std::span<float> out, bool fading);
    void endInSilence(std::span<float> out);
    void fill(int frames);
    void decodeFront();
    void keepTail();

    DelayPolicy m_policy;
    SpeakerArrivals m_came;
    ArrivalStatistics m_arrivals;
    ClockDrift m_drift;
    double m_deviceDrift = 0; ///< ppm
    DelayTarget m_target;
    PacketBuffer m_packets;
    DecodedAudio m_audio;
    SoundExaminer m_heard;
    SpeakerAudioStats m_stats;

    PlayoutPhase m_phase = PlayoutPhase::Starting;
    std::optional<PacketInfo> m_last; ///< the packet decoded last
    std::optional<std::int64_t> m_newest; ///< highest sequence number that came
    std::optional<Instant> m_newestCame;
    microseconds m_shift{0};
    microseconds m_leastTarget{0};
    bool m_lastWasDtx = false;
    PacedStretch m_stretch;
    std::int64_t m_missedFrames = 0; ///< waited for in vain: made up or silent
    std::int64_t m_insertedFrames = 0;
    std::int64_t m_removedFrames = 0;
    std::int64_t m_skippedFrames = 0;
    microseconds m_dryFor{0};
    std::int64_t m_starvedFrames = 0; ///< since it is dry, in silence
    std::int64_t m_waitingBefore = 0; ///< what the audio's account of waiting was when it ran dry
    float m_fade = 1; ///< gain of what is made up
    CrossFade m_crossFade;
};

} // namespace earshot
