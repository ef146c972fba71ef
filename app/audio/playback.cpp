#include "audio/playback.h"

#include "audio/catch_up_line.h"
#include "audio/handover_clock.h"
#include "audio/latest_value.h"
#include "audio/mixer.h"
#include "audio/opus_stream_decoder.h"
#include "audio/packet_queue.h"
#include "audio/speaker_stream.h"

#include <atomic>
#include <cmath>

namespace earshot {

namespace {

constexpr int kBlocksPerSnapshot = 5; // 20 a second
/// A packet that arrived longer ago than this did not wait here for the device, it was fetched.
constexpr microseconds kLongestPullGap{200'000};

float boundedGain(double linear, double most)
{
    return std::isfinite(linear) ? float(std::clamp(linear, 0.0, most)) : 0.0f;
}

struct Snapshot {
    std::array<SpeakerAudioStats, Playback::kMaxSpeakers> speakers;
    Instant at{};
};

} // namespace

class Playback::Private
{
public:
    Private(DelayMode initialMode, const MakeDecoder &makeDecoder)
        : mode(initialMode)
        , appliedPolicy(delayPolicy(initialMode))
        , mixer(kMaxSpeakers)
    {
        for (auto &gain : gains)
            gain = 1.0f;
        streams.reserve(kMaxSpeakers);
        for (int slot = 0; slot < kMaxSpeakers; ++slot)
            streams.emplace_back(std::make_unique<SpeakerStream>(makeDecoder(), delayPolicy(initialMode)));
    }

    void applySettings();
    void forgetWhatIsOver(std::size_t slot);
    void takePackets(Instant now);
    void renderBlock(Instant at);
    void publish(Instant at);

    // set from any thread, applied at the next pull
    std::atomic<DelayMode> mode;
    std::atomic<FallingBehind> behind{FallingBehind::PlayFaster};
    std::atomic<DelayChoice::Kind> delayKind{DelayChoice::Kind::Smooth};
    std::atomic<microseconds> fixedDelay{DelayChoice{}.fixed};
    std::atomic<bool> levelling{true};
    std::atomic<std::uint32_t> testSounds{0};
    std::atomic<float> volume{1};
    std::atomic<bool> muted{false};
    std::array<std::atomic<float>, kMaxSpeakers> gains;

    // from the pushing to the pulling thread
    PacketQueue queue;
    std::array<std::atomic<std::uint32_t>, kMaxSpeakers> removals{}; ///< of each slot's speakers
    std::atomic<std::uint32_t> seeks{0};
    std::atomic<microseconds> shift{microseconds{0}};
    LatestValue<Snapshot> snapshot;

    /// What packets of one speaker and one time share.
    std::uint32_t generation(std::size_t slot) const
    {
        return removals[slot].load(std::memory_order_acquire) + seeks.load(std::memory_order_acquire);
    }

    // the pulling thread's own
    DelayPolicy appliedPolicy;
    std::array<std::uint32_t, kMaxSpeakers> appliedRemovals{};
    std::array<std::uint32_t, kMaxSpeakers> appliedSeeks{};
    CatchUpLine catchUp;
    std::array<bool, kMaxSpeakers> used{};
    std::vector<std::unique_ptr<SpeakerStream>> streams;
    Mixer mixer;
    HandoverClock handover;
    EncodedPacket packet;
    std::array<float, kBlockFrames * kChannels> speakerBlock{};
    std::span<const float> rest; ///< of the newest block, not handed over yet
    int blocksSinceSnapshot = kBlocksPerSnapshot;
};

void Playback::Private::applySettings()
{
    const DelayPolicy wanted
        = delayPolicy(mode.load(std::memory_order_relaxed), behind.load(std::memory_order_relaxed),
            {delayKind.load(std::memory_order_relaxed), fixedDelay.load(std::memory_order_relaxed)});
    if (wanted != appliedPolicy) {
        appliedPolicy = wanted;
        for (auto &stream : streams)
            stream->setPolicy(wanted);
    }
    mixer.setMasterGain(muted.load(std::memory_order_relaxed) ? 0 : volume.load(std::memory_order_relaxed));
    for (std::size_t slot = 0; slot < kMaxSpeakers; ++slot) {
        mixer.setGain(int(slot), gains[slot].load(std::memory_order_relaxed));
        forgetWhatIsOver(slot);
    }
}

void Playback::Private::forgetWhatIsOver(std::size_t slot)
{
    const std::uint32_t removed = removals[slot].load(std::memory_order_acquire);
    const std::uint32_t sought = seeks.load(std::memory_order_acquire);
    if (sought != appliedSeeks[slot]) {
        appliedSeeks[slot] = sought;
        streams[slot]->seek();
        streams[slot]->setShift(shift.load(std::memory_order_relaxed));
        catchUp.reset();
    }
    if (removed != appliedRemovals[slot]) {
        appliedRemovals[slot] = removed;
        streams[slot]->clear();
        used[slot] = false;
    }
}

void Playback::Private::takePackets(Instant now)
{
    std::uint32_t generation = 0;
    while (queue.pop(packet, generation)) {
        const auto slot = std::size_t(packet.slot);
        // What made this packet's generation was told before it was pushed.
        if (generation != appliedRemovals[slot] + appliedSeeks[slot])
            forgetWhatIsOver(slot);
        if (generation != appliedRemovals[slot] + appliedSeeks[slot])
            continue;
        const bool isLive = now - packet.arrival < kLongestPullGap;
        streams[slot]->insert(packet, isLive ? packet.arrival : now);
        used[slot] = true;
    }
}

void Playback::Private::renderBlock(Instant at)
{
    const double deviceDrift = handover.ppm();
    catchUp.beginBlock();
    for (std::size_t slot = 0; slot < kMaxSpeakers; ++slot) {
        if (const auto voice = used[slot] ? streams[slot]->voice(at) : std::nullopt)
            catchUp.add(*voice);
    }
    catchUp.endBlock();
    mixer.beginBlock();
    for (std::size_t slot = 0; slot < kMaxSpeakers; ++slot) {
        streams[slot]->setDeviceDrift(deviceDrift);
        if (!used[slot] || !streams[slot]->pull(speakerBlock, at, catchUp))
            mixer.addSilence(int(slot));
        else
            mixer.add(int(slot), speakerBlock);
    }
    rest = mixer.endBlock();
    if (++blocksSinceSnapshot >= kBlocksPerSnapshot)
        publish(at);
}

void Playback::Private::publish(Instant at)
{
    blocksSinceSnapshot = 0;
    Snapshot &draft = snapshot.draft();
    draft.at = at;
    for (std::size_t slot = 0; slot < kMaxSpeakers; ++slot) {
        draft.speakers[slot] = used[slot] ? streams[slot]->stats(at) : SpeakerAudioStats{};
        draft.speakers[slot].slot = used[slot] ? int(slot) : -1;
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
    if (packet.slot < 0 || packet.slot >= kMaxSpeakers)
        return false;
    return d->queue.push(packet, d->generation(std::size_t(packet.slot)));
}

void Playback::removeSpeaker(int slot)
{
    if (slot >= 0 && slot < kMaxSpeakers)
        d->removals[std::size_t(slot)].fetch_add(1, std::memory_order_release);
}

void Playback::pull(std::span<float> out, Instant now, microseconds)
{
    d->applySettings();
    d->takePackets(now);
    while (!out.empty()) {
        if (d->rest.empty())
            d->renderBlock(d->handover.next(now));
        const std::size_t n = std::min(out.size(), d->rest.size());
        std::copy_n(d->rest.begin(), n, out.begin());
        d->rest = d->rest.subspan(n);
        out = out.subspan(n);
    }
}

void Playback::setFallingBehind(FallingBehind choice)
{
    d->behind.store(choice, std::memory_order_relaxed);
}

void Playback::seek(microseconds shift)
{
    d->shift.store(shift, std::memory_order_relaxed);
    d->seeks.fetch_add(1, std::memory_order_release);
}

void Playback::setDelayMode(DelayMode mode)
{
    d->mode.store(mode, std::memory_order_relaxed);
}

void Playback::setDelayChoice(const DelayChoice &delay)
{
    d->fixedDelay.store(delay.fixed, std::memory_order_relaxed);
    d->delayKind.store(delay.kind, std::memory_order_relaxed);
}

void Playback::setLevelling(bool on)
{
    d->levelling.store(on, std::memory_order_relaxed);
}

void Playback::playTestSound()
{
    d->testSounds.fetch_add(1, std::memory_order_release);
}

void Playback::setVolume(double linear)
{
    d->volume.store(boundedGain(linear, 1), std::memory_order_relaxed);
}

void Playback::setMuted(bool muted)
{
    d->muted.store(muted, std::memory_order_relaxed);
}

void Playback::setSpeakerGain(int slot, double linear)
{
    if (slot >= 0 && slot < kMaxSpeakers)
        d->gains[std::size_t(slot)].store(boundedGain(linear, 4), std::memory_order_relaxed);
}

AudioStats Playback::stats() const
{
    const Snapshot snapshot = d->snapshot.read();
    AudioStats stats;
    stats.at = snapshot.at;
    for (const SpeakerAudioStats &speaker : snapshot.speakers) {
        if (speaker.slot >= 0)
            stats.speakers.push_back(speaker);
    }
    stats.output.volume = double(d->volume.load(std::memory_order_relaxed));
    stats.output.muted = d->muted.load(std::memory_order_relaxed);
    return stats;
}

} // namespace earshot
