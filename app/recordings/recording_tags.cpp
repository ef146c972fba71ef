#include "recordings/recording_tags.h"

#include <QDateTime>
#include <QSet>

#include <array>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostNumbered = 999;
constexpr std::array kCauses = {"speaker"_L1, "server"_L1, "room"_L1, "paused"_L1, "limit"_L1};

QByteArray numbered(const char *name, std::size_t number)
{
    return name + QByteArray::number(qulonglong(number)).rightJustified(3, '0');
}

QString clockOf(milliseconds at)
{
    const qint64 ms = at.count();
    return u"%1:%2:%3.%4"_s.arg(ms / 3'600'000, 2, 10, QChar(u'0'))
        .arg(ms / 60'000 % 60, 2, 10, QChar(u'0'))
        .arg(ms / 1000 % 60, 2, 10, QChar(u'0'))
        .arg(ms % 1000, 3, 10, QChar(u'0'));
}

/// On one line, whatever its author typed.
QString line(const QString &text)
{
    return text.simplified();
}

void addSpeakers(std::vector<OpusTag> &tags, const RecordingInfo &info)
{
    QSet<QString> named;
    for (const RecordingTrack &track : info.tracks) {
        if (!track.speaker.isEmpty() && !named.contains(track.speaker))
            tags.push_back({"ARTIST", line(track.speaker)});
        named.insert(track.speaker);
    }
}

void addChapters(std::vector<OpusTag> &tags, const RecordingInfo &info)
{
    for (std::size_t i = 0; i < info.chapters.size() && i < kMostNumbered; ++i) {
        const QByteArray name = numbered("CHAPTER", i + 1);
        tags.push_back({name, clockOf(info.chapters[i].at)});
        tags.push_back({name + "NAME", line(info.chapters[i].title)});
    }
}

void addGaps(std::vector<OpusTag> &tags, const RecordingInfo &info, const RecordingTrack *speaker)
{
    std::size_t number = 0;
    for (const RecordingGap &gap : info.gaps) {
        const bool isHere = !speaker || gap.speaker.isEmpty() || gap.speaker == speaker->speaker;
        if (!isHere || number == kMostNumbered)
            continue;
        tags.push_back({numbered("GAP", ++number),
            line(u"%1 %2 %3 %4"_s.arg(clockOf(gap.at), QString::number(gap.length.count()),
                kCauses.at(std::size_t(gap.cause)), gap.speaker))});
    }
}

} // namespace

std::vector<OpusTag> recordingTags(const RecordingInfo &info, const RecordingTrack *speaker)
{
    const QDateTime started = QDateTime::fromMSecsSinceEpoch(toUnixMs(info.started), Qt::UTC);
    std::vector<OpusTag> tags
        = {{"ENCODER", QStringLiteral("Earshot " EARSHOT_VERSION)}, {"TITLE", line(info.title)},
            {"ALBUM", line(info.title)}, {"DATE", started.toString(Qt::ISODate)}, {"EVENT", info.event}};
    if (!info.hostName.isEmpty())
        tags.push_back({"ORGANIZATION", line(info.hostName)});
    if (speaker) {
        tags.push_back({"ARTIST", line(speaker->speaker)});
        tags.push_back({"SPEAKERKEY", speaker->key});
    } else {
        addSpeakers(tags, info);
        addChapters(tags, info);
    }
    addGaps(tags, info, speaker);
    return tags;
}

} // namespace earshot
