#include "audio/sound_taps.h"

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using Stage = SoundTaps::Stage;

constexpr microseconds kWriteEvery = 100ms;
constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr std::array kOfSpeakers{Stage::Decoded, Stage::Played, Stage::Levelled};

QString fileName(Stage stage, int slot)
{
    static constexpr std::array kNames{
        "01-%1-decoded.wav", "02-%1-played.wav", "03-%1-levelled.wav", "04-mix.wav", "05-device.wav"};
    const QString name = QLatin1String(kNames[std::size_t(stage)]);
    return stage < Stage::Mix ? name.arg(slot, 2, 10, QLatin1Char('0')) : name;
}

QByteArray meaning(Stage stage)
{
    switch (stage) {
    case Stage::Decoded:
        return "what the decoder made of this speaker's packets, one after the other, without pauses";
    case Stage::Played:
        return "the same in time: stretched, concealed, with its pauses";
    case Stage::Levelled:
        return "the same at the common loudness, before this speaker's own gain";
    case Stage::Mix:
        return "all speakers and the test sound, before volume and limiter";
    case Stage::Device:
        return "what is handed to the device";
    }
    return {};
}

Failure failureOf(const QFile &file)
{
    return {Cause::FileUnwritable, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
}

} // namespace

Result<std::unique_ptr<SoundTaps>> SoundTaps::create(const QString &folder)
{
    auto taps = std::unique_ptr<SoundTaps>(new SoundTaps(folder));
    if (auto outcome = taps->beginIndex(); !outcome)
        return outcome.failure();
    return taps;
}

SoundTaps::SoundTaps(const QString &folder)
    : m_folder(folder)
    , m_index(m_folder.filePath(QStringLiteral("index.txt")))
{
    const auto add = [this](Stage stage, int slot) {
        m_taps.push_back(std::make_unique<Tap>(m_position));
        m_taps.back()->stage = stage;
        m_taps.back()->slot = slot;
    };
    for (const Stage stage : kOfSpeakers) {
        for (int slot = 0; slot < kMostSpeakers; ++slot)
            add(stage, slot);
    }
    add(Stage::Mix, 0);
    add(Stage::Device, 0);
}

SoundTaps::~SoundTaps()
{
    write();
}

Outcome SoundTaps::beginIndex()
{
    m_folder.mkpath(QStringLiteral("."));
    if (!m_index.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered, kOwnerOnly))
        return failureOf(m_index);
    m_index.setPermissions(kOwnerOnly);
    const QByteArray text
        = "Sound of an event, stage by stage: 32-bit float stereo at 48000 Hz. Times count from the "
          "first sound that the device asked for.\n\n";
    if (m_index.write(text) != text.size())
        return failureOf(m_index);
    return Nothing{};
}

TapRing &SoundTaps::ring(Stage stage, int slot)
{
    const bool isOfSpeaker = stage < Stage::Mix;
    const std::size_t before = isOfSpeaker ? std::size_t(stage) * kMostSpeakers
                                           : kOfSpeakers.size() * kMostSpeakers + (stage == Stage::Device);
    return m_taps[before + std::size_t(isOfSpeaker ? slot : 0)]->ring;
}

void SoundTaps::start(Clock &clock)
{
    m_timer = clock.makeTimer();
    writeEveryNowAndThen();
}

void SoundTaps::writeEveryNowAndThen()
{
    m_timer->start(kWriteEvery, [this] {
        write();
        writeEveryNowAndThen();
    });
}

void SoundTaps::write()
{
    for (const auto &tap : m_taps) {
        if (m_failed)
            return;
        if (const Outcome outcome = write(*tap); !outcome) {
            m_failed = true;
            emit failed(outcome.failure());
        }
    }
}

Outcome SoundTaps::begin(Tap &tap)
{
    const QString name = fileName(tap.stage, tap.slot);
    auto file = WavWriter::create(m_folder.filePath(name), WavWriter::Samples::Float32);
    if (!file)
        return file.failure();
    tap.file = std::move(*file);
    const QByteArray line = name.toUtf8() + " from "
        + QByteArray::number(double(tap.ring.begin()) / kFramesPerSecond, 'f', 3)
        + " s: " + meaning(tap.stage) + '\n';
    if (m_index.write(line) != line.size())
        return failureOf(m_index);
    return Nothing{};
}

Outcome SoundTaps::write(Tap &tap)
{
    for (auto content = tap.ring.content(); !content.empty(); content = tap.ring.content()) {
        if (!tap.file) {
            if (auto outcome = begin(tap); !outcome)
                return outcome;
        }
        if (auto outcome = tap.file->write(content); !outcome)
            return outcome;
        tap.ring.drop(content.size());
    }
    if (tap.ring.lost() > 0)
        return Failure{Cause::FileUnwritable,
            QStringLiteral("%1: the disk is too slow").arg(m_folder.filePath(fileName(tap.stage, tap.slot)))};
    return Nothing{};
}

} // namespace earshot
