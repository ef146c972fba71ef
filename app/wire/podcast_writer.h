#pragma once

#include "wire/card_times.h"
#include "wire/podcast_feed.h"

#include <QXmlStreamWriter>

namespace earshot {

/// The elements of a podcast's feed, one after the other: `begin`, what is live, recordings, `end`.
class PodcastWriter
{
public:
    PodcastWriter(const PodcastChannel &channel, WallTime now);

    void begin(const std::optional<WallTime> &newest);
    void live(const ScheduleCard &card, const CardTimes &times);
    /// A card that has a recording; `info` may be null.
    void recording(const ScheduleCard &card, const RecordingInfo *info);
    QByteArray end();

private:
    void element(const QString &name, const QString &text);
    void element(QLatin1String space, const QString &name, const QString &text);
    void start(const ScheduleCard &card, const QString &guid, WallTime published);
    void persons(const ScheduleCard &card, const RecordingInfo *info);
    void person(const QString &name, QLatin1String role);
    void contentLink(const QString &link, const QString &words);

    const PodcastChannel &m_channel;
    WallTime m_now;
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
};

} // namespace earshot
