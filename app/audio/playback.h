#pragma once

#include "audio/audio_stats.h"
#include "audio/delay_policy.h"
#include "audio/encoded_packet.h"

#include <functional>
#include <memory>
#include <span>

namespace earshot {

class OtherSound;
class SoundTaps;
class StreamDecoder;

/// Packets in, mixed stereo out: per-speaker streams, mixer, volume. 48 kHz, float, interleaved.
///
/// `push` belongs to one thread (network), `pull` to another (audio); the setters and `stats` may be called
/// from any. `pull` does not allocate, lock or log.
class Playback
{
public:
    static constexpr int kSampleRate = 48000;
    static constexpr int kChannels = 2;
    static constexpr int kMaxSpeakers = 32;
    /// A slot beside the speakers': the person's own voice as listeners get it, for a soundcheck.
    static constexpr int kOwnVoiceSlot = kMaxSpeakers;

    /// Makes the decoder of one speaker.
    using MakeDecoder = std::function<std::unique_ptr<StreamDecoder>()>;

    /// Decodes with libopus unless told otherwise.
    explicit Playback(DelayMode mode, const MakeDecoder &makeDecoder = {});
    ~Playback();

    /// False where the queue is full (the device has stopped pulling) or the slot is out of range.
    bool push(const EncodedPacket &packet);
    /// Forgets a speaker; what is queued for the slot is not played. On the thread that pushes.
    void removeSpeaker(int slot);

    /// Fills the whole span (frames × 2), with silence where there is nothing.
    /// `now` is the clock at the call, `deviceBuffer` what the device still holds.
    void pull(std::span<float> out, Instant now, microseconds deviceBuffer);

    void setDelayMode(DelayMode mode);
    void setDelayChoice(const DelayChoice &delay); ///< of an audience
    void setLevelling(bool on); ///< all speakers about equally loud (Levelling); on unless told otherwise
    void setFallingBehind(FallingBehind choice); ///< of an audience; PlayFaster unless told otherwise
    /// Goes to another time of the event: forgets what is queued and plays `shift` behind live from now on; what
    /// is pushed next is of that time, its `arrival` still that of a listener who is live. 0 = live. On the
    /// thread that pushes.
    void seek(microseconds shift);
    void setVolume(double linear); ///< 0…1, ramped
    void setMuted(bool muted);
    double masterGain() const; ///< volume, 0 while muted
    void setSpeakerGain(int slot, double linear); ///< 0…4
    /// Two soft notes in a second, with everything else: through volume, mute and limiter, for people who want to
    /// know what they will hear.
    void playTestSound();
    /// While the person here talks: everybody else 12 dB quieter, ramped, so that their microphone hears less of it.
    void setDucked(bool ducked);
    /// Soft and short, for ears that cannot look.
    enum class Cue { MicrophoneOpened, MicrophoneClosed, Attention, EventBegins };
    void playCue(Cue cue);
    /// The soundcheck's sweep (`EchoProbe::sweep`), with everything else muted for its time.
    void playSweep();
    void stopSweep(); ///< within 10 ms of sound

    /// Plays in the event's place whenever it wants to; it outlives the pulls. Before the first pull.
    void setOtherSound(OtherSound &sound);

    /// Every stage's samples go there from now on; it outlives the pulls. Before the first pull, or on its thread.
    void setTaps(SoundTaps &taps);

    /// A copy of the latest figures, refreshed by `pull` about 20 times a second: of the slots that packets
    /// came for. `output` holds only volume, mute and level.
    AudioStats stats() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace earshot
