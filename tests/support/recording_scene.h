#pragma once

#include "audio/voice_encoder.h"
#include "recordings/recording_writer.h"

#include <opus.h>

#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace earshot::test {

/// Speakers whose sound is a function of time, each with a sound clock and a line of their own, and what a server keeps of it.
class RecordingScene
{
public:
    struct Speaker {
        UserKey key;
        QString name;
        int number = 0; ///< which sound
        double ppm = 0; ///< of the sound clock
        double civilOff = 0; ///< s, of the civil clock
        double delay = 0.03; ///< s, of the line, at least
        double jitter = 0.02; ///< s, more of it
        bool tellsCapture = true;
        quint16 sequence = 65'500;
        quint32 timestampOrigin = 0xFFF0'0000;
        std::vector<QByteArray> sent; ///< what the server got, in order of time
        std::optional<double> captureTold;
    };
    struct Habits {
        int framesPerPacket = 1;
        int losesEvery = 0; ///< packet of so many never reaches a server; 0 = none
        int repeatsEvery = 0; ///< packet of so many comes 20 s later, and twice
    };

    static UserKey keyOf(const QString &fingerprint)
    {
        return *UserKey::parse(u'U' + QString(51, u'A') + fingerprint);
    }
    /// At `t` seconds after the start; -1…1. Harmonics of a pitch that moves, in syllables.
    static double sound(int number, double t)
    {
        constexpr double kTurn = 2 * std::numbers::pi;
        const double rate = 0.37 + 0.11 * number;
        const double phase = kTurn * (170 + 60 * number) * t - 40 / rate * std::cos(kTurn * rate * t);
        // The harmonics 1, 2, 3 and 5 by two functions in place of four.
        const double a = std::sin(phase);
        const double aa = a * a;
        const double voice
            = a * (1 + 1.2 * std::cos(phase) + 0.4 * (3 - 4 * aa) + 0.2 * (5 - 20 * aa + 16 * aa * aa));
        return 0.16 * voice * (0.6 + 0.4 * std::sin(kTurn * 3.1 * t));
    }

    explicit RecordingScene(unsigned seed = 1)
        : m_random(seed)
    { }

    Speaker &addSpeaker(const QString &name, double ppm = 0)
    {
        const auto number = int(m_speakers.size());
        const QString fingerprint = QStringLiteral("AAA") + QChar(u'A' + number);
        m_speakers.push_back(std::make_unique<Speaker>(Speaker{keyOf(fingerprint), name, number, ppm}));
        return *m_speakers.back();
    }
    const std::vector<std::unique_ptr<Speaker>> &speakers() const { return m_speakers; }

    WallTime started{milliseconds{1'795'000'000'000}};
    WallTime at(double t) const { return started + milliseconds{std::llround(t * 1000)}; }

    /// Speaks from `from` seconds on. Returns the sound's true beginning.
    double say(Speaker &speaker, double from, double length, const Habits &habits)
    {
        const double rate = 48'000 * (1 + speaker.ppm * 1e-6);
        const auto first = std::llround((from - kClockBegan) * rate / 480) * 480;
        const auto timeOf = [&](qint64 n) { return kClockBegan + double(n) / rate; };
        VoiceEncoder encoder;
        const auto packets = int(length * 50) / habits.framesPerPacket;
        for (int p = 0; p < packets; ++p) {
            const qint64 n = first + qint64(p) * habits.framesPerPacket * 960;
            std::vector<QByteArray> frames;
            for (int f = 0; f < habits.framesPerPacket; ++f)
                frames.push_back(encode(encoder, speaker, n + f * 960, timeOf));
            send(speaker, timeOf(n), timeOf(n + habits.framesPerPacket * 960), n, join(frames), p, habits);
        }
        return timeOf(first);
    }

    /// All, in order of storing.
    std::vector<RecordedPacket> packets()
    {
        std::stable_sort(m_packets.begin(), m_packets.end(),
            [](const auto &a, const auto &b) { return a.stored < b.stored; });
        return m_packets;
    }

private:
    static constexpr double kClockBegan = -100;

    template<typename TimeOf>
    QByteArray encode(VoiceEncoder &encoder, const Speaker &speaker, qint64 n, const TimeOf &timeOf)
    {
        bool isDone = false;
        for (int half = 0; half < 2; ++half) {
            VoiceBlock block;
            block.position = n + half * 480;
            for (int i = 0; i < 480; ++i)
                block.samples[std::size_t(i)] = float(sound(speaker.number, timeOf(block.position + i)));
            isDone = encoder.add(block);
        }
        Q_ASSERT(isDone);
        Q_UNUSED(isDone);
        const VoiceFrame &frame = encoder.frame();
        return QByteArray(reinterpret_cast<const char *>(frame.bytes.data()), frame.size);
    }

    static QByteArray join(const std::vector<QByteArray> &frames)
    {
        if (frames.size() == 1)
            return frames.front();
        OpusRepacketizer *joiner = opus_repacketizer_create();
        for (const QByteArray &frame : frames)
            opus_repacketizer_cat(
                joiner, reinterpret_cast<const unsigned char *>(frame.constData()), opus_int32(frame.size()));
        QByteArray packet(4000, '\0');
        packet.truncate(opus_repacketizer_out(
            joiner, reinterpret_cast<unsigned char *>(packet.data()), opus_int32(packet.size())));
        opus_repacketizer_destroy(joiner);
        return packet;
    }

    double chance() { return double(m_random() % 10'000) / 10'000; }

    void send(Speaker &speaker, double captured, double complete, qint64 n, const QByteArray &payload,
        int number, const Habits &habits)
    {
        RecordedPacket packet{speaker.key};
        packet.sequence = speaker.sequence++;
        packet.timestamp = speaker.timestampOrigin + quint32(quint64(n));
        packet.payload = payload;
        if (speaker.tellsCapture && (!speaker.captureTold || captured - *speaker.captureTold >= 1)) {
            packet.captured = at(captured + speaker.civilOff + 0.002 * (chance() - 0.5));
            speaker.captureTold = captured;
        }
        packet.stored = at(complete + speaker.delay + speaker.jitter * chance());
        if (habits.losesEvery > 0 && number % habits.losesEvery == habits.losesEvery - 1)
            return;
        speaker.sent.push_back(payload);
        if (habits.repeatsEvery > 0 && number % habits.repeatsEvery == habits.repeatsEvery - 1) {
            packet.isAgain = true;
            packet.stored += seconds{20};
            m_packets.push_back(packet);
            packet.stored += seconds{1};
        }
        m_packets.push_back(packet);
    }

    std::mt19937 m_random;
    std::vector<std::unique_ptr<Speaker>> m_speakers;
    std::vector<RecordedPacket> m_packets;
};

/// How a piece of a recording fits the sound that it should have at that place.
struct SoundFit {
    int lag = 0; ///< samples by which the recording is late
    double correlation = 0;
};
inline SoundFit fitOf(const std::vector<float> &recorded, qint64 place, int number, int reach = 100)
{
    SoundFit best;
    std::vector<double> sound;
    for (qint64 i = -reach; i < qint64(recorded.size()) + reach; ++i)
        sound.push_back(RecordingScene::sound(number, double(place + i) / 48'000));
    const auto tryLag = [&](int lag) {
        double product = 0;
        double here = 1e-12;
        double there = 1e-12;
        for (std::size_t i = 0; i < recorded.size(); ++i) {
            const double y = sound[std::size_t(qint64(i) + reach - lag)];
            product += double(recorded[i]) * y;
            here += double(recorded[i]) * double(recorded[i]);
            there += y * y;
        }
        const double correlation = product / std::sqrt(here * there);
        if (correlation > best.correlation)
            best = {lag, correlation};
    };
    // The quickest harmonic takes 24 samples for a turn: none of its peaks lies between two tries.
    constexpr int kStep = 4;
    for (int lag = -reach; lag <= reach; lag += kStep)
        tryLag(lag);
    const int near = best.lag;
    for (int lag = std::max(near - kStep + 1, -reach); lag <= std::min(near + kStep - 1, reach); ++lag)
        tryLag(lag);
    return best;
}

} // namespace earshot::test
