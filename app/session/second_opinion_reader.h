#pragma once

#include "base/random.h"
#include "session/discovery_reader.h"
#include "session/second_opinion_stats.h"

namespace earshot {

/// Reads the discovery page while the live servers do not answer, and keeps what it says of one event.
///
/// A crowd that waits must not make it worse: the first reading comes within 1 s of `ask`, the next ones 30 to 40 s
/// apart; each failure doubles that distance, and a server that has no page is asked again after 10 min.
/// Single-threaded (network thread).
class SecondOpinionReader : public QObject
{
    Q_OBJECT
public:
    SecondOpinionReader(Clock &clock, Random &random);

    /// The line is down: reads, again and again, until `rest`. Asked twice it goes on as it was.
    void ask(const Link &link);
    /// The line is up: what was read counts no more.
    void rest();
    /// The page was read by somebody else just now.
    void take(const Link &link, const DiscoveryPage &page);
    const std::optional<SecondOpinion> &opinion() const { return m_opinion; }
    bool isReading() const { return m_reader.isReading(); }

signals:
    void pageRead(const earshot::DiscoveryPage &page);

private:
    void onPage(const DiscoveryPage &page);
    void onFailed(const Failure &failure);
    void readAfter(milliseconds wait);

    Clock &m_clock;
    Random &m_random;
    DiscoveryReader m_reader;
    std::unique_ptr<Timer> m_next;
    Link m_link;
    bool m_isAsked = false;
    std::optional<Instant> m_askedLast; ///< the page
    int m_failures = 0; ///< in a row
    bool m_hasNoPage = false;
    std::optional<SecondOpinion> m_opinion;
};

} // namespace earshot
