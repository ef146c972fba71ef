#pragma once

#include "base/result.h"
#include "event/recording.h"
#include "recordings/ogg_opus_headers.h"

#include <stop_token>

namespace earshot {

/// Copies what `OggOpusWriter` wrote, with these tags, and with its sound's end (samples after the pre-skip, within the last
/// page) on the last page (RFC 7845 §4.4). `to` is replaced as a whole, or not at all; it may be `from`. Fails with
/// FileUnreadable, FileDamaged or FileUnwritable. What a killed program left may end within a page: with `mayBeCut` it ends
/// with the last whole one. Told to stop (from any thread) it fails with FileUnreadable and "stopped".
Result<RecordingFile> finishOggOpus(const QString &from, const QString &to, const std::vector<OpusTag> &tags,
    qint64 samples, bool mayBeCut = false, const std::stop_token &stop = {});

} // namespace earshot
