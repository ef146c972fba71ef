#include "audio/wav_writer.h"

#include "audio/media_time.h"

#include <QFileInfo>
#include <QtEndian>

#include <array>
#include <cmath>
#include <limits>

namespace earshot {

namespace {

// RIFF: "RIFF" size "WAVE" | "fmt " 16 format channels rate bytes/s bytes/frame bits | "data" size
constexpr quint32 kHeaderBytes = 44;
constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

Failure WavWriter::failure() const
{
    return {Cause::FileUnwritable, QStringLiteral("%1: %2").arg(m_file->fileName(), m_file->errorString())};
}

Result<WavWriter> WavWriter::create(const QString &path, Samples samples)
{
    WavWriter writer(std::make_unique<QFile>(path), samples);
    if (!writer.m_file->open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered, kOwnerOnly))
        return writer.failure();
    if (QFileInfo(path).isFile()) // not a device
        writer.m_file->setPermissions(kOwnerOnly);
    if (auto outcome = writer.writeHeader(); !outcome)
        return outcome.failure();
    return writer;
}

Outcome WavWriter::writeHeader()
{
    const quint16 frameBytes = kStereo * sampleBytes();
    std::array<char, kHeaderBytes> header;
    char *at = header.data();
    const auto text = [&at](const char *four) { at = std::copy_n(four, 4, at); };
    const auto number = [&at](auto value) {
        qToLittleEndian(value, at);
        at += sizeof value;
    };
    text("RIFF");
    number(kHeaderBytes - 8 + m_dataBytes);
    text("WAVE");
    text("fmt ");
    number(quint32(16));
    number(quint16(m_samples == Samples::Pcm16 ? 1 : 3)); // PCM, IEEE float
    number(quint16(kStereo));
    number(quint32(kFramesPerSecond));
    number(quint32(frameBytes) * kFramesPerSecond);
    number(frameBytes);
    number(quint16(8 * sampleBytes()));
    text("data");
    number(m_dataBytes);
    if (!m_file->seek(0) || m_file->write(header.data(), header.size()) != qint64(header.size()))
        return failure();
    return Nothing{};
}

Outcome WavWriter::write(std::span<const float> stereo)
{
    const std::size_t bytes = stereo.size() * sampleBytes();
    if (bytes > std::numeric_limits<quint32>::max() - kHeaderBytes - m_dataBytes)
        return Failure{
            Cause::FileUnwritable, QStringLiteral("%1: a WAV file ends at 4 GiB").arg(m_file->fileName())};
    m_bytes.resize(bytes);
    for (std::size_t i = 0; m_samples == Samples::Float32 && i < stereo.size(); ++i)
        qToLittleEndian(stereo[i], m_bytes.data() + 4 * i);
    for (std::size_t i = 0; m_samples == Samples::Pcm16 && i < stereo.size(); ++i) {
        const auto sample = qint16(std::lround(std::clamp(stereo[i], -1.0f, 1.0f) * 32767));
        qToLittleEndian(sample, m_bytes.data() + 2 * i);
    }
    if (!m_file->seek(qint64(kHeaderBytes) + m_dataBytes)
        || m_file->write(m_bytes.data(), qint64(bytes)) != qint64(bytes))
        return failure();
    m_dataBytes += quint32(bytes);
    return writeHeader();
}

} // namespace earshot
