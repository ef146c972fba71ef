#pragma once

#include "base/clock.h"
#include "desk/jetstream.h"
#include "desk/recording_sink.h"
#include "session/archive_reader.h"
#include "session/archive_search.h"
#include "session/session.h"

#include <QHash>

#include <memory>
#include <optional>

namespace earshot {

/// Records one event from what the server keeps of it (EARSHOT_AUDIO), from its start on: reads it forward, also what is
/// sent once more and stored later, and looks each 2 s whether there is more. The same is read whenever and wherever it is
/// begun anew. Where the server's limits took the beginning away, the recording says so. Network thread.
///
///   Asking -> Searching -> Reading <-> Resting (the end of what is stored, or the sink has enough to do)
///   any -> Lost -> Searching, Reading     no answer: again in a second
///   Reading -> Finishing -> Done          after `end`, when all is read that the stream's leader has 2 s after it
class EventRecorder : public QObject
{
    Q_OBJECT
public:
    struct Plan {
        RecordingWriter::Plan recording;
        QHash<UserKey, QString> names;
        std::vector<WallSpan> pauses = {};
        std::vector<SilencedSpan> silenced = {};
    };
    static constexpr qint64 kMostAhead
        = 4 * 1024 * 1024; ///< bytes that wait for the sink before reading pauses
    static constexpr seconds kRhythm{2};
    static constexpr minutes kPatience{2}; ///< with a server that says nothing of what it keeps
    static constexpr seconds kAfterEnd{2}; ///< what was not acknowledged is sent again within this

    EventRecorder(Clock &clock, Session &session, std::unique_ptr<RecordingSink> sink, const Plan &plan);
    ~EventRecorder() override;

    void start();
    void setTitle(const QString &title);
    void setSpeakerName(const UserKey &speaker, const QString &name);
    /// By the server's clock, each as soon as it is known.
    void setPauses(const std::vector<WallSpan> &pauses);
    void setSilenced(const std::vector<SilencedSpan> &spans);
    /// The event is over: `finished` follows, once. By the server's clock, as the start.
    void end(WallTime ended);

    bool hasAny() const { return m_hasAny; } ///< a packet of the event
    bool isEnding() const { return m_ended.has_value(); }
    milliseconds duration() const { return m_progress.duration; }
    qint64 bytes() const { return m_progress.bytes; }
    /// Why it cannot be written, or read.
    std::optional<Failure> trouble() const;
    /// It has ended, and what the server keeps of it has not been had for so long that nobody need wait for it. It is
    /// asked on.
    bool isLeftForLater() const;

signals:
    void progressed();
    /// The recording; nothing where nobody said anything. Where the server keeps nothing of it any more, what a former run
    /// left on the disk: as soon as the server says so, not while its stream is away.
    void finished(const std::optional<earshot::RecordingInfo> &info);

private:
    void begin();
    void askWhatIsKept();
    void onKept(const JetStreamAnswer &answer);
    void askForNewest();
    void search();
    void read(quint64 from, quint64 newest);
    void look();
    void onEntry(const ArchiveEntry &entry);
    void onEnd();
    void finishWhereAllIsRead();
    void askForLast();
    void onLost(const Failure &failure);
    void noteLost(const Failure &failure);
    void onProgress(const RecordingSink::Progress &progress);
    void onFinished(const Result<RecordingInfo> &info);
    void give();
    void finish();
    void endWith(const std::optional<RecordingInfo> &info);
    void lookIn(microseconds wait);

    Clock &m_clock;
    Session &m_session;
    std::unique_ptr<RecordingSink> m_sink;
    Plan m_plan;
    AudioArchive m_archive;
    bool m_isAsking = false;
    bool m_isAsked = false; ///< what the server keeps
    bool m_isKeptNowhere = false; ///< says who can know it: there is no such stream
    std::unique_ptr<ArchiveSearch> m_search;
    std::unique_ptr<ArchiveReader> m_reader;
    std::unique_ptr<Timer> m_timer; ///< the next look
    std::vector<RecordedPacket> m_batch;
    std::optional<WallTime> m_ended;
    std::optional<Instant> m_mayFinishAt;
    std::optional<WallTime> m_lastStored;
    std::optional<quint64> m_next; ///< to be read; nothing before the start was found
    quint64 m_newest = 0; ///< known to be stored
    std::optional<quint64> m_last; ///< of the event, when it was over
    bool m_isAskingForLast = false;
    Instant m_waitsForLastUntil{};
    bool m_isUnsure = false; ///< whether the stream is the one that m_next counts in
    bool m_isAskingForNewest = false;
    int m_rests = 0; ///< in a row, with nothing new
    int m_run = 0; ///< of the sink
    qint64 m_given = 0; ///< bytes since m_run began
    bool m_isFull = false; ///< the sink has enough to do
    bool m_isFinishing = false;
    int m_triedInVain = 0; ///< to finish
    bool m_isDone = false;
    bool m_hasAny = false;
    RecordingSink::Progress m_progress;
    std::optional<Failure> m_lost; ///< why nothing is read
    Instant m_lostAt{}; ///< the first of them in a row
};

} // namespace earshot
