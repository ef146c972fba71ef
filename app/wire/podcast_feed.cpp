#include "wire/podcast_feed.h"

#include "wire/card_times.h"
#include "wire/json_fields.h"
#include "wire/public_link.h"

#include <QDateTime>
#include <QLocale>
#include <QUuid>
#include <QXmlStreamWriter>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kPodcast = "https://podcastindex.org/namespace/1.0"_L1;
constexpr auto kItunes = "http://www.itunes.com/dtds/podcast-1.0.dtd"_L1;
constexpr auto kAtom = "http://www.w3.org/2005/Atom"_L1;
constexpr auto kAudioType = "audio/ogg; codecs=opus"_L1;
constexpr std::chrono::hours kRecordingComesWithin{24};
constexpr std::chrono::hours kForgottenAfter{24}; ///< an event that never began
constexpr qsizetype kMostPersonName = 128; ///< aggregators cut what is longer

/// Only characters that XML 1.0 has (§2.2).
QString xmlText(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            result += c;
            result += text[++i];
        } else if (c == u'\t' || c == u'\n' || (c >= u' ' && c < QChar(0xd800))
            || (c >= QChar(0xe000) && c < QChar(0xfffe))) {
            result += c;
        }
    }
    return result;
}

/// Readers take a description as HTML.
QString htmlOf(const QString &text)
{
    return xmlText(text).toHtmlEscaped().replace(u'\n', "<br/>"_L1);
}

QDateTime utc(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at), Qt::UTC);
}

QString rfc822(WallTime at)
{
    return QLocale::c().toString(utc(at), u"ddd, dd MMM yyyy HH:mm:ss '+0000'"_s);
}

QString iso8601(WallTime at)
{
    return utc(std::chrono::floor<seconds>(at)).toString(Qt::ISODate);
}

/// UUIDv5 of the feed's address without scheme and last slashes, in the podcasts' namespace.
QString podcastGuid(const QUrl &feed)
{
    QByteArray seed = feed.toEncoded(QUrl::RemoveScheme);
    while (seed.startsWith('/'))
        seed.remove(0, 1);
    while (seed.endsWith('/'))
        seed.chop(1);
    const QUuid podcasts(0xead4c236, 0xbf58, 0x58c6, 0xa2, 0xc6, 0xa6, 0xb2, 0x8d, 0x12, 0x8c, 0xb6);
    return QUuid::createUuidV5(podcasts, seed).toString(QUuid::WithoutBraces);
}

QUrl below(const QUrl &base, const QString &path)
{
    QUrl url = base;
    url.setPath(base.path() + path);
    return url;
}

QString encoded(const QUrl &url)
{
    return QString::fromLatin1(url.toEncoded());
}

class FeedWriter
{
public:
    FeedWriter(const PodcastChannel &channel, WallTime now)
        : m_channel(channel)
        , m_now(now)
        , m_xml(&m_bytes)
    {
        m_xml.setAutoFormatting(true);
        m_xml.setAutoFormattingIndent(2);
    }

    void begin(const std::optional<WallTime> &newest);
    void live(const ScheduleCard &card, const CardTimes &times);
    void recording(const ScheduleCard &card, const RecordingInfo *info);
    QByteArray end()
    {
        m_xml.writeEndDocument();
        return m_bytes;
    }

private:
    void element(const QString &name, const QString &text) { m_xml.writeTextElement(name, xmlText(text)); }
    void element(QLatin1String space, const QString &name, const QString &text)
    {
        m_xml.writeTextElement(space, name, xmlText(text));
    }
    void start(const ScheduleCard &card, const QString &guid, WallTime published);
    void persons(const ScheduleCard &card, const RecordingInfo *info);
    void person(const QString &name, QLatin1String role);
    void contentLink(const QString &link, const QString &words);

    const PodcastChannel &m_channel;
    WallTime m_now;
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
};

void FeedWriter::begin(const std::optional<WallTime> &newest)
{
    const QUrl self = below(m_channel.base, m_channel.fileName);
    m_xml.writeStartDocument();
    m_xml.writeNamespace(kPodcast, u"podcast"_s);
    m_xml.writeNamespace(kItunes, u"itunes"_s);
    m_xml.writeNamespace(kAtom, u"atom"_s);
    m_xml.writeStartElement(u"rss"_s);
    m_xml.writeAttribute(u"version"_s, u"2.0"_s);
    m_xml.writeStartElement(u"channel"_s);
    element(u"title"_s, m_channel.title);
    element(u"link"_s, encoded(m_channel.base));
    element(u"description"_s, htmlOf(m_channel.description));
    if (!m_channel.language.isEmpty())
        element(u"language"_s, m_channel.language);
    element(u"generator"_s, u"Earshot"_s);
    if (newest)
        element(u"pubDate"_s, rfc822(*newest));
    m_xml.writeEmptyElement(kAtom, u"link"_s);
    m_xml.writeAttribute(u"href"_s, encoded(self));
    m_xml.writeAttribute(u"rel"_s, u"self"_s);
    m_xml.writeAttribute(u"type"_s, u"application/rss+xml"_s);
    element(kPodcast, u"guid"_s, podcastGuid(self));
    element(kPodcast, u"medium"_s, u"podcast"_s);
}

void FeedWriter::start(const ScheduleCard &card, const QString &guid, WallTime published)
{
    const QString title = xmlText(card.title).simplified();
    element(u"title"_s, title.isEmpty() ? card.id.text() : title);
    const QString description = m_channel.words ? htmlOf(m_channel.words(card, m_now)) : QString();
    if (!description.isEmpty())
        element(u"description"_s, description);
    m_xml.writeStartElement(u"guid"_s);
    m_xml.writeAttribute(u"isPermaLink"_s, u"false"_s);
    m_xml.writeCharacters(guid + u'@' + m_channel.server.host);
    m_xml.writeEndElement();
    element(u"pubDate"_s, rfc822(published));
}

void FeedWriter::person(const QString &name, QLatin1String role)
{
    const QString shown = boundedText(xmlText(name).simplified(), kMostPersonName);
    if (shown.isEmpty())
        return;
    m_xml.writeStartElement(kPodcast, u"person"_s);
    m_xml.writeAttribute(u"role"_s, role);
    m_xml.writeCharacters(shown);
    m_xml.writeEndElement();
}

/// Who spoke, where that is known; else who was to speak.
void FeedWriter::persons(const ScheduleCard &card, const RecordingInfo *info)
{
    QStringList names = info ? QStringList() : card.speakerNames;
    if (info) {
        for (const RecordingTrack &track : info->tracks)
            names.append(track.speaker);
    }
    names.removeDuplicates();
    names.removeAll(card.hostName);
    person(card.hostName, "host"_L1);
    for (const QString &name : names)
        person(name, "guest"_L1);
}

void FeedWriter::contentLink(const QString &link, const QString &words)
{
    if (link.isEmpty())
        return;
    m_xml.writeStartElement(kPodcast, u"contentLink"_s);
    m_xml.writeAttribute(u"href"_s, link);
    m_xml.writeCharacters(words);
    m_xml.writeEndElement();
}

void FeedWriter::live(const ScheduleCard &card, const CardTimes &times)
{
    const QString status = card.phase == Phase::Scheduled ? u"pending"_s
        : card.phase == Phase::Ended                      ? u"ended"_s
                                                          : u"live"_s;
    m_xml.writeStartElement(kPodcast, u"liveItem"_s);
    m_xml.writeAttribute(u"status"_s, status);
    m_xml.writeAttribute(u"start"_s, iso8601(times.start));
    m_xml.writeAttribute(u"end"_s, iso8601(times.end.value_or(times.start)));
    start(card, card.id.text(), times.start);
    persons(card, nullptr);
    Link link = m_channel.server;
    link.event = card.id;
    contentLink(publicLink(link, m_channel.isTicketPublic), u"Earshot"_s);
    const QString fallback = publicLink(card.fallbackLink, m_channel.isTicketPublic);
    contentLink(fallback, QUrl(fallback).host());
    m_xml.writeEndElement();
}

void FeedWriter::recording(const ScheduleCard &card, const RecordingInfo *info)
{
    const RecordingNote &note = *card.recorded;
    const QString address = encoded(below(m_channel.base, note.folder + u'/' + note.programme.name));
    const QString length = QString::number(note.programme.bytes);
    m_xml.writeStartElement(u"item"_s);
    start(card, note.folder, note.published);
    m_xml.writeEmptyElement(u"enclosure"_s);
    m_xml.writeAttribute(u"url"_s, address);
    m_xml.writeAttribute(u"length"_s, length);
    m_xml.writeAttribute(u"type"_s, kAudioType);
    element(kItunes, u"duration"_s, QString::number(std::chrono::round<seconds>(note.duration).count()));
    persons(card, info);
    if (info && !info->chapters.empty()) {
        m_xml.writeEmptyElement(kPodcast, u"chapters"_s);
        m_xml.writeAttribute(
            u"url"_s, encoded(below(m_channel.base, note.folder + u'/' + QLatin1String(kChaptersFile))));
        m_xml.writeAttribute(u"type"_s, u"application/json+chapters"_s);
    }
    m_xml.writeStartElement(kPodcast, u"alternateEnclosure"_s);
    m_xml.writeAttribute(u"type"_s, u"audio/ogg"_s);
    m_xml.writeAttribute(u"length"_s, length);
    m_xml.writeAttribute(u"codecs"_s, u"opus"_s);
    m_xml.writeAttribute(u"default"_s, u"true"_s);
    m_xml.writeEmptyElement(kPodcast, u"source"_s);
    m_xml.writeAttribute(u"uri"_s, address);
    m_xml.writeEmptyElement(kPodcast, u"integrity"_s);
    m_xml.writeAttribute(u"type"_s, u"sri"_s);
    m_xml.writeAttribute(u"value"_s, u"sha256-"_s + QString::fromLatin1(note.programme.sha256.toBase64()));
    m_xml.writeEndElement();
    m_xml.writeEndElement();
}

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

    FeedWriter feed(channel, now);
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
