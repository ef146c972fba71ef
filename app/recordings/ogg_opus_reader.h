#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace earshot {

/// The Opus packets of an Ogg file (RFC 7845), as they stand, mono or stereo.
struct OggOpusFile {
    int channels = 1;
    int preSkip = 0; ///< samples at 48 kHz that the decoder makes before the audio begins
    qint64 samples = 0; ///< audio at 48 kHz, without pre-skip and end trim
    std::vector<QByteArray> packets;

    bool operator==(const OggOpusFile &) const = default;
};

inline constexpr qint64 kMaxOggBytes = 256 * 1024 * 1024;

/// Fails with FileUnreadable, or with BadData and what is damaged: "header", "page", "gap", "packet",
/// "length", "cut off".
Result<OggOpusFile> readOggOpus(const QString &path);
Result<OggOpusFile> parseOggOpus(const QByteArray &bytes);

} // namespace earshot
