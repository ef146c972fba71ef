// What is live, and a recording in its place, through one Playback.

#include "audio/other_sound.h"
#include "audio/playback.h"
#include "support/speech.h"

#include <QTest>

#include <algorithm>

using namespace earshot;
using namespace earshot::test;

namespace {

class Tone final : public OtherSound
{
public:
    bool isInPlace() const override { return inPlace; }
    bool pull(std::span<float> block, Instant at) override
    {
        heard.push_back(at);
        std::fill(block.begin(), block.end(), 0.25f);
        return inPlace;
    }

    bool inPlace = false;
    std::vector<Instant> heard;
};

} // namespace

class OtherSoundTest : public QObject
{
    Q_OBJECT
private slots:
    void live_isSilent_whileARecordingIsInItsPlace();
    void volumeAndMute_holdForIt();
    void heard_isWhenTheBlockLeavesTheDevice();
};

void OtherSoundTest::live_isSilent_whileARecordingIsInItsPlace()
{
    Playback playback(DelayMode::OnStage);
    Tone tone;
    playback.setOtherSound(tone);
    Instant now{seconds{1000}};
    const std::vector<EncodedPacket> packets = encode(spoken(4), 1, now);
    std::array<float, 960> out;
    std::size_t next = 0;
    const auto play = [&](milliseconds time) {
        double power = 0;
        for (const Instant end = now + time; now < end; now += milliseconds{10}) {
            while (next < packets.size() && packets[next].arrival <= now)
                playback.push(packets[next++]);
            playback.pull(out, now, milliseconds{60});
            for (const float sample : out)
                power += double(sample) * double(sample);
        }
        return power;
    };
    QVERIFY(play(milliseconds{1500}) > 1); // live is heard
    tone.inPlace = true;
    play(milliseconds{20}); // live goes down over a block
    playback.pull(out, now, {});
    QVERIFY(std::ranges::all_of(out, [](float sample) { return sample == 0.25f; }));
    play(milliseconds{1000});
    QVERIFY(std::ranges::all_of(out, [](float sample) { return sample == 0.25f; }));
    tone.inPlace = false;
    QVERIFY(play(milliseconds{1400}) > 1); // and it is there again
}

void OtherSoundTest::volumeAndMute_holdForIt()
{
    Playback playback(DelayMode::Audience);
    Tone tone;
    tone.inPlace = true;
    playback.setOtherSound(tone);
    std::array<float, 960> out;
    playback.setVolume(0.5);
    playback.pull(out, Instant{seconds{1}}, {});
    playback.pull(out, Instant{seconds{1}}, {});
    QCOMPARE(out.back(), 0.125f);
    playback.setMuted(true);
    playback.pull(out, Instant{seconds{1}}, {});
    playback.pull(out, Instant{seconds{1}}, {});
    QCOMPARE(out.back(), 0.0f);
}

void OtherSoundTest::heard_isWhenTheBlockLeavesTheDevice()
{
    Playback playback(DelayMode::Audience);
    Tone tone;
    playback.setOtherSound(tone);
    std::array<float, 2 * 1200> out; // two blocks and a half
    playback.pull(out, Instant{seconds{5}}, milliseconds{100});
    const std::vector<Instant> first{
        Instant{milliseconds{5100}}, Instant{milliseconds{5110}}, Instant{milliseconds{5120}}};
    QCOMPARE(tone.heard, first);
    tone.heard.clear();
    playback.pull(out, Instant{milliseconds{5025}}, milliseconds{100});
    const std::vector<Instant> second{Instant{milliseconds{5130}}, Instant{milliseconds{5140}}};
    QCOMPARE(tone.heard, second);
}

QTEST_APPLESS_MAIN(OtherSoundTest)
#include "other_sound_test.moc"
