#include "audio/playback.h"
#include "audio/sound_taps.h"
#include "support/counting_decoder.h"
#include "support/virtual_clock.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <thread>

using namespace earshot;
using earshot::test::CountingDecoder;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};

/// Left channel of a WAV file of 32-bit float.
std::vector<float> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    std::vector<float> samples(std::size_t(std::max<qsizetype>(0, bytes.size() - 44)) / 8);
    for (std::size_t i = 0; i < samples.size(); ++i)
        std::memcpy(&samples[i], bytes.constData() + 44 + 8 * i, 4);
    return samples;
}

struct Listening {
    explicit Listening(const QString &folder)
        : taps(*SoundTaps::create(folder))
    {
        playback.setTaps(*taps);
    }
    void run(microseconds time, std::initializer_list<int> speakers)
    {
        for (const Instant end = now + time; now < end; now += 20ms, ++number) {
            for (const int slot : speakers) {
                auto packet = CountingDecoder::packet(
                    std::uint16_t(number), std::uint32_t(number) * 960, now, 1, 204);
                packet.slot = slot;
                playback.push(packet);
            }
            std::array<float, 1920> out;
            playback.pull(out, now, 0ms);
        }
    }

    std::unique_ptr<SoundTaps> taps;
    Playback playback{DelayMode::OnStage, [] { return std::make_unique<CountingDecoder>(); }};
    Instant now = kBegin;
    int number = 0;
};

} // namespace

class SoundTapsTest : public QObject
{
    Q_OBJECT
private slots:
    void eachStage_isAFile_andTheIndexSaysWhatItIs()
    {
        QTemporaryDir base;
        const QString folder = base.filePath(QStringLiteral("a/b"));
        {
            Listening listening(folder);
            listening.playback.setVolume(0.5);
            listening.run(500ms, {3});
            listening.taps->write();
            listening.run(500ms, {3, 12});
        }
        const QDir dir(folder);
        QCOMPARE(dir.entryList(QDir::Files),
            QStringList({"01-03-decoded.wav", "01-12-decoded.wav", "02-03-played.wav", "02-12-played.wav",
                "03-03-levelled.wav", "03-12-levelled.wav", "04-mix.wav", "05-device.wav", "index.txt"}));
        for (const QFileInfo &file : dir.entryInfoList(QDir::Files))
            QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(read(dir.filePath("01-03-decoded.wav")).front(), 0.8f);
        QCOMPARE(read(dir.filePath("02-03-played.wav")).size(), std::size_t(48000));
        QCOMPARE(read(dir.filePath("03-12-levelled.wav")).back(), 0.8f);
        const auto mix = read(dir.filePath("04-mix.wav"));
        QCOMPARE(mix.size(), std::size_t(48000));
        QVERIFY(std::abs(mix[20'000] - 0.8f) < 1e-5f);
        QVERIFY(std::abs(mix.back() - 1.6f) < 1e-5f); // over full scale, as it was
        const auto device = read(dir.filePath("05-device.wav"));
        QCOMPARE(device.size(), mix.size());
        QVERIFY(std::abs(device[20'000] - 0.4f) < 1e-5f);
        QFile index(dir.filePath("index.txt"));
        QVERIFY(index.open(QIODevice::ReadOnly));
        const QByteArray text = index.readAll();
        QVERIFY(text.contains("04-mix.wav from 0.000 s: all speakers"));
        QVERIFY(text.contains("02-12-played.wav from 0.500 s: "));
    }
    void folderThatCannotBeMade_isNamed()
    {
        const auto taps = SoundTaps::create(QStringLiteral("/dev/null/taps"));
        QVERIFY(!taps);
        QCOMPARE(taps.failure().cause, Cause::FileUnwritable);
        QVERIFY(taps.failure().detail.contains(QStringLiteral("/dev/null/taps")));
    }
    void diskThatFails_isNamedOnce_andTheSoundGoesOn()
    {
        QTemporaryDir folder;
        // Written to, this device is a disk that is full.
        QVERIFY(QFile::link(QStringLiteral("/dev/full"), folder.filePath(QStringLiteral("04-mix.wav"))));
        Listening listening(folder.path());
        std::vector<Failure> failures;
        connect(
            listening.taps.get(), &SoundTaps::failed, this, [&](const Failure &f) { failures.push_back(f); });
        for (int i = 0; i < 20; ++i) {
            listening.run(500ms, {0});
            listening.taps->write();
        }
        QCOMPARE(failures.size(), std::size_t(1));
        QCOMPARE(failures[0].cause, Cause::FileUnwritable);
        QVERIFY(failures[0].detail.contains(QStringLiteral("04-mix.wav")));
        QCOMPARE_GE(listening.playback.stats().speakers.at(0).played, 9s);
    }
    void writerThatDoesNotCome_isNamed_andTakesNoMoreMemory()
    {
        QTemporaryDir folder;
        Listening listening(folder.path());
        int failures = 0;
        connect(listening.taps.get(), &SoundTaps::failed, this, [&] { ++failures; });
        listening.run(5s, {0});
        listening.taps->write();
        listening.taps->write();
        QCOMPARE(failures, 1);
        QCOMPARE_LE(
            QFileInfo(folder.filePath("01-00-decoded.wav")).size(), qint64(TapRing::kSamples * 4 + 44));
    }
    void timer_writesTenTimesASecond()
    {
        QTemporaryDir folder;
        test::VirtualClock clock;
        Listening listening(folder.path());
        listening.taps->start(clock);
        listening.run(100ms, {});
        const QString mix = folder.filePath("04-mix.wav");
        QVERIFY(!QFile::exists(mix));
        clock.advance(150ms);
        QCOMPARE(read(mix).size(), std::size_t(4800));
    }
    void twoThreads_seeTheSameSamples()
    {
        constexpr std::size_t kBlocks = 2000;
        const std::int64_t position = 0;
        TapRing ring(position);
        std::atomic<std::size_t> seen{0};
        std::thread pulling([&] {
            std::array<float, 960> block;
            for (std::size_t i = 0; i < kBlocks; ++i) {
                block.fill(float(i));
                while ((i + 1) * block.size() - seen > TapRing::kSamples)
                    std::this_thread::yield();
                ring.write(block);
            }
        });
        bool same = true;
        while (seen < kBlocks * 960 && ring.lost() == 0) {
            const auto content = ring.content();
            for (std::size_t i = 0; i < content.size(); ++i)
                same = same && content[i] == float((seen + i) / 960);
            ring.drop(content.size());
            seen += content.size();
            if (content.empty())
                std::this_thread::yield();
        }
        const std::size_t lost = ring.lost();
        seen = std::size_t(-1) / 2; // whatever happened, the other thread ends
        pulling.join();
        QVERIFY(same);
        QCOMPARE(lost, std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(SoundTapsTest)
#include "sound_taps_test.moc"
