#include "client/local_server.h"

#include "engine/private_file.h"
#include "wire/websocket_connection.h"

namespace earshot {

namespace {
constexpr std::chrono::hours kTicketValidity{24 * 30};
}

LocalServer::LocalServer(Clock &clock, Random &random, const EngineOptions &options)
    : m_clock(clock)
    , m_folder(options.dataFolder)
    , m_engine(options, clock)
    , m_session(clock, random, webSocketConnections(clock, random))
{
    connect(&m_engine, &Engine::ready, this, &LocalServer::engineReady);
    connect(&m_engine, &Engine::ended, this, &LocalServer::stopped);
    connect(&m_engine, &Engine::stopped, this, &LocalServer::failed);
    connect(&m_engine, &Engine::failed, this, [this](const Failure &failure) {
        if (failure.cause == Cause::AlreadyRunning && m_mayAttach)
            m_engine.attach();
        else
            emit failed(failure);
    });
    connect(&m_session, &Session::wentLive, this, &LocalServer::onLive);
}

void LocalServer::start(bool mayAttach)
{
    m_mayAttach = mayAttach;
    m_engine.start();
}

void LocalServer::stop()
{
    m_session.stop();
    m_engine.stop();
}

Link LocalServer::link(const std::optional<EventId> &event) const
{
    const ServerAddress &address = m_engine.addresses().webSocket;
    const QUrl &url = address.url;
    Link link;
    link.host = url.host();
    link.port = url.port();
    link.tls = url.scheme() == QLatin1String("wss");
    link.certificateSha256 = address.certificateSha256;
    link.event = event;
    link.ticket = m_engine.listenerTicket(m_clock.wall(), kTicketValidity);
    return link;
}

Outcome LocalServer::writeHostCredentials(const QString &path, const std::optional<Link> &server)
{
    Result<HostCredentials> credentials = m_engine.hostCredentials(m_clock.wall(), kTicketValidity);
    if (!credentials)
        return credentials.failure();
    credentials->server = server ? *server : link();
    return writePrivateFile(path, earshot::writeHostCredentials(*credentials));
}

Session::Config LocalServer::lineAs(const Credentials &credentials, const QByteArray &clientName) const
{
    Session::Config config;
    config.servers = {m_engine.addresses().webSocket};
    config.credentials = credentials;
    config.clientName = clientName;
    return config;
}

void LocalServer::openDesk(const EventDesk::Config &config)
{
    m_deskConfig = config;
    const EngineKeys keys = m_engine.keys();
    m_deskConfig.issuer = SpeakerTickets::Issuer{.accountPublicKey = keys.audience,
        .speakerKey = keys.speaker,
        .revoke = [this](const QList<UserKey> &users, WallTime until) {
            (void)m_engine.revoke(users, m_clock.wall(), until);
        }};
    if (m_deskConfig.identity.holder.isEmpty()) {
        if (Result<DeskIdentity> identity = DeskIdentity::take(m_folder))
            m_deskConfig.identity.holder = m_identity.emplace(std::move(*identity)).name();
    }
    m_session.start(lineAs(m_engine.deskCredentials(m_clock.wall(), kTicketValidity), "earshot-desk"));
}

/// The line came up: for the first time the desk is made, later it just goes on.
void LocalServer::onLive()
{
    if (m_desk)
        return;
    m_desk = std::make_unique<Desk>(m_clock, m_session, m_deskConfig);
    emit deskReady();
}

} // namespace earshot
