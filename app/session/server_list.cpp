#include "session/server_list.h"

#include <algorithm>

namespace earshot {

namespace {
constexpr std::size_t kMostServers = 64;
}

void ServerList::configure(std::vector<ServerAddress> servers)
{
    m_configured = std::move(servers);
    m_servers = m_configured;
}

void ServerList::add(const std::vector<ServerAddress> &servers)
{
    for (std::vector<ServerAddress> *known : {&m_configured, &m_servers}) {
        for (const ServerAddress &server : servers) {
            if (known->size() < kMostServers && std::ranges::find(*known, server) == known->end())
                known->push_back(server);
        }
    }
}

void ServerList::learn(const QStringList &connectUrls, const ServerAddress &from)
{
    m_servers = m_configured;
    for (const QString &hostAndPort : connectUrls) {
        if (m_servers.size() >= kMostServers)
            return;
        const QUrl parsed(QStringLiteral("ws://") + hostAndPort);
        if (!parsed.isValid() || parsed.host().isEmpty())
            continue;
        ServerAddress learned = from;
        learned.url.setHost(parsed.host());
        learned.url.setPort(parsed.port());
        if (std::ranges::find(m_servers, learned) == m_servers.end())
            m_servers.push_back(std::move(learned));
    }
}

std::vector<ServerAddress> ServerList::without(const ServerAddress &lost) const
{
    std::vector<ServerAddress> others;
    std::ranges::copy_if(m_servers, std::back_inserter(others), [&](const auto &s) { return s != lost; });
    return others.empty() ? m_servers : others;
}

} // namespace earshot
