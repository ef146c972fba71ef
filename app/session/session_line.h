#pragma once

#include "wire/connection.h"

#include <map>
#include <memory>

namespace earshot {

/// One connection of a session, and what is subscribed on it. Single-threaded.
class SessionLine
{
public:
    explicit SessionLine(std::unique_ptr<Connection> connection)
        : m_connection(std::move(connection))
    { }
    ~SessionLine(); ///< closes it at once
    /// Closes it; the connection itself goes with the next round of the event loop, so this may be called from
    /// one of its own signals.
    static void retire(std::unique_ptr<SessionLine> line);

    Connection &connection() const { return *m_connection; }
    void subscribe(const QByteArray &subject); ///< once, however often it is called
    void unsubscribe(const QByteArray &subject);
    /// The subject that was subscribed to with this id; empty where there is none.
    QByteArray subjectOf(quint64 sid) const;

private:
    std::unique_ptr<Connection> m_connection;
    std::map<QByteArray, quint64> m_sids;
    std::map<quint64, QByteArray> m_subjects;
};

} // namespace earshot
