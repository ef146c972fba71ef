#include "audio/voice_match.h"
#include "support/speech.h"

#include <QTest>

#include <cmath>

using namespace earshot;
using std::chrono_literals::operator""s;

namespace {

constexpr std::int64_t kStart = 960 * 7;

struct Trip {
    int lost = 0; ///< each so manieth packet does not come back; 0 = none
    int framesPerPacket = 1;
    float gain = 1; ///< of what is encoded
};

/// `said` goes to the encoder, `encoded` is what truly went in.
std::optional<double> match(const test::Samples &said, const test::Samples &encoded, Trip trip = {})
{
    VoiceMatch match;
    for (std::size_t i = 0; i + 480 <= said.size(); i += 480)
        match.sent(std::span(said).subspan(i, 480), kStart + std::int64_t(i));
    test::Samples louder = encoded;
    for (float &sample : louder)
        sample *= trip.gain;
    std::int64_t position = kStart;
    int number = 0;
    for (const EncodedPacket &packet : test::encode(louder, trip.framesPerPacket, Instant{1s})) {
        if (trip.lost == 0 || ++number % trip.lost != 0)
            match.returned(packet.payload(), position);
        position += 960 * trip.framesPerPacket;
    }
    return match.correlation();
}

} // namespace

class VoiceMatchTest : public QObject
{
    Q_OBJECT
private slots:
    void ownVoice_isKnownAgain_data()
    {
        QTest::addColumn<int>("framesPerPacket");
        QTest::addColumn<int>("lost");
        QTest::addColumn<float>("gain");
        QTest::addRow("each frame alone") << 1 << 0 << 1.f;
        QTest::addRow("three frames a packet") << 3 << 0 << 1.f;
        QTest::addRow("every tenth is lost") << 1 << 10 << 1.f;
        QTest::addRow("quieter") << 1 << 0 << 0.2f;
    }
    void ownVoice_isKnownAgain()
    {
        QFETCH(int, framesPerPacket);
        QFETCH(int, lost);
        QFETCH(float, gain);
        const test::Samples voice = test::spoken(3);
        const auto found = match(voice, voice, {lost, framesPerPacket, gain});
        QVERIFY(found);
        QVERIFY2(*found > 0.9, qPrintable(QString::number(*found)));
    }
    void anotherVoice_isNotTakenForIt()
    {
        const auto found = match(test::speechLike(3, 1), test::speechLike(3, 2));
        QVERIFY(found);
        QVERIFY2(*found < 0.5, qPrintable(QString::number(*found)));
    }
    void silence_andTooLittle_areNoAnswer()
    {
        const test::Samples silence(48000 * 3, 0.f);
        QVERIFY(!match(silence, silence));
        const test::Samples voice = test::speechLike(0.8, 1);
        QVERIFY(!match(voice, voice));
        VoiceMatch match;
        QVERIFY(!match.correlation());
        const std::array<std::uint8_t, 3> broken{0xff, 0xff, 0xff};
        match.returned(broken, 0);
        match.returned({}, 960);
        match.sent({}, -5);
        QVERIFY(!match.correlation());
    }
    void onlyTheLastSeconds_count()
    {
        VoiceMatch match;
        const test::Samples said = test::spoken(8);
        test::Samples encoded = said;
        const test::Samples other = test::speechLike(4, 3);
        std::copy(other.begin(), other.end(), encoded.begin());
        const auto packets = test::encode(encoded, 1, Instant{1s});
        for (std::size_t i = 0; i < packets.size(); ++i) {
            const auto position = std::int64_t(i) * 960;
            match.sent(std::span(said).subspan(std::size_t(position), 960), position);
            match.returned(packets[i].payload(), position);
            if (position == 48000 * 3)
                QVERIFY(match.correlation().value_or(1) < 0.5);
        }
        QVERIFY(match.correlation().value_or(0) > 0.9);
    }
};

QTEST_GUILESS_MAIN(VoiceMatchTest)
#include "voice_match_test.moc"
