#pragma once

#include "recordings/recording_writer.h"

#include <QObject>

#include <vector>

namespace earshot {

/// Where a recording's packets go: a `RecordingWriter` somewhere else. Every call returns at once; what is said comes
/// back later, in order.
class RecordingSink : public QObject
{
    Q_OBJECT
public:
    struct Progress {
        int run = 0; ///< of the `begin` that it is about
        milliseconds duration{0};
        qint64 bytes = 0; ///< on the disk
        qint64 taken = 0; ///< bytes of what was given since `begin` and is worked through
        std::optional<Failure> failure; ///< it cannot be written at the moment
        bool needsRewriting = false; ///< from the event's start, and there is room again
    };

    /// A recording from its start; what a former run wrote in that folder is written anew. `run` names it in what is said.
    virtual void begin(int run, const RecordingWriter::Plan &plan) = 0;
    virtual void setTitle(const QString &title) = 0;
    virtual void setSpeakerName(const UserKey &speaker, const QString &name) = 0;
    virtual void setPauses(const std::vector<WallSpan> &pauses) = 0; ///< after `begin`
    virtual void setSilenced(const std::vector<SilencedSpan> &spans) = 0; ///< after `begin`
    virtual void add(const std::vector<RecordedPacket> &packets) = 0;
    virtual void writeUpTo(WallTime stored) = 0; ///< `progressed` follows
    virtual void finish(WallTime ended) = 0; ///< `finished` follows
    /// Without `begin`: what a former run left (`RecordingWriter::finishFormer`); `finished` follows.
    virtual void finishFormer(int run, const RecordingWriter::Plan &plan, WallTime ended) = 0;

    /// What an added packet counts in `Progress::taken`.
    static qint64 weightOf(const RecordedPacket &packet) { return packet.payload.size() + 64; }

signals:
    void progressed(const earshot::RecordingSink::Progress &progress);
    void finished(int run, const earshot::Result<earshot::RecordingInfo> &info);
};

/// Makes a sink of one's own.
using MakeRecordingSink = std::function<std::unique_ptr<RecordingSink>()>;

} // namespace earshot
