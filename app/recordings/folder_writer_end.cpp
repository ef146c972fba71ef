// How a recording is finished, and the account of it.
#include "recordings/folder_writer.h"

#include "recordings/ogg_opus_finish.h"
#include "recordings/recording_files.h"
#include "recordings/recording_json.h"
#include "recordings/recording_tags.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

namespace earshot {

namespace {

constexpr std::size_t kMostGapsInAll
    = 5000; ///< of speakers, that an account of kMaxRecordingJson has room for
const QString kPauseTitle
    = QStringLiteral("Pause"); ///< of a chapter, in the file for everybody: likewise in many languages

} // namespace

void FolderWriter::renderEnd(qint64 end)
{
    workOff(end);
    if (m_leftOutFrom)
        return;
    renderTo(end);
    m_programme.renderToEnd(end);
    for (RecordedSpeaker *speaker : m_byVoice) {
        if (speaker->track)
            speaker->track->padToEnd(end);
    }
}

Result<RecordingInfo> FolderWriter::finish(WallTime ended)
{
    constexpr milliseconds kShortest{20};
    if (!m_ended) {
        // What is written is not taken back.
        const milliseconds least = std::max(kShortest, timeOf(m_programme.rendered()));
        const milliseconds duration = std::clamp(ended - m_plan.started, least, kMaxRecording);
        stepTo(m_plan.started + duration);
        if (m_leftOutFrom) { // there may be room again
            if (const Outcome outcome = writeFiles(); m_leftOutFrom)
                return outcome.failure();
        }
        renderEnd(duration.count() * kSamplesPerMs);
        m_ended = duration;
    }
    if (const Outcome outcome = writeFiles(); !outcome)
        return outcome.failure();
    RecordingInfo made = info();
    if (const Outcome outcome = finishTracks(made); !outcome)
        return outcome.failure();
    if (const Outcome outcome = finishProgramme(made); !outcome)
        return outcome.failure();
    made = info();
    made.isWhole = true;
    if (const Outcome outcome = writeWhole(path(kJson), writeRecordingInfo(made)); !outcome)
        return outcome.failure();
    return made;
}

Outcome FolderWriter::finishFile(OggOpusWriter &file, const QString &name, const std::vector<OpusTag> &tags,
    std::optional<RecordingFile> &finished)
{
    if (finished)
        return Nothing{};
    file.close();
    const auto made = finishOggOpus(
        file.path(), path(name), tags, m_ended.value_or(milliseconds{0}).count() * kSamplesPerMs);
    if (!made)
        return made.failure();
    if (file.path() != path(name))
        QFile::remove(file.path());
    finished = *made;
    return Nothing{};
}

Outcome FolderWriter::finishTracks(RecordingInfo &info)
{
    for (RecordedSpeaker *speaker : m_byVoice) {
        if (!speaker->track)
            continue;
        if (!speaker->finished) {
            QSet<QString> taken; // also by tracks that get another name later
            for (const RecordedSpeaker *other : m_byVoice) {
                if (other != speaker)
                    taken.insert(other->fileName);
            }
            speaker->fileName = trackFileName(speaker->name, speaker->key, taken);
        }
        const RecordingTrack track{{}, speaker->name, speaker->key.text()};
        if (const Outcome outcome = finishFile(
                speaker->track->file(), speaker->fileName, recordingTags(info, &track), speaker->finished);
            !outcome)
            return outcome;
    }
    return Nothing{};
}

Outcome FolderWriter::finishProgramme(RecordingInfo &info)
{
    const QByteArray waveform = writeWaveform(m_programme.waveform());
    if (const Outcome outcome = writeWhole(path(kWaveform), waveform); !outcome)
        return outcome;
    m_finishedWaveform = RecordingFile{
        kWaveform, waveform.size(), QCryptographicHash::hash(waveform, QCryptographicHash::Sha256)};
    return finishFile(m_programme.file(), kProgramme, recordingTags(info), m_finishedProgramme);
}

RecordingInfo FolderWriter::info() const
{
    RecordingInfo info = plainInfo(m_plan);
    info.duration = m_ended.value_or(timeOf(m_programme.rendered()));
    info.programme
        = m_finishedProgramme.value_or(RecordingFile{kProgramme, m_programme.file().bytesOnDisk(), {}});
    info.waveform = m_finishedWaveform.value_or(RecordingFile{kWaveform, 0, {}});
    for (const RecordedSpeaker *speaker : m_byVoice) {
        if (!speaker->track)
            continue;
        info.tracks.push_back({speaker->finished.value_or(RecordingFile{
                                   speaker->fileName, speaker->track->file().bytesOnDisk(), {}}),
            speaker->name, speaker->key.text()});
        for (RecordingGap gap : speaker->gaps) {
            gap.speaker = speaker->name;
            info.gaps.push_back(gap);
        }
    }
    std::ranges::stable_sort(info.gaps, {}, &RecordingGap::at);
    if (info.gaps.size() > kMostGapsInAll)
        info.gaps.resize(kMostGapsInAll);
    nameServersGaps(info.gaps);
    addGapsOfAll(info);
    for (const ChapterMarks::Mark &mark : m_programme.chapters())
        info.chapters.push_back({milliseconds{mark.tick * ChapterMarks::kTickMs},
            mark.voice == ChapterMarks::kPause ? kPauseTitle : m_byVoice[std::size_t(mark.voice)]->name});
    return info;
}

/// What is missing of everybody at once.
void FolderWriter::addGapsOfAll(RecordingInfo &info) const
{
    const auto add = [&info](milliseconds begin, milliseconds end, GapCause cause) {
        if (std::min(end, info.duration) > begin)
            info.gaps.push_back({begin, std::min(end, info.duration) - begin, cause, {}});
    };
    if (m_plan.keptFrom)
        add(milliseconds{0}, *m_plan.keptFrom - m_plan.started, GapCause::Server);
    for (const Pause &pause : m_pauses)
        add(timeOf(pause.begin), timeOf(pause.end), GapCause::Paused);
    info.gaps.insert(info.gaps.end(), m_leftOut.begin(), m_leftOut.end());
    std::ranges::stable_sort(info.gaps, {}, &RecordingGap::at);
}

} // namespace earshot
