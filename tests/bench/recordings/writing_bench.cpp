#include "recordings/recording_writer.h"
#include "support/recording_scene.h"

#include <benchmark/benchmark.h>

#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr double kSeconds = 120;

/// Two minutes in which `speakers` talk all at once, without a pause; `ppm`: of their sound clocks.
std::vector<RecordedPacket> talk(int speakers, double ppm)
{
    RecordingScene scene;
    for (int i = 0; i < speakers; ++i)
        scene.say(scene.addSpeaker(QStringLiteral("Speaker %1").arg(i), ppm), 0.1, kSeconds, {2});
    return scene.packets();
}

/// Of one second of the event, all but the finish.
void writeEvent(benchmark::State &state)
{
    const auto packets = talk(int(state.range(0)), double(state.range(1)));
    const WallTime started = RecordingScene().started;
    for (auto _ : state) {
        const QTemporaryDir folder;
        auto writer = RecordingWriter::open(
            {folder.path(), *EventId::parse(u"evening"), QStringLiteral("Evening"), {}, started});
        for (const RecordedPacket &packet : packets)
            (*writer)->add(packet);
        benchmark::DoNotOptimize((*writer)->writeUpTo(started + seconds{qint64(kSeconds) + 60}).ok());
    }
    state.counters["CPU_of_a_second"] = benchmark::Counter(
        kSeconds * double(state.iterations()), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(writeEvent)
    ->ArgNames({"speakers", "ppm"})
    ->Args({1, 0})
    ->Args({1, 60})
    ->Args({3, 0})
    ->Args({8, 0})
    ->Unit(benchmark::kMillisecond);

} // namespace
