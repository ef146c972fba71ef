#include "client/podcast_folder.h"

#include "base/regular_file.h"
#include "base/sha256.h"
#include "client/kept_check.h"
#include "client/schedule_export.h"
#include "diagnosis/card_words.h"
#include "recordings/recording_json.h"

#include <QFile>
#include <QFileInfo>

namespace earshot {

namespace {

constexpr qint64 kReadAtOnce = 4 * 1024 * 1024;

/// Empty where it cannot be read to its end.
QByteArray digestOf(const QString &path)
{
    QFile file(path);
    if (!openRegular(file))
        return {};
    Sha256 hash;
    for (QByteArray bytes = file.read(kReadAtOnce); !bytes.isEmpty(); bytes = file.read(kReadAtOnce))
        hash.add(bytes);
    return file.atEnd() ? hash.take() : QByteArray();
}

std::optional<QByteArray> bytesOf(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > most)
        return std::nullopt;
    return file.read(most);
}

} // namespace

PodcastFolder::PodcastFolder(const Options &options)
    : m_options(options)
    , m_folder(QFileInfo(options.path).absolutePath())
{ }

QString PodcastFolder::pathOf(const ScheduleCard &card, const QString &file) const
{
    return m_folder + u'/' + card.recorded->folder + u'/' + file;
}

bool PodcastFolder::isThere(const ScheduleCard &card)
{
    const RecordingFile &programme = card.recorded->programme;
    const QString path = pathOf(card, programme.name);
    if (QFileInfo(path).size() != programme.bytes)
        return false;
    Digest &known = m_digests[path];
    if (const WallTime change = changeOf(path); known.change != change || known.sha256.isEmpty())
        known = {change, digestOf(path)};
    return known.sha256 == programme.sha256;
}

std::optional<RecordingInfo> PodcastFolder::infoOf(const ScheduleCard &card) const
{
    const auto json = bytesOf(pathOf(card, QLatin1String(kRecordingJson)), kMaxRecordingJson);
    if (!json)
        return std::nullopt;
    const Result<RecordingInfo> info = readRecordingInfo(*json);
    return info && info->event == card.id.text() ? std::optional(*info) : std::nullopt;
}

Outcome PodcastFolder::writeIfNew(const QString &path, const QByteArray &bytes, bool &isNew) const
{
    if (bytesOf(path, bytes.size()) == bytes)
        return Nothing{};
    isNew = true;
    return replaceFile(path, bytes);
}

Result<PodcastFolder::Content> PodcastFolder::update(const ServerSnapshot &server, WallTime now)
{
    Content content;
    RecordingInfos infos;
    Schedule schedule = server.schedule;
    for (ScheduleCard &card : schedule) {
        if (!card.recorded || !card.listed)
            continue;
        ++content.recordings;
        if (!m_options.areFilesElsewhere && !isThere(card)) {
            content.missing << card.recorded->folder;
            card.recorded.reset();
            continue;
        }
        const auto info = infoOf(card);
        if (!info)
            continue;
        infos.insert(card.recorded->folder, *info);
        if (info->chapters.empty())
            continue;
        const Outcome outcome
            = writeIfNew(pathOf(card, QLatin1String(kChaptersFile)), podcastChapters(*info), content.isNew);
        if (!outcome)
            return outcome.failure();
    }
    const QString name = server.name.isEmpty() ? server.link.host : server.name;
    const PodcastChannel channel{.title = m_options.title.isEmpty() ? name : m_options.title,
        .description = m_options.description.isEmpty() ? name : m_options.description,
        .language = m_options.language,
        .base = m_options.base,
        .fileName = QFileInfo(m_options.path).fileName(),
        .server = server.link,
        .isTicketPublic = m_options.isTicketPublic,
        .words = cardWords};
    const Outcome outcome
        = writeIfNew(m_options.path, podcastFeed(channel, schedule, infos, now), content.isNew);
    if (!outcome)
        return outcome.failure();
    return content;
}

} // namespace earshot
