#include "audio/capture.h"
#include "audio/echo_reference.h"
#include "audio/voice_processing.h"
#include "support/sound_match.h"
#include "support/speech.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <numbers>

using namespace earshot;
using earshot::test::Samples;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};
constexpr CaptureSettings kNone{.echoCancellation = false, .noiseSuppression = false, .gainControl = false};

class Random
{
public:
    explicit Random(unsigned seed)
        : m_state(seed * 2654435761u + 1)
    { }
    float next() // -1…1, even
    {
        m_state = m_state * 1664525 + 1013904223;
        return float(m_state >> 8) / float(1 << 23) - 1;
    }

private:
    unsigned m_state;
};

Samples noise(std::size_t frames, double db, unsigned seed)
{
    Samples out(frames);
    Random random(seed);
    const float amplitude = float(std::pow(10, db / 20) * std::sqrt(3.0));
    for (float &sample : out)
        sample = amplitude * random.next();
    return out;
}

Samples scaledTo(Samples sound, double db)
{
    const double gain = std::pow(10, (db - test::loudnessDb(sound)) / 20);
    for (float &sample : sound)
        sample *= float(gain);
    return sound;
}

void add(Samples &to, const Samples &sound)
{
    for (std::size_t i = 0; i < std::min(to.size(), sound.size()); ++i)
        to[i] += sound[i];
}

Samples part(const Samples &all, double from, double to)
{
    return {all.begin() + std::ptrdiff_t(from * 48000),
        all.begin() + std::ptrdiff_t(std::min(to * 48000, double(all.size())))};
}

/// A room between loudspeaker and microphone: the direct sound, then reflections that fade by 60 dB in
/// `reverberation` seconds (a Poisson process of 2000 a second with alternating signs).
Samples throughRoom(const Samples &played, double delayMs, double reverberation, double db, unsigned seed)
{
    struct Reflection {
        std::size_t frames;
        float gain;
    };
    Random random(seed);
    std::vector<Reflection> reflections{{std::size_t(delayMs * 48), 1.0f}};
    for (double t = 0.002; t < std::min(reverberation, 0.15);) {
        const double fade = 0.35 * std::pow(10, -3 * t / reverberation);
        reflections.push_back({std::size_t(delayMs * 48 + t * 48000), float(fade) * random.next()});
        t += 0.001 * (1 + double(random.next())) + 0.00002;
    }
    Samples out(played.size());
    const float gain = float(std::pow(10, db / 20));
    for (const Reflection &r : reflections) {
        for (std::size_t i = r.frames; i < out.size(); ++i)
            out[i] += gain * r.gain * played[i - r.frames];
    }
    return out;
}

/// The far end's voice leaves the loudspeaker, the microphone hears it and what is said here.
struct Talk {
    Samples microphone;
    Samples sent; ///< with the processing's delay taken out
    std::vector<double> echoLoss; ///< each 100 ms
};

Talk talk(Capture &capture, const Samples &far, Samples microphone, Samples &sent,
    microseconds stampError = 0ms, double playedPpm = 0)
{
    Talk result{std::move(microphone), {}, {}};
    sent.assign(result.microphone.size(), 0.0f);
    capture.setSentMonitor([&sent](std::span<const float> mono, std::int64_t position) {
        for (std::size_t i = 0; i < mono.size(); ++i) {
            if (std::size_t(position) + i < sent.size())
                sent[std::size_t(position) + i] = mono[i];
        }
    });
    std::vector<float> stereo(2 * kBlockFrames);
    const std::size_t blocks = result.microphone.size() / kBlockFrames;
    constexpr std::size_t kAhead = 10; // the loudspeakers' buffer: 100 ms
    const auto play = [&](std::size_t block) {
        for (std::size_t i = 0; i < kBlockFrames; ++i) {
            const std::size_t at = block * kBlockFrames + i;
            stereo[2 * i] = stereo[2 * i + 1] = at < far.size() ? far[at] : 0;
        }
        capture.played(stereo,
            kBegin + milliseconds{10 * block} + stampError
                + microseconds{std::llround(double(block) * 10'000 * playedPpm / 1e6)});
    };
    for (std::size_t block = 0; block < kAhead; ++block)
        play(block);
    for (std::size_t block = 0; block < blocks; ++block) {
        play(block + kAhead);
        const Instant at = kBegin + milliseconds{10 * block};
        capture.setOpenUntil(at + 1s);
        capture.push(std::span(result.microphone).subspan(block * kBlockFrames, kBlockFrames), at);
        if (block % 10 == 9)
            result.echoLoss.push_back(capture.stats().echoLossDb.value_or(-1));
    }
    result.sent = sent;
    return result;
}

Talk talk(const CaptureSettings &settings, const Samples &far, Samples microphone,
    microseconds stampError = 0ms, double playedPpm = 0)
{
    Capture capture([](const VoiceFrame &) { return true; });
    capture.setSettings(settings);
    Samples sent;
    return talk(capture, far, std::move(microphone), sent, stampError, playedPpm);
}

double lossDb(const Talk &t, double from, double to)
{
    return test::loudnessDb(part(t.microphone, from, to)) - test::loudnessDb(part(t.sent, from, to));
}

} // namespace

class VoiceProcessingTest : public QObject
{
    Q_OBJECT
private slots:
    void switchedOff_changesNothing_butForTenMilliseconds()
    {
        VoiceProcessing processing;
        processing.setSettings(kNone);
        const Samples speech = test::speechLike(2, 1);
        Samples out = speech;
        for (std::size_t i = 0; i + kBlockFrames <= out.size(); i += kBlockFrames)
            processing.process(std::span(out).subspan(i, kBlockFrames), {});
        for (std::size_t i = 0; i + VoiceProcessing::kDelay + kBlockFrames < out.size(); ++i)
            QCOMPARE(out[i + VoiceProcessing::kDelay], speech[i]);
        QVERIFY(!processing.voiceProbability());
        QCOMPARE(processing.gainDb(), 0.0);
    }

    void switching_neitherMovesNorClicks_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("noise suppression") << 0;
        QTest::newRow("echo cancellation") << 1;
        QTest::newRow("both") << 2;
    }
    void switching_neitherMovesNorClicks()
    {
        QFETCH(int, what);
        VoiceProcessing processing;
        CaptureSettings settings = kNone;
        Samples out(48000 * 6);
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = 0.3f * float(std::sin(2 * std::numbers::pi * 300 * double(i) / 48000));
        const Samples source = out;
        const Samples quiet = noise(kBlockFrames, -60, 3);
        for (std::size_t i = 0; i + kBlockFrames <= out.size(); i += kBlockFrames) {
            if (i % 24'000 == 0) {
                const bool on = i % 48'000 == 0;
                settings.noiseSuppression = on && what != 1;
                settings.echoCancellation = on && what != 0;
                processing.setSettings(settings);
            }
            processing.process(std::span(out).subspan(i, kBlockFrames), quiet);
        }
        // A click is where the second difference is far over a 300 Hz tone's own.
        float worst = 0;
        for (std::size_t i = 4802; i < out.size(); ++i)
            worst = std::max(worst, std::abs(out[i] - 2 * out[i - 1] + out[i - 2]));
        qInfo("roughest step %.5f, the tone's own 0.00046", double(worst));
        QVERIFY(worst < 0.01f);
        for (double second = 1.2; second < 6; second += 1) { // while all is off
            const Samples now = part(out, second - 0.6 + 0.01, second - 0.3 + 0.01);
            const Samples then = part(source, second - 0.6, second - 0.3);
            QVERIFY(std::abs(test::loudnessDb(now) - test::loudnessDb(then)) < 6);
        }
    }

    void noise_isSuppressed_speechIsNot()
    {
        const Samples speech = scaledTo(test::speechLike(12, 4), -23);
        Samples microphone = speech;
        std::fill(microphone.begin(), microphone.begin() + 48000 * 4, 0.0f);
        add(microphone, noise(microphone.size(), -50, 7));
        CaptureSettings settings = kNone;
        settings.noiseSuppression = true;
        Capture capture([](const VoiceFrame &) { return true; });
        capture.setSettings(settings);
        Samples sent;
        const Talk pause = talk(capture, {}, part(microphone, 0, 4), sent);
        const double told = capture.stats().noiseSuppressedDb;
        const double taken = lossDb(pause, 2, 3.9);
        const Talk all = talk(settings, {}, microphone);
        const double speechTaken = lossDb(all, 5, 12);
        qInfo("noise: %.1f dB taken (told: %.1f), speech: %.1f dB", taken, told, speechTaken);
        QVERIFY(taken > 12);
        QVERIFY(std::abs(told - taken) < 3);
        QVERIFY(std::abs(speechTaken) < 1.5);
    }

    void voices_areMadeEquallyLoud_andTold()
    {
        CaptureSettings settings = kNone;
        settings.gainControl = true;
        for (const double db : {-40.0, -30.0, -23.0, -12.0}) {
            Capture capture([](const VoiceFrame &) { return true; });
            capture.setSettings(settings);
            Samples sent;
            const Talk t = talk(capture, {}, scaledTo(test::speechLike(16, 5), db), sent);
            const double after = test::loudnessDb(part(t.sent, 10, 16));
            const double told = capture.stats().gainDb;
            qInfo("voice of %.0f dBFS: sent with %.1f dBFS, gain told %.0f dB", db, after, told);
            QVERIFY(told <= 18);
            QVERIFY(std::abs(after + 23.5) < 2.5);
            float peak = 0;
            for (const float sample : t.sent)
                peak = std::max(peak, std::abs(sample));
            QVERIFY(peak <= 1);
        }
    }

    void echo_isTakenAway_data()
    {
        QTest::addColumn<double>("delayMs");
        QTest::addColumn<double>("reverberation");
        QTest::addColumn<double>("echoDb");
        QTest::addColumn<int>("stampErrorMs");
        QTest::addColumn<double>("ppm");
        QTest::newRow("desk") << 3.0 << 0.15 << -6.0 << 0 << 0.0;
        QTest::newRow("living room") << 8.0 << 0.4 << -10.0 << 0 << 0.0;
        QTest::newRow("hall, loud") << 20.0 << 0.8 << 0.0 << 0 << 0.0;
        QTest::newRow("stamps 15 ms late") << 8.0 << 0.3 << -10.0 << 15 << 0.0;
        QTest::newRow("stamps 60 ms early") << 8.0 << 0.3 << -10.0 << -60 << 0.0;
        QTest::newRow("clocks 30 ppm apart") << 8.0 << 0.3 << -10.0 << 0 << 30.0;
    }
    void echo_isTakenAway()
    {
        QFETCH(double, delayMs);
        QFETCH(double, reverberation);
        QFETCH(double, echoDb);
        QFETCH(int, stampErrorMs);
        QFETCH(double, ppm);
        const Samples far = scaledTo(test::speechLike(15, 11), -23);
        Samples microphone = throughRoom(far, delayMs, reverberation, echoDb, 5);
        add(microphone, noise(microphone.size(), -70, 6));
        CaptureSettings linear = kNone;
        linear.echoCancellation = true;
        const Talk t = talk(linear, far, microphone, milliseconds{stampErrorMs}, ppm);
        const double all = lossDb(t, 10, 15);
        const auto median = [&](std::size_t from, std::size_t to) {
            std::vector<double> some(t.echoLoss.begin() + long(from), t.echoLoss.begin() + long(to));
            std::nth_element(some.begin(), some.begin() + long(some.size() / 2), some.end());
            return some[some.size() / 2];
        };
        qInfo(
            "echo return loss enhancement by the canceller: in the third second %.1f dB, after 10 s %.1f dB; "
            "of the echo listeners hear %.1f dB less",
            median(20, 30), median(100, 150), all);
        QVERIFY(median(100, 150) > 15);
        QVERIFY(all > 30);
    }

    void voiceOverTheEcho_isHeard()
    {
        const Samples far = scaledTo(test::speechLike(16, 11), -23);
        Samples voice = scaledTo(test::speechLike(16, 23), -23);
        std::fill(voice.begin(), voice.begin() + 48000 * 8, 0.0f);
        Samples microphone = throughRoom(far, 8, 0.3, -10, 5);
        add(microphone, voice);
        CaptureSettings settings = kNone;
        settings.echoCancellation = true;
        const Talk t = talk(settings, far, microphone);
        const auto match = test::matchSound(part(t.sent, 9, 16), part(voice, 9, 16));
        const auto without = test::matchSound(part(t.microphone, 9, 16), part(voice, 9, 16));
        qInfo("both talk: correlation with the voice here %.3f, in the microphone %.3f", match.correlation,
            without.correlation);
        QVERIFY(match.correlation > 0.9);
        QVERIFY(match.correlation >= without.correlation - 0.02);
    }

    void nothingPlayed_tellsNoEchoLoss_andCostsNothing()
    {
        CaptureSettings settings = kNone;
        settings.echoCancellation = true;
        const Samples speech = test::speechLike(3, 4);
        const Talk t = talk(settings, {}, speech);
        for (const double loss : t.echoLoss)
            QCOMPARE(loss, -1.0);
        for (std::size_t i = 48000; i < 96000; ++i)
            QCOMPARE(t.sent[i], speech[i]);
    }

    void reference_findsWhatWasPlayed_byTime()
    {
        EchoReference reference;
        std::array<float, kBlockFrames> mono{};
        QCOMPARE(reference.read(kBegin, mono), EchoReference::Found::Nothing);
        std::vector<float> stereo(2 * 4800);
        for (std::size_t i = 0; i < 4800; ++i)
            stereo[2 * i] = stereo[2 * i + 1] = float(i) / 4800;
        for (int i = 0; i < 3; ++i)
            reference.add(stereo, kBegin + i * 100ms);
        QCOMPARE(reference.read(kBegin + 100ms, mono), EchoReference::Found::SoundElsewhere);
        QCOMPARE(mono[0], 960.0f / 4800); // 20 ms ahead
        QCOMPARE(reference.read(kBegin + 110ms, mono), EchoReference::Found::Sound);
        QCOMPARE(mono[0], 1440.0f / 4800);
        // Beyond what was played is silence, and long after it nothing.
        QCOMPARE(reference.read(kBegin + 400ms, mono), EchoReference::Found::SoundElsewhere);
        QCOMPARE(mono[0], 0.0f);
        QCOMPARE(reference.read(kBegin + 900ms, mono), EchoReference::Found::Nothing);
    }

    void reference_ofQuickDevices_isNotMissed()
    {
        EchoReference reference;
        std::array<float, kBlockFrames> mono{};
        const std::vector<float> loud(2 * kBlockFrames, 0.5f);
        int moved = 0;
        for (int i = 0; i < 200; ++i) {
            reference.add(loud, kBegin + i * 10ms + 5ms); // heard 5 ms later
            moved += reference.read(kBegin + i * 10ms - 10ms, mono) == EchoReference::Found::SoundElsewhere;
            if (i > 20)
                QVERIFY(std::all_of(mono.begin(), mono.end(), [](float x) { return x == 0.5f; }));
        }
        QVERIFY(moved <= 4);
    }

    void reference_afterAPause_isSilentInThePause()
    {
        EchoReference reference;
        const std::vector<float> loud(2 * 4800, 0.5f);
        std::array<float, kBlockFrames> mono{};
        reference.add(loud, kBegin);
        reference.add(loud, kBegin + 400ms); // 300 ms later than it should
        reference.read(kBegin + 30ms, mono);
        QCOMPARE(mono[0], 0.5f);
        reference.read(kBegin + 200ms, mono);
        QCOMPARE(mono[0], 0.0f);
        reference.read(kBegin + 390ms, mono);
        QCOMPARE(mono[kBlockFrames - 1], 0.5f);
    }
};

QTEST_GUILESS_MAIN(VoiceProcessingTest)
#include "voice_processing_test.moc"
