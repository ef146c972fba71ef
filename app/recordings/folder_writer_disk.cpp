// What of a recording is on the disk: pages, room, and the files of a former run.
#include "recordings/folder_writer.h"

#include "recordings/recording_files.h"
#include "recordings/recording_json.h"

#include <QFile>

#include <algorithm>

namespace earshot {

namespace {

constexpr seconds kJsonRhythm{10};
constexpr seconds kWaveformRhythm{60};
constexpr qint64 kMostWaiting = 64 * 1024 * 1024;
constexpr milliseconds kMuch{1000}; ///< of a beginning that only a former file has

} // namespace

Outcome FolderWriter::lookForFiles()
{
    m_isGone = m_isGone || (!m_finishedProgramme && m_programme.file().isGone())
        || std::ranges::any_of(m_byVoice, [](const RecordedSpeaker *speaker) {
               return speaker->track && !speaker->finished && speaker->track->file().isGone();
           });
    if (m_isGone)
        return Failure{Cause::FilesRemoved, QStringLiteral("%1: removed").arg(m_plan.folder)};
    return Nothing{};
}

Outcome FolderWriter::writeFiles()
{
    if (const Outcome outcome = lookForFiles(); !outcome)
        return outcome;
    Outcome outcome = writePages();
    leaveOutOrGoOn();
    if (outcome)
        outcome = replaceFormer();
    if (!outcome || m_programmeIsBeside || m_ended)
        return outcome;
    if (m_stored >= m_waveformAt + kWaveformRhythm) {
        outcome = writeWhole(path(kWaveform), writeWaveform(m_programme.waveform()));
        m_waveformAt = outcome ? m_stored : m_waveformAt;
    }
    if (outcome && m_stored >= m_jsonAt + kJsonRhythm) {
        outcome = writeWhole(path(kJson), writeRecordingInfo(info()));
        m_jsonAt = outcome ? m_stored : m_jsonAt;
    }
    return outcome;
}

Outcome FolderWriter::writePages()
{
    Outcome outcome = m_programme.file().write();
    for (RecordedSpeaker *speaker : m_byVoice) {
        if (!speaker->track)
            continue;
        if (const Outcome another = speaker->track->file().write(); !another && outcome)
            outcome = another;
    }
    return outcome;
}

qint64 FolderWriter::waitingBytes() const
{
    qint64 bytes = m_programme.file().waitingBytes();
    for (const RecordedSpeaker *speaker : m_byVoice)
        bytes += speaker->track ? speaker->track->file().waitingBytes() : 0;
    return bytes;
}

/// Without room nothing is taken any more; when there is room again, what was left out is silence.
void FolderWriter::leaveOutOrGoOn()
{
    const qint64 waiting = waitingBytes();
    if (!m_leftOutFrom && waiting > kMostWaiting) {
        m_leftOutFrom = m_programme.rendered();
        m_needsRewriting = true;
    } else if (m_leftOutFrom && waiting == 0) {
        const qint64 until = std::max(heldBackAfter(m_steps), *m_leftOutFrom);
        m_leftOut.push_back(
            {timeOf(*m_leftOutFrom), timeOf(until - *m_leftOutFrom), GapCause::Room, QString()});
        m_leftOutFrom.reset();
        for (RecordedSpeaker *speaker : m_byVoice)
            speaker->isCut = true;
    }
}

bool FolderWriter::formerHasMore(const QString &key) const
{
    const auto first = m_former.firstSoundOf(key);
    const auto parsed = UserKey::parse(key);
    if (!first || !parsed)
        return false;
    const auto speaker = m_speakers.find(*parsed);
    if (speaker == m_speakers.end() || !speaker->second.track)
        return true;
    return *first + kMuch.count() * kSamplesPerMs < speaker->second.track->firstSound();
}

bool FolderWriter::anyFormerHasMore() const
{
    return std::ranges::any_of(
        m_former.tracks(), [this](const auto &track) { return formerHasMore(track.first); });
}

bool FolderWriter::keepFormer(const QString &name, bool hasMore)
{
    if (hasMore && QFile::exists(path(name)))
        return m_former.keep(name);
    return true;
}

/// The tracks first: their beginnings say whether the former programme is kept.
Outcome FolderWriter::replaceFormer()
{
    const auto isLonger = [this](const OggOpusWriter &file, const QString &name) {
        return m_ended || file.samplesOnDisk() > m_former.samplesOf(name);
    };
    const auto replace = [this](OggOpusWriter &file, const QString &name, bool hasMore) -> Outcome {
        if (!keepFormer(name, hasMore))
            return Failure{Cause::FileUnwritable, path(name)};
        return file.moveTo(path(name));
    };
    if (m_programmeIsBeside && isLonger(m_programme.file(), kProgramme)) {
        const bool hasMore = anyFormerHasMore();
        if (const Outcome outcome = replace(m_programme.file(), kProgramme, hasMore); !outcome)
            return outcome;
        m_programmeIsBeside = false;
        keepFormer(kWaveform, hasMore);
        keepFormer(kJson, hasMore);
    }
    for (RecordedSpeaker *speaker : m_byVoice) {
        if (!speaker->isBeside || !isLonger(speaker->track->file(), speaker->fileName))
            continue;
        const bool hasMore = formerHasMore(speaker->key.text());
        if (const Outcome outcome = replace(speaker->track->file(), speaker->fileName, hasMore); !outcome)
            return outcome;
        speaker->isBeside = false;
    }
    return Nothing{};
}

} // namespace earshot
