#include "client/host_server.h"

#include "wire/host_credentials.h"
#include "wire/websocket_connection.h"

namespace earshot {

namespace {

/// An engine that ends by itself is started again, but not more often than this.
constexpr seconds kRestartDistance{10};

/// The engine ends with this program. Where another program runs it from the same folder already, that one is used.
class OwnServer final : public HostServer
{
public:
    OwnServer(Clock &clock, Random &random, const EngineOptions &options)
        : m_clock(clock)
        , m_isForOthers(!options.bind.isLoopback())
        , m_server(clock, random, options)
    {
        connect(&m_server, &LocalServer::engineReady, this, [this] { onEngine(); });
        connect(&m_server, &LocalServer::deskReady, this, &HostServer::ready);
        connect(&m_server, &LocalServer::failed, this, [this](const Failure &failure) { onEnd(failure); });
        connect(&m_server, &LocalServer::stopped, this, &HostServer::ended);
        connect(&m_server.deskLine(), &Session::stateChanged, this, &HostServer::lineChanged);
    }

    void start() override
    {
        m_startedAt = m_clock.now();
        m_server.start(true);
    }
    void end() override
    {
        m_server.closeDesk();
        m_server.stop();
    }
    Desk &desk() override { return m_server.desk(); }
    const Session &line() const override { return m_server.deskLine(); }
    Link link(const EventId &event) const override { return m_server.link(event); }
    QString name() const override { return m_isForOthers ? m_server.link().server().display() : QString(); }

private:
    void onEngine()
    {
        const QUrl url = m_server.engine().addresses().webSocket.url;
        if (m_isForOthers && isLoopbackHost(url.host()))
            return emit failed({Cause::AlreadyRunning, QString::number(url.port())});
        if (!std::exchange(m_wasUp, true))
            m_server.openDesk();
    }
    void onEnd(const Failure &failure)
    {
        if (m_wasUp && m_clock.now() - m_startedAt > kRestartDistance)
            start();
        else
            emit failed(failure);
    }

    Clock &m_clock;
    const bool m_isForOthers;
    LocalServer m_server;
    Instant m_startedAt{};
    bool m_wasUp = false;
};

/// Reached with what its owner gave for it.
class GivenServer final : public HostServer
{
public:
    GivenServer(Clock &clock, Random &random, const HostCredentials &credentials, const QString &folder)
        : m_clock(clock)
        , m_credentials(credentials)
        , m_folder(folder)
        , m_session(clock, random, webSocketConnections(clock, random))
    {
        connect(&m_session, &Session::wentLive, this, [this] { onLive(); });
        connect(&m_session, &Session::stateChanged, this, [this] { onLine(); });
    }

    void start() override
    {
        Session::Config config;
        config.servers = {m_credentials.server->server()};
        config.credentials = m_credentials.desk;
        config.clientName = "earshot-desk";
        m_session.start(config);
    }
    void end() override
    {
        m_desk.reset();
        m_session.stop();
        QMetaObject::invokeMethod(this, &HostServer::ended, Qt::QueuedConnection);
    }
    Desk &desk() override { return *m_desk; }
    const Session &line() const override { return m_session; }
    Link link(const EventId &event) const override
    {
        Link link = *m_credentials.server;
        link.event = event;
        link.ticket = m_credentials.listenerTicket;
        return link;
    }
    QString name() const override { return m_credentials.server->server().display(); }

private:
    void onLive()
    {
        if (m_desk)
            return;
        EventDesk::Config config;
        config.issuer = SpeakerTickets::Issuer{m_credentials.account, m_credentials.speakerKey};
        if (Result<DeskIdentity> identity = DeskIdentity::take(m_folder))
            config.identity.holder = m_identity.emplace(std::move(*identity)).name();
        m_desk = std::make_unique<Desk>(m_clock, m_session, config);
        emit ready();
    }
    void onLine()
    {
        if (const auto *refused = std::get_if<Session::Refused>(&m_session.state()))
            emit failed(refused->cause);
        else
            emit lineChanged();
    }

    Clock &m_clock;
    const HostCredentials m_credentials;
    const QString m_folder;
    Session m_session;
    std::optional<DeskIdentity> m_identity;
    std::unique_ptr<Desk> m_desk;
};

} // namespace

Result<std::unique_ptr<HostServer>> makeHostServer(
    Clock &clock, Random &random, const HostPlan &plan, const HostServerOptions &options)
{
    if (plan.place == HostPlan::Place::Server) {
        const Result<HostCredentials> credentials = readHostCredentials(plan.credentials);
        if (!credentials)
            return credentials.failure();
        if (!credentials->server)
            return Failure{Cause::CredentialsUnusable, QStringLiteral("EARSHOT SERVER LINK")};
        return std::unique_ptr<HostServer>(
            std::make_unique<GivenServer>(clock, random, *credentials, options.folder));
    }
    EngineOptions engine{.dataFolder = options.folder, .program = options.program};
    if (plan.place == HostPlan::Place::Network && !engine.bind.setAddress(plan.bindAddress))
        return Failure{Cause::PlanUnusable, QStringLiteral("address")};
    return std::unique_ptr<HostServer>(std::make_unique<OwnServer>(clock, random, engine));
}

} // namespace earshot
