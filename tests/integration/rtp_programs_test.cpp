#include "client/rtp_voice.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <opus.h>

#include <cmath>
#include <numbers>

using namespace earshot;

namespace {

constexpr double kToneHz = 700;
constexpr int kRate = 48000;

/// How much of the sound is the tone, 0…1.
double toneShare(const std::vector<float> &sound)
{
    double sine = 0, cosine = 0, power = 0;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double phase = 2 * std::numbers::pi * kToneHz * double(i) / kRate;
        sine += double(sound[i]) * std::sin(phase);
        cosine += double(sound[i]) * std::cos(phase);
        power += double(sound[i]) * double(sound[i]);
    }
    return power > 0 ? 2 * (sine * sine + cosine * cosine) / (power * double(sound.size())) : 0;
}

} // namespace

class RtpProgramsTest : public QObject
{
    Q_OBJECT

private slots:
    void ffmpegIsUnderstood_data()
    {
        QTest::addColumn<QStringList>("encoder");
        QTest::newRow("20 ms mono") << QStringList{QStringLiteral("-ac"), QStringLiteral("1")};
        QTest::newRow("10 ms stereo") << QStringList{QStringLiteral("-ac"), QStringLiteral("2"),
            QStringLiteral("-frame_duration"), QStringLiteral("10")};
    }
    void ffmpegIsUnderstood()
    {
        QFETCH(QStringList, encoder);
        const QString ffmpeg = QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
        if (ffmpeg.isEmpty()) {
            if (qEnvironmentVariableIsSet("CI"))
                QFAIL("ffmpeg is not installed");
            QSKIP("ffmpeg is not installed");
        }
        SystemClock clock;
        VoiceQueue queue;
        std::vector<VoiceFrame> frames;
        const auto take = [&] {
            VoiceFrame frame;
            while (queue.pop(frame))
                frames.push_back(frame);
        };
        auto made = RtpVoice::create(clock, queue, take, 0);
        QVERIFY(made.ok());
        RtpVoice &voice = **made;
        voice.open({});
        voice.setOpenUntil(clock.now() + seconds{60});

        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(ffmpeg,
            QStringList{QStringLiteral("-nostdin"), QStringLiteral("-loglevel"), QStringLiteral("error"),
                QStringLiteral("-re"), QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
                QStringLiteral("sine=frequency=700:sample_rate=48000:duration=1.5"), QStringLiteral("-c:a"),
                QStringLiteral("libopus"), QStringLiteral("-b:a"), QStringLiteral("64k")}
                + encoder
                + QStringList{QStringLiteral("-f"), QStringLiteral("rtp"),
                    QStringLiteral("rtp://127.0.0.1:%1").arg(voice.port())});
        QVERIFY(program.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 20'000);

        QVERIFY2(voice.counts().refused == 0, qPrintable(voice.counts().lastRefusal));
        QCOMPARE(voice.counts().missing, quint64(0));
        QTRY_VERIFY2(frames.size() >= 70, qPrintable(QString::number(frames.size())));
        int error = OPUS_OK;
        OpusDecoder *decoder = opus_decoder_create(kRate, 1, &error);
        std::vector<float> heard;
        for (std::size_t i = 0; i < frames.size(); ++i) {
            QCOMPARE(frames[i].position, qint64(i) * VoiceFrame::kSamples);
            std::vector<float> block(VoiceFrame::kSamples);
            QCOMPARE(opus_decode_float(decoder, frames[i].bytes.data(), frames[i].size, block.data(),
                         VoiceFrame::kSamples, 0),
                VoiceFrame::kSamples);
            if (i >= 10 && i < 60)
                heard.insert(heard.end(), block.begin(), block.end());
        }
        opus_decoder_destroy(decoder);
        QVERIFY2(toneShare(heard) > 0.99, qPrintable(QString::number(toneShare(heard))));
    }
};

QTEST_GUILESS_MAIN(RtpProgramsTest)
#include "rtp_programs_test.moc"
