#include "recordings/recording_writer.h"

#include "recordings/former_files.h"
#include "recordings/ogg_opus_finish.h"
#include "recordings/programme_writer.h"
#include "recordings/recorded_speaker.h"
#include "recordings/recording_files.h"
#include "recordings/recording_json.h"
#include "recordings/recording_tags.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSamplesPerMs = 48;
/// In which what is added is worked off: of the time of storing, so that the same packets make the same files.
constexpr seconds kStep{1};
constexpr seconds kJsonRhythm{10};
constexpr seconds kWaveformRhythm{60};
constexpr qint64 kMostWaiting = 64 * 1024 * 1024;
constexpr std::size_t kMostSpeakers = 256;
constexpr std::size_t kMostGaps = 500; ///< of a speaker; more are one
constexpr milliseconds kMuch{1000}; ///< of a beginning that only a former file has
constexpr std::size_t kMostGapsInAll = 5000; ///< that an account of kMaxRecordingJson has room for
constexpr qsizetype kMostName = 120;
const QString kProgramme = u"programme.opus"_s;
const QString kWaveform = u"waveform.dat"_s;
const QString kJson = u"recording.json"_s;

milliseconds timeOf(qint64 samples)
{
    return milliseconds{samples / kSamplesPerMs};
}

class FolderWriter final : public RecordingWriter
{
public:
    explicit FolderWriter(const Plan &plan);
    Outcome begin();

    void setSpeakerName(const UserKey &speaker, const QString &name) override;
    void add(const RecordedPacket &packet) override;
    Outcome writeUpTo(WallTime stored) override;
    bool needsRewriting() const override { return m_needsRewriting; }
    Result<RecordingInfo> finish(WallTime ended) override;
    RecordingInfo info() const override;

private:
    QString path(const QString &name) const { return QDir(m_plan.folder).filePath(name); }
    RecordedSpeaker *speakerOf(const UserKey &key);
    void stepTo(WallTime stored);
    qint64 heldBack() const;
    void workOff(qint64 until, qint64 end);
    void record(RecordedSpeaker &speaker, PlacedPacket packet);
    void noteGap(RecordedSpeaker &speaker, qint64 frames);
    void makeTrack(RecordedSpeaker &speaker, bool isStereo);

    Outcome writeFiles();
    Outcome writePages();
    Outcome replaceFormer();
    bool keepFormer(const QString &name, bool hasMore);
    bool formerHasMore(const QString &key) const;
    bool anyFormerHasMore() const;
    qint64 waitingBytes() const;
    void leaveOutOrGoOn();

    void renderEnd(qint64 end);
    Outcome finishTracks(RecordingInfo &info);
    Outcome finishProgramme(RecordingInfo &info);
    Outcome finishFile(OggOpusWriter &file, const QString &name, const std::vector<OpusTag> &tags,
        std::optional<RecordingFile> &finished);

    Plan m_plan;
    FormerFiles m_former;
    ProgrammeWriter m_programme;
    bool m_programmeIsBeside = false;
    std::map<UserKey, RecordedSpeaker> m_speakers;
    std::vector<RecordedSpeaker *> m_byVoice;
    std::map<UserKey, QString> m_names;
    WallTime m_stored{}; ///< all up to there was added
    int m_steps = 0; ///< worked off
    WallTime m_jsonAt{};
    WallTime m_waveformAt{};
    std::optional<qint64> m_leftOutFrom; ///< place: nothing is taken for lack of room
    std::vector<RecordingGap> m_leftOut;
    bool m_needsRewriting = false;
    std::optional<milliseconds> m_ended; ///< the duration
    std::optional<RecordingFile> m_finishedProgramme;
    std::optional<RecordingFile> m_finishedWaveform;
};

QString besideOf(const QString &path)
{
    return path + u".new"_s;
}

quint32 programmeSerial(const EventId &event)
{
    const QByteArray digest = QCryptographicHash::hash(event.utf8(), QCryptographicHash::Sha256);
    return quint32(quint8(digest[0])) << 24 | quint32(quint8(digest[1])) << 16
        | quint32(quint8(digest[2])) << 8 | quint8(digest[3]);
}

RecordingInfo plainInfo(const RecordingWriter::Plan &plan)
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
          programmeSerial(plan.event), recordingTags(plainInfo(plan)))
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

// ---- what comes in

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
    if (m_speakers.size() == kMostSpeakers)
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
    if (packet.stored < m_plan.started || packet.stored > m_plan.started + kMaxRecording || m_ended)
        return;
    // Whoever adds hours at once need not have them in memory. What cannot be written is tried again.
    if (packet.stored >= m_plan.started + (m_steps + 1) * kStep)
        static_cast<void>(writeUpTo(packet.stored));
    if (RecordedSpeaker *speaker = speakerOf(packet.speaker))
        speaker->timeline.add(packet);
}

Outcome FolderWriter::writeUpTo(WallTime stored)
{
    stepTo(std::min(stored, m_plan.started + kMaxRecording));
    return writeFiles();
}

void FolderWriter::stepTo(WallTime stored)
{
    m_stored = std::max(m_stored, stored);
    while (!m_ended && m_plan.started + (m_steps + 1) * kStep <= stored) {
        ++m_steps;
        workOff(heldBack(), heldBack() - VoiceRenderer::kAhead);
    }
}

/// The place up to which all packets are there.
qint64 FolderWriter::heldBack() const
{
    return milliseconds(m_steps * kStep - m_plan.heldBack).count() * kSamplesPerMs;
}

/// Packets before `until` are final, and nothing more comes before `end`.
void FolderWriter::workOff(qint64 until, qint64 end)
{
    for (RecordedSpeaker *speaker : m_byVoice) {
        for (PlacedPacket &packet : speaker->timeline.take(until)) {
            if (m_leftOutFrom)
                speaker->isCut = true;
            else
                record(*speaker, std::move(packet));
        }
    }
    if (m_leftOutFrom)
        return;
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
    if (speaker.gaps.size() < kMostGaps)
        speaker.gaps.push_back(gap);
    else
        speaker.gaps.back().length = gap.at + gap.length - speaker.gaps.back().at;
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

// ---- onto the disk

Outcome FolderWriter::writeFiles()
{
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
        const qint64 until = std::max(heldBack(), *m_leftOutFrom);
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

// ---- the end

void FolderWriter::renderEnd(qint64 end)
{
    workOff(end, end);
    if (m_leftOutFrom)
        return;
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
    QSet<QString> taken;
    for (RecordedSpeaker *speaker : m_byVoice) {
        if (!speaker->track)
            continue;
        if (!speaker->finished)
            speaker->fileName = trackFileName(speaker->name, speaker->key, taken);
        taken.insert(speaker->fileName);
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

// ---- the account

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
    info.gaps.insert(info.gaps.end(), m_leftOut.begin(), m_leftOut.end());
    std::ranges::stable_sort(info.gaps, {}, &RecordingGap::at);
    if (info.gaps.size() > kMostGapsInAll)
        info.gaps.resize(kMostGapsInAll);
    nameServersGaps(info.gaps);
    for (const ChapterMarks::Mark &mark : m_programme.chapters())
        info.chapters.push_back(
            {milliseconds{mark.tick * ChapterMarks::kTickMs}, m_byVoice[std::size_t(mark.voice)]->name});
    return info;
}

} // namespace

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::open(const Plan &plan)
{
    if (!QDir().mkpath(plan.folder))
        return Failure{Cause::FileUnwritable, plan.folder};
    auto writer = std::make_unique<FolderWriter>(plan);
    if (const Outcome outcome = writer->begin(); !outcome)
        return outcome.failure();
    return std::unique_ptr<RecordingWriter>(std::move(writer));
}

} // namespace earshot
