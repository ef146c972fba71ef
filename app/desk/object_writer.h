#pragma once

#include "base/clock.h"
#include "desk/jetstream.h"
#include "desk/orphaned_chunks.h"
#include "desk/stream_setup.h"
#include "session/session.h"
#include "wire/object_meta.h"

#include <QCryptographicHash>
#include <QFile>
#include <QObject>

#include <memory>
#include <optional>

namespace earshot {

/// Puts one file after the other into the recordings' object store (NATS ADR-20), whose stream it makes. Network thread.
///
///   Idle     -put()-> Seeking    the same is there already -> Idle, done
///   Seeking  -> Purging -> Idle, done     a host has removed it: the chunks go, too
///   Seeking  -> Counting         what a former try has stored of these bytes stays
///   Counting -> Hashing -> Sending     the last one stored has the number that the count says; a window on their way
///   Sending  -> Counting         a chunk was not acknowledged: what is stored is asked for, and gone on with
///   Sending  -> Verifying -> Closing     all chunks are stored, and as many: meta, with Nats-Rollup
///   Closing  -> Purging -> Idle, done     the former object's chunks
///   Closing  -> Seeking          somebody stored a meta since the last look: by another desk, or a host's that it is deleted
///   any      -> Waiting -> Seeking     line lost, no answer, no room: again later
///
/// The chunks' subject follows from name, digest and the chunks' size: the same file goes on where another desk stopped. What the server
/// has of them is the beginning of the file, as they go out in order and are not stored twice (Nats-Msg-Id); where that
/// turns out to be wrong, they are purged and begun anew on another subject. What uploads of long ago left there is
/// purged beside the first file, and where there is no room.
class ObjectWriter : public QObject
{
    Q_OBJECT
public:
    struct File {
        QString path;
        QString name; ///< of the object
        qint64 bytes = 0;
        QByteArray sha256; ///< 32 bytes

        bool operator==(const File &) const = default;
    };
    /// Chunks on their way, 512 KiB of them: at 50 Mbit/s what is live waits for less than 0.1 s, and with 100 ms there and
    /// back 5 MB/s go.
    static constexpr int kWindow = 32;

    ObjectWriter(Clock &clock, Session &session);
    ~ObjectWriter() override;

    /// `done` follows once; one file at a time.
    void put(const File &file);
    void stop();
    qint64 stored() const { return m_acknowledged * kObjectChunk; } ///< bytes of the present file, roughly
    /// Why nothing goes on at the moment; it is tried again.
    const std::optional<Failure> &trouble() const { return m_trouble; }

    /// `attempt` counts from 0.
    static QByteArray nuidOf(const File &file, int attempt);
    static StreamSetup::Plan bucket();

signals:
    void progressed();
    /// Stored, checked by the server; or the file itself is not what it was said to be (FileUnreadable, FileDamaged); or
    /// an object of that name was deleted, which its host means (EventUnknown).
    void done(const earshot::Outcome &outcome);

private:
    enum class Step { Idle, Seeking, Counting, Hashing, Sending, Verifying, Closing, Purging, Waiting };

    void onBucket(const Outcome &outcome);
    void seek();
    void onMeta(const JetStreamAnswer &answer);
    void count();
    void onCount(const JetStreamAnswer &answer);
    void onLastStored(qint64 stored, const JetStreamAnswer &answer);
    void goOnAfter(qint64 stored);
    void purge(const QByteArray &nuid, void (ObjectWriter::*then)());
    void hashStored();
    void send();
    void sendChunk();
    void onAcknowledged(qint64 chunk, const JetStreamAnswer &answer);
    void verify();
    void beginAnew();
    void closeObject();
    void onMetaStored(const JetStreamAnswer &answer);
    void finish();
    void endRemoved();
    void end(const Outcome &outcome);
    void waitAfter(const Failure &failure);
    void ask(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers,
        std::function<void(const JetStreamAnswer &)> then);
    QByteArray readChunk();
    qint64 chunks() const { return (m_file.bytes + kObjectChunk - 1) / kObjectChunk; }

    Clock &m_clock;
    Session &m_session;
    StreamSetup m_bucket;
    OrphanedChunks m_orphans;
    bool m_isThere = false; ///< the bucket
    std::unique_ptr<Timer> m_timer;
    Step m_step = Step::Idle;
    quint64 m_turn = 0; ///< counts tries, so that a late answer of an earlier one is known
    File m_file;
    int m_attempt = 0;
    QByteArray m_nuid;
    QByteArray m_formerNuid; ///< of the object that this one replaces; empty = none
    quint64 m_formerMeta = 0; ///< what its last look found: the stream's sequence, 0 = nothing
    QFile m_reader;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_sent = 0; ///< chunks
    qint64 m_acknowledged = 0; ///< chunks, in order
    int m_onTheirWay = 0;
    bool m_isBroken = false; ///< a chunk failed: nothing more is sent until what is on its way is answered
    quint64 m_lastStored = 0; ///< the stream's sequence of the last chunk acknowledged
    std::optional<Failure> m_trouble;
};

} // namespace earshot
