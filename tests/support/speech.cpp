#include "support/speech.h"

#include "audio/media_time.h"

#include <opus.h>
#include <opusfile.h>

#include <QProcess>
#include <QStandardPaths>
#include <QtEndian>

#include <cmath>
#include <numbers>
#include <random>

namespace earshot::test {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

/// 48 kHz from 22.05 kHz (what espeak-ng speaks) by straight lines: good enough to be listened for.
Samples resampled(const Samples &in, double from)
{
    Samples out(std::size_t(double(in.size()) * kFramesPerSecond / from));
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double at = double(i) * from / kFramesPerSecond;
        const auto k = std::min(std::size_t(at), in.size() - 2);
        const auto part = float(at - double(k));
        out[i] = in[k] * (1 - part) + in[k + 1] * part;
    }
    return out;
}

} // namespace

Samples speechLike(double seconds, unsigned seed)
{
    std::mt19937 random(seed);
    const auto fraction = [&random] { return double(random() % 10000) / 10000; };
    Samples out(std::size_t(seconds * kFramesPerSecond));
    std::size_t at = 0;
    double phase = 0;
    while (at < out.size()) {
        // A syllable: harmonics of a gliding pitch under two formants, rising and falling; now and then a
        // pause.
        const auto length = std::size_t((0.12 + 0.15 * fraction()) * kFramesPerSecond);
        const double pitch = 100 + 100 * fraction();
        const double glide = (fraction() - 0.5) * 60;
        const double formants[] = {300 + 500 * fraction(), 1000 + 1500 * fraction()};
        for (std::size_t i = 0; i < length && at < out.size(); ++i, ++at) {
            const double t = double(i) / double(length);
            const double f = pitch + glide * t;
            phase += f / kFramesPerSecond;
            double x = 0;
            for (int h = 1; h * f < 4000; ++h) {
                double weight = 0;
                for (const double formant : formants)
                    weight += 1 / (1 + std::pow((h * f - formant) / 120, 2));
                x += weight * std::sin(kTurn * h * phase);
            }
            out[at] = float(0.12 * x * std::pow(std::sin(std::numbers::pi * t), 0.5));
        }
        at += std::size_t((fraction() < 0.1 ? 0.3 : 0.02) * kFramesPerSecond);
    }
    return out;
}

Samples spoken(double seconds)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("espeak-ng"));
    if (program.isEmpty())
        return speechLike(seconds, 1);
    QProcess espeak;
    espeak.start(program,
        {QStringLiteral("--stdout"),
            QStringLiteral(
                "Welcome to the live event. We are glad that so many of you are here tonight. Before we "
                "begin, "
                "a word about the sound: if anything is wrong with it, the window tells you what it is, and "
                "on whose side. Our first speaker comes from the north, and she has walked all the way. "
                "The second one builds instruments from old furniture. He will play for us later, if the "
                "rain lets him. Then there are questions: raise your hand, wait for your name, and speak "
                "slowly. Nothing is lost when your line breaks, because the whole evening is recorded. "
                "You may listen to it again tomorrow, on the train or in the garden, as often as you like. "
                "And now, good evening to everybody; let us start with a story about a lighthouse.")});
    if (!espeak.waitForFinished(30'000) || espeak.exitCode() != 0)
        return speechLike(seconds, 1);
    const QByteArray wav = espeak.readAllStandardOutput();
    constexpr int kHeader = 44;
    Samples voice;
    for (qsizetype i = kHeader; i + 1 < wav.size(); i += 2)
        voice.push_back(float(qFromLittleEndian<qint16>(wav.constData() + i)) / 40000);
    if (voice.size() < 22050)
        return speechLike(seconds, 1);
    voice = resampled(voice, 22050);
    Samples out;
    const auto wanted = std::size_t(seconds * kFramesPerSecond);
    while (out.size() < wanted)
        out.insert(out.end(), voice.begin(),
            voice.begin() + std::ptrdiff_t(std::min(voice.size(), wanted - out.size())));
    return out;
}

std::vector<EncodedPacket> encode(const Samples &mono, int framesPerPacket, Instant begin)
{
    constexpr int kFrame = 960;
    int error = OPUS_OK;
    OpusEncoder *encoder = opus_encoder_create(kFramesPerSecond, 1, OPUS_APPLICATION_VOIP, &error);
    opus_encoder_ctl(encoder, OPUS_SET_BITRATE(64000));
    OpusRepacketizer *joiner = opus_repacketizer_create();
    std::vector<EncodedPacket> packets;
    const auto step = std::size_t(kFrame * framesPerPacket);
    for (std::size_t at = 0; at + step <= mono.size(); at += step) {
        std::array<std::array<std::uint8_t, 1275>, 3> frames;
        opus_repacketizer_init(joiner);
        double power = 0;
        for (int f = 0; f < framesPerPacket; ++f) {
            const float *in = mono.data() + at + std::size_t(f * kFrame);
            auto &bytes = frames[std::size_t(f)];
            const int size = opus_encode_float(encoder, in, kFrame, bytes.data(), opus_int32(bytes.size()));
            opus_repacketizer_cat(joiner, bytes.data(), size);
            for (int i = 0; i < kFrame; ++i)
                power += double(in[i] * in[i]) / double(step);
        }
        EncodedPacket packet;
        packet.sequence = std::uint16_t(packets.size());
        packet.timestamp = std::uint32_t(at);
        packet.arrival = begin + timeOfFrames(std::int64_t(at + step));
        packet.level = std::uint8_t(std::clamp(power > 0 ? -10 * std::log10(power) : 127.0, 0.0, 127.0));
        packet.marker = at == 0;
        packet.size = std::uint16_t(
            opus_repacketizer_out(joiner, packet.bytes.data(), opus_int32(packet.bytes.size())));
        packets.push_back(packet);
    }
    opus_repacketizer_destroy(joiner);
    opus_encoder_destroy(encoder);
    return packets;
}

Samples readOpusFile(const QString &path)
{
    int error = 0;
    OggOpusFile *file = op_open_file(path.toUtf8().constData(), &error);
    if (!file)
        return {};
    Samples out;
    std::array<float, 5760 * 2> stereo;
    for (int frames = 0; (frames = op_read_float_stereo(file, stereo.data(), int(stereo.size()))) > 0;) {
        for (int i = 0; i < frames; ++i)
            out.push_back(0.5f * (stereo[std::size_t(2 * i)] + stereo[std::size_t(2 * i + 1)]));
    }
    op_free(file);
    return out;
}

} // namespace earshot::test
