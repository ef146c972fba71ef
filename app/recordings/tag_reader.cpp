#include "recordings/tag_reader.h"

#include <algorithm>
#include <map>
#include <optional>

namespace earshot {

namespace {

constexpr qsizetype kMaxText = 400;

/// HH:MM:SS.mmm or seconds, within what a recording may last.
std::optional<milliseconds> readTime(const QByteArray &text)
{
    const QList<QByteArray> parts = text.trimmed().split(':');
    if (parts.size() > 3)
        return std::nullopt;
    double total = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        const QByteArray &part = parts[i];
        const bool isPlain = !part.isEmpty() && part.size() <= 12 && std::ranges::all_of(part, [&](char c) {
            return (c >= '0' && c <= '9') || (isLast && c == '.');
        });
        bool isNumber = false;
        const double value = part.toDouble(&isNumber);
        if (!isPlain || !isNumber)
            return std::nullopt;
        total = total * 60 + value;
    }
    if (total * 1000 > double(kMaxRecording.count()))
        return std::nullopt;
    return milliseconds{std::llround(total * 1000)};
}

std::optional<RecordingGap> readGap(const QByteArray &value)
{
    const QByteArray text = value.simplified();
    const QList<QByteArray> words = text.split(' ');
    if (words.size() < 3)
        return std::nullopt;
    const auto at = readTime(words[0]);
    const bool isTime = words[1].contains(':') || words[1].contains('.');
    bool isNumber = false;
    const qint64 count = words[1].toLongLong(&isNumber);
    const auto length = isTime                                     ? readTime(words[1])
        : isNumber && count >= 0 && count <= kMaxRecording.count() ? std::optional(milliseconds{count})
                                                                   : std::nullopt;
    if (!at || !length)
        return std::nullopt;
    RecordingGap gap{.at = *at, .length = *length};
    const QByteArray cause = words[2].toLower();
    if (cause == "server")
        gap.cause = GapCause::Server;
    else if (cause == "room")
        gap.cause = GapCause::Room;
    else if (cause == "limit")
        gap.cause = GapCause::Limit;
    else if (cause == "paused")
        gap.cause = GapCause::Paused;
    gap.speaker = QString::fromUtf8(words.mid(3).join(' ')).left(kMaxText);
    return gap;
}

/// `CHAPTER001` and the like: the digits, where there is nothing else between `prefix` and `suffix`.
std::optional<int> numberOf(const QByteArray &name, const char *prefix, const char *suffix = "")
{
    if (!name.startsWith(prefix) || !name.endsWith(suffix))
        return std::nullopt;
    const qsizetype begin = qsizetype(qstrlen(prefix));
    const QByteArray digits = name.mid(begin, name.size() - begin - qsizetype(qstrlen(suffix)));
    bool isNumber = false;
    const int number = digits.toInt(&isNumber);
    return isNumber && number >= 0 && digits.size() <= 6 && digits[0] >= '0' && digits[0] <= '9'
        ? std::optional(number)
        : std::nullopt;
}

} // namespace

RecordingTags readRecordingTags(const std::vector<QByteArray> &comments)
{
    RecordingTags tags;
    struct Chapter {
        std::optional<milliseconds> at;
        QString title;
    };
    std::map<int, Chapter> chapters;
    for (const QByteArray &comment : comments) {
        const qsizetype equals = comment.indexOf('=');
        if (equals <= 0)
            continue;
        const QByteArray name = comment.left(equals).toUpper();
        const QByteArray value = comment.mid(equals + 1);
        const QString text = QString::fromUtf8(value.left(4 * kMaxText)).left(kMaxText);
        if (name == "TITLE" && tags.title.isEmpty())
            tags.title = text;
        else if (name == "ARTIST" && tags.artist.isEmpty())
            tags.artist = text;
        else if (const auto named = numberOf(name, "CHAPTER", "NAME"))
            chapters[*named].title = text;
        else if (const auto number = numberOf(name, "CHAPTER"))
            chapters[*number].at = readTime(value);
        else if (const auto gap = numberOf(name, "GAP") ? readGap(value.left(4 * kMaxText)) : std::nullopt)
            tags.gaps.push_back(*gap);
    }
    for (const auto &[number, chapter] : chapters) {
        if (chapter.at)
            tags.chapters.push_back({*chapter.at, chapter.title});
    }
    std::ranges::stable_sort(tags.chapters, {}, &RecordingChapter::at);
    std::ranges::stable_sort(tags.gaps, {}, &RecordingGap::at);
    return tags;
}

} // namespace earshot
