// What playing a recording costs: bench_player [--hours N]; bench_player --write FILE writes what it plays, 2 h, and ends.
//
// One line a figure: its name, value and unit, and what else is to be said of it.

#include "base/clock.h"
#include "client/player_side.h"
#include "recordings/recording_shape.h"
#include "support/opus_recordings.h"
#include "support/speech.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <cstdio>
#include <random>
#include <thread>

using namespace earshot;
using namespace earshot::test;

namespace {

double cpuSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

double residentMb()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray all = status.readAll();
    const qsizetype at = all.indexOf("VmRSS:");
    return all.mid(at + 6, 20).trimmed().split(' ').first().toDouble() / 1024;
}

void print(const char *name, std::vector<double> ms)
{
    std::ranges::sort(ms);
    std::printf("%s %.1f ms %zu times, 95 %% within %.1f ms, longest %.1f ms\n", name, ms[ms.size() / 2],
        ms.size(), ms[ms.size() * 95 / 100], ms.back());
}

/// A device that asks for 20 ms each 20 ms.
class Device
{
public:
    Device(Clock &clock, PlayedSound &sound)
        : m_thread([this, &clock, &sound] {
            Instant next = clock.now();
            std::array<float, kBlockFrames * kStereo> block;
            while (!m_isEnding) {
                for (int i = 0; i < 2; ++i)
                    sound.pull(block, clock.now());
                const PlayedSound::Heard heard = sound.heard();
                if (heard.hasBegun)
                    m_begun = heard.visit;
                next += milliseconds{20};
                std::this_thread::sleep_for(next - clock.now());
            }
        })
    { }
    ~Device()
    {
        m_isEnding = true;
        m_thread.join();
    }
    std::uint32_t begun() const { return m_begun; }

private:
    std::atomic<bool> m_isEnding{false};
    std::atomic<std::uint32_t> m_begun{0};
    std::thread m_thread;
};

/// ms from `act` until `isThere`.
template<typename Act, typename IsThere>
double timeTo(Clock &clock, Act act, IsThere isThere)
{
    const Instant began = clock.now();
    act();
    while (!isThere() && clock.now() - began < seconds{5}) {
        QCoreApplication::processEvents();
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return toMs(clock.now() - began);
}

void playFor(const QString &path, double speed, bool skips, bool levels)
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    RecordingPlayer player(sound);
    player.setSpeed(speed);
    player.setSkipsSilence(skips);
    player.setLevels(levels);
    if (!player.open(path, 0, 0, sound.goElsewhere()))
        return;
    std::array<float, kBlockFrames * kStereo> block;
    constexpr int kSeconds = 300;
    const double before = cpuSeconds();
    for (int i = 0; i < kSeconds * 100; ++i) {
        if (i % 10 == 0)
            player.fill();
        sound.pull(block, Instant{milliseconds{i * 10}});
    }
    std::printf("CPU_at_%.0fx%s%s %.2f %%\n", speed, levels ? ",_levelled" : "",
        skips ? ",_silence_skipped" : "", 100 * (cpuSeconds() - before) / kSeconds);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const int hours = argc == 3 && QByteArray(argv[1]) == "--hours" ? std::max(1, atoi(argv[2])) : 2;
    const bool isWriting = argc == 3 && QByteArray(argv[1]) == "--write";
    QTemporaryDir folder;
    const Samples voice = spoken(60);
    const auto packets = encodedFrames(3000, [&](qint64 n) { return voice[std::size_t(n) % voice.size()]; });
    if (isWriting)
        return writeBytes(QFile::decodeName(argv[2]), opusFile({.packets = packets, .repeat = 120})) ? 0 : 1;
    const QString longPath = folder.filePath(QStringLiteral("long.opus"));
    const QString shortPath = folder.filePath(QStringLiteral("short.opus"));
    if (!writeBytes(longPath, opusFile({.packets = packets, .repeat = 60 * hours}))
        || !writeBytes(shortPath, opusFile({.packets = packets, .repeat = 5})))
        return 1;
    SystemClock clock;
    const double atFirst = residentMb();
    {
        PlayedSound sound;
        Device device(clock, sound);
        PlayerSide player(clock, sound);
        const auto timeToSound = [&](auto act) {
            return timeTo(clock, act, [&, before = device.begun()] { return device.begun() != before; });
        };
        const auto openIt = [&](const QString &path) {
            return timeToSound([&] { player.open({.id = path, .path = path, .title = {}}); });
        };
        openIt(shortPath);
        player.close();
        const double afterShort = residentMb();
        std::vector<double> opening;
        for (int i = 0; i < 30; ++i) {
            opening.push_back(openIt(longPath));
            QTest::qWait(50);
            player.close();
        }
        print("open_to_first_sound", opening);

        openIt(longPath);
        QTest::qWait(500);
        std::mt19937 random(1);
        std::uniform_int_distribution<int> anywhere(0, hours * 3600 - 30);
        std::vector<double> seeking;
        for (int i = 0; i < 200; ++i) {
            const milliseconds to = seconds{anywhere(random)};
            seeking.push_back(timeToSound([&] { player.seek(to); }));
            QTest::qWait(20 + i % 20);
        }
        print("seek", seeking);
        std::printf("memory %.1f MB %.1f MB before, %.1f MB with 5 min\n", residentMb(), atFirst, afterShort);
        player.close();

        WaveformMeter meter;
        for (int minute = 0; minute < 60 * hours; ++minute)
            meter.add(voice);
        const Waveform waveform = meter.waveform();
        if (!writeBytes(folder.filePath(QStringLiteral("waveform.dat")), writeWaveform(waveform)))
            return 1;
        const WaveformShape whole = RecordingShape::of(waveform);
        std::vector<double> showing;
        for (int i = 0; i < 30; ++i) {
            showing.push_back(timeTo(
                clock, [&] { player.open({.id = longPath, .path = longPath, .title = {}}); },
                [&] { return player.view().shape && *player.view().shape == whole; }));
            QTest::qWait(50);
            player.close();
        }
        print("open_to_waveform", showing);
    }
    {
        const Instant began = clock.now();
        const double cpu = cpuSeconds();
        RecordingShape shape(std::move(*OpusRecording::open(longPath)));
        double coarse = 0;
        for (int steps = 1; shape.step(); ++steps) {
            if (steps == 16)
                coarse = toMs(clock.now() - began);
        }
        std::printf("waveform_without_waveform.dat %.2f s CPU %.2f s, 64 places after %.0f ms\n",
            toMs(clock.now() - began) / 1000, cpuSeconds() - cpu, coarse);
    }
    playFor(longPath, 1, false, false);
    playFor(longPath, 1, false, true);
    playFor(longPath, 2, false, true);
    playFor(longPath, 3, true, true);
    return 0;
}
