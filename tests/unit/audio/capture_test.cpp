#include "audio/capture.h"
#include "audio/media_time.h"
#include "audio/voice_queue.h"
#include "support/counted_memory.h"
#include "support/made_sounds.h"
#include "support/speech.h"

#include <QTest>

#include <opus/opus.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <thread>

using namespace earshot;
using earshot::test::Allocations;
using earshot::test::Samples;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};
constexpr CaptureSettings kAsItIs{
    .echoCancellation = false, .noiseSuppression = false, .gainControl = false, .feedbackGuard = false};

struct Sent {
    VoiceFrame frame;
    Instant at; ///< when it was handed over
};

/// A microphone that gives what it is told to hear in lumps, `latency` after it was said.
class Desk
{
public:
    explicit Desk(const CaptureSettings &settings = kAsItIs)
        : capture([this](const VoiceFrame &frame) {
            if (sent.size() == sent.capacity())
                return false;
            sent.push_back({frame, now});
            return true;
        })
    {
        sent.reserve(4000);
        capture.setSettings(settings);
    }

    /// `sound` is said from the beginning on; silence after it.
    void run(microseconds duration)
    {
        for (const Instant end = now + duration; now < end;) {
            now += lump;
            std::array<float, 4800> samples;
            const auto count = framesOfTime(lump);
            for (std::int64_t i = 0; i < count; ++i, ++position)
                samples[std::size_t(i)] = position < std::ssize(sound) ? sound[std::size_t(position)] : 0.0f;
            if (endsWhenMuted && capture.stats().guard == GuardState::Muted)
                samples.fill(0);
            capture.push({samples.data(), std::size_t(count)}, now - latency - lump);
            if (held)
                capture.setOpenUntil(now + 300ms, pressed);
        }
    }
    void press()
    {
        held = true;
        pressed = now;
        capture.setOpenUntil(now + 300ms, pressed);
    }
    void release()
    {
        held = false;
        capture.setOpenUntil(now, pressed);
    }
    Instant firstSaid() const { return sent.front().frame.captured; }
    Instant lastSaid() const { return sent.back().frame.captured + VoiceFrame::kLength; }

    Capture capture;
    std::vector<Sent> sent;
    Samples sound;
    bool endsWhenMuted = false; ///< as what comes from a loudspeaker that says what is sent
    microseconds lump = 10ms;
    microseconds latency = 0ms;
    Instant now = kBegin;
    Instant pressed{};
    bool held = false;
    std::int64_t position = 0;
};

/// As a listener hears it: on the sender's time, silence where nothing was sent.
Samples decoded(const std::vector<Sent> &sent, std::size_t length)
{
    Samples out(length);
    OpusDecoder *decoder = opus_decoder_create(48000, 1, nullptr);
    std::array<float, 5760> pcm;
    constexpr std::int64_t kLookAhead = 312; // RFC 7845 §4.2: an encoder's delay at 48 kHz
    for (const Sent &s : sent) {
        if (s.frame.isFirst)
            opus_decoder_ctl(decoder, OPUS_RESET_STATE);
        const auto payload = s.frame.payload();
        const int n = opus_decode_float(
            decoder, payload.data(), opus_int32(payload.size()), pcm.data(), int(pcm.size()), 0);
        for (int i = 0; i < n; ++i) {
            const std::int64_t at = s.frame.position - kLookAhead + i;
            if (at >= 0 && at < std::ssize(out))
                out[std::size_t(at)] = pcm[std::size_t(i)];
        }
    }
    opus_decoder_destroy(decoder);
    return out;
}

double correlation(std::span<const float> a, std::span<const float> b)
{
    double ab = 0;
    double aa = 1e-12;
    double bb = 1e-12;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        ab += double(a[i]) * double(b[i]);
        aa += double(a[i]) * double(a[i]);
        bb += double(b[i]) * double(b[i]);
    }
    return ab / std::sqrt(aa * bb);
}

Samples tone(double hz, double seconds, float amplitude)
{
    Samples out(std::size_t(seconds * 48000));
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = amplitude * float(std::sin(2 * std::numbers::pi * hz * double(i) / 48000));
    return out;
}

class Loop
{
public:
    Loop(const CaptureSettings &settings, int delay, double gainDb)
        : m_speech(test::speechLike(6, 3))
        , m_sent(m_speech.size() + 48'000)
        , m_capture([](const VoiceFrame &) { return true; })
    {
        m_capture.setSettings(settings);
        m_capture.setSentMonitor([this](std::span<const float> mono, std::int64_t position) {
            std::copy(mono.begin(), mono.end(), m_sent.begin() + position);
        });
        m_room.push_back({delay, 0.5});
        for (int i = 0; i < 60; ++i)
            m_room.push_back({delay + int(48 * (1 + 40 * std::abs(random()))), 0.25 * random()});
        double most = 0;
        for (double hz = 200; hz < 4000; hz += 7) {
            std::complex<double> response;
            for (const auto &[frames, gain] : m_room)
                response += std::polar(gain, 2 * std::numbers::pi * hz * frames / 48000);
            most = std::max(most, std::abs(response));
        }
        for (auto &[frames, gain] : m_room)
            gain *= std::pow(10, gainDb / 20) / most;
    }

    double seconds() const { return double(m_position) / 48000; }
    CaptureStats next()
    {
        std::array<float, 480> microphone;
        for (std::size_t i = 0; i < microphone.size(); ++i, ++m_position) {
            double sound = 0.3 * double(m_speech[m_position]) + 0.0003 * random();
            for (const auto &[frames, gain] : m_room) {
                if (m_position >= std::size_t(frames))
                    sound += gain * double(m_sent[m_position - std::size_t(frames)]);
            }
            microphone[i] = float(std::clamp(sound, -1.0, 1.0));
        }
        const Instant at = kBegin + timeOfFrames(std::int64_t(m_position) - 480);
        m_capture.setOpenUntil(at + 1s, kBegin);
        m_capture.push(microphone, at);
        return m_capture.stats();
    }

private:
    double random() // -1…1
    {
        m_random = m_random * 1664525 + 1013904223;
        return double(m_random >> 8) / double(1 << 23) - 1;
    }

    Samples m_speech;
    Samples m_sent;
    Capture m_capture;
    std::vector<std::pair<int, double>> m_room; ///< frames, gain
    std::size_t m_position = 0;
    unsigned m_random = 77;
};

} // namespace

class CaptureTest : public QObject
{
    Q_OBJECT
private slots:
    void withoutLease_nothingLeaves()
    {
        Desk desk;
        desk.sound = test::speechLike(3, 1);
        desk.run(3s);
        QVERIFY(desk.sent.empty());
        QVERIFY(!desk.capture.stats().open);
    }

    void preRoll_andTail_areExact_data()
    {
        QTest::addColumn<int>("preRoll");
        QTest::addColumn<int>("tail");
        QTest::addColumn<int>("latency");
        QTest::addColumn<int>("lump");
        for (const int preRoll : {0, 60, 200}) {
            for (const int tail : {0, 100, 2000}) {
                const int latency = (preRoll + tail) % 7 * 17; // what is no multiple of a block
                QTest::addRow("%d %d %d", preRoll, tail, latency) << preRoll << tail << latency << 10;
            }
        }
        QTest::addRow("lumps of 50 ms") << 60 << 100 << 10 << 50;
    }
    void preRoll_andTail_areExact()
    {
        QFETCH(int, preRoll);
        QFETCH(int, tail);
        QFETCH(int, latency);
        QFETCH(int, lump);
        CaptureSettings settings = kAsItIs;
        settings.preRoll = milliseconds{preRoll};
        settings.releaseTail = milliseconds{tail};
        Desk desk(settings);
        desk.latency = milliseconds{latency};
        desk.lump = milliseconds{lump};
        desk.sound = test::speechLike(5, 2);
        desk.run(1s);
        desk.press();
        desk.run(1s);
        desk.release();
        const Instant released = desk.now;
        desk.run(2500ms);
        QVERIFY(!desk.sent.empty());
        const double early = toMs(desk.pressed - milliseconds{preRoll} - desk.firstSaid());
        const double late = toMs(desk.lastSaid() - released - milliseconds{tail});
        qInfo("begins %.1f ms before the pre-roll, ends %.1f ms after the tail", early, late);
        QVERIFY2(std::abs(early) <= 20, qPrintable(QString::number(early)));
        QVERIFY2(std::abs(late) <= 20, qPrintable(QString::number(late)));
        QVERIFY(!desk.capture.stats().open);
        // Without a hole.
        for (std::size_t i = 1; i < desk.sent.size(); ++i) {
            QCOMPARE(desk.sent[i].frame.position - desk.sent[i - 1].frame.position, std::int64_t(960));
            QVERIFY(!desk.sent[i].frame.isFirst);
        }
        QVERIFY(desk.sent.front().frame.isFirst);
    }

    void unknownPress_countsPreRollFromTheNewestSample()
    {
        Desk desk;
        desk.latency = 50ms;
        desk.sound = test::speechLike(4, 2);
        desk.run(2s);
        const Instant newest = desk.now - desk.latency;
        desk.capture.setOpenUntil(desk.now + 300ms);
        desk.run(100ms);
        QVERIFY(std::abs(toMs(newest - 60ms - desk.firstSaid())) <= 20);
    }

    void keyPress_isFollowedByTheFirstFrame()
    {
        Desk desk;
        desk.sound = test::speechLike(4, 3);
        desk.run(2s);
        desk.press();
        desk.run(200ms);
        const double withPreRoll = toMs(desk.sent.front().at - desk.pressed);

        CaptureSettings settings = kAsItIs;
        settings.preRoll = 0ms;
        Desk bare(settings);
        bare.sound = desk.sound;
        bare.run(2s);
        bare.press();
        bare.run(200ms);
        const double without = toMs(bare.sent.front().at - bare.pressed);
        qInfo("key press to first encoded frame: %.0f ms, without pre-roll %.0f ms", withPreRoll, without);
        QVERIFY(withPreRoll <= 10);
        QVERIFY(without <= 40);
        // What is said at the press is on its way as soon as what is said later: no queue builds up.
        for (const Sent &s : desk.sent) {
            if (s.frame.captured > desk.pressed)
                QVERIFY(s.at - s.frame.captured <= 40ms);
        }
    }

    void firstSyllable_isNotCut_data()
    {
        QTest::addColumn<bool>("isProcessed");
        QTest::newRow("as it is") << false;
        QTest::newRow("processed") << true;
    }
    void firstSyllable_isNotCut()
    {
        QFETCH(bool, isProcessed);
        Desk desk(isProcessed ? CaptureSettings{} : kAsItIs);
        Samples speech = test::speechLike(3, 5);
        while (std::abs(speech.front()) < 0.02f)
            speech.erase(speech.begin());
        // A quiet room; the first word begins 30 ms before the key is down.
        desk.sound.resize(48000 * 2);
        unsigned random = 1;
        for (float &sample : desk.sound)
            sample = 0.0005f * (float((random = random * 1664525 + 1013904223) >> 8) / float(1 << 23) - 1);
        const std::size_t begin = desk.sound.size();
        desk.sound.insert(desk.sound.end(), speech.begin(), speech.end());
        desk.run(2030ms);
        desk.press();
        desk.run(2s);
        const Samples heard = decoded(desk.sent, desk.sound.size());
        const auto piece = [&](const Samples &all) { return std::span(all).subspan(begin, 4800); };
        const double same = correlation(piece(heard), piece(desk.sound));
        qInfo("first 100 ms: correlation %.3f", same);
        QVERIFY(same > (isProcessed ? 0.8 : 0.98));
    }

    void sound_arrivesUnmoved()
    {
        Desk desk;
        desk.sound = test::speechLike(5, 7);
        desk.press();
        desk.run(5s);
        const Samples heard = decoded(desk.sent, desk.sound.size());
        const auto part = [](const Samples &all) { return std::span(all).subspan(4800, 200'000); };
        QVERIFY(correlation(part(heard), part(desk.sound)) > 0.98);
        QCOMPARE(desk.sent[100].frame.captured, kBegin + timeOfFrames(desk.sent[100].frame.position));
    }

    void frames_areOpusOfTheRightLengthAndSize_data()
    {
        QTest::addColumn<int>("bitrate");
        for (const int bitrate : {12'000, 24'000, 64'000, 128'000})
            QTest::addRow("%d", bitrate) << bitrate;
    }
    void frames_areOpusOfTheRightLengthAndSize()
    {
        QFETCH(int, bitrate);
        CaptureSettings settings = kAsItIs;
        settings.bitrate = bitrate;
        Desk desk(settings);
        desk.sound = test::speechLike(10, 8);
        desk.press();
        desk.run(10s);
        double bits = 0;
        for (const Sent &s : desk.sent) {
            const auto payload = s.frame.payload();
            QCOMPARE(opus_packet_get_nb_samples(payload.data(), opus_int32(payload.size()), 48000), 960);
            bits += 8.0 * double(payload.size());
        }
        const double rate = bits / (0.02 * double(desk.sent.size()));
        qInfo("asked %d, sent %.0f bit/s", bitrate, rate);
        QVERIFY(rate < 1.25 * bitrate);
        QVERIFY(rate > 0.3 * bitrate);
    }

    void pause_costsAlmostNothing_butIsSent()
    {
        Desk desk;
        desk.sound = test::speechLike(1, 8);
        desk.press();
        desk.run(4s);
        QVERIFY(desk.sent.size() >= 195); // two may be under way
        int small = 0;
        for (std::size_t i = 100; i < desk.sent.size(); ++i) {
            small += desk.sent[i].frame.size <= 2;
            QCOMPARE(desk.sent[i].frame.level, std::uint8_t(127));
        }
        QVERIFY(small > 80);
    }

    void level_isOfFullScale()
    {
        Desk desk;
        desk.sound = tone(440, 2, 0.1f); // -23 dBFS
        desk.press();
        desk.run(1s);
        QCOMPARE(desk.sent.back().frame.level, std::uint8_t(23));
        const CaptureStats stats = desk.capture.stats();
        QVERIFY(std::abs(stats.levelDb + 23) < 0.1);
        QVERIFY(std::abs(stats.peakDb + 20) < 0.1);
        QVERIFY(std::abs(stats.sentDb + 23) < 0.1);
        QVERIFY(stats.open);
        QVERIFY(stats.openSince);
        QVERIFY(desk.sent.size() - stats.framesSent <= 3); // told every 50 ms
    }

    void cut_closesAtOnce_withoutTail()
    {
        CaptureSettings settings = kAsItIs;
        settings.releaseTail = 2000ms;
        Desk desk(settings);
        desk.sound = test::speechLike(6, 2);
        desk.press();
        desk.run(1s);
        const std::size_t before = desk.sent.size();
        desk.held = false;
        desk.capture.cut();
        desk.run(2s);
        QCOMPARE(desk.sent.size(), before);
        QVERIFY(!desk.capture.stats().open);
        // Opens anew, and what was cut off does not come after all.
        desk.press();
        desk.run(100ms);
        QVERIFY(desk.sent[before].frame.isFirst);
        QVERIFY(desk.sent[before].frame.captured >= desk.pressed - 80ms);
    }

    void cutAndPressedBetweenTwoBlocks_isANewUtterance()
    {
        Desk desk;
        desk.sound = test::speechLike(6, 2);
        desk.press();
        desk.run(1s);
        const std::size_t before = desk.sent.size();
        desk.capture.cut();
        desk.press();
        desk.run(100ms);
        QVERIFY(desk.sent[before].frame.isFirst);
        // Nothing is said twice.
        QVERIFY(desk.sent[before].frame.position >= desk.sent[before - 1].frame.position + 960);
    }

    void leaseThatNobodyRenews_ends()
    {
        Desk desk;
        desk.sound = test::speechLike(6, 2);
        desk.press();
        desk.run(1s);
        desk.held = false; // hangs
        const Instant until = desk.now + 300ms;
        desk.run(3s);
        QVERIFY(std::abs(toMs(desk.lastSaid() - until - 100ms)) <= 20);
    }

    void newPressInTheTail_goesOnWithoutAHole()
    {
        Desk desk;
        desk.sound = test::speechLike(6, 2);
        desk.press();
        desk.run(1s);
        desk.release();
        desk.run(50ms);
        desk.press();
        desk.run(1s);
        for (std::size_t i = 1; i < desk.sent.size(); ++i) {
            QCOMPARE(desk.sent[i].frame.position - desk.sent[i - 1].frame.position, std::int64_t(960));
            QVERIFY(!desk.sent[i].frame.isFirst);
        }
    }

    void pressRightAfterTheTail_saysNothingTwice()
    {
        CaptureSettings settings = kAsItIs;
        settings.preRoll = 500ms;
        Desk desk(settings);
        desk.sound = test::speechLike(6, 2);
        desk.run(1s);
        desk.press();
        desk.run(1s);
        desk.release();
        desk.run(200ms);
        const std::size_t before = desk.sent.size();
        desk.press();
        desk.run(200ms);
        QVERIFY(desk.sent[before].frame.isFirst);
        const auto step = desk.sent[before].frame.position - desk.sent[before - 1].frame.position;
        QVERIFY(step >= 480 && step <= 960 + 480);
    }

    void samplesThatTheDeviceLost_areAGap()
    {
        Desk desk;
        desk.sound = test::speechLike(9, 2);
        desk.press();
        desk.run(1s);
        const std::size_t before = desk.sent.size();
        desk.now += 500ms;
        desk.position += 24'000;
        desk.capture.setOpenUntil(desk.now + 300ms, desk.pressed);
        desk.run(1s);
        const auto step = desk.sent[before].frame.position - desk.sent[before - 1].frame.position;
        QVERIFY(desk.sent[before].frame.isFirst);
        QVERIFY(std::abs(step - 24'000 - 960) <= 960);
        QVERIFY(std::abs(toMs(desk.sent[before].frame.captured - desk.sent[before - 1].frame.captured) - 520)
            <= 20);
    }

    void wobblingStamps_areNoGaps()
    {
        Desk desk;
        desk.sound = test::speechLike(9, 2);
        desk.press();
        unsigned random = 3;
        for (int i = 0; i < 400; ++i) {
            desk.latency = microseconds{(random = random * 1664525 + 1013904223) >> 8} % milliseconds{30};
            desk.run(20ms);
        }
        for (std::size_t i = 1; i < desk.sent.size(); ++i) {
            QVERIFY(!desk.sent[i].frame.isFirst);
            QVERIFY(std::abs(toMs(desk.sent[i].frame.captured - desk.sent[i - 1].frame.captured) - 20) < 12);
        }
    }

    void fullQueue_isCounted()
    {
        VoiceQueue queue;
        Capture capture([&](const VoiceFrame &frame) { return queue.push(frame); });
        std::vector<float> silence(960);
        for (int i = 0; i < 100; ++i) {
            const Instant at = kBegin + i * 20ms;
            capture.setOpenUntil(at + 300ms, kBegin);
            capture.push(silence, at);
        }
        const CaptureStats stats = capture.stats();
        QCOMPARE(stats.framesSent, quint64(64));
        QVERIFY(stats.framesLost >= 30);
        VoiceFrame frame;
        int count = 0;
        while (queue.pop(frame))
            ++count;
        QCOMPARE(count, 64);
    }

    void howl_isDucked_thenMuted_andUndone()
    {
        Desk desk(CaptureSettings{.noiseSuppression = false, .gainControl = false});
        desk.sound = tone(1234, 20, 0.3f);
        desk.endsWhenMuted = true;
        desk.press();
        desk.run(1s);
        CaptureStats stats = desk.capture.stats();
        QCOMPARE(stats.guard, GuardState::Ducked);
        QVERIFY(stats.guardedSince);
        QVERIFY(std::abs(stats.howlHz - 1234) < 5);
        desk.run(1s);
        QCOMPARE(desk.capture.stats().guard, GuardState::Muted);
        QCOMPARE(desk.sent.back().frame.level, std::uint8_t(127));
        desk.capture.undoGuard();
        desk.run(3s);
        QCOMPARE(desk.capture.stats().guard, GuardState::Watching);
        QVERIFY(desk.sent.back().frame.level < 20);
    }

    /// Somebody's loudspeaker says what is sent, and the microphone hears it: through a delay and 60 reflections whose
    /// strongest frequency comes back `gainDb` louder than it was said.
    void loopThroughARoom_isBroken_data()
    {
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<double>("gainDb");
        for (const int delayMs : {100, 200, 300}) {
            for (const double gainDb : {8.0, 12.0, 20.0})
                QTest::addRow("%d ms, %+.0f dB", delayMs, gainDb) << delayMs << gainDb;
        }
    }
    void loopThroughARoom_isBroken()
    {
        QFETCH(int, delayMs);
        QFETCH(double, gainDb);
        CaptureSettings settings = kAsItIs;
        settings.feedbackGuard = true;
        Loop loop(settings, delayMs * 48, gainDb);
        std::optional<double> loud;
        std::optional<double> caught;
        while (loop.seconds() < 5 && !caught) {
            const CaptureStats stats = loop.next();
            if (!loud && stats.levelDb > -9)
                loud = loop.seconds();
            if (stats.guard == GuardState::Ducked)
                caught = loop.seconds();
        }
        QVERIFY(loud && caught);
        qInfo("louder than -9 dBFS at %.2f s, caught %.2f s later", *loud, *caught - *loud);
        QVERIFY(*caught - *loud < 1.0);
    }

    void microphoneThatIsSetTooHigh_isNoHowl()
    {
        for (unsigned seed = 1; seed <= 3; ++seed) {
            Desk desk(CaptureSettings{});
            desk.sound = test::clipped(test::speechLike(10, seed), 30);
            for (int i = 0; i < 100; ++i) {
                desk.run(100ms);
                QCOMPARE(desk.capture.stats().guard, GuardState::Watching);
            }
            QVERIFY(desk.capture.stats().clippedShare > 0.2);
        }
    }

    void newPress_afterTheGuardMuted_isANewTry()
    {
        Desk desk;
        desk.capture.setSettings(
            {.echoCancellation = false, .noiseSuppression = false, .gainControl = false});
        desk.sound = tone(1234, 2, 0.3f);
        desk.endsWhenMuted = true;
        const Samples speech = test::speechLike(5, 2);
        desk.sound.insert(desk.sound.end(), speech.begin(), speech.end());
        desk.press();
        desk.run(2s);
        QCOMPARE(desk.capture.stats().guard, GuardState::Muted);
        desk.release();
        desk.run(1s);
        desk.press();
        desk.run(1s);
        QCOMPARE(desk.capture.stats().guard, GuardState::Watching);
        QVERIFY(desk.sent.back().frame.level < 127);
    }

    void guardSwitchedOff_isOff()
    {
        Desk desk;
        desk.sound = tone(1234, 5, 0.3f);
        desk.press();
        desk.run(3s);
        QCOMPARE(desk.capture.stats().guard, GuardState::Off);
        QCOMPARE(desk.capture.stats().howlHz, 0);
        QVERIFY(desk.sent.back().frame.level < 20);
    }

    void sentMonitor_getsWhatTheEncoderGets()
    {
        Desk desk;
        desk.sound = test::speechLike(3, 4);
        Samples monitored(48000 * 3);
        desk.capture.setSentMonitor([&](std::span<const float> mono, std::int64_t position) {
            QCOMPARE(mono.size(), std::size_t(960));
            std::copy(mono.begin(), mono.end(), monitored.begin() + position);
        });
        desk.press();
        desk.run(2s);
        for (std::size_t i = 4800; i < 90'000; ++i)
            QCOMPARE(monitored[i], desk.sound[i]);
    }

    void digitalSilence_isTold_withItsBeginning()
    {
        Desk desk;
        desk.sound = test::speechLike(2, 4);
        desk.run(2s);
        QVERIFY(!desk.capture.stats().silentSince);
        desk.run(2s);
        const auto since = desk.capture.stats().silentSince;
        QVERIFY(since);
        QVERIFY(*since <= kBegin + 2s && *since > kBegin + 1s);
    }

    void steady_allocatesNothing()
    {
        Desk desk{CaptureSettings{}};
        desk.sound = test::speechLike(12, 4);
        Samples music(960 * 2);
        const auto second = [&] {
            for (int i = 0; i < 50; ++i) {
                for (std::size_t k = 0; k < music.size(); ++k)
                    music[k] = 0.1f * float(std::sin(double(k) * 0.05));
                desk.capture.played(music, desk.now + 30ms);
                desk.run(20ms);
            }
        };
        second();
        const int before = Allocations::counted();
        Allocations::count(true);
        for (int i = 0; i < 5; ++i) {
            desk.press();
            second();
            desk.capture.setSettings(i % 2 ? CaptureSettings{} : kAsItIs);
            desk.release();
            second();
            desk.capture.cut();
            desk.capture.rearm();
            desk.capture.undoGuard();
            desk.capture.stats();
        }
        Allocations::count(false);
        QCOMPARE(Allocations::counted(), before);
        QVERIFY(desk.sent.size() > 200);
    }

    void setters_andStats_mayComeFromOtherThreads()
    {
        Desk desk;
        desk.sound = test::speechLike(6, 4);
        std::atomic<bool> stop{false};
        std::atomic<std::int64_t> now{kBegin.time_since_epoch().count()};
        std::thread other([&] {
            for (int i = 0; !stop; ++i) {
                desk.capture.setOpenUntil(Instant{microseconds{now.load()}} + 300ms);
                if (i % 7 == 0)
                    desk.capture.cut();
                desk.capture.setSettings(i % 2 ? CaptureSettings{} : kAsItIs);
                const CaptureStats stats = desk.capture.stats();
                if (stats.open != stats.openSince.has_value())
                    std::abort();
                desk.capture.undoGuard();
            }
        });
        for (int i = 0; i < 300; ++i) {
            desk.run(20ms);
            now = desk.now.time_since_epoch().count();
        }
        stop = true;
        other.join();
        const std::size_t before = desk.sent.size();
        desk.press();
        desk.run(200ms);
        QVERIFY(desk.sent.size() > before); // whatever was set, the last word counts
    }
};

QTEST_GUILESS_MAIN(CaptureTest)
#include "capture_test.moc"
