#include "recordings/recording_json.h"
#include "wire/calendar.h"
#include "wire/messages.h"
#include "wire/podcast_feed.h"

#include <QJsonDocument>
#include <QXmlStreamReader>

#include <algorithm>
#include <cstdlib>

using namespace earshot;

namespace {

constexpr WallTime kNow{milliseconds{1'795'000'000'000}};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// RFC 5545 §3.1: lines of at most 75 octets that begin with a name or go on with one of before.
void requireCalendar(const QByteArray &calendar)
{
    require(calendar.endsWith("END:VCALENDAR\r\n"));
    require(QString::fromUtf8(calendar).toUtf8() == calendar);
    QList<QByteArray> lines = calendar.split('\n');
    lines.removeLast();
    for (const QByteArray &line : lines) {
        require(line.endsWith('\r') && line.size() > 1 && line.size() <= 76);
        require(line.count('\r') == 1 && !line.contains('\0'));
        const bool isName = line[0] >= 'A' && line[0] <= 'Z';
        require(isName || line[0] == ' ');
    }
    require(calendar.count("\r\nBEGIN:VEVENT\r\n") <= 1);
}

} // namespace

/// A card, a zero byte, and a recording's file: whatever a host wrote, calendar, feed and chapters are well formed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = bytes.indexOf('\0');
    const auto card = readCard(end < 0 ? bytes : bytes.left(end));
    const auto info = readRecordingInfo(end < 0 ? QByteArray() : bytes.mid(end + 1));
    if (info)
        require(QJsonDocument::fromJson(podcastChapters(*info)).isObject());
    if (!card)
        return 0;
    const auto words
        = [](const ScheduleCard &shown, WallTime) { return shown.title + u'\n' + shown.description; };
    const Link server = *readLink(QStringLiteral("earshot://live.example.org/"));
    requireCalendar(calendarOf({*card}, {server, card->title, true, words}, kNow));

    PodcastChannel channel;
    channel.title = card->title;
    channel.description = card->description;
    channel.base = *readPodcastBase(QStringLiteral("https://radio.example.org/casts"));
    channel.fileName = QStringLiteral("feed.xml");
    channel.server = server;
    channel.words = words;
    RecordingInfos infos;
    if (info && card->recorded)
        infos.insert(card->recorded->folder, *info);
    QXmlStreamReader feed(podcastFeed(channel, {*card}, infos, kNow));
    while (!feed.atEnd())
        feed.readNext();
    require(!feed.hasError());
    return 0;
}
