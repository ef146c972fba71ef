/// What a speaker's buffer costs above decoding the same packets, for a second of sound; NetEq beside it where the
/// jitter bench is there. Times are of the thread's CPU.
#include "audio/opus_stream_decoder.h"
#include "audio/speaker_stream.h"
#include "support/speech.h"
#ifdef WITH_NETEQ
#include "jb.hpp"
#endif

#include <benchmark/benchmark.h>

#include <ctime>
#include <fstream>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <unistd.h>

using namespace earshot;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};
constexpr int kPacketsPerSecond = 50;
constexpr int kSpeakers = 32;

double cpuSeconds()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}

/// Without what earlier benchmarks gave back.
double residentKiB()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
    long total = 0;
    long resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1024;
}

/// One packet every 20 ms, without end, on a line without jitter.
class Line
{
public:
    EncodedPacket next()
    {
        EncodedPacket packet = m_source[std::size_t(m_number) % m_source.size()];
        packet.sequence = std::uint16_t(m_number);
        packet.timestamp = std::uint32_t(m_number) * 960;
        packet.arrival = now();
        packet.marker = false;
        ++m_number;
        return packet;
    }
    Instant now() const { return kBegin + m_number * 20ms; }

private:
    const std::vector<EncodedPacket> m_source = test::encode(test::speechLike(20, 1), 1, kBegin);
    std::int64_t m_number = 0;
};

/// `play` takes one packet and pulls 20 ms.
template<typename Play>
void secondsAboveDecoding(benchmark::State &state, Play play)
{
    Line line;
    OpusStreamDecoder decoder;
    std::vector<float> decoded(960 * kStereo);
    double buffer = 0;
    double decoding = 0;
    for (int i = 0; i < 5 * kPacketsPerSecond; ++i)
        play(line.next());
    for (auto _ : state) {
        std::vector<EncodedPacket> second;
        for (int i = 0; i < kPacketsPerSecond; ++i)
            second.push_back(line.next());
        const double begin = cpuSeconds();
        for (const EncodedPacket &packet : second)
            benchmark::DoNotOptimize(decoder.decode(packet.payload(), decoded));
        const double between = cpuSeconds();
        for (const EncodedPacket &packet : second)
            play(packet);
        const double end = cpuSeconds();
        decoding += between - begin;
        buffer += end - between;
        state.SetIterationTime(std::max(1e-9, end - between - (between - begin)));
    }
    state.counters["with_decoding_ms"]
        = benchmark::Counter(buffer * 1000, benchmark::Counter::kAvgIterations);
    state.counters["decoding_ms"] = benchmark::Counter(decoding * 1000, benchmark::Counter::kAvgIterations);
}

/// One speaker's stream and what pulls from it.
class Ear
{
public:
    explicit Ear(const DelayPolicy &policy)
        : stream(std::make_unique<OpusStreamDecoder>(), policy)
    { }
    void play(const EncodedPacket &packet)
    {
        stream.insert(packet);
        for (const auto offset : {0ms, 10ms}) {
            stream.pull(m_out, packet.arrival + offset);
            benchmark::DoNotOptimize(m_out);
        }
    }
    SpeakerStream stream;

private:
    std::array<float, kBlockFrames * kStereo> m_out{};
};

void bufferAboveDecoding(benchmark::State &state, DelayMode mode)
{
    Ear ear(delayPolicy(mode));
    secondsAboveDecoding(state, [&](const EncodedPacket &packet) { ear.play(packet); });
    if (ear.stream.account().real < 2 * kFramesPerSecond)
        state.SkipWithError("nothing was played");
}
BENCHMARK_CAPTURE(bufferAboveDecoding, stage, DelayMode::OnStage)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bufferAboveDecoding, listening, DelayMode::Audience)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// The delay aimed at is always far from what there is, so that every block may be stretched.
void stretchAboveDecoding(benchmark::State &state)
{
    const auto fixed = [](microseconds delay) {
        return delayPolicy(DelayMode::Audience, FallingBehind::PlayFaster, {DelayChoice::Kind::Fixed, delay});
    };
    const DelayPolicy near = fixed(40ms);
    const DelayPolicy far = fixed(4s);
    Ear ear(far);
    bool grows = true;
    std::int64_t blocks = 0;
    secondsAboveDecoding(state, [&](const EncodedPacket &packet) {
        ear.play(packet);
        ++blocks;
        const microseconds delay = blocks % kPacketsPerSecond ? 1s : ear.stream.stats(packet.arrival).delay;
        if (grows ? delay > 2s : delay < 500ms) {
            grows = !grows;
            ear.stream.setPolicy(grows ? far : near);
        }
    });
    const SpeakerStream::Account account = ear.stream.account();
    state.counters["stretched_percent"]
        = 100 * double(account.inserted + account.removed) / double(account.real);
    if (account.inserted + account.removed < account.real / 50)
        state.SkipWithError("nothing was stretched");
}
BENCHMARK(stretchAboveDecoding)->UseManualTime()->Unit(benchmark::kMillisecond)->MinTime(1);

template<typename Make>
void memoryOf(benchmark::State &state, Make make)
{
    for (auto _ : state) {
        Line line;
        const double before = residentKiB();
        auto ears = make();
        for (int i = 0; i < 10 * kPacketsPerSecond; ++i) {
            const EncodedPacket packet = line.next();
            for (auto &ear : ears)
                ear->play(packet);
        }
        state.counters["KiB_per_speaker"] = (residentKiB() - before) / double(ears.size());
    }
}

/// Decoder included; of the resident set, after ten seconds of sound.
void memoryPerSpeaker(benchmark::State &state)
{
    memoryOf(state, [] {
        std::vector<std::unique_ptr<Ear>> ears;
        for (int i = 0; i < kSpeakers; ++i)
            ears.push_back(std::make_unique<Ear>(delayPolicy(DelayMode::Audience)));
        return ears;
    });
}
BENCHMARK(memoryPerSpeaker)->Iterations(1)->Unit(benchmark::kMillisecond);

#ifdef WITH_NETEQ
class NetEqEar
{
public:
    void play(const EncodedPacket &packet)
    {
        m_payload.assign(packet.payload().begin(), packet.payload().end());
        const std::int64_t now = (packet.arrival - kBegin).count();
        m_player->Insert({now, now, packet.sequence, packet.timestamp}, m_payload, now);
        for (const std::int64_t offset : {0, 10'000}) {
            m_player->Pull(m_out.data(), now + offset);
            benchmark::DoNotOptimize(m_out);
        }
    }

private:
    std::unique_ptr<Player> m_player = MakeNetEq({});
    std::vector<std::uint8_t> m_payload;
    std::array<std::int16_t, kBlock * kCh> m_out{};
};

void netEqAboveDecoding(benchmark::State &state)
{
    NetEqEar ear;
    secondsAboveDecoding(state, [&](const EncodedPacket &packet) { ear.play(packet); });
}
BENCHMARK(netEqAboveDecoding)->UseManualTime()->Unit(benchmark::kMillisecond);

void netEqMemoryPerSpeaker(benchmark::State &state)
{
    memoryOf(state, [] {
        std::vector<std::unique_ptr<NetEqEar>> ears;
        for (int i = 0; i < kSpeakers; ++i)
            ears.push_back(std::make_unique<NetEqEar>());
        return ears;
    });
}
BENCHMARK(netEqMemoryPerSpeaker)->Iterations(1)->Unit(benchmark::kMillisecond);
#endif

} // namespace

#ifdef WITH_NETEQ
double Opt(const Opts &options, const std::string &key, double otherwise) // of the bench's main program
{
    const auto at = options.find(key);
    return at == options.end() ? otherwise : std::atof(at->second.c_str());
}
#endif
