#include "support/sound_room.h"

#include "support/spoken_delay.h"

#include "audio/media_time.h"

#include <QStandardPaths>
#include <QtEndian>

namespace earshot::test {

namespace {

constexpr int kPatienceMs = 5000;
constexpr qsizetype kSampleBytes = 2;

QString program(const char *name)
{
    return QStandardPaths::findExecutable(QString::fromLatin1(name));
}

bool load(const QStringList &module)
{
    QProcess pactl;
    pactl.start(program("pactl"), QStringList{QStringLiteral("load-module")} + module);
    return pactl.waitForFinished(kPatienceMs) && pactl.exitCode() == 0;
}

QString channelMap(int channels)
{
    QStringList names;
    for (int i = 0; i < channels; ++i)
        names << QStringLiteral("aux%1").arg(i);
    return names.join(u',');
}

bool addSink(const QString &name, int channel)
{
    return load({QStringLiteral("module-remap-sink"), QStringLiteral("sink_name=") + name,
        QStringLiteral("master=room"), QStringLiteral("channels=1"), QStringLiteral("channel_map=mono"),
        QStringLiteral("master_channel_map=aux%1").arg(channel), QStringLiteral("remix=no")});
}

bool addMicrophone()
{
    return load({QStringLiteral("module-remap-source"), QStringLiteral("source_name=mic"),
        QStringLiteral("master=room.monitor"), QStringLiteral("channels=1"),
        QStringLiteral("channel_map=mono"), QStringLiteral("master_channel_map=aux0"),
        QStringLiteral("remix=no")});
}

} // namespace

std::unique_ptr<SoundRoom> SoundRoom::build(const QStringList &ears)
{
    std::unique_ptr<SoundRoom> room(new SoundRoom(1 + int(ears.size())));
    const int channels = int(room->m_channels.size());
    bool isBuilt = load({QStringLiteral("module-null-sink"), QStringLiteral("sink_name=room"),
                       QStringLiteral("rate=48000"), QStringLiteral("norewinds=1"),
                       QStringLiteral("channels=%1").arg(channels),
                       QStringLiteral("channel_map=") + channelMap(channels)})
        && addSink(QStringLiteral("mouth"), 0) && addMicrophone();
    for (int i = 0; i < int(ears.size()) && isBuilt; ++i)
        isBuilt = addSink(ears[i], i + 1);
    return isBuilt ? std::move(room) : nullptr;
}

SoundRoom::SoundRoom(int channels)
    : m_channels(std::size_t(channels))
{
    connect(&m_recorder, &QProcess::readyReadStandardOutput, this, &SoundRoom::take);
}

SoundRoom::~SoundRoom()
{
    stopRecording();
    hush();
}

bool SoundRoom::record()
{
    const int channels = int(m_channels.size());
    std::ranges::fill(m_channels, Samples{});
    m_rest.clear();
    m_begin.reset();
    m_lateBegin = {};
    m_recorder.start(program("parec"),
        {QStringLiteral("-d"), QStringLiteral("room.monitor"), QStringLiteral("--format=s16le"),
            QStringLiteral("--rate=48000"), QStringLiteral("--channels=%1").arg(channels),
            QStringLiteral("--channel-map=") + channelMap(channels), QStringLiteral("--no-remix"),
            QStringLiteral("--latency-msec=10")});
    return m_recorder.waitForStarted(kPatienceMs) && m_recorder.waitForReadyRead(kPatienceMs);
}

void SoundRoom::stopRecording()
{
    if (m_recorder.state() == QProcess::NotRunning)
        return;
    m_recorder.terminate();
    m_recorder.waitForFinished(kPatienceMs);
}

void SoundRoom::take()
{
    const Instant now = m_clock.now();
    m_rest += m_recorder.readAllStandardOutput();
    const qsizetype frame = kSampleBytes * qsizetype(m_channels.size());
    qsizetype at = 0;
    for (; at + frame <= m_rest.size(); at += frame) {
        for (std::size_t c = 0; c < m_channels.size(); ++c)
            m_channels[c].push_back(
                float(qFromLittleEndian<qint16>(m_rest.constData() + at + kSampleBytes * qsizetype(c)))
                / 32768);
    }
    m_rest.remove(0, at);
    // A piece may come late, but not before it has sounded.
    const Instant begin = now - timeOfFrames(std::int64_t(m_channels.front().size()));
    m_begin = std::min(begin, m_begin.value_or(begin));
    m_lateBegin = std::max(begin, m_lateBegin);
}

bool SoundRoom::say(const Samples &mono)
{
    QByteArray bytes(kSampleBytes * qsizetype(mono.size()), Qt::Uninitialized);
    for (std::size_t i = 0; i < mono.size(); ++i)
        qToLittleEndian(qint16(std::clamp(mono[i], -1.0f, 1.0f) * 32767), bytes.data() + kSampleBytes * i);
    m_player.start(program("pacat"),
        {QStringLiteral("--playback"), QStringLiteral("-d"), QStringLiteral("mouth"),
            QStringLiteral("--format=s16le"), QStringLiteral("--rate=48000"), QStringLiteral("--channels=1"),
            QStringLiteral("--latency-msec=60")});
    if (!m_player.waitForStarted(kPatienceMs))
        return false;
    m_player.write(bytes);
    m_player.closeWriteChannel();
    return true;
}

void SoundRoom::hush()
{
    m_player.kill();
    m_player.waitForFinished(kPatienceMs);
}

std::optional<std::ptrdiff_t> SoundRoom::firstSaid(std::ptrdiff_t from) const
{
    return SpokenDelay(mouth(), mouth()).firstAudible(from, std::ptrdiff_t(mouth().size()));
}

std::ptrdiff_t SoundRoom::sampleAt(Instant moment) const
{
    return std::ptrdiff_t(framesOfTime(moment - m_begin.value_or(moment)));
}

} // namespace earshot::test
