#include "audio/playback.h"

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
        , appliedMode(initialMode)
        , mixer(kMaxSpeakers)
    {
        for (auto &gain : gains)
            gain = 1.0f;
        streams.reserve(kMaxSpeakers);
        for (int slot = 0; slot < kMaxSpeakers; ++slot)
            streams.emplace_back(std::make_unique<SpeakerStream>(makeDecoder(), delayPolicy(initialMode)));
    }

    void applySettings();
    void takePackets();
    void renderBlock(Instant at);
    void publish(Instant at);

    // set from any thread, applied at the next pull
    std::atomic<DelayMode> mode;
    std::atomic<float> volume{1};
    std::atomic<bool> muted{false};
    std::array<std::atomic<float>, kMaxSpeakers> gains;

    // from the pushing to the pulling thread
    PacketQueue queue;
    std::array<std::atomic<std::uint32_t>, kMaxSpeakers>
        generations{}; ///< of each slot's speakers, one after the other
    LatestValue<Snapshot> snapshot;

    // the pulling thread's own
    DelayMode appliedMode;
    std::array<std::uint32_t, kMaxSpeakers> playedGenerations{};
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
    if (const DelayMode wanted = mode.load(std::memory_order_relaxed); wanted != appliedMode) {
        appliedMode = wanted;
        for (auto &stream : streams)
            stream->setPolicy(delayPolicy(wanted));
    }
    mixer.setMasterGain(muted.load(std::memory_order_relaxed) ? 0 : volume.load(std::memory_order_relaxed));
    for (std::size_t slot = 0; slot < kMaxSpeakers; ++slot) {
        mixer.setGain(int(slot), gains[slot].load(std::memory_order_relaxed));
        const std::uint32_t generation = generations[slot].load(std::memory_order_acquire);
        if (generation != playedGenerations[slot]) {
            playedGenerations[slot] = generation;
            streams[slot]->clear();
            used[slot] = false;
        }
    }
}

void Playback::Private::takePackets()
{
    std::uint32_t generation = 0;
    while (queue.pop(packet, generation)) {
        const auto slot = std::size_t(packet.slot);
        if (generation != playedGenerations[slot])
            continue;
        streams[slot]->insert(packet);
        used[slot] = true;
    }
}

void Playback::Private::renderBlock(Instant at)
{
    mixer.beginBlock();
    for (std::size_t slot = 0; slot < kMaxSpeakers; ++slot) {
        if (!used[slot] || !streams[slot]->pull(speakerBlock, at))
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
    return d->queue.push(packet, d->generations[std::size_t(packet.slot)].load(std::memory_order_relaxed));
}

void Playback::removeSpeaker(int slot)
{
    if (slot >= 0 && slot < kMaxSpeakers)
        d->generations[std::size_t(slot)].fetch_add(1, std::memory_order_release);
}

void Playback::pull(std::span<float> out, Instant now, microseconds)
{
    d->applySettings();
    d->takePackets();
    while (!out.empty()) {
        if (d->rest.empty())
            d->renderBlock(d->handover.next(now));
        const std::size_t n = std::min(out.size(), d->rest.size());
        std::copy_n(d->rest.begin(), n, out.begin());
        d->rest = d->rest.subspan(n);
        out = out.subspan(n);
    }
}

void Playback::setFallingBehind(FallingBehind) { }

void Playback::seek(microseconds) { }

void Playback::setDelayMode(DelayMode mode)
{
    d->mode.store(mode, std::memory_order_relaxed);
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
