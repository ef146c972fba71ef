#pragma once

#include "base/result.h"

#include <QFile>

#include <memory>
#include <span>
#include <vector>

namespace earshot {

/// Writes stereo WAV at 48 kHz that only its owner may read. The header's lengths are brought up to date after each write, so the
/// file is a valid one whenever the program ends.
class WavWriter
{
public:
    enum class Samples {
        Pcm16, ///< ±1 is full scale, what is over it is clipped
        Float32, ///< as they are
    };
    static Result<WavWriter> create(const QString &path, Samples samples = Samples::Pcm16);

    /// Interleaved stereo. Fails when the disk does or at 4 GiB, which is all that a WAV can hold.
    Outcome write(std::span<const float> stereo);

private:
    WavWriter(std::unique_ptr<QFile> file, Samples samples)
        : m_file(std::move(file))
        , m_samples(samples)
    { }
    quint16 sampleBytes() const { return m_samples == Samples::Pcm16 ? 2 : 4; }
    Outcome writeHeader();
    Failure failure() const;

    std::unique_ptr<QFile> m_file;
    Samples m_samples;
    quint32 m_dataBytes = 0;
    std::vector<char> m_bytes;
};

} // namespace earshot
