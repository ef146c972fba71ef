#include "client/voice_track.h"
#include "support/opus_file.h"

#include <QTest>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

class VoiceTrackTest : public QObject
{
    Q_OBJECT
private slots:
    void pieces_joinFrames_andRepeatTheTrack();
    void pieces_tellTheLevelOfWhatIsInThem();
    void pieces_areSplit_whereTheEncoderChangesItsMode();
    void make_refusesOtherFrameLengths_andNoise();
    void demoVoices_areLoaded_andEquallyLong();
};

namespace {

VoiceTrack trackOf(const std::vector<QByteArray> &packets)
{
    return *VoiceTrack::make({1, 0, 960, packets});
}

int samplesIn(const QByteArray &packet)
{
    return opus_packet_get_nb_samples(
        reinterpret_cast<const unsigned char *>(packet.constData()), opus_int32(packet.size()), 48000);
}

} // namespace

void VoiceTrackTest::pieces_joinFrames_andRepeatTheTrack()
{
    const std::vector<QByteArray> packets = encodedFrames(10, [](qint64 n) { return float(n % 100) / 200; });
    const VoiceTrack track = trackOf(packets);
    QCOMPARE(track.frameCount(), std::size_t(10));
    QCOMPARE(track.pieces(4, 1).at(0).payload, packets[4]);
    QCOMPARE(samplesIn(track.pieces(0, 3).at(0).payload), 2880);
    QCOMPARE(track.pieces(7, 3).at(0).payload, track.pieces(10'000'000'007, 3).at(0).payload);
    QCOMPARE(track.pieces(9, 1).at(0).payload, packets[9]);
    QCOMPARE(track.pieces(10, 1).at(0).payload, packets[0]);
}

void VoiceTrackTest::pieces_tellTheLevelOfWhatIsInThem()
{
    const VoiceTrack track = trackOf(encodedFrames(
        60, [](qint64 n) { return n < 30 * 960 ? 0.5f * float(std::sin(double(n) * 0.07)) : 0.0f; }));
    QCOMPARE(track.pieces(20, 3).at(0).level, 9); // 20·log10(0.5/√2) = -9.03
    QVERIFY(track.pieces(50, 3).at(0).level > 100);
}

void VoiceTrackTest::pieces_areSplit_whereTheEncoderChangesItsMode()
{
    // Two frames of CELT full band, one of SILK wide band (RFC 6716 §3.1: configurations 31 and 9).
    const VoiceTrack track
        = trackOf({QByteArray("\xf8\x01\x02", 3), QByteArray("\xf8\x03", 2), QByteArray("\x48\x04", 2)});
    const auto pieces = track.pieces(0, 3);
    QCOMPARE(pieces.size(), std::size_t(2));
    QCOMPARE(pieces[0].frames, 2);
    QCOMPARE(samplesIn(pieces[0].payload), 1920);
    QCOMPARE(pieces[1].frames, 1);
    QCOMPARE(samplesIn(pieces[1].payload), 960);
}

void VoiceTrackTest::make_refusesOtherFrameLengths_andNoise()
{
    const auto refused = [](const QByteArray &packet) { return !VoiceTrack::make({1, 0, 960, {packet}}); };
    QVERIFY(refused({}));
    QVERIFY(refused(QByteArray("\xf0\x01", 2))); // 10 ms
    QVERIFY(refused(QByteArray("\xf9\x01\x02", 3))); // two frames
    QVERIFY(refused(QByteArray("\xfb\x3f\x01", 3))); // 63 frames
    QVERIFY(refused(QByteArray(2000, '\xf8'))); // longer than a frame may be
    QVERIFY(!VoiceTrack::make({1, 0, 960, {}}));
}

void VoiceTrackTest::demoVoices_areLoaded_andEquallyLong()
{
    std::optional<std::size_t> frames;
    for (const char *name : {"ana.opus", "jonas.opus"}) {
        const Result<OggOpusFile> file = readOggOpus(QStringLiteral(DEMO_FOLDER "/") + QLatin1String(name));
        QVERIFY2(file.ok(), file ? "" : qPrintable(file.failure().detail));
        const Result<VoiceTrack> track = VoiceTrack::make(*file);
        QVERIFY2(track.ok(), track ? "" : qPrintable(track.failure().detail));
        QVERIFY(track->frameCount() > 50 * 60);
        QCOMPARE(frames.value_or(track->frameCount()), track->frameCount());
        frames = track->frameCount();
        int audible = 0;
        for (qint64 frame = 0; frame < qint64(*frames); ++frame)
            audible += track->pieces(frame, 1).at(0).level < 40 ? 1 : 0;
        QVERIFY(audible > int(*frames) / 5); // a voice, talking in turn
    }
}

QTEST_APPLESS_MAIN(VoiceTrackTest)
#include "voice_track_test.moc"
