#pragma once

#include "base/result.h"

#include <QFile>

#include <memory>
#include <span>
#include <vector>

namespace earshot {

/// Writes 16-bit stereo WAV at 48 kHz. The header's lengths are brought up to date after each write, so the
/// file is a valid one whenever the program ends.
class WavWriter
{
public:
    static Result<WavWriter> create(const QString &path);

    /// Interleaved stereo, ±1. Fails when the disk does or at 4 GiB, which is all that a WAV can hold.
    Outcome write(std::span<const float> stereo);

private:
    explicit WavWriter(std::unique_ptr<QFile> file)
        : m_file(std::move(file))
    { }
    Outcome writeHeader();
    Failure failure() const;

    std::unique_ptr<QFile> m_file;
    quint32 m_dataBytes = 0;
    std::vector<char> m_bytes;
};

} // namespace earshot
