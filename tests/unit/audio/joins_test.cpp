#include "audio/speaker_stream.h"
#include "support/counting_decoder.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace earshot;
using earshot::test::CountingDecoder;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr double kPitch = 150;
constexpr int kHarmonics = 6;
constexpr float kLevel = 0.2f;

/// Decodes to one voice that goes on steadily through all packets (bytes 2 and 3 of a payload are its number), and
/// conceals by going on with it, so that what is sharp comes of our own joins.
class VoiceDecoder final : public StreamDecoder
{
public:
    static EncodedPacket packet(int number, Instant arrival, int voice)
    {
        EncodedPacket p
            = CountingDecoder::packet(std::uint16_t(number), std::uint32_t(number) * 960, arrival);
        p.bytes[2] = std::uint8_t(number >> 8);
        p.bytes[3] = std::uint8_t(number);
        p.bytes[4] = std::uint8_t(voice);
        return p;
    }
    int framesIn(std::span<const std::uint8_t> payload) const override { return payload[0] * 960; }
    OpusBandwidth bandwidthOf(std::span<const std::uint8_t>) const override { return OpusBandwidth::Full; }
    int decode(std::span<const std::uint8_t> payload, std::span<float> out) override
    {
        m_next = (payload[2] * 256 + payload[3]) * std::int64_t(960);
        m_pitch = kPitch * (1 + 0.13 * payload[4]);
        write(out.first(960 * kStereo));
        return 960;
    }
    void conceal(std::span<float> out) override { write(out); }
    void reset() override { }

private:
    void write(std::span<float> out)
    {
        for (std::size_t i = 0; i < out.size(); i += kStereo, ++m_next) {
            double x = 0;
            for (int h = 1; h <= kHarmonics; ++h)
                x += std::sin(2 * std::numbers::pi * m_pitch * h * double(m_next) / kFramesPerSecond + h) / h;
            out[i] = kLevel * float(x);
            out[i + 1] = 0.5f * out[i];
        }
    }
    std::int64_t m_next = 0;
    double m_pitch = kPitch;
};

/// The greatest second difference |x[i+1] − 2·x[i] + x[i−1]|: a jump of j shows as j, a steady voice as little.
float sharpest(std::span<const float> mono)
{
    float most = 0;
    for (std::size_t i = 1; i + 1 < mono.size(); ++i)
        most = std::max(most, std::abs(mono[i + 1] - 2 * mono[i] + mono[i - 1]));
    return most;
}

/// A voice that arrives as the test says, and what of it is heard.
class Ear
{
public:
    explicit Ear(DelayMode mode)
        : m_stream(std::make_unique<VoiceDecoder>(), delayPolicy(mode, FallingBehind::JumpToLive))
    { }

    bool lineStands = false; ///< packets pile up
    bool speaks = true;
    bool loses = false;
    int voice = 0;

    SpeakerStream &stream() { return m_stream; }
    void run(microseconds duration)
    {
        for (const Instant end = m_now + duration; m_now < end; m_now += 10ms) {
            if (m_tick++ % 2 == 0)
                speak();
            if (!lineStands) {
                for (auto &packet : std::exchange(m_waiting, {})) {
                    packet.arrival = m_now;
                    m_stream.insert(packet);
                }
            }
            std::array<float, kBlockFrames * kStereo> block{};
            if (!m_stream.pull(block, m_now))
                block.fill(0);
            for (std::size_t i = 0; i < block.size(); i += kStereo) {
                m_heard.push_back(block[i]);
                m_imageMoved = std::max(m_imageMoved, std::abs(block[i + 1] - 0.5f * block[i]));
            }
        }
    }
    /// As after a restart of the speaker's program: other numbers and times.
    void restartSpeaker() { m_number += 20'000; }
    void shiftTime(int packets) { m_number += packets; }

    const std::vector<float> &heard() const { return m_heard; }
    float imageMoved() const { return m_imageMoved; }

private:
    void speak()
    {
        auto packet = VoiceDecoder::packet(m_number++, m_now, voice);
        packet.marker = std::exchange(m_wasSilent, !speaks);
        if (speaks && !loses)
            m_waiting.push_back(packet);
    }

    SpeakerStream m_stream;
    Instant m_now{1000s};
    int m_tick = 0;
    int m_number = 100;
    bool m_wasSilent = false;
    std::vector<EncodedPacket> m_waiting;
    std::vector<float> m_heard;
    float m_imageMoved = 0;
};

using Course = std::function<void(Ear &)>;

void stall(Ear &ear, microseconds duration)
{
    ear.lineStands = true;
    ear.run(duration);
    ear.lineStands = false;
}

} // namespace

Q_DECLARE_METATYPE(Course)

class JoinsTest : public QObject
{
    Q_OBJECT
private slots:
    void joins_doNotClick_data()
    {
        QTest::addColumn<Course>("course");
        QTest::newRow("beginning") << Course([](Ear &) {});
        QTest::newRow("slow down and speed up") << Course([](Ear &ear) {
            for (int i = 0; i < 10; ++i) {
                stall(ear, 150ms);
                ear.run(1s);
            }
        });
        for (const auto length : {200ms, 310ms, 450ms, 700ms, 2000ms}) {
            QTest::addRow("conceal, fade and resume after %d ms", int(length.count()))
                << Course([length](Ear &ear) {
                       stall(ear, length);
                       ear.run(2s);
                   });
        }
        QTest::newRow("skip") << Course([](Ear &ear) {
            stall(ear, 6s);
            ear.run(4s);
        });
        QTest::newRow("lost packets") << Course([](Ear &ear) {
            for (const auto length : {20ms, 60ms, 100ms, 400ms}) {
                ear.loses = true;
                ear.run(length);
                ear.loses = false;
                ear.run(1s);
            }
        });
        QTest::newRow("pauses") << Course([](Ear &ear) {
            for (const auto length : {100ms, 330ms, 1500ms}) {
                ear.speaks = false;
                ear.run(length);
                ear.speaks = true;
                ear.run(1s);
            }
        });
        QTest::newRow("another voice takes over") << Course([](Ear &ear) {
            ear.voice = 1;
            ear.restartSpeaker();
            ear.run(1s);
        });
        QTest::newRow("seek") << Course([](Ear &ear) {
            ear.stream().seek();
            ear.shiftTime(-50);
            ear.run(1s);
        });
        QTest::newRow("mode switch") << Course([](Ear &ear) {
            for (int i = 0; i < 3; ++i) {
                ear.stream().setPolicy(delayPolicy(DelayMode::OnStage));
                ear.run(1330ms);
                ear.stream().setPolicy(delayPolicy(DelayMode::Audience));
                ear.run(1330ms);
            }
        });
    }
    void joins_doNotClick()
    {
        QFETCH(Course, course);
        Ear plain(DelayMode::Audience);
        plain.run(3s);
        const float usual = sharpest(std::span(plain.heard()).last(kFramesPerSecond));
        for (const auto mode : {DelayMode::OnStage, DelayMode::Audience}) {
            Ear ear(mode);
            ear.run(3s);
            course(ear);
            // A cross-fade may sum two voices (twice the usual); a hard join shows as the voice's own height.
            const float most = sharpest(ear.heard());
            qInfo("second difference %.4f, of the plain voice %.4f", double(most), double(usual));
            QCOMPARE_LT(most, 2.0f * usual);
            QCOMPARE_LT(ear.imageMoved(), 1e-5f);
            QVERIFY(std::any_of(
                ear.heard().end() - kFramesPerSecond / 2, ear.heard().end(), [](float x) { return x != 0; }));
        }
    }
    void measure_showsAHardJoin()
    {
        Ear plain(DelayMode::Audience);
        plain.run(3s);
        std::vector<float> cut(plain.heard().end() - 48'000, plain.heard().end());
        const float usual = sharpest(cut);
        cut.erase(cut.begin() + 20'000, cut.begin() + 20'160); // half a period
        QCOMPARE_GT(sharpest(cut), 4 * usual);
    }
};

QTEST_APPLESS_MAIN(JoinsTest)
#include "joins_test.moc"
