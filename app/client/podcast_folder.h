#pragma once

#include "base/result.h"
#include "client/server_watch.h"
#include "wire/podcast_feed.h"

namespace earshot {

/// A podcast's feed in a folder that a web server serves, beside the recordings it lists: `<folder>/<object's name>`.
/// What is not there yet, whole and by its digest, is no item yet. Where a recording's `recording.json` is there, its chapters
/// are written beside it, and the feed says who spoke.
class PodcastFolder
{
public:
    struct Options {
        QString path; ///< of the feed
        QUrl base; ///< address of the folder, see `readPodcastBase`
        QString title; ///< empty: the server's name
        QString description;
        QString language;
        bool isTicketPublic = false; ///< of the server's link
        bool areFilesElsewhere = false; ///< below `base`, but not in the feed's folder: all are items
    };
    struct Content {
        int recordings = 0;
        QStringList missing{}; ///< folders of those whose programme is not there as the schedule says
        bool isNew = false; ///< a file was written

        bool operator==(const Content &) const = default;
    };

    explicit PodcastFolder(const Options &options);

    /// Writes what has changed, each file as a whole or not at all. Fails with FileUnwritable.
    Result<Content> update(const ServerSnapshot &server, WallTime now);

private:
    /// Of a programme; read once, and again when the file was changed.
    struct Digest {
        WallTime change{};
        QByteArray sha256;
    };

    bool isThere(const ScheduleCard &card);
    Outcome writeIfNew(const QString &path, const QByteArray &bytes, bool &isNew) const;
    std::optional<RecordingInfo> infoOf(const ScheduleCard &card) const;
    QString pathOf(const ScheduleCard &card, const QString &file) const;

    Options m_options;
    QString m_folder;
    QHash<QString, Digest> m_digests; ///< by path
};

} // namespace earshot
