#pragma once

#include "base/result.h"
#include "event/recording.h"

#include <QByteArray>

namespace earshot {

inline constexpr char kRecordingJson[] = "recording.json"; ///< the file's name
inline constexpr qsizetype kMaxRecordingJson = 4 * 1024 * 1024;

/// `recording.json`; unknown fields are ignored.
QByteArray writeRecordingInfo(const RecordingInfo &info);
/// Fails with BadData and the field: sizes, lengths, file names and counts are bounded.
Result<RecordingInfo> readRecordingInfo(const QByteArray &json);

} // namespace earshot
