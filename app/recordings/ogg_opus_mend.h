#pragma once

#include "base/result.h"

#include <QString>

#include <vector>

namespace earshot {

/// Sound that cannot be read within a file.
struct OggOpusHole {
    qint64 at = 0; ///< samples after the pre-skip
    qint64 samples = 0;

    bool operator==(const OggOpusHole &) const = default;
};

/// Reads what `OggOpusWriter` wrote over damaged pages on to the next whole one (RFC 3533 §6: capture pattern and checksum), whose
/// position tells how much is missing. Where something is, `to` is the same with silence in its place; otherwise it is not
/// made. Behind the last whole page nothing is missing. Fails with FileUnreadable, FileDamaged (it does not begin as such a
/// file) or FileUnwritable.
Result<std::vector<OggOpusHole>> mendOggOpus(const QString &from, const QString &to);

} // namespace earshot
