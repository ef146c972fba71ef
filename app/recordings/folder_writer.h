#pragma once

#include "recordings/former_files.h"
#include "recordings/programme_writer.h"
#include "recordings/recorded_speaker.h"
#include "recordings/recording_files.h"
#include "recordings/recording_json.h"
#include "recordings/recording_writer.h"

#include <QDir>

#include <limits>

namespace earshot {

/// The RecordingWriter of a folder. folder_writer.cpp: what comes in; _disk: what of it is on the disk, and in which file;
/// _end: the finished files and the account of it all.
class FolderWriter final : public RecordingWriter
{
public:
    explicit FolderWriter(const Plan &plan);
    Outcome begin();

    void setTitle(const QString &title) override;
    void setSpeakerName(const UserKey &speaker, const QString &name) override;
    void setPauses(const std::vector<WallSpan> &pauses) override;
    void setSilenced(const std::vector<SilencedSpan> &spans) override;
    void add(const RecordedPacket &packet) override;
    Outcome writeUpTo(WallTime stored) override;
    bool needsRewriting() const override { return m_needsRewriting; }
    bool isGone() const override { return m_isGone; }
    Result<RecordingInfo> finish(WallTime ended) override;
    RecordingInfo info() const override;

private:
    static inline const QString kJson = QLatin1String(kRecordingJson);
    static constexpr qint64 kSamplesPerMs = 48;

    struct Pause { ///< places
        qint64 begin = 0;
        qint64 end = 0; ///< kLasts: not known
    };
    /// What speakers said for whom there is no room.
    struct TooMany {
        UserKey first;
        milliseconds from{0};
        milliseconds until{0};
        bool isOne = true;
    };
    static constexpr qint64 kLasts = std::numeric_limits<qint64>::max();

    static milliseconds timeOf(qint64 samples) { return milliseconds{samples / kSamplesPerMs}; }
    static QString besideOf(const QString &path) { return path + QStringLiteral(".new"); }
    static RecordingInfo plainInfo(const Plan &plan);
    QString path(const QString &name) const { return QDir(m_plan.folder).filePath(name); }
    RecordedSpeaker *speakerOf(const UserKey &key);
    void stepTo(WallTime stored);
    qint64 heldBackAfter(int steps) const;
    void workOff(qint64 until);
    void renderSteps();
    void renderTo(qint64 end);
    Pause placeOf(const WallSpan &span) const;
    bool isForNobody(const UserKey &speaker, qint64 begin, qint64 end) const;
    bool isPastEnd(const RecordedSpeaker &speaker) const;
    bool isLeftOut(const RecordedSpeaker &speaker, const PlacedPacket &packet) const;
    void record(RecordedSpeaker &speaker, PlacedPacket packet);
    void noteGap(RecordedSpeaker &speaker, qint64 frames);
    void makeTrack(RecordedSpeaker &speaker, bool isStereo);

    Outcome lookForFiles();
    Outcome writeFiles();
    Outcome writePages();
    Outcome replaceFormer();
    bool keepFormer(const QString &name, bool hasMore);
    bool formerHasMore(const QString &key) const;
    bool anyFormerHasMore() const;
    qint64 waitingBytes() const;
    void leaveOutOrGoOn();

    void renderEnd(qint64 end);
    std::vector<QString> labels() const;
    void addGapsOfAll(RecordingInfo &info) const;
    void noteBeyondLimits(const RecordedPacket &packet);
    void addBeyondLimits(RecordingInfo &info) const;
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
    int m_rendered = 0; ///< steps
    std::vector<Pause> m_pauses;
    std::map<UserKey, std::vector<Pause>> m_silenced; ///< one speaker only
    std::size_t m_begunPauses = 0; ///< rendered as far as their beginning
    WallTime m_jsonAt{};
    WallTime m_waveformAt{};
    std::optional<qint64> m_leftOutFrom; ///< place: nothing is taken for lack of room
    std::vector<RecordingGap> m_leftOut;
    std::vector<TooMany> m_tooMany;
    WallTime m_saidUntil{}; ///< after the longest that a recording is
    milliseconds m_beyond{0}; ///< the same, of the event
    bool m_needsRewriting = false;
    bool m_isGone = false;
    std::optional<milliseconds> m_ended; ///< the duration
    std::optional<RecordingFile> m_finishedProgramme;
    std::optional<RecordingFile> m_finishedWaveform;
};

} // namespace earshot
