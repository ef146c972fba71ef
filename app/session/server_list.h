#pragma once

#include "wire/connection.h"

#include <vector>

namespace earshot {

/// The servers a line may go to: those of the link or page, and those the cluster's gossip adds.
class ServerList
{
public:
    void configure(std::vector<ServerAddress> servers);
    /// Further ones, beside those of `configure`; at most 64 are kept in all.
    void add(const std::vector<ServerAddress> &servers);
    /// `connectUrls` are `host:port` without a scheme: the scheme, path and pin of `from`, who said it, are
    /// kept. Replaces what was learned before; what is no address is left out.
    void learn(const QStringList &connectUrls, const ServerAddress &from);

    const std::vector<ServerAddress> &all() const { return m_servers; }
    /// All but `lost`; that one alone where there is no other.
    std::vector<ServerAddress> without(const ServerAddress &lost) const;
    int others() const { return m_servers.empty() ? 0 : int(m_servers.size()) - 1; }

private:
    std::vector<ServerAddress> m_configured;
    std::vector<ServerAddress> m_servers; ///< configured and learned
};

} // namespace earshot
