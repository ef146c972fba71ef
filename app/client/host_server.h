#pragma once

#include "client/host_view.h"
#include "client/local_server.h"

#include <QObject>

#include <memory>

namespace earshot {

/// A server with a host's desk on it: an engine of one's own, or somebody else's server. Network thread.
class HostServer : public QObject
{
    Q_OBJECT
public:
    virtual void start() = 0;
    /// Gives the events' leases back and ends what was started; `ended` follows.
    virtual void end() = 0;

    // after `ready`
    virtual Desk &desk() = 0;
    virtual const Session &line() const = 0;
    virtual Link link(const EventId &event) const = 0; ///< with the listener's ticket
    virtual QString name() const = 0; ///< as people know it; empty = this computer

signals:
    void ready();
    void lineChanged();
    /// It could not be started, or nothing goes on by itself any more.
    void failed(const earshot::Failure &failure);
    void ended();
};

struct HostServerOptions {
    QString folder; ///< of engine, keys and the desk's identity; 0700
    QString program; ///< nats-server
    QString recordings; ///< folder
};

/// By the plan's place. Fails with BadData (its address, its credentials, or their server).
Result<std::unique_ptr<HostServer>> makeHostServer(
    Clock &clock, Random &random, const HostPlan &plan, const HostServerOptions &options);

} // namespace earshot
