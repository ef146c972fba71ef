#include "wire/podcast_writer.h"

#include "wire/json_fields.h"
#include "wire/public_link.h"

#include <QDateTime>
#include <QLocale>
#include <QUuid>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kPodcast = "https://podcastindex.org/namespace/1.0"_L1;
constexpr auto kItunes = "http://www.itunes.com/dtds/podcast-1.0.dtd"_L1;
constexpr auto kAtom = "http://www.w3.org/2005/Atom"_L1;
constexpr auto kAudioType = "audio/ogg; codecs=opus"_L1;
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

} // namespace

PodcastWriter::PodcastWriter(const PodcastChannel &channel, WallTime now)
    : m_channel(channel)
    , m_now(now)
    , m_xml(&m_bytes)
{
    m_xml.setAutoFormatting(true);
    m_xml.setAutoFormattingIndent(2);
}

QByteArray PodcastWriter::end()
{
    m_xml.writeEndDocument();
    return m_bytes;
}

void PodcastWriter::element(const QString &name, const QString &text)
{
    m_xml.writeTextElement(name, xmlText(text));
}

void PodcastWriter::element(QLatin1String space, const QString &name, const QString &text)
{
    m_xml.writeTextElement(space, name, xmlText(text));
}

void PodcastWriter::begin(const std::optional<WallTime> &newest)
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

void PodcastWriter::start(const ScheduleCard &card, const QString &guid, WallTime published)
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

void PodcastWriter::person(const QString &name, QLatin1String role)
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
void PodcastWriter::persons(const ScheduleCard &card, const RecordingInfo *info)
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

void PodcastWriter::contentLink(const QString &link, const QString &words)
{
    if (link.isEmpty())
        return;
    m_xml.writeStartElement(kPodcast, u"contentLink"_s);
    m_xml.writeAttribute(u"href"_s, link);
    m_xml.writeCharacters(words);
    m_xml.writeEndElement();
}

void PodcastWriter::live(const ScheduleCard &card, const CardTimes &times)
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
    const QString fallback
        = publicLink(card.fallbackLink, m_channel.isTicketPublic ? m_channel.server.ticket : QByteArray());
    contentLink(fallback, QUrl(fallback).host());
    m_xml.writeEndElement();
}

void PodcastWriter::recording(const ScheduleCard &card, const RecordingInfo *info)
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

} // namespace earshot
