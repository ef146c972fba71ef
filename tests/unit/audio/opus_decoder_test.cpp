#include "audio/opus_stream_decoder.h"
#include "audio/speaker_stream.h"
#include "base/random.h"
#include "support/speech.h"

#include <QTest>

#include <cmath>

using namespace earshot;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};

double power(std::span<const float> samples)
{
    double sum = 0;
    for (const float x : samples)
        sum += double(x) * x / double(samples.size());
    return sum;
}

bool isSane(std::span<const float> samples)
{
    return std::all_of(samples.begin(), samples.end(),
        [](float x) { return std::isfinite(x) && std::abs(x) <= 1.5f; }); // joins may add up
}

EncodedPacket noise(Random &random, int i)
{
    EncodedPacket packet;
    packet.sequence = std::uint16_t(i);
    packet.timestamp = std::uint32_t(i) * 960;
    packet.arrival = kBegin + i * 20ms;
    packet.size = std::uint16_t(random.next() % (i % 10 == 0 ? EncodedPacket::kMaxPayload + 1 : 200));
    for (std::size_t k = 0; k < packet.size; ++k)
        packet.bytes[k] = std::uint8_t(random.next());
    return packet;
}

} // namespace

class OpusDecoderTest : public QObject
{
    Q_OBJECT
private slots:
    void packetsOfOneToThreeFrames_decodeToTheirLength_data()
    {
        QTest::addColumn<int>("frames");
        for (const int frames : {1, 2, 3})
            QTest::addRow("%d frames", frames) << frames;
    }
    void packetsOfOneToThreeFrames_decodeToTheirLength()
    {
        QFETCH(int, frames);
        OpusStreamDecoder decoder;
        const auto source = test::speechLike(2, 1);
        std::vector<float> out(StreamDecoder::kMaxFrames * kStereo);
        double heard = 0;
        int count = 0;
        for (const EncodedPacket &packet : test::encode(source, frames, kBegin)) {
            QCOMPARE(decoder.framesIn(packet.payload()), frames * 960);
            QCOMPARE(decoder.bandwidthOf(packet.payload()), OpusBandwidth::Full);
            QCOMPARE(decoder.decode(packet.payload(), out), frames * 960);
            for (int i = 0; i < frames * 960; ++i)
                QCOMPARE(out[std::size_t(2 * i)], out[std::size_t(2 * i + 1)]);
            heard += power(std::span(out).first(std::size_t(frames) * 1920));
            ++count;
        }
        QVERIFY(std::abs(heard / count / power(source) - 1) < 0.1);
    }
    void gap_isFilledWithSoundThatGoesOn()
    {
        OpusStreamDecoder decoder;
        std::vector<float> out(StreamDecoder::kMaxFrames * kStereo);
        test::Samples tone(48000);
        for (std::size_t i = 0; i < tone.size(); ++i)
            tone[i] = 0.3f * std::sin(float(i) * 0.03f) + 0.1f * std::sin(float(i) * 0.06f);
        for (const EncodedPacket &packet : test::encode(tone, 1, kBegin))
            decoder.decode(packet.payload(), out);
        std::array<float, kBlockFrames * kStereo> gap;
        decoder.conceal(gap);
        QCOMPARE_GT(power(gap), 0.01);
    }
    void payloadsOfNoise_neverCrashTheDecoder_norLeaveFullScale()
    {
        SeededRandom random(11);
        OpusStreamDecoder decoder;
        std::vector<float> out(StreamDecoder::kMaxFrames * kStereo);
        QCOMPARE(decoder.framesIn({}), 0);
        QCOMPARE(decoder.decode({}, out), 0);
        QCOMPARE(decoder.bandwidthOf({}), OpusBandwidth::Unknown);
        for (int i = 0; i < 3000; ++i) {
            const EncodedPacket packet = noise(random, i);
            const int claimed = decoder.framesIn(packet.payload());
            QVERIFY(claimed >= 0 && claimed <= StreamDecoder::kMaxFrames);
            const int frames = decoder.decode(packet.payload(), out);
            QVERIFY(frames >= 0 && frames <= StreamDecoder::kMaxFrames);
            QVERIFY(isSane(std::span(out).first(std::size_t(frames) * kStereo)));
        }
    }
    void streamOfNoise_keepsPlaying_andSpeechAfterItIsHeard()
    {
        SeededRandom random(12);
        SpeakerStream stream(std::make_unique<OpusStreamDecoder>(), delayPolicy(DelayMode::OnStage));
        std::array<float, kBlockFrames * kStereo> block;
        Instant now = kBegin;
        for (int i = 0; i < 1000; ++i) {
            EncodedPacket packet = noise(random, i);
            packet.marker = random.next() % 7 == 0;
            if (i % 5 == 0) {
                packet.sequence = std::uint16_t(random.next());
                packet.timestamp = std::uint32_t(random.next());
            }
            stream.insert(packet);
            for (int k = 0; k < 2; ++k, now += 10ms) {
                if (stream.pull(block, now))
                    QVERIFY(isSane(block));
            }
        }
        const auto before = stream.stats(now).played;
        for (EncodedPacket &packet : test::encode(test::speechLike(5, 2), 1, now)) {
            packet.sequence = std::uint16_t(packet.sequence + 40'000);
            stream.insert(packet);
            for (int k = 0; k < 2; ++k, now += 10ms)
                stream.pull(block, now);
        }
        QCOMPARE_GE(stream.stats(now).played - before, 4s);
        QVERIFY(stream.stats(now).flowing);
    }
};

QTEST_APPLESS_MAIN(OpusDecoderTest)
#include "opus_decoder_test.moc"
