#include "audio/opus_stream_decoder.h"
#include "audio/pcm_fifo.h"
#include "audio/speaker_stream.h"
#include "audio/time_stretch.h"
#include "support/numbered_tone.h"
#include "support/opus_file.h"

#include <QTest>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

namespace {

std::vector<float> tone(double from, double to)
{
    std::vector<float> samples;
    for (qint64 n = qint64(from * 48000); n < qint64(to * 48000); ++n)
        samples.push_back(NumberedTone::sample(n));
    return samples;
}

/// Through the encoder and the decoder that speakers and listeners have.
std::vector<float> throughOpus(double from, double to)
{
    const qint64 first = qint64(from * 48000);
    OpusStreamDecoder decoder;
    std::vector<float> mono;
    std::vector<float> stereo(std::size_t(StreamDecoder::kMaxFrames) * 2);
    for (const QByteArray &packet :
        encodedFrames(int((to - from) * 50), [&](qint64 n) { return NumberedTone::sample(first + n); })) {
        const auto *data = reinterpret_cast<const std::uint8_t *>(packet.constData());
        const int frames = decoder.decode({data, std::size_t(packet.size())}, stereo);
        for (int i = 0; i < frames; ++i)
            mono.push_back(stereo[std::size_t(2 * i)]);
    }
    return mono;
}

/// Plays `rate` faster or slower (below 0), as the streams do it.
std::vector<float> stretched(const std::vector<float> &mono, double rate)
{
    PcmFifo fifo;
    std::vector<float> out;
    double debt = 0;
    std::size_t next = 0;
    while (next + 480 <= mono.size() || fifo.frames() >= 480) {
        while (fifo.frames() < 4 * 480 && next + 480 <= mono.size()) {
            const auto room = fifo.prepare(480);
            for (std::size_t i = 0; i < 480; ++i, ++next)
                room[2 * i] = room[2 * i + 1] = mono[next];
            fifo.commit(480);
        }
        debt += std::abs(rate) * 480;
        if (debt > 0 && fifo.frames() >= TimeStretch::kWindowFrames)
            debt -= rate > 0 ? TimeStretch::shorten(fifo, 0.5f) : TimeStretch::lengthen(fifo, 0.5f);
        for (int i = 0; i < 480 && fifo.frames() >= 480; ++i)
            out.push_back(fifo.content()[std::size_t(2 * i)]);
        fifo.dropFront(std::min(480, fifo.frames()));
    }
    return out;
}

/// What a listener hears of 6 s, where nothing comes for `away` from a packet on, and then all of it at once.
std::vector<float> throughOutage(int packet, milliseconds away)
{
    constexpr int kPackets = 300;
    const auto encoded = encodedFrames(kPackets, [](qint64 n) { return NumberedTone::sample(n); });
    SpeakerStream stream(std::make_unique<OpusStreamDecoder>(), delayPolicy(DelayMode::Audience));
    std::vector<float> mono;
    std::array<float, 2 * kBlockFrames> block{};
    int next = 0;
    for (milliseconds at{0}; at < milliseconds{20 * kPackets} + 2 * away; at += milliseconds{10}) {
        const bool isAway = at >= milliseconds{20 * packet} && at < milliseconds{20 * packet} + away;
        for (; !isAway && next < kPackets && milliseconds{20 * next} <= at; ++next) {
            const QByteArray &bytes = encoded[std::size_t(next)];
            EncodedPacket one{.sequence = std::uint16_t(next),
                .timestamp = std::uint32_t(960 * next),
                .arrival = Instant{at},
                .level = 20,
                .size = std::uint16_t(bytes.size())};
            std::ranges::copy(bytes, one.bytes.begin());
            stream.insert(one);
        }
        block.fill(0);
        stream.pull(block, Instant{at});
        for (std::size_t i = 0; i < block.size(); i += 2)
            mono.push_back(block[i]);
    }
    return mono;
}

void append(std::vector<float> &to, const std::vector<float> &more)
{
    to.insert(to.end(), more.begin(), more.end());
}

ToneAccount accountOf(const std::vector<float> &samples)
{
    return ToneAccount(NumberedTone::read(samples));
}

} // namespace

class NumberedToneTest : public QObject
{
    Q_OBJECT
private slots:
    void everyPart_isRead_whereItSounds()
    {
        const auto heard = NumberedTone::read(tone(97, 103));
        QCOMPARE(heard.size(), std::size_t(120));
        for (std::size_t i = 0; i < heard.size(); ++i) {
            QCOMPARE(heard[i].part, 97 * 20 + int(i));
            QCOMPARE_LT(std::abs(heard[i].at - double(i) * 0.05), 0.008);
            QCOMPARE_LT(std::abs(heard[i].length - 0.05), 0.010);
        }
    }
    void fullCircle_comesBackToTheBeginning()
    {
        QCOMPARE(NumberedTone::sample(1000 * 48000 + 17), NumberedTone::sample(17));
        const ToneAccount account = accountOf(tone(998, 1000));
        QCOMPARE(account.last, 19999);
        QVERIFY(account.missing.empty());
    }
    void opusAndTimeStretch_leaveEveryPartReadable_data()
    {
        QTest::addColumn<double>("rate");
        for (const double rate : {0.0, 0.05, 0.15, -0.10, -0.25})
            QTest::addRow("%+.0f %%", 100 * rate) << rate;
    }
    void opusAndTimeStretch_leaveEveryPartReadable()
    {
        QFETCH(double, rate);
        const auto samples = stretched(throughOpus(108, 123), rate);
        QCOMPARE_LT(std::abs(double(samples.size()) / 48000 - 15 / (1 + rate)), 0.3);
        const ToneAccount account = accountOf(samples);
        QCOMPARE_LE(account.first, 108 * 20 + 1);
        QCOMPARE_GE(account.last, 123 * 20 - 2);
        for (int part : account.missing)
            qInfo("missing %d", part);
        QCOMPARE(account.missing.size(), std::size_t(0));
        QCOMPARE(account.twice.size(), std::size_t(0));
        QCOMPARE(account.cut.size(), std::size_t(0));
        QCOMPARE_LT(account.longestGap, 0.03);
    }
    void whatIsMissing_isListed()
    {
        auto samples = tone(10, 12);
        append(samples, tone(12.5, 14));
        samples.insert(samples.end(), 9600, 0.0f); // 200 ms of silence
        append(samples, tone(14, 15));
        const ToneAccount account = accountOf(samples);
        QCOMPARE(account.missing.size(), std::size_t(10));
        QCOMPARE(*account.missing.begin(), 240);
        QVERIFY(account.twice.empty());
        QVERIFY(account.longestGap > 0.18 && account.longestGap < 0.22);
    }
    void halfAPart_isFoundCut()
    {
        auto samples = tone(10, 11.0);
        append(samples, tone(11.03, 12)); // 30 of 50 ms are gone
        const ToneAccount account = accountOf(samples);
        QCOMPARE(account.missing.size() + account.cut.size(), std::size_t(1));
    }
    void whatIsHeardTwice_isListed()
    {
        auto samples = tone(10, 12);
        append(samples, tone(11.9, 14)); // two parts come again
        ToneAccount account = accountOf(samples);
        QCOMPARE(account.twice.size(), std::size_t(2));
        QCOMPARE(*account.twice.begin(), 238);
        QVERIFY(account.missing.empty());
    }
    void whatComesAgainAfterASilence_isListed()
    {
        for (const int parts : {1, 2}) {
            auto samples = tone(10, 12);
            samples.insert(samples.end(), 24000, 0.0f);
            append(samples, tone(12 - 0.05 * parts, 14));
            const ToneAccount account = accountOf(samples);
            QCOMPARE(account.twice.size(), std::size_t(parts));
            QCOMPARE(*account.twice.rbegin(), 239);
        }
    }
    /// As where a voice is played slowly until nothing is left, and goes on.
    void unclearMomentWithinAPart_isNotTwice()
    {
        auto samples = tone(9, 10.04);
        samples.insert(samples.end(), 2400, 0.0f);
        append(samples, tone(10.01, 11));
        const ToneAccount account = accountOf(samples);
        QVERIFY(account.twice.empty() && account.cut.empty() && account.missing.empty());
    }
    /// A part is two and a half packets.
    void outageWithinAPart_changesNothing()
    {
        for (int packet = 100; packet < 110; ++packet) {
            const ToneAccount account = accountOf(throughOutage(packet, milliseconds{700}));
            QVERIFY(account.longestGap > 0.3);
            QCOMPARE(account.missing.size(), std::size_t(0));
            QCOMPARE(account.cut.size(), std::size_t(0));
            QCOMPARE(account.twice.size(), std::size_t(0));
        }
    }
    void otherSounds_areNoParts()
    {
        std::vector<float> noise;
        quint32 state = 1;
        for (int i = 0; i < 48000; ++i) {
            state = state * 1664525 + 1013904223;
            noise.push_back(0.5f * float(qint32(state)) / 2147483648.0f);
        }
        QVERIFY(NumberedTone::read(noise).empty());
        QVERIFY(NumberedTone::read(std::vector<float>(48000)).empty());
    }
};

QTEST_APPLESS_MAIN(NumberedToneTest)
#include "numbered_tone_test.moc"
