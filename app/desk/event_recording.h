#pragma once

#include "desk/event_desk.h"
#include "desk/event_recorder.h"
#include "desk/recording_publisher.h"
#include "desk/recording_removal.h"
#include "desk/recording_stats.h"

#include <memory>
#include <optional>

namespace earshot {

/// The recording of one event of a desk: made while the event is live, or after it; published by the desk that is in charge,
/// and told to everybody as it goes. Network thread.
///
///   None -> Promised        planned, or live
///   Promised -> BeingMade   the event has ended, or moved after its start
///   BeingMade -> Ready, Partial     published; None where nobody said anything
///   Promised -> None        cancelled, moved before its start
///   Ready, Partial -> Removed       the host took it off the server (`RemovedMark`)
class EventRecording : public QObject
{
    Q_OBJECT
public:
    /// Recordings are `<folder>/<event>/<start as yyyyMMddTHHmmssZ>/`.
    EventRecording(
        Clock &clock, Session &session, EventDesk &desk, const QString &folder, MakeRecordingSink makeSink);
    ~EventRecording() override;

    const RecordingStats &stats() const { return m_stats; }
    /// `<event>/<start>`: of the objects on the server, too.
    static QString nameOf(const EventId &event, WallTime started);
    /// A part is missing that the servers or this computer lost.
    static bool isPartial(const RecordingInfo &info);

signals:
    void changed(const earshot::RecordingStats &stats);

private:
    void look();
    void follow();
    void finish();
    void record();
    std::optional<RecordingInfo> finishedBefore() const;
    void onFinished(const std::optional<RecordingInfo> &info);
    void publishOrKeep();
    bool isAnotherOnesPublished() const;
    void onListenable();
    void onPublished(const Outcome &outcome);
    void onRemovedMeanwhile();
    void tell(RecordingPromise promise, const std::optional<RecordingNote> &note = {});
    void describe();
    bool isPublished() const; ///< with all files
    bool isListenable() const; ///< published, as far as everybody is told
    QString name() const { return nameOf(m_desk.state().id, *m_started); }
    RecordingNote note() const;

    Clock &m_clock;
    Session &m_session;
    EventDesk &m_desk;
    const QString m_folder;
    const MakeRecordingSink m_makeSink;
    RecordingPublisher m_publisher;
    RecordingRemoval m_removal; ///< of what was stored beside the mark
    std::unique_ptr<EventRecorder> m_recorder; ///< until it has finished
    std::optional<RecordingInfo> m_info; ///< finished
    std::optional<WallTime> m_started; ///< of what is recorded
    std::optional<WallTime> m_from; ///< the same by the server's clock
    bool m_isSilent = false; ///< it has ended, and nobody said anything
    bool m_isAllPublished = false;
    bool m_isSpoilt = false; ///< a finished file is not what it was
    std::optional<Failure> m_failure; ///< of a file to be published; all is made anew
    std::unique_ptr<Timer> m_look;
    std::unique_ptr<Timer> m_again;
    RecordingStats m_stats;
};

} // namespace earshot
