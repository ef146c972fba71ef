// How a recording is finished, and the account of it.
#include "recordings/folder_writer.h"

#include "recordings/ogg_opus_finish.h"
#include "recordings/recording_files.h"
#include "recordings/recording_json.h"
#include "recordings/recording_tags.h"

#include <QFile>

#include <algorithm>

namespace earshot {

namespace {

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
        const milliseconds most = m_plan.limits.length;
        const milliseconds duration
            = std::clamp<milliseconds>(ended - m_plan.started, std::min(least, most), most);
        m_beyond = std::clamp<milliseconds>(
            std::min(ended, m_saidUntil) - m_plan.started - most, milliseconds{0}, kMaxRecording);
        stepTo(m_plan.started + duration);
        if (m_leftOutFrom) { // there may be room again
            if (const Outcome outcome = writeFiles(); m_leftOutFrom)
                return outcome.failure();
        }
        m_ended = duration;
        renderEnd(duration.count() * kSamplesPerMs);
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
    const auto made = finishOggOpus(file.path(), path(name), tags,
        m_ended.value_or(milliseconds{0}).count() * kSamplesPerMs, false, m_plan.stop);
    if (!made)
        return made.failure();
    if (file.path() != path(name))
        QFile::remove(file.path());
    finished = *made;
    return Nothing{};
}

Outcome FolderWriter::finishTracks(RecordingInfo &info)
{
    const std::vector<QString> names = labels();
    for (std::size_t voice = 0; voice < m_byVoice.size(); ++voice) {
        RecordedSpeaker *speaker = m_byVoice[voice];
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
        const RecordingTrack track{{}, names[voice], speaker->key.text()};
        if (const Outcome outcome = finishFile(
                speaker->track->file(), speaker->fileName, recordingTags(info, &track), speaker->finished);
            !outcome)
            return outcome;
    }
    return Nothing{};
}

Outcome FolderWriter::finishProgramme(RecordingInfo &info)
{
    const auto waveform = writeWaveformInto(m_plan.folder, m_programme.waveform());
    if (!waveform)
        return waveform.failure();
    m_finishedWaveform = *waveform;
    return finishFile(m_programme.file(), kProgramme, recordingTags(info), m_finishedProgramme);
}

RecordingInfo FolderWriter::info() const
{
    RecordingInfo info = plainInfo(m_plan);
    info.duration = m_ended.value_or(timeOf(m_programme.rendered()));
    info.programme
        = m_finishedProgramme.value_or(RecordingFile{kProgramme, m_programme.file().bytesOnDisk(), {}});
    info.waveform = m_finishedWaveform.value_or(RecordingFile{kWaveform, 0, {}});
    const std::vector<QString> names = labels();
    for (std::size_t voice = 0; voice < m_byVoice.size(); ++voice) {
        const RecordedSpeaker *speaker = m_byVoice[voice];
        if (!speaker->track)
            continue;
        info.tracks.push_back({speaker->finished.value_or(RecordingFile{
                                   speaker->fileName, speaker->track->file().bytesOnDisk(), {}}),
            names[voice], speaker->key.text()});
        for (RecordingGap gap : speaker->gaps) {
            gap.speaker = names[voice];
            info.gaps.push_back(gap);
        }
    }
    std::ranges::stable_sort(info.gaps, {}, &RecordingGap::at);
    leaveOutGaps(info.gaps, m_plan.limits.gaps);
    nameServersGaps(info.gaps);
    addGapsOfAll(info);
    addBeyondLimits(info);
    for (const ChapterMarks::Mark &mark : m_programme.chapters())
        info.chapters.push_back({milliseconds{mark.tick * ChapterMarks::kTickMs},
            mark.voice == ChapterMarks::kPause ? kPauseTitle : names[std::size_t(mark.voice)]});
    return info;
}

std::vector<QString> FolderWriter::labels() const
{
    std::vector<QString> labels;
    QSet<QString> taken;
    for (const RecordedSpeaker *speaker : m_byVoice) {
        const QString label = speakerLabel(speaker->name, speaker->key.fingerprint(), taken);
        if (speaker->track)
            taken.insert(label);
        labels.push_back(label);
    }
    return labels;
}

/// Of whoever came after the last one that there is room for, or of whatever was said after the longest that there is.
void FolderWriter::noteBeyondLimits(const RecordedPacket &packet)
{
    constexpr milliseconds kPacket{60}; // at most
    constexpr seconds kBreath{5}; // what is nearer is one gap
    const milliseconds at = packet.stored - m_plan.started;
    if (isForNobody(packet.speaker, at.count() * kSamplesPerMs, (at + kPacket).count() * kSamplesPerMs))
        return;
    if (at > m_plan.limits.length) {
        m_saidUntil = std::max(m_saidUntil, packet.stored + kPacket);
        return;
    }
    if (m_tooMany.empty()
        || (at > m_tooMany.back().until + kBreath && m_tooMany.size() < m_plan.limits.gapsOfASpeaker))
        m_tooMany.push_back({packet.speaker, at, at, true});
    TooMany &last = m_tooMany.back();
    last.until = std::max(last.until, at + kPacket);
    last.isOne = last.isOne && packet.speaker == last.first;
}

void FolderWriter::addBeyondLimits(RecordingInfo &info) const
{
    for (const TooMany &said : m_tooMany) {
        // A pause may be known later than what was said in it.
        const bool isPaused = std::ranges::any_of(m_pauses, [&said](const Pause &pause) {
            return timeOf(pause.begin) <= said.from && said.until <= timeOf(pause.end);
        });
        if (isPaused || said.from >= info.duration)
            continue;
        const auto name = m_names.find(said.first);
        info.gaps.push_back({said.from, std::min(said.until, info.duration) - said.from, GapCause::Limit,
            said.isOne && name != m_names.end() ? name->second : QString()});
    }
    if (m_beyond > milliseconds{0})
        info.gaps.push_back({info.duration, m_beyond, GapCause::Limit, {}});
    std::ranges::stable_sort(info.gaps, {}, &RecordingGap::at);
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
