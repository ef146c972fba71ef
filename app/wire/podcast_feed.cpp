#include "wire/podcast_feed.h"

#include "wire/json_fields.h"
#include "wire/podcast_writer.h"

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::hours kRecordingComesWithin{24};
constexpr std::chrono::hours kForgottenAfter{24}; ///< an event that never began

bool isLiveItem(const ScheduleCard &card, WallTime start, WallTime now)
{
    switch (card.phase) {
    case Phase::Scheduled:
        return now - start < kForgottenAfter;
    case Phase::Live:
    case Phase::Paused:
        return true;
    case Phase::Ended:
        return !card.recorded && card.ended && now - *card.ended < kRecordingComesWithin;
    case Phase::Cancelled:
    case Phase::Moved:
        return false;
    }
    return false;
}

} // namespace

std::optional<QUrl> readPodcastBase(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    const bool isUsable = url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1)
        && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!isUsable)
        return std::nullopt;
    if (!url.path().endsWith(u'/'))
        url.setPath(url.path() + u'/');
    return url;
}

QByteArray podcastFeed(
    const PodcastChannel &channel, const Schedule &schedule, const RecordingInfos &infos, WallTime now)
{
    struct Live {
        const ScheduleCard *card;
        CardTimes times;
    };
    std::vector<Live> live;
    std::vector<const ScheduleCard *> recorded;
    for (const ScheduleCard &card : schedule) {
        if (!card.listed)
            continue;
        if (card.recorded)
            recorded.push_back(&card);
        if (const auto times = cardTimes(card, now); times && isLiveItem(card, times->start, now))
            live.push_back({&card, *times});
    }
    std::ranges::stable_sort(live, {}, [](const Live &item) { return item.times.start; });
    std::ranges::stable_sort(
        recorded, std::greater{}, [](const ScheduleCard *card) { return card->recorded->published; });

    PodcastWriter feed(channel, now);
    feed.begin(recorded.empty() ? std::nullopt : std::optional(recorded.front()->recorded->published));
    for (const Live &item : live)
        feed.live(*item.card, item.times);
    for (const ScheduleCard *card : recorded) {
        const auto info = infos.constFind(card->recorded->folder);
        feed.recording(*card, info == infos.cend() ? nullptr : &*info);
    }
    return feed.end();
}

QByteArray podcastChapters(const RecordingInfo &info)
{
    QJsonArray chapters;
    for (const RecordingChapter &chapter : info.chapters)
        chapters.append(
            QJsonObject{{"startTime", double(chapter.at.count()) / 1000}, {"title", chapter.title}});
    return compactJson({{"version", "1.2.0"}, {"title", info.title}, {"fileName", info.programme.name},
        {"chapters", chapters}});
}

} // namespace earshot
