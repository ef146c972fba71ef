#pragma once

#include "session/probe.h"
#include "session/second_opinion_reader.h"
#include "session/session.h"
#include "wire/link.h"

#include <QObject>

namespace earshot {

/// Starts a session for a link: at once where the link carries a ticket, else by way of the server's
/// discovery page. Renews a listener's ticket from that page before it ends. For a join it also finds out why a
/// line does not come up: probes the way to the server once for each kind of failure, and asks the page for a second
/// opinion, for other servers and for a ticket that still holds. Single-threaded (network thread).
class LineTarget : public QObject
{
    Q_OBJECT
public:
    enum class Purpose {
        Join,
        Watch, ///< nobody waits for it: no probe, no second opinion
    };

    LineTarget(Clock &clock, Random &random, Session &session, Purpose purpose = Purpose::Join);

    void open(const Link &link);
    void tryNow();
    /// The line has a speaker's ticket for now: the listener's is only kept up to date.
    void setTicketLent(bool lent) { m_isTicketLent = lent; }
    const QByteArray &ticket() const { return m_ticket; }

    /// Why the discovery page could not be read, and when it is tried again; nothing once a session runs.
    const std::optional<Failure> &failure() const { return m_failure; }
    /// As the session's own, completed by what happens before a session can start, by the probe and by the second
    /// opinion.
    SessionStats stats() const;
    const QString &serverName() const { return m_serverName; }
    /// The discovery page is on its way, for whatever reason.
    bool isReadingPage() const
    {
        return m_reader.isReading() || m_renewal.isReading() || m_opinion.isReading();
    }

signals:
    void changed();
    /// The listener's.
    void ticketChanged(const QByteArray &ticket);

private:
    void start(std::vector<ServerAddress> servers, const QByteArray &ticket);
    void readPage();
    void onPage(const DiscoveryPage &page);
    void onFailed(const Failure &failure);
    void onSessionChanged();
    void onBroken(const Failure &failure, const ServerAddress &server);
    bool isClockInDoubt(const Failure &failure) const;
    void onProbedPage(const DiscoveryPage &page);
    void adopt(const DiscoveryPage &page);
    bool takeTicket(const QByteArray &ticket);
    ServerAddress failedServer() const;
    void watchTicket();
    void renewTicketAt(WallTime due);

    Clock &m_clock;
    Random &m_random;
    Session &m_session;
    const Purpose m_purpose;
    DiscoveryReader m_reader; ///< of the first page
    DiscoveryReader m_renewal;
    Probe m_probe;
    SecondOpinionReader m_opinion;
    std::unique_ptr<Timer> m_retry;
    std::unique_ptr<Timer> m_renewalTimer;
    Link m_link;
    std::vector<ServerAddress> m_servers; ///< as the session was told
    QByteArray m_ticket; ///< as the session uses it
    bool m_isTicketLent = false;
    bool m_hasUntriedTicket = false; ///< m_ticket, since the last dial
    QString m_serverName;
    std::optional<Failure> m_failure;
    std::optional<Instant> m_nextTry;
    Instant m_since{};
    int m_attempt = 0;
    bool m_isReading = false;
    std::optional<Cause> m_probedFor; ///< in this row of failures
};

/// Whether a look at the way itself can tell more of such a failure. A server that is full or asks for patience
/// is left in peace.
bool isWorthProbing(const Failure &failure);

} // namespace earshot
