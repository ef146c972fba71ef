#pragma once

#include "session/discovery_reader.h"
#include "session/session.h"
#include "wire/link.h"

#include <QObject>

namespace earshot {

/// Starts a session for a link: at once where the link carries a ticket, else by way of the server's
/// discovery page. Single-threaded (network thread).
class LineTarget : public QObject
{
    Q_OBJECT
public:
    LineTarget(Clock &clock, Random &random, Session &session);

    void open(const Link &link);
    void tryNow();

    /// Why the discovery page could not be read, and when it is tried again; nothing once a session runs.
    const std::optional<Failure> &failure() const { return m_failure; }
    /// As the session's own, completed by what happens before a session can start.
    SessionStats stats() const;
    const QString &serverName() const { return m_serverName; }

signals:
    void changed();

private:
    void readPage();
    void onPage(const DiscoveryPage &page);
    void onFailed(const Failure &failure);

    Clock &m_clock;
    Random &m_random;
    Session &m_session;
    DiscoveryReader m_reader;
    std::unique_ptr<Timer> m_retry;
    Link m_link;
    QString m_serverName;
    std::optional<Failure> m_failure;
    std::optional<Instant> m_nextTry;
    Instant m_since{};
    int m_attempt = 0;
    bool m_isReading = false;
};

} // namespace earshot
