#pragma once

#include "event/recording.h"
#include "event/schedule_card.h"
#include "wire/link.h"

#include <QHash>
#include <QUrl>

#include <functional>

namespace earshot {

/// What a podcast's feed says of itself, and where its files are.
struct PodcastChannel {
    QString title;
    QString description;
    QString language; ///< BCP 47, empty = not said
    QUrl base; ///< see `readPodcastBase`
    QString fileName; ///< of the feed, below `base`
    Link server; ///< where its live events are; its event counts for nothing
    bool isTicketPublic = false; ///< the link's ticket was made for everybody: it goes into the file
    /// What a person should know of an event, in plain words.
    std::function<QString(const ScheduleCard &card, WallTime now)> words;
};

/// What is known of a recording besides its card: by RecordingNote::folder.
using RecordingInfos = QHash<QString, RecordingInfo>;

inline constexpr char kChaptersFile[] = "chapters.json"; ///< in a recording's folder

/// `http(s)://host[:port]/…/`; a slash is added at its end. Nothing where it is no such address.
std::optional<QUrl> readPodcastBase(const QString &text);

/// An RSS 2.0 feed with the Podcasting 2.0 namespace (podcastindex.org/namespace/1.0).
///
/// Recordings are its items, newest first: the programme below the base address by its object's name, with length and
/// digest; with the address of a chapters file where `infos` has chapters. What is scheduled or live is a liveItem, and
/// what ended in the last day and has no recording yet; the player is Earshot (contentLink), as nothing else plays it live.
/// Cancelled and moved events, those without a time and those that are not listed are left out.
/// The same content makes the same bytes.
QByteArray podcastFeed(
    const PodcastChannel &channel, const Schedule &schedule, const RecordingInfos &infos, WallTime now);

/// JSON chapters, version 1.2 (`application/json+chapters`).
QByteArray podcastChapters(const RecordingInfo &info);

} // namespace earshot
