#pragma once

#include "base/clock.h"
#include "desk/jetstream.h"
#include "event/schedule_card.h"
#include "session/object_store.h"
#include "session/session.h"

#include <QObject>

#include <functional>
#include <memory>

namespace earshot {

/// Takes one recording off the server, for good: all its objects are deleted (ADR-20: a meta that says so in the place of
/// the object's, its chunks purged), and its event's card names it no more. Whether a desk runs for the event or
/// not: the deleted programme is the mark that each desk of it respects (`RemovedMark`), and a card that was written over meanwhile
/// is written again. What was begun and broke off is gone on with by the next try. Network thread.
///
///   Idle -remove()-> Programme -> Card -> Objects -> Objects … (until there are none)
///        -> Settling (while a desk holds the lease that still has it, kSettling at most) -> Card, Idle, done
class RecordingRemoval : public QObject
{
    Q_OBJECT
public:
    static constexpr seconds kSettling{6}; ///< longer than a desk that lives takes to renew its lease

    RecordingRemoval(Clock &clock, Session &session);

    /// The recording of `event` in `folder` of the object store. `done` follows once.
    void remove(const EventId &event, const QString &folder);
    int removed() const { return m_removed; } ///< objects, by now

signals:
    /// Fails with what the server said to the first thing that it did not do (StorageFull and NotPermitted among it), or
    /// with RequestTimeout.
    void done(const earshot::Outcome &outcome);

private:
    using Then = std::function<void(const JetStreamAnswer &)>;

    void removeProgramme();
    void markDeleted(const QString &name, const QByteArray &nuid, const std::function<void()> &then);
    void putMark(const QString &name, const QByteArray &nuid, const Then &then);
    void purge(const QByteArray &nuid, const std::function<void()> &then);
    void readCard();
    void onCard(const JetStreamAnswer &answer);
    void putCard(ScheduleCard card, quint64 sequence);
    void listObjects();
    void onListed(const Result<std::vector<ObjectMeta>> &all);
    void removeNext();
    void settle();
    void onLease(const JetStreamAnswer &answer);
    void end(const Outcome &outcome);
    void get(const QByteArray &stream, const QByteArray &subject, Then then);
    void ask(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers, Then then);

    Clock &m_clock;
    Session &m_session;
    ObjectStore m_store;
    std::unique_ptr<Timer> m_timer;
    std::optional<EventId> m_event; ///< nothing: Idle
    QString m_folder;
    std::vector<ObjectMeta> m_objects; ///< still to be removed
    std::optional<Instant> m_settlesUntil;
    int m_removed = 0;
    int m_lists = 0;
    int m_cardTries = 0;
};

} // namespace earshot
