#include "recordings/recording_tags.h"
#include "recordings/tag_reader.h"

#include <QList>

#include <algorithm>
#include <cstdlib>

using namespace earshot;

namespace {

RecordingTags writtenAndRead(const RecordingTags &tags)
{
    RecordingInfo info;
    info.title = tags.title;
    info.chapters = tags.chapters;
    info.gaps = tags.gaps;
    info.tracks.push_back({{}, tags.artist, {}});
    std::vector<QByteArray> comments;
    for (const OpusTag &tag : recordingTags(info))
        comments.push_back(tag.name + '=' + tag.value.toUtf8());
    return readRecordingTags(comments);
}

} // namespace

/// Comments with a zero byte between them. Times and causes of what is read come back, and what was written once is written
/// the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QList<QByteArray> comments
        = QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)).split('\0');
    const RecordingTags tags = readRecordingTags({comments.begin(), comments.end()});
    const RecordingTags written = writtenAndRead(tags);
    const std::size_t chapters = std::min<std::size_t>(tags.chapters.size(), 999);
    const std::size_t gaps = std::min<std::size_t>(tags.gaps.size(), 999);
    if (written.chapters.size() != chapters || written.gaps.size() != gaps)
        std::abort();
    for (std::size_t i = 0; i < chapters; ++i) {
        if (written.chapters[i].at != tags.chapters[i].at)
            std::abort();
    }
    for (std::size_t i = 0; i < gaps; ++i) {
        const RecordingGap &gap = written.gaps[i];
        const RecordingGap &before = tags.gaps[i];
        if (gap.at != before.at || gap.length != before.length || gap.cause != before.cause)
            std::abort();
    }
    if (writtenAndRead(written) != written)
        std::abort();
    return 0;
}
