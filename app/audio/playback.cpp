#include "audio/playback.h"

#include "audio/catch_up_line.h"
#include "audio/conversation.h"
#include "audio/handover_clock.h"
#include "audio/latest_value.h"
#include "audio/mixer.h"
#include "audio/opus_stream_decoder.h"
#include "audio/other_sound.h"
#include "audio/packet_queue.h"
#include "audio/playback_settings.h"
#include "audio/short_tune.h"
#include "audio/speaker_channel.h"
#include "audio/sweep_player.h"

#include <cmath>

namespace earshot {

namespace {

constexpr int kBlocksPerSnapshot = 5; // 20 a second
/// A packet that arrived longer ago than this did not wait here for the device, it was fetched.
constexpr microseconds kLongestPullGap{200'000};

constexpr int kSlots = Playback::kMaxSpeakers + 1; // the person's own voice is the last
constexpr float kDuckedGain = 0.25f; // -12 dB
constexpr float kDuckingStep = 0.125f; // a block: down and up in 60 ms

float boundedGain(double linear, double most)
{
    return std::isfinite(linear) ? float(std::clamp(linear, 0.0, most)) : 0.0f;
}

struct Snapshot {
    std::array<SpeakerAudioStats, kSlots> speakers;
    double levelDb = LevelMeter::kSilenceDb;
    std::optional<DelayPrices> prices;
    bool testSound = false;
    Instant at{};
};

/// How often something was asked for, and done.
class Requests
{
public:
    bool isAsked(const std::atomic<std::uint32_t> &asked)
    {
        const std::uint32_t count = asked.load(std::memory_order_acquire);
        return count != std::exchange(m_done, count);
    }

private:
    std::uint32_t m_done = 0;
};

const Tune &tuneOf(Playback::Cue cue)
{
    switch (cue) {
    case Playback::Cue::MicrophoneOpened:
        return kOpenedTune;
    case Playback::Cue::MicrophoneClosed:
        return kClosedTune;
    case Playback::Cue::Attention:
        return kAttentionTune;
    case Playback::Cue::EventBegins:
        return kBeginTune;
    }
    return kAttentionTune;
}

} // namespace

class Playback::Private
{
public:
    Private(DelayMode mode, const MakeDecoder &makeDecoder)
        : settings(mode)
        , policy(settings.policy())
        , mixer(kSlots)
    {
        for (auto &channel : channels)
            channel = std::make_unique<SpeakerChannel>(makeDecoder(), policy);
    }

    void applySettings();
    void forgetWhatIsOver(SpeakerChannel &channel);
    void takePackets(Instant now);
    void keepInStep(Instant at);
    void setGains();
    void renderBlock(Instant at, Instant heard);
    void handOver(Instant at);
    void publish(Instant at);

    /// What packets of one speaker and one time share.
    std::uint32_t generation(int slot) const
    {
        return channels[std::size_t(slot)]->removals.load(std::memory_order_acquire)
            + seeks.load(std::memory_order_acquire);
    }

    PlaybackSettings settings;

    // from the pushing to the pulling thread
    PacketQueue queue;
    std::atomic<std::uint32_t> seeks{0};
    std::atomic<microseconds> shift{microseconds{0}};
    LatestValue<Snapshot> snapshot;

    // the pulling thread's own
    DelayPolicy policy;
    bool sharesDelay = false;
    std::array<std::unique_ptr<SpeakerChannel>, kSlots> channels;
    CatchUpLine catchUp;
    Conversation conversation;
    Mixer mixer;
    TunePlayer testSound;
    Requests testSounds;
    TunePlayer cue;
    Requests cues;
    SweepPlayer sweep;
    std::uint32_t sweepDone = 0; ///< of settings.sweep
    float duckGain = 1;
    LevelMeter level;
    HandoverClock handover;
    EncodedPacket packet;
    std::array<float, kBlockFrames * kChannels> speakerBlock{};
    std::span<const float> rest; ///< of the newest block, not handed over yet
    int blocksSinceSnapshot = kBlocksPerSnapshot;
    SoundTaps *taps = nullptr;
    OtherSound *other = nullptr;
};

void Playback::Private::applySettings()
{
    sharesDelay = settings.mode.load(std::memory_order_relaxed) == DelayMode::Audience;
    const DelayPolicy wanted = settings.policy();
    const bool isNew = wanted != policy;
    policy = wanted;
    if (isNew)
        conversation.takeTargetsAnew();
    mixer.setMasterGain(settings.masterGain());
    const bool levelling = settings.levelling.load(std::memory_order_relaxed);
    for (int slot = 0; slot < kSlots; ++slot) {
        SpeakerChannel &channel = *channels[std::size_t(slot)];
        if (isNew)
            channel.stream.setPolicy(policy);
        channel.levelling.setOn(levelling);
        forgetWhatIsOver(channel);
    }
    if (testSounds.isAsked(settings.testSounds) && !testSound.isPlaying())
        testSound.start(kTestTune);
    if (cues.isAsked(settings.cues))
        cue.start(tuneOf(settings.cue.load(std::memory_order_relaxed)));
    const std::uint32_t asked = settings.sweep.load(std::memory_order_acquire);
    if (asked == std::exchange(sweepDone, asked))
        return;
    if (asked % 2 == 1)
        sweep.start();
    else
        sweep.stop();
}

void Playback::Private::forgetWhatIsOver(SpeakerChannel &channel)
{
    const std::uint32_t removed = channel.removals.load(std::memory_order_acquire);
    const std::uint32_t sought = seeks.load(std::memory_order_acquire);
    if (sought != channel.appliedSeeks) {
        channel.appliedSeeks = sought;
        channel.stream.seek();
        channel.stream.setShift(shift.load(std::memory_order_relaxed));
        catchUp.reset();
    }
    if (removed != channel.appliedRemovals) {
        channel.appliedRemovals = removed;
        channel.clear();
    }
}

void Playback::Private::takePackets(Instant now)
{
    std::uint32_t generation = 0;
    while (queue.pop(packet, generation)) {
        SpeakerChannel &channel = *channels[std::size_t(packet.slot)];
        // What made this packet's generation was told before it was pushed.
        if (generation != channel.appliedRemovals + channel.appliedSeeks)
            forgetWhatIsOver(channel);
        if (generation != channel.appliedRemovals + channel.appliedSeeks)
            continue;
        const bool isLive = now - packet.arrival < kLongestPullGap;
        channel.stream.insert(packet, isLive ? packet.arrival : now);
        channel.used = true;
    }
}

/// What each stream has to know of the others before it is played.
void Playback::Private::keepInStep(Instant at)
{
    catchUp.beginBlock();
    for (std::size_t slot = 0; slot < kMaxSpeakers; ++slot) {
        SpeakerChannel &channel = *channels[slot];
        if (!channel.used || channel.isNew)
            conversation.leave(slot);
        channel.isNew = false;
        if (!channel.used)
            continue;
        conversation.note(slot, channel.stream.isTalking(), channel.stream.ownTarget(), at);
        if (const auto voice = channel.stream.voice(at))
            catchUp.add(*voice);
    }
    catchUp.endBlock();
    conversation.endBlock();
    for (std::size_t slot = 0; slot < kMaxSpeakers; ++slot)
        channels[slot]->stream.setLeastTarget(sharesDelay ? conversation.leastTarget(slot) : microseconds{0});
}

/// While the sweep plays, nothing else may be in the room; while a recording plays, nobody talks into it.
void Playback::Private::setGains()
{
    const float wanted = settings.ducked.load(std::memory_order_relaxed) ? kDuckedGain : 1;
    duckGain = std::clamp(wanted, duckGain - kDuckingStep, duckGain + kDuckingStep);
    const float everybody = sweep.isPlaying() || (other && other->isInPlace()) ? 0 : 1;
    for (int slot = 0; slot < kSlots; ++slot) {
        const float own = channels[std::size_t(slot)]->gain.load(std::memory_order_relaxed);
        mixer.setGain(slot, own * everybody * (slot == kOwnVoiceSlot ? 1 : duckGain));
    }
}

void Playback::Private::renderBlock(Instant at, Instant heard)
{
    keepInStep(at);
    setGains();
    mixer.beginBlock();
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
        SpeakerChannel &channel = *channels[slot];
        channel.stream.setDeviceDrift(handover.ppm());
        const bool hasSpeaker = channel.used || channel.isEnding;
        if (!hasSpeaker)
            channel.pass(speakerBlock);
        if (hasSpeaker && channel.pull(speakerBlock, at, catchUp))
            mixer.add(int(slot), speakerBlock);
        else
            mixer.addSilence(int(slot));
    }
    if (other && other->pull(speakerBlock, heard) && !sweep.isPlaying())
        mixer.add(speakerBlock);
    if (testSound.isPlaying())
        mixer.add(testSound.next());
    if (cue.isPlaying())
        mixer.add(cue.next());
    if (sweep.isPlaying())
        mixer.add(sweep.next());
    handOver(at);
}

void Playback::Private::handOver(Instant at)
{
    if (taps)
        taps->ring(SoundTaps::Stage::Mix).write(mixer.sum());
    rest = mixer.endBlock();
    level.addBlock(rest);
    if (taps) {
        taps->ring(SoundTaps::Stage::Device).write(rest);
        taps->advance(kBlockFrames);
    }
    if (++blocksSinceSnapshot >= kBlocksPerSnapshot)
        publish(at);
}

void Playback::Private::publish(Instant at)
{
    blocksSinceSnapshot = 0;
    Snapshot &draft = snapshot.draft();
    draft.at = at;
    draft.levelDb = level.levelDb();
    draft.testSound = testSound.isPlaying();
    draft.prices.reset();
    for (int slot = 0; slot < kSlots; ++slot) {
        SpeakerChannel &channel = *channels[std::size_t(slot)];
        SpeakerAudioStats &speaker = draft.speakers[std::size_t(slot)];
        speaker = channel.used ? channel.stream.stats(at) : SpeakerAudioStats{};
        speaker.slot = channel.used ? slot : -1;
        if (channel.used && slot != kOwnVoiceSlot) {
            const DelayPrices own
                = channel.stream.prices(settings.fixedDelay.load(std::memory_order_relaxed));
            const DelayPrices worst = draft.prices.value_or(own);
            draft.prices = {std::max(worst.smooth, own.smooth), std::max(worst.lowDelay, own.lowDelay),
                std::max(worst.fixedLate, own.fixedLate)};
        }
    }
    snapshot.publish();
}

Playback::Playback(DelayMode mode, const MakeDecoder &makeDecoder)
    : d(std::make_unique<Private>(
        mode, makeDecoder ? makeDecoder : [] { return std::make_unique<OpusStreamDecoder>(); }))
{ }

Playback::~Playback() = default;

bool Playback::push(const EncodedPacket &packet)
{
    if (packet.slot < 0 || packet.slot >= kSlots)
        return false;
    return d->queue.push(packet, d->generation(packet.slot));
}

void Playback::removeSpeaker(int slot)
{
    if (slot >= 0 && slot < kSlots)
        d->channels[std::size_t(slot)]->removals.fetch_add(1, std::memory_order_release);
}

void Playback::pull(std::span<float> out, Instant now, microseconds deviceBuffer)
{
    d->applySettings();
    d->takePackets(now);
    const std::size_t all = out.size();
    while (!out.empty()) {
        const auto before = std::int64_t((all - out.size()) / kChannels);
        if (d->rest.empty())
            d->renderBlock(d->handover.next(now), now + deviceBuffer + timeOfFrames(before));
        const std::size_t n = std::min(out.size(), d->rest.size());
        std::copy_n(d->rest.begin(), n, out.begin());
        d->rest = d->rest.subspan(n);
        out = out.subspan(n);
    }
}

void Playback::setFallingBehind(FallingBehind choice)
{
    d->settings.behind.store(choice, std::memory_order_relaxed);
}

void Playback::seek(microseconds shift)
{
    d->shift.store(shift, std::memory_order_relaxed);
    d->seeks.fetch_add(1, std::memory_order_release);
}

void Playback::setDelayMode(DelayMode mode)
{
    d->settings.mode.store(mode, std::memory_order_relaxed);
}

void Playback::setDelayChoice(const DelayChoice &delay)
{
    d->settings.fixedDelay.store(delay.fixed, std::memory_order_relaxed);
    d->settings.delayKind.store(delay.kind, std::memory_order_relaxed);
}

void Playback::setLevelling(bool on)
{
    d->settings.levelling.store(on, std::memory_order_relaxed);
}

void Playback::playTestSound()
{
    d->settings.testSounds.fetch_add(1, std::memory_order_release);
}

void Playback::setDucked(bool ducked)
{
    d->settings.ducked.store(ducked, std::memory_order_relaxed);
}

void Playback::playCue(Cue cue)
{
    d->settings.cue.store(cue, std::memory_order_relaxed);
    d->settings.cues.fetch_add(1, std::memory_order_release);
}

double Playback::masterGain() const
{
    return double(d->settings.masterGain());
}

void Playback::playSweep()
{
    std::uint32_t asked = d->settings.sweep.load(std::memory_order_relaxed);
    while (!d->settings.sweep.compare_exchange_weak(asked, (asked + 1) | 1, std::memory_order_release)) { }
}

void Playback::stopSweep()
{
    std::uint32_t asked = d->settings.sweep.load(std::memory_order_relaxed);
    while (!d->settings.sweep.compare_exchange_weak(asked, (asked + 1) & ~1u, std::memory_order_release)) { }
}

void Playback::setVolume(double linear)
{
    d->settings.volume.store(boundedGain(linear, 1), std::memory_order_relaxed);
}

void Playback::setMuted(bool muted)
{
    d->settings.muted.store(muted, std::memory_order_relaxed);
}

void Playback::setSpeakerGain(int slot, double linear)
{
    if (slot >= 0 && slot < kSlots)
        d->channels[std::size_t(slot)]->gain.store(boundedGain(linear, 4), std::memory_order_relaxed);
}

void Playback::setOtherSound(OtherSound &sound)
{
    d->other = &sound;
}

void Playback::setTaps(SoundTaps &taps)
{
    using Stage = SoundTaps::Stage;
    d->taps = &taps;
    for (int slot = 0; slot < kMaxSpeakers; ++slot) { // but for the own voice
        SpeakerChannel &channel = *d->channels[std::size_t(slot)];
        channel.stream.setDecodedTap(&taps.ring(Stage::Decoded, slot));
        channel.played = &taps.ring(Stage::Played, slot);
        channel.levelled = &taps.ring(Stage::Levelled, slot);
    }
}

AudioStats Playback::stats() const
{
    const Snapshot snapshot = d->snapshot.read();
    AudioStats stats;
    stats.at = snapshot.at;
    for (const SpeakerAudioStats &speaker : snapshot.speakers) {
        if (speaker.slot >= 0 && speaker.slot != kOwnVoiceSlot)
            stats.speakers.push_back(speaker);
    }
    stats.testSound = snapshot.testSound;
    stats.prices = snapshot.prices;
    stats.output.levelDb = snapshot.levelDb;
    stats.output.volume = double(d->settings.volume.load(std::memory_order_relaxed));
    stats.output.muted = d->settings.muted.load(std::memory_order_relaxed);
    return stats;
}

} // namespace earshot
