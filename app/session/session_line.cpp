#include "session/session_line.h"

namespace earshot {

SessionLine::~SessionLine()
{
    if (!m_connection)
        return;
    m_connection->disconnect();
    m_connection->close();
}

void SessionLine::retire(std::unique_ptr<SessionLine> line)
{
    if (!line)
        return;
    line->m_connection->disconnect();
    line->m_connection->close();
    line->m_connection.release()->deleteLater();
}

void SessionLine::subscribe(const QByteArray &subject)
{
    if (m_sids.contains(subject))
        return;
    const quint64 sid = m_connection->subscribe(subject);
    m_sids[subject] = sid;
    m_subjects[sid] = subject;
}

void SessionLine::unsubscribe(const QByteArray &subject)
{
    const auto found = m_sids.find(subject);
    if (found == m_sids.end())
        return;
    m_connection->unsubscribe(found->second);
    m_subjects.erase(found->second);
    m_sids.erase(found);
}

QByteArray SessionLine::subjectOf(quint64 sid) const
{
    const auto found = m_subjects.find(sid);
    return found == m_subjects.end() ? QByteArray() : found->second;
}

} // namespace earshot
