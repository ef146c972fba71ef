#pragma once

#include "client/copy_files.h"
#include "client/copy_stats.h"
#include "event/event_state.h"
#include "wire/rtp_packet.h"

#include <QHash>

namespace earshot {

/// A listener's own copy of one event: what they hear, each packet once, also what was caught up with, in
/// a folder of its own in the format of recordings. Who
/// is back in the past when it begins has it from there on; who goes back later keeps nothing of what came before it.
///
///   nothing -> writing   at the first packet, while the event runs and its host allows copies
///   writing -> writing   files of it are gone: in another folder
///   writing -> nothing   the host allows it no more, the event is over, this ends, what waits for a disk that hangs is too
///                        much, or it is as long as a recording can be; later there may be another folder
///
/// Network thread; the files are written on the thread of `files`, in order, and finished there also after this has ended.
class OwnCopy : public QObject
{
    Q_OBJECT
public:
    using OpenWriter
        = std::function<Result<std::unique_ptr<RecordingWriter>>(const RecordingWriter::Plan &plan)>;

    /// `files` lives on the thread that writes, which must run on until all is finished.
    OwnCopy(Clock &clock, CopyFiles &files, const QString &folder, const EventId &event, OpenWriter open);
    ~OwnCopy() override;

    void follow(const EventState &state);
    /// `arrival`: when it came, or would have come had the listener been live.
    void take(const UserKey &speaker, const RtpPacket &packet, Instant arrival);

    const CopyStats &stats() const { return m_stats; }

signals:
    void statsChanged(const earshot::CopyStats &stats);

private:
    struct Writing;
    struct Heard {
        quint32 ssrc = 0;
        quint32 timestamp = 0; ///< RTP
    };

    bool isFlowing();
    WallTime civilTimeOf(Instant arrival);
    void begin(WallTime started);
    void end();
    bool isNew(const UserKey &speaker, const RtpPacket &packet);
    void nameSpeakers();
    void show(const CopyStats &stats);
    CopyStats withWritten(CopyStats stats) const;
    void post(std::function<void(Writing &)> task, qint64 bytes = 0);

    Clock &m_clock;
    CopyFiles &m_files;
    const QString m_folder;
    const EventId m_event;
    const OpenWriter m_open;
    EventState m_state;
    bool m_isOn = false; ///< it runs, and copies are allowed
    bool m_isStuck = false; ///< too much waits: nothing is taken until all of it is written
    std::shared_ptr<Writing> m_writing; ///< null = nothing is written
    QHash<UserKey, QString> m_names; ///< as the writer knows them
    QHash<UserKey, Heard> m_heard; ///< the newest of each
    milliseconds m_ahead{0}; ///< civil time, of the clock's
    WallTime m_newest{}; ///< of all that was taken
    WallTime m_writtenUpTo{};
    CopyStats m_stats;
};

} // namespace earshot
