// Makes a recording of what a former run left, where the server keeps no more of the event.
#include "recordings/former_files.h"
#include "recordings/ogg_opus_finish.h"
#include "recordings/ogg_opus_mend.h"
#include "recordings/opus_recording.h"
#include "recordings/recording_files.h"
#include "recordings/recording_json.h"
#include "recordings/recording_tags.h"
#include "recordings/recording_writer.h"
#include "recordings/waveform.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTemporaryFile>
#include <QtEndian>

#include <algorithm>
#include <filesystem>

namespace earshot {

namespace {

constexpr int kSamplesPerMs = 48;
constexpr qint64 kPiece = 1 << 20;
constexpr qint64 kTagsWithin = 16 * 1024;
constexpr qsizetype kLongestTag = 400;

/// Whose track it is, by the tags that it begins with; nothing where it is none.
std::optional<RecordingTrack> trackIn(const QString &path)
{
    QFile file(path);
    const QByteArray begin = file.open(QIODevice::ReadOnly) ? file.read(kTagsWithin) : QByteArray();
    const auto valueOf = [&begin](const QByteArray &name) {
        // Vorbis comments: the length in 4 bytes, then NAME=value.
        const qsizetype at = begin.indexOf(name + '=');
        if (at < 4)
            return QByteArray();
        const auto length = qsizetype(qFromLittleEndian<quint32>(begin.constData() + at - 4));
        const qsizetype first = name.size() + 1;
        return length < first || length > kLongestTag ? QByteArray() : begin.mid(at + first, length - first);
    };
    const auto key = UserKey::parse(QString::fromUtf8(valueOf("SPEAKERKEY")));
    if (!key)
        return std::nullopt;
    return RecordingTrack{
        {QFileInfo(path).fileName(), 0, {}}, QString::fromUtf8(valueOf("ARTIST")), key->text()};
}

/// What is not there, or can be read to its end: then nothing in it plays, whenever it is tried.
bool isKnown(const QString &path)
{
    std::error_code error;
    const auto type = std::filesystem::status(QFileInfo(path).filesystemFilePath(), error).type();
    QFile file(path);
    if (type == std::filesystem::file_type::not_found)
        return true;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    while (!file.read(kPiece).isEmpty()) { }
    return file.error() == QFileDevice::NoError;
}

milliseconds timeOf(qint64 samples)
{
    return milliseconds{samples / kSamplesPerMs};
}

/// One folder's way from what is there to a whole recording.
class FormerFinish
{
public:
    FormerFinish(const RecordingWriter::Plan &plan, WallTime ended, const std::stop_token &stop)
        : m_plan(plan)
        , m_folder(plan.folder)
        , m_ended(ended)
        , m_stop(stop)
    { }
    Result<RecordingInfo> run();

private:
    RecordingInfo account() const;
    void addTracks(RecordingInfo &info) const;
    Failure nothingPlays() const;
    Failure stopped() const { return {Cause::FileUnreadable, QStringLiteral("stopped")}; }
    Outcome lookForRoom() const;
    Outcome measureProgramme(RecordingInfo &info);
    Outcome finishTracks(RecordingInfo &info) const;
    Outcome finishProgramme(RecordingInfo &info) const;
    Result<RecordingFile> finishTrack(RecordingInfo &info, const RecordingTrack &track) const;
    Outcome noteGaps(RecordingInfo &info, const std::vector<RecordingGap> &gaps) const;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString besideOf(const QString &name) const { return path(name) + QStringLiteral(".new"); }

    const RecordingWriter::Plan &m_plan;
    const QDir m_folder;
    const WallTime m_ended;
    const std::stop_token m_stop;
    WaveformMeter m_meter;
    QString m_programme = path(kProgramme); ///< as it is read: with silence where it is damaged
};

/// What was written down while it was made; title and host as they were in the end.
RecordingInfo FormerFinish::account() const
{
    RecordingInfo info;
    QFile file(path(QLatin1String(kRecordingJson)));
    if (file.open(QIODevice::ReadOnly)) {
        const auto read = readRecordingInfo(file.read(kMaxRecordingJson + 1));
        if (read && read->event == m_plan.event.text() && read->started == m_plan.started)
            info = *read;
    }
    info.event = m_plan.event.text();
    info.title = m_plan.title;
    info.hostName = m_plan.hostName;
    info.started = m_plan.started;
    return info;
}

/// Who came up after the account was written.
void FormerFinish::addTracks(RecordingInfo &info) const
{
    QSet<QString> taken;
    for (const RecordingTrack &track : info.tracks)
        taken.insert(track.speaker);
    for (const QString &name : m_folder.entryList({QStringLiteral("*.opus")}, QDir::Files)) {
        const bool isKnown = std::ranges::any_of(
            info.tracks, [&name](const RecordingTrack &track) { return track.file.name == name; });
        if (isKnown || name == kProgramme || name.startsWith(QLatin1String("former-"))
            || info.tracks.size() >= m_plan.limits.speakers)
            continue;
        auto track = trackIn(path(name));
        if (!track)
            continue;
        track->speaker = speakerLabel(track->speaker, UserKey::parse(track->key)->fingerprint(), taken);
        taken.insert(track->speaker);
        info.tracks.push_back(*track);
    }
}

Failure FormerFinish::nothingPlays() const
{
    const QString programme = path(kProgramme);
    return {isKnown(programme) ? Cause::FileDamaged : Cause::FileUnreadable, programme};
}

/// Each file is written beside the former one; decoding would be for nothing.
Outcome FormerFinish::lookForRoom() const
{
    const qint64 needed = QFileInfo(path(kProgramme)).size() + kPiece;
    const QStorageInfo disk(m_plan.folder);
    if (needed == kPiece || !disk.isValid())
        return Nothing{};
    QTemporaryFile file(path(QLatin1String(kRecordingJson)) + QStringLiteral(".XXXXXX"));
    if (!file.open() || file.write("\n") != 1 || !file.flush())
        return Failure{
            Cause::FileUnwritable, QStringLiteral("%1: %2").arg(m_plan.folder, file.errorString())};
    if (disk.bytesAvailable() < needed)
        return Failure{Cause::FileUnwritable, QStringLiteral("%1: no room").arg(m_plan.folder)};
    return Nothing{};
}

Outcome FormerFinish::measureProgramme(RecordingInfo &info)
{
    std::vector<RecordingGap> damaged;
    const auto holes = mendOggOpus(m_programme, besideOf(kProgramme));
    if (!holes && holes.failure().cause == Cause::FileUnwritable)
        return holes.failure();
    if (holes && !holes->empty()) {
        m_programme = besideOf(kProgramme);
        for (const OggOpusHole &hole : *holes)
            damaged.push_back({timeOf(hole.at), timeOf(hole.samples), GapCause::Server, {}});
    }
    const auto recording = OpusRecording::open(m_programme);
    if (!recording)
        return nothingPlays();
    std::array<float, 2 * 5760> stereo{};
    std::array<float, 5760> mono{};
    qint64 samples = 0;
    for (auto piece = (*recording)->read(stereo); piece.frames > 0; piece = (*recording)->read(stereo)) {
        if (m_stop.stop_requested())
            return stopped();
        for (std::size_t i = 0; i < std::size_t(piece.frames); ++i)
            mono[i] = stereo[2 * i];
        m_meter.add(std::span(mono).first(std::size_t(piece.frames)));
        samples += piece.frames;
    }
    info.duration = std::min(timeOf(samples), m_plan.limits.length);
    if (info.duration.count() == 0)
        return nothingPlays();
    std::erase_if(info.chapters, [&](const auto &chapter) { return chapter.at >= info.duration; });
    std::erase_if(info.gaps, [&](const auto &gap) {
        return gap.at > info.duration || (gap.at == info.duration && gap.length > milliseconds{0});
    });
    for (RecordingGap &gap : info.gaps)
        gap.length = std::min(gap.length, info.duration - gap.at);
    const milliseconds missing
        = std::min<milliseconds>(m_ended - m_plan.started - info.duration, kMaxRecording);
    if (missing > milliseconds{0})
        info.gaps.push_back({info.duration, missing, GapCause::Server, {}});
    return noteGaps(info, damaged);
}

/// In the account before a file is replaced that shows them: begun anew, it does not.
Outcome FormerFinish::noteGaps(RecordingInfo &info, const std::vector<RecordingGap> &gaps) const
{
    const std::size_t before = info.gaps.size();
    for (const RecordingGap &gap : gaps) {
        if (std::ranges::find(info.gaps, gap) == info.gaps.end())
            info.gaps.push_back(gap);
    }
    if (info.gaps.size() == before)
        return Nothing{};
    std::ranges::stable_sort(info.gaps, {}, [](const auto &gap) { return std::pair(gap.at, gap.length); });
    RecordingInfo unfinished = info;
    unfinished.isWhole = false;
    return writeWhole(path(QLatin1String(kRecordingJson)), writeRecordingInfo(unfinished));
}

/// What is missing of a track is heard in the programme: in the account it has no length, in the track's tags it has.
Result<RecordingFile> FormerFinish::finishTrack(RecordingInfo &info, const RecordingTrack &track) const
{
    const QString &name = track.file.name;
    const auto holes = mendOggOpus(path(name), besideOf(name));
    if (!holes)
        return holes.failure();
    std::vector<RecordingGap> gaps;
    for (const OggOpusHole &hole : *holes)
        gaps.push_back({timeOf(hole.at), milliseconds{0}, GapCause::Server, track.speaker});
    if (const Outcome noted = noteGaps(info, gaps); !noted)
        return noted.failure();
    RecordingInfo tagged = info;
    for (std::size_t i = 0; i < gaps.size(); ++i)
        std::ranges::replace(tagged.gaps, gaps[i],
            RecordingGap{gaps[i].at, timeOf((*holes)[i].samples), gaps[i].cause, gaps[i].speaker});
    // As long as it is: within a second of the programme.
    const auto made = finishOggOpus(gaps.empty() ? path(name) : besideOf(name), path(name),
        recordingTags(tagged, &track), kMaxRecording.count() * kSamplesPerMs, true, m_stop);
    QFile::remove(besideOf(name));
    return made;
}

Outcome FormerFinish::finishTracks(RecordingInfo &info) const
{
    std::vector<RecordingTrack> tracks;
    std::vector<RecordingGap> lacking;
    for (const RecordingTrack &track : info.tracks) {
        if (m_stop.stop_requested())
            return stopped();
        const auto made = finishTrack(info, track);
        if (made)
            tracks.push_back({*made, track.speaker, track.key});
        else if (m_stop.stop_requested())
            return stopped();
        else if (made.failure().cause == Cause::FileUnwritable || !isKnown(path(track.file.name)))
            return made.failure();
        else
            lacking.push_back({info.duration, milliseconds{0}, GapCause::Server, track.speaker});
    }
    info.tracks = tracks;
    return noteGaps(info, lacking);
}

Outcome FormerFinish::finishProgramme(RecordingInfo &info) const
{
    const auto waveform = writeWaveformInto(m_plan.folder, m_meter.waveform());
    if (!waveform)
        return waveform.failure();
    info.waveform = *waveform;
    const auto made = finishOggOpus(m_programme, path(kProgramme), recordingTags(info),
        info.duration.count() * kSamplesPerMs, true, m_stop);
    QFile::remove(besideOf(kProgramme));
    if (!made) // it plays: as a whole it may another time
        return made.failure().cause == Cause::FileDamaged
            ? Failure{Cause::FileUnreadable, made.failure().detail}
            : made.failure();
    info.programme = *made;
    info.isWhole = true;
    return writeWhole(path(QLatin1String(kRecordingJson)), writeRecordingInfo(info));
}

Result<RecordingInfo> FormerFinish::run()
{
    FormerFiles::removeLeftovers(m_plan.folder);
    RecordingInfo info = account();
    addTracks(info);
    if (const Outcome outcome = lookForRoom(); !outcome)
        return outcome.failure();
    if (const Outcome outcome = measureProgramme(info); !outcome)
        return outcome.failure();
    if (const Outcome outcome = finishTracks(info); !outcome)
        return outcome.failure();
    if (const Outcome outcome = finishProgramme(info); !outcome)
        return outcome.failure();
    return info;
}

} // namespace

Result<RecordingInfo> RecordingWriter::finishFormer(
    const Plan &plan, WallTime ended, const std::stop_token &stop)
{
    return FormerFinish(plan, ended, stop).run();
}

} // namespace earshot
