#pragma once

#include "event/recording.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace earshot {

/// What an Opus file says of itself (RFC 7845 §5.2, Vorbis comments).
struct RecordingTags {
    QString title;
    QString artist;
    std::vector<RecordingChapter> chapters; ///< in order of time
    std::vector<RecordingGap> gaps; ///< in order of time

    bool operator==(const RecordingTags &) const = default;
};

inline constexpr std::size_t kMaxRecordingTags = 20'000;

/// Of `NAME=value` each; names in any case. What is not understood is passed over:
///
///     TITLE=… ARTIST=…
///     CHAPTER001=00:12:34.567   CHAPTER001NAME=Ada
///     GAP001=00:20:00.000 4250 server Ada        (length in ms, or as a time; speaker, server or room; a name)
RecordingTags readRecordingTags(const std::vector<QByteArray> &comments);

} // namespace earshot
