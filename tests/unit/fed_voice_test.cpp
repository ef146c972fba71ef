#include "client/rtp_voice.h"
#include "client/track_voice.h"
#include "support/virtual_clock.h"
#include "wire/rtp_packet.h"

#include <QtTest>

#include <opus.h>

#include <array>
#include <cmath>
#include <random>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A tone as Opus packets of `samples` each.
std::vector<QByteArray> tone(int count, int samples)
{
    int error = OPUS_OK;
    OpusEncoder *encoder = opus_encoder_create(48000, 1, OPUS_APPLICATION_AUDIO, &error);
    std::vector<QByteArray> packets;
    std::vector<float> pcm(static_cast<std::size_t>(samples));
    int position = 0;
    for (int i = 0; i < count; ++i) {
        for (float &sample : pcm)
            sample = 0.1f * std::sin(float(position++) * 0.0576f);
        QByteArray packet(4000, Qt::Uninitialized);
        packet.truncate(opus_encode_float(
            encoder, pcm.data(), samples, reinterpret_cast<unsigned char *>(packet.data()), 4000));
        packets.push_back(packet);
    }
    opus_encoder_destroy(encoder);
    return packets;
}

int samplesIn(const VoiceFrame &frame)
{
    return opus_packet_get_nb_samples(frame.bytes.data(), frame.size, 48000);
}

struct Scene {
    Scene()
        : made(RtpVoice::create(
            clock, queue, [this] { ++wakes; }, 0))
        , voice(**made)
    {
        voice.open({});
        voice.setOpenUntil(clock.now() + seconds{3600});
    }
    void send(const QByteArray &payload, int samples, quint32 ssrc = 7)
    {
        clock.advance(microseconds{samples * 1'000'000LL / 48000});
        RtpPacket packet;
        packet.sequence = sequence++;
        packet.timestamp = timestamp;
        timestamp += quint32(samples);
        packet.ssrc = ssrc;
        packet.payload = payload;
        QByteArray bytes = writeRtp(packet);
        bytes[1] = char((quint8(bytes[1]) & 0x80) | 97); // as ffmpeg numbers it
        voice.take(bytes);
    }
    std::vector<VoiceFrame> taken()
    {
        std::vector<VoiceFrame> frames;
        VoiceFrame frame;
        while (queue.pop(frame))
            frames.push_back(frame);
        return frames;
    }

    VirtualClock clock;
    VoiceQueue queue;
    int wakes = 0;
    Result<std::unique_ptr<RtpVoice>> made;
    RtpVoice &voice;
    quint16 sequence = 65530;
    quint32 timestamp = 0xFFFFF000;
};

} // namespace

class FedVoiceTest : public QObject
{
    Q_OBJECT

private slots:
    void rtp_packetsOfAnyLengthBecome20MsWithoutAGap_data()
    {
        QTest::addColumn<int>("samples");
        for (const int samples : {120, 240, 480, 960, 1920, 2880})
            QTest::addRow("%g ms", samples / 48.0) << samples;
    }
    void rtp_packetsOfAnyLengthBecome20MsWithoutAGap()
    {
        QFETCH(int, samples);
        Scene scene;
        const int count = 48 * 960 / samples;
        // 40 and 60 ms of music are several frames of 20 ms in one packet
        for (const QByteArray &packet : tone(count, samples))
            scene.send(packet, samples);
        const std::vector<VoiceFrame> frames = scene.taken();
        QCOMPARE(int(frames.size()), 48);
        QCOMPARE(scene.wakes, 48);
        for (std::size_t i = 0; i < frames.size(); ++i) {
            QCOMPARE(samplesIn(frames[i]), 960);
            QCOMPARE(frames[i].position, qint64(i) * 960);
            QCOMPARE(frames[i].isFirst, i == 0);
        }
        QVERIFY(std::abs(int(frames[20].level) - 23) <= 2); // -23 dBov
        QCOMPARE(scene.voice.input().phase, InputPhase::Open);
    }

    void rtp_thePayloadIsHandedOnAsItCame()
    {
        Scene scene;
        const std::vector<QByteArray> packets = tone(10, 960);
        for (const QByteArray &packet : packets)
            scene.send(packet, 960);
        const std::vector<VoiceFrame> frames = scene.taken();
        QCOMPARE(frames.size(), packets.size());
        for (std::size_t i = 0; i < frames.size(); ++i)
            QCOMPARE(QByteArray(reinterpret_cast<const char *>(frames[i].bytes.data()), frames[i].size),
                packets[i]);
    }

    void rtp_anEncoderThatChangesItsModeBetweenTwoHalvesGoesOn()
    {
        Scene scene;
        const std::vector<QByteArray> music = tone(40, 480);
        int error = OPUS_OK;
        OpusEncoder *encoder = opus_encoder_create(48000, 1, OPUS_APPLICATION_VOIP, &error);
        opus_encoder_ctl(encoder, OPUS_SET_BITRATE(10'000));
        std::vector<QByteArray> speech;
        std::vector<float> pcm(480, 0.01f);
        for (int i = 0; i < 41; ++i) {
            QByteArray packet(4000, Qt::Uninitialized);
            packet.truncate(opus_encode_float(
                encoder, pcm.data(), 480, reinterpret_cast<unsigned char *>(packet.data()), 4000));
            speech.push_back(packet);
        }
        opus_encoder_destroy(encoder);
        QVERIFY((speech.back()[0] ^ music.back()[0]) & 0xFC);
        for (const QByteArray &packet : speech)
            scene.send(packet, 480);
        for (const QByteArray &packet : music)
            scene.send(packet, 480);
        const std::vector<VoiceFrame> frames = scene.taken();
        QCOMPARE(frames.size(), std::size_t(40));
        QCOMPARE(scene.voice.counts().refused, quint64(0));
        for (std::size_t i = 0; i < frames.size(); ++i) {
            QCOMPARE(samplesIn(frames[i]), 960);
            QCOMPARE(frames[i].position, qint64(i) * 960);
        }
    }

    /// 60 ms in frames of 10 ms (RFC 6716 §3.2.5), of which the `large` two do not fit 20 ms of ours.
    void rtp_ofAPacketOnlyWhatDoesNotFitIsLeftOut_data()
    {
        QTest::addColumn<int>("large");
        QTest::addColumn<QList<qint64>>("positions");
        QTest::newRow("the last") << 2 << QList<qint64>{0, 960, 2880, 3840, 4800};
        QTest::newRow("in between") << 1 << QList<qint64>{0, 1920, 2880, 3840, 4800};
    }
    void rtp_ofAPacketOnlyWhatDoesNotFitIsLeftOut()
    {
        QFETCH(int, large);
        QFETCH(QList<qint64>, positions);
        QByteArray lengths;
        QByteArray frames;
        for (int i = 0; i < 6; ++i) {
            const int length = i / 2 == large ? 650 : 10;
            if (i < 5 && length == 650)
                lengths += QByteArray("\xfe\x63", 2); // 254 + 4 * 99
            else if (i < 5)
                lengths += char(length);
            frames += QByteArray(length, '\x55');
        }
        Scene scene;
        scene.send(QByteArray("\xf3\x86", 2) + lengths + frames, 2880);
        for (const QByteArray &packet : tone(1, 2880))
            scene.send(packet, 2880);
        QList<qint64> heard;
        for (const VoiceFrame &frame : scene.taken())
            heard << frame.position;
        QCOMPARE(heard, positions);
        QCOMPARE(scene.voice.counts().refused, 1u);
        QCOMPARE(scene.voice.counts().lastRefusal, QStringLiteral("size"));
    }

    void rtp_lostAndDoubledPacketsAreCounted()
    {
        Scene scene;
        const std::vector<QByteArray> packets = tone(20, 960);
        for (std::size_t i = 0; i < packets.size(); ++i) {
            if (i == 7) { // lost
                ++scene.sequence;
                scene.timestamp += 960;
                continue;
            }
            scene.send(packets[i], 960);
            if (i == 12) { // doubled
                --scene.sequence;
                scene.timestamp -= 960;
                scene.send(packets[i], 960);
            }
        }
        const std::vector<VoiceFrame> frames = scene.taken();
        QCOMPARE(frames.size(), std::size_t(19));
        QCOMPARE(frames[7].position, 8 * 960); // a gap means silence
        QVERIFY(frames[7].isFirst);
        QCOMPARE(scene.voice.counts().missing, quint64(1));
        QCOMPARE(scene.voice.counts().late, quint64(1));
    }

    void rtp_aProgramThatIsStartedAnewGoesOn()
    {
        Scene scene;
        const std::vector<QByteArray> packets = tone(10, 960);
        for (const QByteArray &packet : packets)
            scene.send(packet, 960);
        scene.send(packets[0], 960, 8); // a second one at the same time is not let in
        QCOMPARE(scene.voice.counts().refused, quint64(1));
        scene.clock.advance(seconds{10});
        scene.sequence = 5;
        scene.timestamp = 12345;
        for (const QByteArray &packet : packets)
            scene.send(packet, 960, 8);
        const std::vector<VoiceFrame> frames = scene.taken();
        QCOMPARE(frames.size(), std::size_t(20));
        QVERIFY(frames[10].position >= 10 * 48000);
        QVERIFY(frames[10].position <= 11 * 48000);
        QVERIFY(frames[10].isFirst && !frames[11].isFirst);
    }

    void rtp_closedNothingPasses()
    {
        Scene scene;
        scene.voice.cut();
        for (const QByteArray &packet : tone(10, 960))
            scene.send(packet, 960);
        QVERIFY(scene.taken().empty());
    }

    void rtp_anyBytesAreEndured()
    {
        Scene scene;
        std::mt19937 random(1);
        const QByteArray good = tone(1, 960).front();
        for (int i = 0; i < 20'000; ++i) {
            RtpPacket packet;
            packet.sequence = quint16(i);
            packet.timestamp = quint32(random());
            packet.ssrc = quint32(random() % 2);
            packet.payload = good;
            QByteArray bytes = writeRtp(packet);
            bytes.resize(qsizetype(random() % 200), char(random()));
            for (int k = 0; k < int(random() % 8) && !bytes.isEmpty(); ++k)
                bytes[qsizetype(random() % unsigned(bytes.size()))] = char(random());
            scene.voice.take(bytes);
            for (const VoiceFrame &frame : scene.taken())
                QCOMPARE(samplesIn(frame), 960);
        }
        QVERIFY(scene.voice.counts().refused > 1000);
    }

    void track_isSaidOnceInRealTimeFromTheOpeningOn()
    {
        VirtualClock clock;
        VoiceQueue queue;
        OggOpusFile file;
        file.packets = tone(50, 960);
        TrackVoice voice(
            clock, queue, [] {}, VoiceTrack::make(file).value(), false);
        QSignalSpy finished(&voice, &TrackVoice::finished);
        voice.open({});
        clock.advance(seconds{3});
        VoiceFrame frame;
        QVERIFY(!queue.pop(frame)); // nobody has let it speak
        voice.setOpenUntil(clock.now() + seconds{60});
        const Instant opened = clock.now();
        int frames = 0;
        for (int i = 0; i < 300; ++i) {
            clock.advance(milliseconds{5});
            while (queue.pop(frame)) {
                QCOMPARE(frame.position, qint64(frames) * 960);
                const microseconds age = clock.now() - frame.captured;
                QVERIFY(age >= milliseconds{20} && age <= milliseconds{45});
                ++frames;
            }
        }
        QCOMPARE(frames, 50);
        QCOMPARE(finished.count(), 1);
        QVERIFY(opened < clock.now());
    }
};

QTEST_GUILESS_MAIN(FedVoiceTest)
#include "fed_voice_test.moc"
