#include "recordings/folder_writer.h"

#include "recordings/ogg_opus_headers.h"
#include "recordings/recording_files.h"
#include "recordings/recording_json.h"
#include "recordings/recording_tags.h"

#include <algorithm>

namespace earshot {

namespace {

/// In which what is added is worked off: of the time of storing, so that the same packets make the same files.
constexpr seconds kStep{1};
constexpr qsizetype kMostName = 120;

} // namespace

RecordingInfo FolderWriter::plainInfo(const RecordingWriter::Plan &plan)
{
    RecordingInfo info;
    info.event = plan.event.text();
    info.title = plan.title;
    info.hostName = plan.hostName;
    info.started = plan.started;
    return info;
}

FolderWriter::FolderWriter(const Plan &plan)
    : m_plan(plan)
    , m_former(plan.folder)
    , m_programme(m_former.samplesOf(kProgramme) > 0 ? besideOf(path(kProgramme)) : path(kProgramme),
          oggSerial(plan.event.utf8()), recordingTags(plainInfo(plan)))
    , m_programmeIsBeside(m_former.samplesOf(kProgramme) > 0)
    , m_stored(plan.started)
    , m_jsonAt(plan.started)
    , m_waveformAt(plan.started)
{
    m_plan.title = plan.title.left(kMostName);
    m_plan.hostName = plan.hostName.left(kMostName);
}

Outcome FolderWriter::begin()
{
    if (const Outcome outcome = m_programme.file().write(); !outcome)
        return outcome;
    // A former account stays until this run's programme takes the former one's place.
    return m_programmeIsBeside ? Nothing{} : writeWhole(path(kJson), writeRecordingInfo(info()));
}

void FolderWriter::setTitle(const QString &title)
{
    m_plan.title = title.left(kMostName);
}

void FolderWriter::setSpeakerName(const UserKey &speaker, const QString &name)
{
    m_names[speaker] = name.left(kMostName);
    if (const auto known = m_speakers.find(speaker); known != m_speakers.end())
        known->second.name = m_names[speaker];
}

RecordedSpeaker *FolderWriter::speakerOf(const UserKey &key)
{
    if (const auto known = m_speakers.find(key); known != m_speakers.end())
        return &known->second;
    if (m_speakers.size() >= m_plan.limits.speakers)
        return nullptr;
    RecordedSpeaker &speaker
        = m_speakers.try_emplace(key, key, m_plan.started, m_programme.addVoice()).first->second;
    if (const auto name = m_names.find(key); name != m_names.end())
        speaker.name = name->second;
    m_byVoice.push_back(&speaker);
    return &speaker;
}

void FolderWriter::add(const RecordedPacket &packet)
{
    if (packet.stored < m_plan.started || m_ended)
        return;
    if (packet.stored > m_plan.started + m_plan.limits.length)
        return noteBeyondLimits(packet);
    // Whoever adds hours at once need not have them in memory. What cannot be written is tried again.
    if (packet.stored >= m_plan.started + (m_steps + 1) * kStep)
        static_cast<void>(writeUpTo(packet.stored));
    if (RecordedSpeaker *speaker = speakerOf(packet.speaker))
        speaker->timeline.add(packet);
    else
        noteBeyondLimits(packet);
}

Outcome FolderWriter::writeUpTo(WallTime stored)
{
    stepTo(std::min(stored, m_plan.started + m_plan.limits.length));
    return writeFiles();
}

void FolderWriter::setPauses(const std::vector<WallSpan> &pauses)
{
    m_pauses.clear();
    for (const WallSpan &pause : pauses)
        m_pauses.push_back(placeOf(pause));
}

void FolderWriter::setSilenced(const std::vector<SilencedSpan> &spans)
{
    m_silenced.clear();
    for (const SilencedSpan &span : spans)
        m_silenced[span.speaker].push_back(placeOf(span.time));
}

FolderWriter::Pause FolderWriter::placeOf(const WallSpan &span) const
{
    const auto place = [this](WallTime at) { return (at - m_plan.started).count() * kSamplesPerMs; };
    return {place(span.from), span.until ? place(*span.until) : kLasts};
}

bool FolderWriter::isForNobody(const UserKey &speaker, qint64 begin, qint64 end) const
{
    const auto covers = [begin, end](const Pause &pause) { return begin < pause.end && end > pause.begin; };
    const auto own = m_silenced.find(speaker);
    return std::ranges::any_of(m_pauses, covers)
        || (own != m_silenced.end() && std::ranges::any_of(own->second, covers));
}

/// All that there is room for is in the track.
bool FolderWriter::isPastEnd(const RecordedSpeaker &speaker) const
{
    return m_ended && speaker.track
        && speaker.track->file().samples() >= m_ended->count() * kSamplesPerMs + kEncoderDelay;
}

bool FolderWriter::isLeftOut(const RecordedSpeaker &speaker, const PlacedPacket &packet) const
{
    return m_leftOutFrom || isPastEnd(speaker)
        || isForNobody(speaker.key, packet.place, packet.place + packet.frames);
}

void FolderWriter::stepTo(WallTime stored)
{
    m_stored = std::max(m_stored, stored);
    while (!m_ended && m_plan.started + (m_steps + 1) * kStep <= stored) {
        ++m_steps;
        workOff(heldBackAfter(m_steps));
    }
}

/// The place up to which all packets are there after so many steps.
qint64 FolderWriter::heldBackAfter(int steps) const
{
    return milliseconds(steps * kStep - m_plan.heldBack).count() * 48;
}

/// Packets before `until` are final.
void FolderWriter::workOff(qint64 until)
{
    for (RecordedSpeaker *speaker : m_byVoice) {
        for (PlacedPacket &packet : speaker->timeline.take(until)) {
            if (isLeftOut(*speaker, packet))
                speaker->isCut = true;
            else
                record(*speaker, std::move(packet));
        }
    }
    if (!m_leftOutFrom)
        renderSteps();
}

/// Step by step, however late: then it is the same as what is written at once. Not into a pause that may be the end.
void FolderWriter::renderSteps()
{
    const bool isOpen = !m_pauses.empty() && m_pauses.back().end == kLasts;
    const qint64 most = isOpen ? m_pauses.back().begin : kLasts;
    for (; m_rendered < m_steps; ++m_rendered) {
        const qint64 end = heldBackAfter(m_rendered + 1) - VoiceRenderer::kAhead;
        if (end > most)
            return;
        renderTo(end);
    }
}

/// Nothing more comes before `end`.
void FolderWriter::renderTo(qint64 end)
{
    for (; m_begunPauses < m_pauses.size() && m_pauses[m_begunPauses].begin < end; ++m_begunPauses) {
        m_programme.renderTo(m_pauses[m_begunPauses].begin);
        m_programme.beginPause();
    }
    m_programme.renderTo(end);
    for (RecordedSpeaker *speaker : m_byVoice) {
        if (speaker->track)
            speaker->track->padTo(end);
    }
}

void FolderWriter::record(RecordedSpeaker &speaker, PlacedPacket packet)
{
    constexpr char kStereoBit = 4; // RFC 6716 §3.1
    if (std::exchange(speaker.isCut, false)) {
        packet.isFirst = true;
        packet.lost = 0;
    }
    if (packet.lost > 0)
        noteGap(speaker, packet.lost);
    speaker.end = packet.place + packet.frames;
    if (!speaker.track)
        makeTrack(speaker, packet.payload[0] & kStereoBit);
    speaker.track->add(packet);
    m_programme.add(speaker.voice, std::move(packet));
}

void FolderWriter::noteGap(RecordedSpeaker &speaker, qint64 frames)
{
    RecordingGap gap{timeOf(speaker.end), timeOf(frames), GapCause::Speaker, {}};
    if (speaker.gaps.size() < m_plan.limits.gapsOfASpeaker)
        return speaker.gaps.push_back(gap);
    RecordingGap &rest = speaker.gaps.back();
    rest.length = gap.at + gap.length - rest.at;
    rest.cause = GapCause::Limit; // there is sound between them
}

void FolderWriter::makeTrack(RecordedSpeaker &speaker, bool isStereo)
{
    speaker.fileName = m_former.trackOf(speaker.key.text());
    if (speaker.fileName.isEmpty()) {
        QSet<QString> taken;
        for (const RecordedSpeaker *other : m_byVoice)
            taken.insert(other->fileName);
        for (const auto &[key, name] : m_former.tracks())
            taken.insert(name);
        speaker.fileName = trackFileName(speaker.name, speaker.key, taken);
    }
    speaker.isBeside = m_former.samplesOf(speaker.fileName) > 0;
    RecordingTrack track{{}, speaker.name, speaker.key.text()};
    const QString file = path(speaker.fileName);
    speaker.track = std::make_unique<TrackWriter>(speaker.isBeside ? besideOf(file) : file, speaker.key,
        isStereo, recordingTags(plainInfo(m_plan), &track));
}

} // namespace earshot
