#include "recordings/waveform.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

// BBC audiowaveform's data format, version 2, little endian:
//
//    0        4        8        12       16       20         24
//   +--------+--------+--------+--------+--------+----------+------------------+
//   | version| flags  | sample | samples| pixels | channels | least, most, ... |
//   |  = 2   | 1: 8 bit|  rate | a pixel|        |          |                  |
//   +--------+--------+--------+--------+--------+----------+------------------+
constexpr quint32 kVersion = 2;
constexpr quint32 k8Bit = 1;
constexpr quint32 kSampleRate = 48000;
constexpr quint32 kChannels = 1;
constexpr qsizetype kHeaderBytes = 24;
constexpr qsizetype kPixelBytes = 2;

qint8 in8Bit(float sample)
{
    return qint8(std::clamp(std::lround(sample * 127), -128L, 127L));
}

Failure bad(const char *what)
{
    return {Cause::BadData, QString::fromLatin1(what)};
}

} // namespace

void WaveformMeter::add(std::span<const float> mono)
{
    for (const float sample : mono) {
        if (std::isfinite(sample)) {
            m_least = std::min(m_least, sample);
            m_most = std::max(m_most, sample);
        }
        if (++m_samples < Waveform::kSamplesPerPixel)
            continue;
        if (m_waveform.pixels.size() < Waveform::kMaxPixels)
            m_waveform.pixels.push_back({in8Bit(m_least), in8Bit(m_most)});
        m_least = m_most = 0;
        m_samples = 0;
    }
}

Waveform WaveformMeter::waveform() const
{
    Waveform waveform = m_waveform;
    if (m_samples > 0 && waveform.pixels.size() < Waveform::kMaxPixels)
        waveform.pixels.push_back({in8Bit(m_least), in8Bit(m_most)});
    return waveform;
}

QByteArray writeWaveform(const Waveform &waveform)
{
    const auto pixels = std::min(waveform.pixels.size(), Waveform::kMaxPixels);
    QByteArray bytes(kHeaderBytes + qsizetype(pixels) * kPixelBytes, Qt::Uninitialized);
    char *at = bytes.data();
    for (const quint32 field :
        {kVersion, k8Bit, kSampleRate, quint32(Waveform::kSamplesPerPixel), quint32(pixels), kChannels}) {
        qToLittleEndian(field, at);
        at += sizeof field;
    }
    for (std::size_t i = 0; i < pixels; ++i) {
        *at++ = char(waveform.pixels[i].least);
        *at++ = char(waveform.pixels[i].most);
    }
    return bytes;
}

Result<Waveform> readWaveform(const QByteArray &bytes)
{
    if (bytes.size() < kHeaderBytes)
        return bad("header");
    const auto field = [&bytes](int n) { return qFromLittleEndian<quint32>(bytes.constData() + n * 4); };
    if (field(0) != kVersion || field(1) != k8Bit || field(5) != kChannels)
        return bad("header");
    if (field(2) != kSampleRate || field(3) != quint32(Waveform::kSamplesPerPixel))
        return bad("resolution");
    const std::size_t pixels = field(4);
    if (pixels > Waveform::kMaxPixels || bytes.size() != kHeaderBytes + qsizetype(pixels) * kPixelBytes)
        return bad("length");
    Waveform waveform;
    waveform.pixels.resize(pixels);
    const char *at = bytes.constData() + kHeaderBytes;
    for (Waveform::Pixel &pixel : waveform.pixels) {
        pixel.least = qint8(*at++);
        pixel.most = qint8(*at++);
    }
    return waveform;
}

} // namespace earshot
