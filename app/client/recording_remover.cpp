#include "client/recording_remover.h"

#include "wire/host_credentials.h"
#include "wire/websocket_connection.h"

namespace earshot {

namespace {

constexpr seconds kPatience{10};
constexpr std::chrono::hours kTicketValidity{1};

} // namespace

RecordingRemover::RecordingRemover(Clock &clock, Random &random, const std::optional<ServerAddress> &server,
    const EventId &event, const QString &folder)
    : m_clock(clock)
    , m_server(server)
    , m_event(event)
    , m_folder(folder)
    , m_session(clock, random, webSocketConnections(clock, random))
    , m_removal(clock, m_session)
    , m_patience(clock.makeTimer())
{
    connect(&m_session, &Session::stateChanged, this, &RecordingRemover::onState);
    connect(&m_removal, &RecordingRemoval::done, this, &RecordingRemover::end);
}

RecordingRemover::~RecordingRemover() = default;

void RecordingRemover::removeWith(const QByteArray &credentials)
{
    const Result<HostCredentials> read = readHostCredentials(credentials);
    if (!read)
        return end(read.failure());
    if (!m_server && !read->server)
        return end(Failure{Cause::CredentialsUnusable, QStringLiteral("EARSHOT SERVER LINK")});
    open(read->server ? read->server->server() : *m_server, read->desk);
}

void RecordingRemover::removeWithEngine(const QString &engineFolder)
{
    m_engine = std::make_unique<Engine>(EngineOptions{.dataFolder = engineFolder}, m_clock);
    connect(m_engine.get(), &Engine::failed, this, &RecordingRemover::end);
    connect(m_engine.get(), &Engine::ready, this, [this](const EngineAddresses &engine) {
        open(engine.webSocket, m_engine->deskCredentials(m_clock.wall(), kTicketValidity));
    });
    m_engine->attach();
}

void RecordingRemover::open(const ServerAddress &usual, const Credentials &credentials)
{
    Session::Config config;
    config.servers = {m_server.value_or(usual)};
    config.credentials = credentials;
    config.clientName = "earshot-desk";
    m_patience->start(kPatience, [this] {
        end(m_session.stats().failure.value_or(Failure{Cause::RequestTimeout, {}}));
    });
    m_session.start(config);
}

void RecordingRemover::onState()
{
    if (const auto *refused = std::get_if<Session::Refused>(&m_session.state()))
        return end(refused->cause);
    if (!m_session.isLive() || std::exchange(m_isUnderWay, true))
        return;
    m_patience->stop();
    m_removal.remove(m_event, m_folder);
}

void RecordingRemover::end(const Outcome &outcome)
{
    m_patience->stop();
    if (!std::exchange(m_isDone, true))
        emit done(outcome);
}

} // namespace earshot
