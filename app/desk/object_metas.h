#pragma once

#include "desk/jetstream.h"
#include "session/session.h"
#include "wire/object_meta.h"

#include <QObject>

#include <functional>

namespace earshot {

/// Looks through all that the recordings' object store says of its objects, on a store of any size: as its leader has it, in
/// kStretches side by side, one meta after the other. A later look goes on where the last one ended. Network thread.
class ObjectMetas : public QObject
{
    Q_OBJECT
public:
    /// 5000 objects over a line of 100 ms are looked through in half a minute.
    static constexpr quint64 kStretches = 16;

    explicit ObjectMetas(Session &session);

    /// Gives each to `take`, also of objects that are deleted, in no order; then `done`. Fails with EventUnknown where the server has no such store.
    void look(std::function<void(const ObjectMeta &)> take, std::function<void(const Outcome &)> done);
    /// Nothing more is said; the next look begins from the start.
    void stop();
    /// Of metas and of chunks, when the last look began.
    qint64 subjects() const { return m_subjects; }

private:
    using Then = std::function<void(const JetStreamAnswer &)>;

    void lookThrough(quint64 first, quint64 last);
    void lookFurther(quint64 next, quint64 last);
    void onMeta(const JetStreamAnswer &answer, quint64 next, quint64 last);
    void onStretchDone();
    void end(const Outcome &outcome);
    void ask(const QByteArray &verb, const QByteArray &payload, Then then);

    Session &m_session;
    std::function<void(const ObjectMeta &)> m_take;
    std::function<void(const Outcome &)> m_done;
    quint64 m_next = 1; ///< of the store's sequences: those before are looked at
    quint64 m_stretches = 0; ///< that are not looked through yet
    quint64 m_turn = 0; ///< counts looks, so that late answers of an earlier one are known
    qint64 m_subjects = 0;
};

} // namespace earshot
