#pragma once

#include "base/clock.h"
#include "desk/object_metas.h"

#include <QByteArrayList>
#include <QObject>
#include <QSet>

#include <functional>

namespace earshot {

/// Takes out of the recordings' object store the chunks that no object names: of uploads that nobody finished. Those
/// stored within the last day stay, as another desk may be at it. Whatever fails is left for another time; so is a store of more
/// than kMostSubjects, as a server names them all in one answer, and a longer one ends the line. Network thread.
///
///   Idle -start()-> metas read (again while there were newer ones) -> subjects of chunks counted -> for each that no meta names: its last one's time
///        -> old: purged -> Idle
class OrphanedChunks : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 kMostSubjects = 7000; ///< of 66 bytes each, with what is deleted

    /// `isInUse`: a nuid that is being written here.
    OrphanedChunks(Clock &clock, Session &session, std::function<bool(const QByteArray &nuid)> isInUse);

    /// Nothing where it is under way.
    void start();

signals:
    void done(int purged);

private:
    void lookAtMetas();
    void onLooked(const Outcome &outcome);
    void onSubjects(const JetStreamAnswer &answer);
    void lookAtNext();
    void onLast(const QByteArray &subject, const JetStreamAnswer &answer);
    void ask(
        const QByteArray &verb, const QJsonObject &what, std::function<void(const JetStreamAnswer &)> then);
    void end();

    Clock &m_clock;
    Session &m_session;
    ObjectMetas m_metas;
    const std::function<bool(const QByteArray &)> m_isInUse;
    QSet<QByteArray> m_named; ///< subjects
    bool m_isAnyNew = false; ///< in this look: one that is stored anew meanwhile has moved to the end
    QByteArrayList m_unnamed; ///< subjects
    bool m_isUnderWay = false;
    int m_purged = 0;
};

} // namespace earshot
