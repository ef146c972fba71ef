#pragma once

#include "base/clock.h"
#include "desk/jetstream.h"
#include "desk/object_metas.h"
#include "event/schedule_card.h"
#include "session/session.h"
#include "wire/object_meta.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <map>
#include <memory>

namespace earshot {

/// Takes one recording off the server, for good: all its objects are deleted (ADR-20: a meta that says so in the place of
/// the object's, its chunks purged), and its event's card names it no more. Whether a desk runs for the event or
/// not: the deleted programme is the mark that each desk of it respects (`RemovedMark`), and a card that was written over meanwhile
/// is written again. What was begun and broke off is gone on with by the next try: chunks of what is deleted already are purged
/// once more, and other objects are named until their chunks are gone. Network thread.
///
///   Idle -remove()-> Looking     what the store's leader has of it; later only what is newer
///   Looking  -> Programme -> Card -> Objects -> Looking … (until there are none)
///            -> Settling (while a desk holds the lease that still has it, kSettling at most) -> Card -> Looking -> Idle, done
class RecordingRemoval : public QObject
{
    Q_OBJECT
public:
    static constexpr seconds kSettling{6}; ///< longer than a desk that lives takes to renew its lease

    RecordingRemoval(Clock &clock, Session &session);

    /// The recording of `event` in `folder` of the object store, also one that no card names (any more). Without a folder the
    /// newest of the event whose removal broke off. `done` follows once.
    void remove(const EventId &event, const QString &folder);
    const QString &folder() const { return m_folder; }
    int removed() const { return m_removed; } ///< objects, by now

signals:
    /// Fails with EventUnknown where there is no such recording, neither stored nor on the card; with what the server said to the first thing that it did not do (StorageFull and NotPermitted among it), or
    /// with RequestTimeout.
    void done(const earshot::Outcome &outcome);

private:
    using Then = std::function<void(const JetStreamAnswer &)>;

    void look();
    void onLooked();
    void onFirstLook();
    QString folderLeftOver() const;
    void checkCard();
    void removeProgramme();
    void markDeleted(const QString &name, const QByteArray &nuid, const std::function<void()> &then);
    void putMark(const QString &name, const QByteArray &nuid, const Then &then);
    void purge(const QByteArray &nuid, const std::function<void()> &then);
    void readCard();
    void onCard(const JetStreamAnswer &answer);
    void putCard(ScheduleCard card, quint64 sequence);
    void removeNext();
    void settle();
    void onLease(const JetStreamAnswer &answer);
    void end(const Outcome &outcome);
    void get(const QByteArray &stream, const QByteArray &subject, Then then);
    void ask(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers, Then then);

    Clock &m_clock;
    Session &m_session;
    ObjectMetas m_metas;
    std::unique_ptr<Timer> m_timer;
    std::optional<EventId> m_event; ///< nothing: Idle
    QString m_folder;
    std::map<QString, ObjectMeta> m_objects; ///< by name: still to be removed, or to be purged
    QSet<QByteArray> m_purged; ///< nuids
    quint64 m_turn = 0; ///< counts removals, so that late answers of an earlier one are known
    std::optional<Instant> m_settlesUntil;
    bool m_isSettled = false;
    int m_removed = 0;
    int m_looks = 0;
    int m_cardTries = 0;
};

} // namespace earshot
