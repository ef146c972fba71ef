#pragma once

#include "base/random.h"
#include "session/discovery_reader.h"
#include "session/probe_dial.h"
#include "session/probe_http.h"
#include "session/probe_stats.h"
#include "session/probe_tls.h"
#include "wire/host_lookup.h"

namespace earshot {

/// Looks at the way to one server step by step, and at its discovery page beside it, to find out where a join
/// broke. Over within kLongestProbe, whatever the other side does.
///
///   Resolve -> Tcp -> Tls (wss) -> Http     one after the other, each with a deadline of its own
///   Page                                    beside them; where it lies on the same server, once TCP is up
///   plain HTTP on port 80                   where TCP or TLS failed: does a portal answer in the server's place?
///
/// It asks for an upgrade without a ticket, says nothing to a server whose certificate it does not believe, and
/// contacts no other host. Single-threaded (network thread).
class Probe : public QObject
{
    Q_OBJECT
public:
    struct Target {
        ServerAddress server;
        Link page; ///< whose discovery page is read
        quint16 plainPort = 80; ///< where a portal would answer without TLS
    };
    static constexpr milliseconds kLongestProbe{2900};

    Probe(Clock &clock, Random &random);
    ~Probe() override;

    /// Again from the beginning, if it is running.
    void start(const Target &target);
    /// Nothing is signalled afterwards.
    void stop();
    bool isRunning() const { return m_stats && !m_stats->isDone; }
    /// Of the last start, growing while it runs; nothing before the first and after `stop`.
    const std::optional<ProbeStats> &stats() const { return m_stats; }

signals:
    void changed();
    /// After the last `changed`. Slots of this and of `pageRead` may start and stop.
    void finished();
    void pageRead(const earshot::DiscoveryPage &page);

private:
    void resolve();
    void onResolved(const QHostInfo &result);
    void dial(const QList<QHostAddress> &addresses);
    void onConnected();
    void onDialSettled();
    void shakeHands();
    void onDistrusted(const Failure &failure);
    void askForUpgrade();
    void onAnswer(const HttpAnswer &answer);
    void lookPlain();
    void onPlainAnswer(const HttpAnswer &answer);
    void readPage();
    void onPage(const DiscoveryPage &page);
    void onNoPage(const Failure &failure);

    ProbeFinding &finding(ProbeStep step) { return m_stats->findings[size_t(step)]; }
    void begin(ProbeStep step, milliseconds limit);
    void pass(ProbeStep step, const QString &detail);
    void fail(ProbeStep step, const Failure &failure);
    void skip(ProbeStep step, const QString &detail = {});
    void close(ProbeStep step, ProbeOutcome outcome, const QString &detail);
    void breakOff(ProbeStep step, const Failure &failure);
    void onDeadline(ProbeStep step);
    void onTimeIsUp();
    void finishIfDone();
    void finish();
    void hangUp();
    void dropSockets();
    bool isSecure() const { return m_target.server.url.scheme() == QLatin1String("wss"); }
    bool pageIsOnServer() const;
    bool isElsewhere(const QString &host) const;
    quint16 port() const;
    void noteDate(const std::optional<WallTime> &date);

    Clock &m_clock;
    Random &m_random;
    Target m_target;
    std::optional<ProbeStats> m_stats;
    std::array<Instant, 5> m_begun{};
    std::unique_ptr<Timer> m_stepDeadline; ///< of the present step
    std::unique_ptr<Timer> m_deadline; ///< of the whole
    std::unique_ptr<Timer> m_grace; ///< for the addresses that have not answered yet
    HostLookup m_lookup;
    QHostAddress m_address; ///< that is asked without TLS
    bool m_isLookingPlain = false;
    DiscoveryReader m_page;
    // Users of a socket stand behind it: they are destroyed first.
    std::unique_ptr<QSslSocket> m_socket;
    std::unique_ptr<QTcpSocket> m_plainSocket;
    std::unique_ptr<ProbeDial> m_dial;
    std::unique_ptr<ProbeTls> m_tls;
    std::unique_ptr<ProbeHttp> m_http;
    std::unique_ptr<ProbeHttp> m_plainHttp;
};

} // namespace earshot
