#pragma once

#include "engine/engine_keys.h"
#include "support/nats_server.h"
#include "wire/connection.h"

#include <memory>
#include <vector>

namespace earshot::test {

/// A real cluster of nats-servers with JetStream on loopback, which lets in by Earshot's tickets and roles
/// (operator mode, as the engine makes it).
class NatsCluster
{
public:
    explicit NatsCluster(int nodes = 3);

    /// Starts all and waits until they have elected who places the streams; false after 30 s.
    bool start();
    int size() const { return int(m_nodes.size()); }
    /// One node, to be killed, started again (on the same ports, with its files), or asked to move its clients.
    NatsServer &node(int index) { return *m_nodes[size_t(index)]; }
    /// The node that a line goes to, by the port of its address; -1 where it is none of them.
    int nodeOf(const ServerAddress &address) const;
    ServerAddress address(int index) const { return {m_nodes[size_t(index)]->url(), {}}; }
    std::vector<ServerAddress> addresses() const;

    Credentials listener(WallTime now) const;
    Credentials desk(WallTime now) const;
    /// For that key and event.
    Credentials speaker(const NKey &key, const QString &event, WallTime now) const;
    /// What a desk needs to admit speakers.
    EngineKeys keys() const { return m_keys.forDesk(); }

private:
    OwnerKeys m_keys;
    std::vector<std::unique_ptr<NatsServer>> m_nodes;
};

} // namespace earshot::test
