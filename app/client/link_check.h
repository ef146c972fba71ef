#pragma once

#include "session/probe.h"
#include "wire/link.h"

namespace earshot {

/// Looks at the way to the servers of one link, whether or not it works: at the link's own host, and where its page
/// names others instead, at the first of those. Single-threaded.
class LinkCheck : public QObject
{
    Q_OBJECT
public:
    LinkCheck(Clock &clock, Random &random);

    void start(const Link &link);
    const std::optional<ProbeStats> &stats() const { return m_probe.stats(); }
    bool isDone() const { return stats() && stats()->isDone; }

signals:
    void finished();

private:
    void onPage(const DiscoveryPage &page);

    Probe m_probe;
    Link m_link;
    bool m_mayFollow = false; ///< the page has not been followed yet
};

} // namespace earshot
