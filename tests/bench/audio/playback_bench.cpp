#include "audio/bandwidth_meter.h"
#include "audio/clipping_meter.h"
#include "audio/howl_detector.h"
#include "audio/playback.h"
#include "audio/time_stretch.h"
#include "support/counting_decoder.h"
#include "support/speech.h"

#include <benchmark/benchmark.h>

using namespace earshot;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};
constexpr std::size_t kBlocks = 500;

/// Packets of 20 ms for as many speakers as asked, one block of 20 ms per round.
void playBlocks(benchmark::State &state, Playback &playback, const std::vector<EncodedPacket> &source)
{
    const int speakers = int(state.range(0));
    std::array<float, 1920> out;
    std::size_t round = 0;
    for (auto _ : state) {
        const Instant now = kBegin + round * 20ms;
        for (int slot = 0; slot < speakers; ++slot) {
            EncodedPacket packet = source[(round + std::size_t(slot) * 31) % source.size()];
            packet.slot = slot;
            packet.sequence = std::uint16_t(round);
            packet.timestamp = std::uint32_t(round * 960);
            packet.arrival = now;
            packet.marker = false;
            playback.push(packet);
        }
        playback.pull(out, now, 0ms);
        benchmark::DoNotOptimize(out);
        ++round;
    }
    state.counters["speakers"] = speakers;
    const auto stats = playback.stats();
    if (round > 200 && (stats.speakers.size() != std::size_t(speakers) || stats.speakers[0].played < 1s))
        state.SkipWithError("nothing was played");
}

void decodeBufferMix(benchmark::State &state)
{
    Playback playback(DelayMode::Audience);
    playBlocks(state, playback, test::encode(test::speechLike(double(kBlocks) / 50, 1), 1, kBegin));
}
BENCHMARK(decodeBufferMix)->Arg(1)->Arg(8)->Arg(32);

void bufferMixWithoutDecode(benchmark::State &state)
{
    Playback playback(DelayMode::Audience, [] { return std::make_unique<test::CountingDecoder>(); });
    playBlocks(state, playback, {test::CountingDecoder::packet(0, 0, kBegin)});
}
BENCHMARK(bufferMixWithoutDecode)->Arg(1)->Arg(8)->Arg(32);

/// Of 20 ms of one speaker's sound.
void soundQuality(benchmark::State &state)
{
    const std::vector<float> voice = test::speechLike(10, 1);
    Spectrum spectrum;
    Spectrum::Power power{};
    BandwidthMeter bandwidth;
    ClippingMeter clipping;
    HowlDetector howl;
    std::array<float, 960> block{};
    std::size_t at = 0;
    for (auto _ : state) {
        for (int half = 0; half < 2; ++half) {
            for (std::size_t i = 0; i < 480; ++i)
                block[2 * i] = block[2 * i + 1] = voice[at + i];
            at = (at + 480) % (voice.size() - 480);
            clipping.addBlock(block);
            if (spectrum.add(block, power)) {
                bandwidth.add(power);
                howl.add(power);
            }
        }
        benchmark::DoNotOptimize(bandwidth.hz() + howl.hz());
        benchmark::DoNotOptimize(clipping.share());
    }
}
BENCHMARK(soundQuality);

void pullOfSilence(benchmark::State &state)
{
    Playback playback(DelayMode::Audience);
    std::array<float, 1920> out;
    Instant now = kBegin;
    for (auto _ : state) {
        playback.pull(out, now, 0ms);
        now += 20ms;
    }
}
BENCHMARK(pullOfSilence);

void findPeriod(benchmark::State &state)
{
    const auto mono = test::speechLike(1, 3);
    std::vector<float> stereo;
    for (std::size_t i = 0; i < TimeStretch::kWindowFrames; ++i)
        stereo.insert(stereo.end(), {mono[10'000 + i], mono[10'000 + i]});
    for (auto _ : state)
        benchmark::DoNotOptimize(TimeStretch::findPeriod(stereo, TimeStretch::kLongestLag));
}
BENCHMARK(findPeriod);

} // namespace
