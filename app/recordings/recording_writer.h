#pragma once

#include "base/result.h"
#include "event/recording.h"
#include "event/silenced.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <stop_token>

namespace earshot {

/// One packet of a speaker as the server keeps it.
struct RecordedPacket {
    UserKey speaker;
    quint16 sequence = 0; ///< RTP (RFC 3550)
    quint32 timestamp = 0; ///< RTP, in 1/48000 s
    std::optional<ExactWallTime> captured; ///< civil time of its first sample, by the speaker's clock
    QByteArray payload; ///< one Opus packet of 1 to 3 frames of 20 ms
    WallTime stored{}; ///< by the server's clock
    bool isAgain = false; ///< sent once more, later than its time
};

/// Writes an event's recording into a folder while it runs: each speaker's packets as they were sent
/// (`<name>-<fingerprint>.opus`), all of them mixed (`programme.opus`), the overview (`waveform.dat`), and
/// `recording.json`. Ogg Opus (RFC 7845), pages of at most 1 s, files of mode 0600; each is playable whatever ends the
/// program at whatever byte. The same packets make the same files: after a restart it is written anew from what the
/// server keeps. Files of a former run stay until this one's are longer (they grow beside them as `….new`); where they
/// hold more of the beginning, they are kept as `former-1-…`. Single-threaded; slow (decodes and encodes), so it has a
/// thread of its own.
class RecordingWriter
{
public:
    /// What is beyond is left out, and a gap of cause Limit.
    struct Limits {
        std::size_t speakers = 256;
        std::size_t gapsOfASpeaker = 500; ///< more are one
        std::size_t gaps = 5000; ///< of all speakers
        milliseconds length = kMaxRecording;
    };
    struct Plan {
        QString folder; ///< made where it is missing
        EventId event;
        QString title;
        QString hostName;
        WallTime started{}; ///< the first sample's time; by the server's clock
        seconds heldBack{32}; ///< how old what is written is: speakers send again for 30 s
        /// What was stored before, the server has no more.
        std::optional<WallTime> keptFrom{};
        Limits limits{};
        std::stop_token stop{}; ///< told so (from any thread), `finish` reads and copies no more, and fails
    };

    /// Fails with FileUnwritable and the path.
    static Result<std::unique_ptr<RecordingWriter>> open(const Plan &plan);
    virtual ~RecordingWriter() = default;
    /// Of an event of which the server keeps nothing any more: makes the recording of what a former run left in that
    /// folder. Its end is missing (a gap of cause Server), unless it was written; what is damaged within a
    /// file is silence there, and a gap of that cause. What only a track lacks the programme has: a gap of no length in the account, with its
    /// speaker's name, at the end where the track is none any more. Fails with FileDamaged where there is
    /// nothing that plays; with FileUnreadable or FileUnwritable where another time may do.
    /// Takes as long as decoding all of it, unless it is told to stop (from any thread).
    static Result<RecordingInfo> finishFormer(
        const Plan &plan, WallTime ended, const std::stop_token &stop = {});

    virtual void setTitle(const QString &title) = 0;
    virtual void setSpeakerName(const UserKey &speaker, const QString &name) = 0;
    /// When the event was paused, by the server's clock: nothing that was said then is written, whenever it was stored. An open
    /// one is not written at all before it is known how it goes on. Said as soon as it is known.
    virtual void setPauses(const std::vector<WallSpan> &pauses) = 0;
    /// Whose sound is not written, and when; as pauses, but no gap of the recording: nobody heard it.
    virtual void setSilenced(const std::vector<SilencedSpan> &spans) = 0;
    /// In order of storing. What was before the start is not taken.
    virtual void add(const RecordedPacket &packet) = 0;
    /// All that was stored until then has been added: writes what cannot change any more. FileUnwritable where there is no
    /// room or no right; what could not be written is kept and tried again with the next call, up to 64 MB, beyond that it is a
    /// gap of cause Room in the files of this run, and `needsRewriting` says so.
    virtual Outcome writeUpTo(WallTime stored) = 0;
    virtual bool needsRewriting() const = 0;
    /// Somebody removed files of it, or the folder: all fails with FilesRemoved from then on, and another writer is to be opened.
    virtual bool isGone() const = 0;
    /// Writes the rest, chapters, gaps, tags and digests, each file replaced as a whole.
    virtual Result<RecordingInfo> finish(WallTime ended) = 0;
    /// As it is now.
    virtual RecordingInfo info() const = 0;
};

} // namespace earshot
