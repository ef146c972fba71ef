#include "audio/playback.h"
#include "audio/sound_taps.h"
#include "support/counted_memory.h"
#include "support/counting_decoder.h"
#include "support/speech.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <functional>
#include <thread>

using namespace earshot;
using earshot::test::Allocations;
using earshot::test::CountingDecoder;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};

std::unique_ptr<StreamDecoder> makeCountingDecoder()
{
    return std::make_unique<CountingDecoder>();
}

/// Speakers who say a constant, and a device that pulls 20 ms every 20 ms.
class Room
{
public:
    explicit Room(DelayMode mode = DelayMode::OnStage)
        : playback(mode, makeCountingDecoder)
    { }

    void run(microseconds duration, const std::vector<int> &speakers, std::uint8_t loud = 51)
    {
        const Instant end = now + duration;
        for (; now < end; now += 20ms, ++packet) {
            for (const int slot : speakers) {
                auto p = CountingDecoder::packet(
                    std::uint16_t(packet), std::uint32_t(packet) * 960, now, 1, loud);
                p.slot = slot;
                playback.push(p);
            }
            playback.pull(out, now, 0ms);
        }
    }
    const SpeakerAudioStats *speaker(int slot)
    {
        stats = playback.stats();
        for (const auto &s : stats.speakers) {
            if (s.slot == slot)
                return &s;
        }
        return nullptr;
    }
    float sound() const { return out.back(); }

    Playback playback;
    Instant now = kBegin;
    int packet = 0;
    std::array<float, 1920> out{};
    AudioStats stats;
};

} // namespace

class PlaybackTest : public QObject
{
    Q_OBJECT
private slots:
    void nothingPushed_isSilence_andNoSpeaker()
    {
        Room room;
        room.out.fill(1);
        room.run(1s, {});
        QCOMPARE(room.sound(), 0.0f);
        QVERIFY(room.playback.stats().speakers.empty());
    }
    void figures_tellWhatWasPlayed()
    {
        Room room;
        room.run(60s, {3, 7});
        QVERIFY(std::abs(room.sound() - 0.4f) < 1e-4f); // two of 0.2
        QCOMPARE(room.playback.stats().speakers.size(), std::size_t(2));
        const auto *speaker = room.speaker(7);
        QVERIFY(speaker);
        QVERIFY(speaker->packets >= 2995 && speaker->packets <= 3000); // as of the last snapshot
        QCOMPARE(speaker->lost, 0ull);
        QCOMPARE(speaker->late, 0ull);
        QVERIFY(std::abs(speaker->levelDb + 13.98) < 0.1);
        QCOMPARE(speaker->packetLevel, 20);
        QCOMPARE(speaker->bandwidth, OpusBandwidth::Full);
        QCOMPARE(speaker->bitsPerSecond, 60 * 8 * 50.0);
        QCOMPARE(speaker->concealed, microseconds(0));
        QVERIFY(speaker->flowing);
        QCOMPARE_GE(speaker->played, 59s);
        QCOMPARE(speaker->target, 20ms);
        // The delay is the time from the arrival to the hand-over; the target is met to its dead zone and a
        // block.
        QVERIFY(speaker->delay >= 15ms && speaker->delay <= 43ms);
        QVERIFY(*speaker->lastPacket >= room.now - 120ms);
    }
    void lostAndLatePackets_areCounted()
    {
        Room room;
        room.run(2s, {0});
        room.packet += 2; // two never come
        room.now += 40ms;
        room.run(2s, {0});
        QCOMPARE(room.speaker(0)->lost, 2ull);
        QCOMPARE(room.speaker(0)->concealed, 40ms);
        auto p = CountingDecoder::packet(
            std::uint16_t(room.packet - 20), std::uint32_t(room.packet - 20) * 960, room.now);
        room.playback.push(p); // a duplicate
        QCOMPARE(room.speaker(0)->late, 0ull);
        p.sequence = 100; // one of the lost, far too late
        p.timestamp = 100 * 960;
        room.playback.push(p);
        room.run(200ms, {0});
        QCOMPARE(room.speaker(0)->late, 1ull);
    }
    void speakerWhoLeaves_fades_andIsNotCutOff()
    {
        Playback playback(DelayMode::OnStage, makeCountingDecoder);
        playback.setLevelling(false);
        std::array<float, 2 * kBlockFrames> block;
        float last = 0;
        float largestStep = 0;
        for (int i = 0; i < 200; ++i) {
            const Instant now = kBegin + i * kBlockTime;
            if (i % 2 == 0 && i < 100)
                playback.push(CountingDecoder::packet(std::uint16_t(i / 2), std::uint32_t(i / 2 * 960), now));
            if (i == 100) {
                QVERIFY(last > 0.4f);
                playback.removeSpeaker(0);
            }
            playback.pull(block, now, 0ms);
            for (std::size_t k = 0; k < block.size(); k += 2) {
                largestStep = std::max(largestStep, std::abs(block[k] - last));
                last = block[k];
            }
        }
        QCOMPARE(last, 0.0f);
        QCOMPARE_LT(largestStep, 0.01f); // 0.5 where it were cut
    }
    void volumeMuteAndGain_areHeard()
    {
        Room room;
        room.run(1s, {0, 1});
        QVERIFY(std::abs(room.sound() - 0.4f) < 1e-4f);
        room.playback.setSpeakerGain(1, 0.5);
        room.run(100ms, {0, 1});
        QVERIFY(std::abs(room.sound() - 0.3f) < 1e-4f);
        room.playback.setVolume(0.5);
        room.run(100ms, {0, 1});
        QVERIFY(std::abs(room.sound() - 0.15f) < 1e-4f);
        room.playback.setMuted(true);
        room.run(100ms, {0, 1});
        QCOMPARE(room.sound(), 0.0f);
        QVERIFY(room.playback.stats().output.muted);
        QCOMPARE(room.playback.stats().output.volume, 0.5);
        room.playback.setMuted(false);
        room.playback.setVolume(std::nan(""));
        room.run(100ms, {0, 1});
        QCOMPARE(room.sound(), 0.0f);
        room.playback.setVolume(7);
        room.run(100ms, {0, 1});
        QVERIFY(std::abs(room.sound() - 0.3f) < 1e-4f);
    }
    void testSound_isHeardForASecond_throughVolumeAndMute()
    {
        Room room;
        QCOMPARE(room.playback.stats().testSound, false);
        room.playback.playTestSound();
        float loudest = 0;
        float before = 0;
        const auto listen = [&](microseconds time) {
            loudest = 0;
            for (const Instant end = room.now + time; room.now < end;) {
                room.run(20ms, {});
                for (std::size_t i = 0; i < room.out.size(); i += 2) {
                    loudest = std::max(loudest, std::abs(room.out[i]));
                    QVERIFY(std::abs(room.out[i] - before) < 0.03f); // no click
                    before = room.out[i];
                }
            }
        };
        listen(400ms);
        QVERIFY(loudest > 0.1f && loudest < 0.3f);
        QVERIFY(room.playback.stats().testSound);
        room.playback.playTestSound(); // is heard already
        listen(800ms);
        listen(400ms);
        QCOMPARE(loudest, 0.0f);
        QCOMPARE(room.playback.stats().testSound, false);

        room.playback.setMuted(true);
        room.run(20ms, {});
        room.playback.playTestSound();
        listen(400ms);
        QCOMPARE(loudest, 0.0f);
        QVERIFY(room.playback.stats().testSound);
    }
    void whoTalks_hearsTheOthersQuieter_withoutAClick()
    {
        Room room;
        room.run(200ms, {0});
        const float before = room.sound();
        room.playback.setDucked(true);
        float last = before;
        for (int i = 0; i < 5; ++i) {
            room.run(20ms, {0});
            for (const float sample : room.out) {
                QVERIFY(std::abs(sample - last) < 0.01f);
                last = sample;
            }
        }
        QVERIFY(std::abs(20 * std::log10(room.sound() / before) + 12.04) < 0.1);
        room.playback.setDucked(false);
        room.run(100ms, {0});
        QVERIFY(std::abs(room.sound() - before) < 1e-4f);
    }
    void ownVoice_isHeardInItsOwnSlot_notDucked_andIsNoSpeaker()
    {
        Room room;
        room.playback.setDucked(true);
        room.run(200ms, {Playback::kOwnVoiceSlot});
        QVERIFY(room.sound() > 0.05f);
        QVERIFY(room.playback.stats().speakers.empty());
        QVERIFY(!room.playback.stats().prices);
    }
    void cues_areShortAndSoft_andTellOpenFromClosed()
    {
        const auto heard = [](Playback::Cue cue) {
            Room room;
            room.run(20ms, {});
            room.playback.playCue(cue);
            std::vector<float> sound;
            for (int i = 0; i < 20; ++i) {
                room.run(20ms, {});
                sound.insert(sound.end(), room.out.begin(), room.out.end());
            }
            return sound;
        };
        const std::vector<float> opened = heard(Playback::Cue::MicrophoneOpened);
        const std::vector<float> closed = heard(Playback::Cue::MicrophoneClosed);
        QVERIFY(opened != closed);
        for (const auto &sound : {opened, closed}) {
            float loudest = 0;
            std::size_t last = 0;
            for (std::size_t i = 0; i < sound.size(); ++i) {
                loudest = std::max(loudest, std::abs(sound[i]));
                last = sound[i] != 0 ? i : last;
            }
            QVERIFY(loudest > 0.02f && loudest < 0.1f);
            QVERIFY(last / 2 < 48000 * 15 / 100);
        }
    }
    void chime_isSofterThanSpeech_andOverWithinASecond()
    {
        Room room;
        room.run(20ms, {});
        room.playback.playCue(Playback::Cue::EventBegins);
        float loudest = 0;
        for (int i = 0; i < 45; ++i) {
            room.run(20ms, {});
            for (const float sample : room.out)
                loudest = std::max(loudest, std::abs(sample));
        }
        QVERIFY(loudest > 0.04f && loudest < 0.11f);
        room.run(20ms, {});
        QVERIFY(std::ranges::all_of(room.out, [](float sample) { return sample == 0; }));
    }
    void sweep_isPlayedAlone_andSpeakersAreBackAfterIt()
    {
        Room room;
        room.run(200ms, {0});
        const float before = room.sound();
        room.playback.playSweep();
        room.run(60ms, {0});
        std::vector<float> sound;
        for (int i = 0; i < 10; ++i) {
            room.run(20ms, {0});
            sound.insert(sound.end(), room.out.begin(), room.out.end());
        }
        const auto [least, most] = std::ranges::minmax(sound);
        QVERIFY(least < -0.09f && most > 0.09f && most < 0.11f);
        room.run(400ms, {0});
        QVERIFY(std::abs(room.sound() - before) < 1e-4f);
    }
    void sweep_stopsWithin10Ms_withoutAClick_andPlaysAgain()
    {
        Room room;
        room.run(200ms, {0});
        const float before = room.sound();
        room.playback.playSweep();
        room.run(100ms, {});
        room.playback.stopSweep();
        room.run(20ms, {0});
        room.run(200ms, {0});
        QVERIFY(std::abs(room.sound() - before) < 1e-4f);
        // Asked for and taken back before the next pull: nothing. Taken back and asked for: it plays.
        const auto loudest = [&room] {
            float most = 0;
            for (int i = 0; i < 10; ++i) {
                room.run(20ms, {});
                for (const float sample : room.out)
                    most = std::max(most, std::abs(sample));
            }
            return most;
        };
        room.run(2s, {});
        QVERIFY(loudest() < 1e-3f);
        room.playback.playSweep();
        room.playback.stopSweep();
        QVERIFY(loudest() < 1e-3f);
        room.playback.stopSweep();
        room.playback.playSweep();
        QVERIFY(loudest() > 0.09f);
    }
    void levelOfTheOutput_isOfWhatTheDeviceGets()
    {
        Room room;
        QCOMPARE_LE(room.playback.stats().output.levelDb, -120.0);
        room.run(1s, {0, 1});
        QVERIFY(std::abs(room.playback.stats().output.levelDb - 20 * std::log10(0.4)) < 0.2);
        room.playback.setVolume(0.5);
        room.run(1s, {0, 1});
        QVERIFY(std::abs(room.playback.stats().output.levelDb - 20 * std::log10(0.2)) < 0.2);
        room.playback.setMuted(true);
        room.run(1s, {0, 1});
        QCOMPARE_LE(room.playback.stats().output.levelDb, -120.0);
    }
    void levelling_makesAQuietSpeakerLouder_andCanBeSwitchedOff()
    {
        // The end of 20 s of one who speaks 10 dB below the target, loudest sample.
        const auto loudest = [](bool levelling) {
            Playback playback(DelayMode::OnStage);
            playback.setLevelling(levelling);
            test::Samples said = test::spoken(20);
            for (float &x : said)
                x *= 0.1f;
            float most = 0;
            Instant now = kBegin;
            for (const EncodedPacket &packet : test::encode(said, 1, kBegin)) {
                std::array<float, 1920> out;
                playback.push(packet);
                playback.pull(out, now, 0ms);
                now += 20ms;
                if (now > kBegin + 16s)
                    most = std::max(most, *std::max_element(out.begin(), out.end()));
            }
            return most;
        };
        const float untouched = loudest(false);
        QVERIFY2(loudest(true) > 2 * untouched, qPrintable(QString::number(untouched)));
    }
    void removedSpeaker_isSilentAndForgotten_untilNewPacketsCome()
    {
        Room room;
        room.run(1s, {4});
        room.playback.removeSpeaker(4);
        room.playback.pull(room.out, room.now, 0ms);
        QCOMPARE(room.sound(), 0.0f);
        room.run(200ms, {});
        QVERIFY(!room.speaker(4));
        room.run(1s, {4});
        QVERIFY(std::abs(room.sound() - 0.2f) < 1e-4f);
        QCOMPARE(room.speaker(4)->packets, 50ull);
    }
    void packetsOfNoSlot_areRefused()
    {
        Playback playback(DelayMode::OnStage, makeCountingDecoder);
        auto p = CountingDecoder::packet(0, 0, kBegin);
        for (const int slot : {-1, 33, 1 << 30}) {
            p.slot = slot;
            QVERIFY(!playback.push(p));
            playback.removeSpeaker(slot);
            playback.setSpeakerGain(slot, 1);
        }
        p.slot = 31;
        QVERIFY(playback.push(p));
    }
    void deviceThatStopsPulling_fillsTheQueue_andSoundIsBackNearLiveWhenItPulls()
    {
        Room room;
        room.run(2s, {0});
        bool refused = false;
        for (int i = 0; i < 60 * 60 * 50; ++i, ++room.packet, room.now += 20ms) { // an hour
            auto p = CountingDecoder::packet(
                std::uint16_t(room.packet), std::uint32_t(room.packet) * 960, room.now, 1, 51);
            refused = !room.playback.push(p) || refused;
        }
        QVERIFY(refused);
        room.run(2s, {0});
        QVERIFY(std::abs(room.sound() - 0.2f) < 1e-4f);
        QCOMPARE_LE(room.speaker(0)->delay, 100ms);
    }
    void anyLengthOfPull_isFilledWithTheSameSound()
    {
        std::vector<float> heard[2];
        for (const int way : {0, 1}) {
            Playback playback(DelayMode::OnStage);
            Instant now = kBegin;
            std::size_t odd = 2;
            for (const EncodedPacket &packet : test::encode(test::speechLike(2, 4), 1, kBegin)) {
                playback.push(packet);
                std::array<float, 1920> out;
                std::span<float> rest(out);
                while (way == 1 && rest.size() > odd) {
                    playback.pull(rest.first(odd), now, 0ms);
                    rest = rest.subspan(odd);
                    odd = (odd * 7) % 322 / 2 * 2 + 2;
                }
                playback.pull(rest, now, 0ms);
                heard[way].insert(heard[way].end(), out.begin(), out.end());
                now += 20ms;
            }
        }
        QVERIFY(heard[0] == heard[1]);
        QVERIFY(std::any_of(heard[0].begin(), heard[0].end(), [](float x) { return std::abs(x) > 0.05f; }));
    }
    void pull_neverAllocates()
    {
        QTemporaryDir folder;
        auto taps = SoundTaps::create(folder.filePath(QStringLiteral("taps")));
        QVERIFY(taps);
        Playback playback(DelayMode::Audience);
        playback.setTaps(**taps);
        playback.playTestSound();
        const auto packets = test::encode(test::speechLike(20, 5), 3, kBegin);
        std::array<float, 1920> out;
        std::size_t next = 0;
        const int before = Allocations::counted();
        for (Instant now = kBegin; now < kBegin + 19s; now += 20ms) {
            // A stall and its burst in the middle, so that every way through is gone.
            const bool stalled = now > kBegin + 8s && now < kBegin + 9s;
            while (!stalled && next < packets.size() && packets[next].arrival <= now) {
                for (const int slot : {0, 1, 31}) {
                    EncodedPacket packet = packets[next];
                    packet.slot = slot;
                    if (int(next % 17) != slot)
                        playback.push(packet);
                }
                ++next;
            }
            playback.setLevelling(next % 100 != 0);
            Allocations::count(true);
            playback.pull(out, now, 0ms);
            Allocations::count(false);
            if (next % 20 == 0)
                (*taps)->write();
        }
        QCOMPARE(Allocations::counted(), before);
        QCOMPARE_GE(playback.stats().speakers.at(0).played, 15s);
        Allocations::count(true);
        int *volatile counted = new int; // volatile: a pair of calls may be optimised away
        delete counted;
        Allocations::count(false);
        QCOMPARE(Allocations::counted(), before + 1); // the counter counts
    }
    void pull_neverAllocates_whateverIsSwitchedAndMissing()
    {
        Playback playback(DelayMode::Audience);
        const std::vector<std::pair<milliseconds, std::function<void()>>> happens{
            {5s, [&] { playback.setDelayMode(DelayMode::OnStage); }},
            {11s, [&] { playback.setDelayMode(DelayMode::Audience); }},
            {11s,
                [&] {
                    playback.setDelayChoice({DelayChoice::Kind::Fixed, 1s});
                }},
            {14s, [&] { playback.setDelayChoice({DelayChoice::Kind::LowDelay}); }},
            {15s, [&] { playback.setFallingBehind(FallingBehind::JumpToLive); }},
            {16s, [&] { playback.playTestSound(); }},
            {16s, [&] { playback.setLevelling(false); }},
            {17s, [&] { playback.removeSpeaker(1); }},
            {17s, [&] { playback.setSpeakerGain(31, 2); }},
            {18s, [&] { playback.seek(200ms); }},
        };
        const auto packets = test::encode(test::speechLike(20, 5), 1, kBegin);
        std::array<float, 1920> out;
        std::size_t next = 0;
        auto following = happens.begin();
        SpeakerAudioStats before;
        const int allocations = Allocations::counted();
        for (microseconds at{0}; at < 19s; at += 20ms) {
            const Instant now = kBegin + at;
            for (; following != happens.end() && following->first <= at; ++following)
                following->second();
            const bool stalled = (at > 2s && at < 2300ms) || (at > 5500ms && at < 9500ms);
            for (; !stalled && next < packets.size() && packets[next].arrival <= now; ++next) {
                for (const int slot : {0, 1, 31}) {
                    EncodedPacket packet = packets[next];
                    packet.slot = slot;
                    if (next % 100 != 50) // now and then one is lost
                        playback.push(packet);
                }
            }
            Allocations::count(true);
            playback.pull(out, now, 0ms);
            Allocations::count(false);
            if (at == 17s)
                before = playback.stats().speakers.at(0);
        }
        QCOMPARE(Allocations::counted(), allocations);
        QCOMPARE_GE(before.stretched, 500ms); // so all of it was on the way
        QCOMPARE_GE(before.concealed, 100ms);
        QCOMPARE_GE(before.skipped, 1s);
        QCOMPARE_GE(before.lost, 5ull);
    }
    void everythingMayBeCalled_whileTheDevicePulls()
    {
        Playback playback(DelayMode::OnStage, makeCountingDecoder);
        std::atomic<bool> pushing{false};
        std::atomic<bool> done{false};
        std::thread audio([&] {
            std::array<float, 1920> out;
            while (!pushing) // however the threads are scheduled, they run at the same time
                std::this_thread::yield();
            for (int i = 0; i < 3000; ++i)
                playback.pull(out, kBegin + i * 20ms, 0ms);
            done = true;
        });
        std::thread reader([&] {
            while (!done) {
                for (const auto &speaker : playback.stats().speakers) {
                    if (speaker.played > std::chrono::minutes(2) || speaker.slot > 31)
                        std::abort();
                }
            }
        });
        int i = 0;
        for (; !done; ++i) {
            auto p = CountingDecoder::packet(std::uint16_t(i), std::uint32_t(i) * 960, kBegin + i * 20ms);
            p.slot = i % 5;
            playback.push(p);
            playback.setMuted(i % 3 == 0);
            playback.setLevelling(i % 5 == 0);
            playback.setDelayChoice({DelayChoice::Kind(i % 3), 200ms});
            playback.playTestSound();
            playback.setVolume(double(i % 10) / 10);
            playback.setSpeakerGain(i % 5, 1);
            playback.setDelayMode(i % 100 < 50 ? DelayMode::OnStage : DelayMode::Audience);
            playback.setFallingBehind(i % 7 == 0 ? FallingBehind::JumpToLive : FallingBehind::PlayFaster);
            if (i % 1000 == 0)
                playback.removeSpeaker(i % 5);
            if (i % 700 == 0)
                playback.seek(i % 1400 == 0 ? 1s : 0s);
            if (i % 64 == 0) {
                pushing = true;
                std::this_thread::yield();
            }
        }
        audio.join();
        reader.join();
        QVERIFY(i > 0);
    }
};

QTEST_APPLESS_MAIN(PlaybackTest)
#include "playback_test.moc"
