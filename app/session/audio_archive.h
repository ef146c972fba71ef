#pragma once

#include "session/archived_packet.h"
#include "session/session.h"

#include <functional>
#include <memory>

namespace earshot {

/// Asks the server for what it kept of one event (stream EARSHOT_AUDIO) by DIRECT.GET (ADR-31): no consumer,
/// any replica may answer. Single-threaded; after it is gone no answer is given.
class AudioArchive
{
public:
    /// One message, nothing where there is none; fails with NoResponders where the server keeps nothing.
    using Answer = std::function<void(const Result<std::optional<ArchiveEntry>> &)>;
    /// `isLast`: nothing newer is stored.
    using BatchEnd = std::function<void(const Outcome &outcome, bool isLast)>;
    using Seen = std::function<void(const ArchiveEntry &)>;

    /// `seen` gets every entry of every answer first.
    AudioArchive(Session &session, const EventId &event, Seen seen);

    void newest(Answer answer);
    void atOrAfter(quint64 sequence, Answer answer);

    /// Whether the server gives many messages for one request (since 2.11).
    bool readsBatches() const;
    void doNotBatch() { m_batchesFail = true; }
    /// Up to `count` messages from `sequence` on, in order.
    void batch(quint64 sequence, int count, Seen each, BatchEnd end);

    quint64 requests() const { return m_requests; }

private:
    struct Batch;

    void ask(const QByteArray &body, quint64 least, Answer answer);
    bool takeOfBatch(Batch &batch, const Result<NatsMessage> &answer);

    Session &m_session;
    EventId m_event;
    Seen m_seen;
    QByteArray m_filter; ///< the event's subjects
    bool m_batchesFail = false;
    quint64 m_requests = 0;
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace earshot
