#include "audio/capture.h"
#include "audio/echo_reference.h"
#include "audio/feedback_guard.h"
#include "audio/voice_encoder.h"
#include "audio/voice_meters.h"
#include "audio/voice_processing.h"
#include "support/speech.h"

#include <benchmark/benchmark.h>

using namespace earshot;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};
constexpr std::size_t kBlocks = 1000; ///< of sound, again and again

const test::Samples &voice()
{
    static const test::Samples made = test::speechLike(double(kBlocks) / 100, 3);
    return made;
}

std::span<const float> block(std::size_t round)
{
    return std::span(voice()).subspan(round % kBlocks * kBlockFrames, kBlockFrames);
}

/// 20 ms of microphone through everything; argument: 1 = somebody else's voice is played meanwhile, 2 = and the gate is
/// closed, 0 = silence, open.
void captureTwentyMilliseconds(benchmark::State &state)
{
    quint64 frames = 0;
    Capture capture([&frames](const VoiceFrame &frame) { return ++frames, frame.size > 0; });
    std::vector<float> played(std::size_t(kBlockFrames) * kStereo);
    std::size_t round = 0;
    for (auto _ : state) {
        for (int half = 0; half < 2; ++half, ++round) {
            const Instant now = kBegin + 10ms * round;
            const auto far = block(round + 400);
            for (std::size_t i = 0; i < played.size(); ++i)
                played[i] = state.range(0) > 0 ? far[i / 2] : 0;
            capture.played(played, now + 50ms);
            if (state.range(0) < 2)
                capture.setOpenUntil(now + 1s, kBegin);
            capture.push(block(round), now);
        }
    }
    if (round > 10 && (frames > 0) != (state.range(0) < 2))
        state.SkipWithError("the gate did not do what it should");
}
BENCHMARK(captureTwentyMilliseconds)->Arg(0)->Arg(1)->Arg(2);

void voiceMetersBlock(benchmark::State &state)
{
    VoiceMeters meters;
    std::size_t round = 0;
    for (auto _ : state) {
        meters.addBlock(block(round), kBegin + 10ms * round);
        ++round;
    }
    benchmark::DoNotOptimize(meters.noiseFloorDb());
}
BENCHMARK(voiceMetersBlock);

/// Argument: 1 = noise and gain, 2 = and echo.
void voiceProcessingBlock(benchmark::State &state)
{
    VoiceProcessing processing;
    std::array<float, kBlockFrames> samples;
    std::size_t round = 0;
    for (auto _ : state) {
        std::copy_n(block(round).begin(), samples.size(), samples.begin());
        processing.process(samples, state.range(0) > 1 ? block(round + 400) : std::span<const float>());
        benchmark::DoNotOptimize(samples);
        ++round;
    }
}
BENCHMARK(voiceProcessingBlock)->Arg(1)->Arg(2);

void feedbackGuardBlock(benchmark::State &state)
{
    FeedbackGuard guard;
    std::size_t round = 0;
    for (auto _ : state) {
        guard.add(block(round));
        ++round;
    }
    benchmark::DoNotOptimize(guard.gain());
}
BENCHMARK(feedbackGuardBlock);

void encodeTwentyMilliseconds(benchmark::State &state)
{
    VoiceEncoder encoder;
    VoiceBlock next;
    std::size_t round = 0;
    for (auto _ : state) {
        for (int half = 0; half < 2; ++half, ++round) {
            std::copy_n(block(round).begin(), next.samples.size(), next.samples.begin());
            next.position = std::int64_t(round) * kBlockFrames;
            benchmark::DoNotOptimize(encoder.add(next));
        }
    }
}
BENCHMARK(encodeTwentyMilliseconds);

} // namespace
