#pragma once

#include "base/clock.h"
#include "desk/jetstream.h"
#include "session/object_store.h"

#include <QByteArrayList>
#include <QObject>

#include <functional>

namespace earshot {

/// Takes out of the recordings' object store the chunks that no object names: of uploads that nobody finished. Those
/// stored within the last day stay, as another desk may be at it. Whatever fails is left for another time. Network thread.
///
///   Idle -start()-> metas read -> subjects of chunks counted -> for each that no meta names: its last one's time
///        -> old: purged -> Idle
class OrphanedChunks : public QObject
{
    Q_OBJECT
public:
    /// `isInUse`: a nuid that is being written here.
    OrphanedChunks(Clock &clock, Session &session, std::function<bool(const QByteArray &nuid)> isInUse);

    /// Nothing where it is under way.
    void start();

signals:
    void done(int purged);

private:
    void onMetas(const Result<std::vector<ObjectMeta>> &metas);
    void onSubjects(const JetStreamAnswer &answer, const QByteArrayList &named);
    void lookAtNext();
    void onLast(const QByteArray &subject, const JetStreamAnswer &answer);
    void ask(
        const QByteArray &verb, const QJsonObject &what, std::function<void(const JetStreamAnswer &)> then);
    void end();

    Clock &m_clock;
    Session &m_session;
    ObjectStore m_store;
    const std::function<bool(const QByteArray &)> m_isInUse;
    QByteArrayList m_unnamed; ///< subjects
    bool m_isUnderWay = false;
    int m_purged = 0;
};

} // namespace earshot
