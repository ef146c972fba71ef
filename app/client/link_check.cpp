#include "client/link_check.h"

#include <algorithm>

namespace earshot {

LinkCheck::LinkCheck(Clock &clock, Random &random)
    : m_probe(clock, random)
{
    connect(&m_probe, &Probe::finished, this, &LinkCheck::finished);
    connect(&m_probe, &Probe::pageRead, this, &LinkCheck::onPage);
}

void LinkCheck::start(const Link &link)
{
    m_link = link;
    m_mayFollow = link.ticket.isEmpty();
    m_probe.start({link.server(), link});
}

/// A link without a ticket may lead to a plain web server, which only knows where the live servers are.
void LinkCheck::onPage(const DiscoveryPage &page)
{
    const bool isNamed = std::ranges::find(page.servers, m_link.server()) != page.servers.end();
    if (!m_mayFollow || page.servers.empty() || isNamed)
        return;
    m_mayFollow = false;
    m_probe.start({page.servers.front(), m_link});
}

} // namespace earshot
