#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QByteArray>

#include <span>
#include <vector>

namespace earshot {

/// The loudness of a recording at a glance: the largest and smallest sample of each 100 ms, 8 bit. Kept as a data file of
/// BBC audiowaveform, version 2 (mono, 8 bit, 4800 samples a pixel).
struct Waveform {
    static constexpr int kSamplesPerPixel = 4800; ///< at 48 kHz
    static constexpr std::size_t kMaxPixels = 48 * 36'000; ///< two days

    struct Pixel {
        qint8 least = 0;
        qint8 most = 0;
        bool operator==(const Pixel &) const = default;
    };
    std::vector<Pixel> pixels;

    bool operator==(const Waveform &) const = default;
};

/// Makes a waveform of samples as they come.
class WaveformMeter
{
public:
    void add(std::span<const float> mono);
    /// With the last, unfinished pixel.
    Waveform waveform() const;

private:
    Waveform m_waveform;
    float m_least = 0;
    float m_most = 0;
    int m_samples = 0; ///< in the unfinished pixel
};

QByteArray writeWaveform(const Waveform &waveform);
/// Fails with BadData: "header", "length", "resolution".
Result<Waveform> readWaveform(const QByteArray &bytes);

} // namespace earshot
