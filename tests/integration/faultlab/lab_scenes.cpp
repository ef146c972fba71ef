#include "integration/faultlab/lab_scenes.h"

#include "engine/engine_access.h"
#include "wire/jwt.h"
#include "wire/websocket_connection.h"

#include <QJsonArray>

namespace earshot::test {

namespace {

constexpr std::chrono::hours kValidity{1};

QJsonObject withTerms(QJsonObject nats, const OwnServer::Terms &terms)
{
    QJsonObject limits = nats["limits"].toObject();
    limits["conn"] = terms.connections;
    nats["limits"] = limits;

    QJsonObject revocations;
    for (const QByteArray &key : terms.revoked)
        revocations[QString::fromLatin1(key)] = QDateTime::currentSecsSinceEpoch() + 1;
    nats["revocations"] = revocations;

    if (!terms.listenersHearAudio) {
        QJsonArray roles = nats["signing_keys"].toArray();
        QJsonObject listener = roles[0].toObject();
        QJsonObject role = listener["template"].toObject();
        role["sub"] = QJsonObject{
            {"allow", QJsonArray{"ev.*.state", "ev.*.to.*", "$KV.earshot_events.>", "_INBOX.>"}}};
        listener["template"] = role;
        roles[0] = listener;
        nats["signing_keys"] = roles;
    }
    return nats;
}

} // namespace

QByteArray someTicket()
{
    const SystemClock clock;
    const NKey user = NKey::generate(NKeyKind::User);
    const NKey account = NKey::generate(NKeyKind::Account);
    return makeUserTicket(
        user.publicKey(), "listener", account.publicKey(), account, clock.wall(), clock.wall() + kValidity);
}

Link linkTo(const QUrl &server)
{
    Link link;
    link.host = server.host();
    link.port = server.port();
    link.tls = server.scheme() == QLatin1String("wss");
    link.event = eventId("welcome");
    link.ticket = someTicket();
    return link;
}

QUrl here(quint16 port, const QString &scheme)
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(port));
}

OwnServer::OwnServer(const Terms &terms)
    : m_keys(makeOwnerKeys())
    , m_now(SystemClock().wall())
    , m_server(configuration(terms))
{ }

bool OwnServer::change(const Terms &terms)
{
    return m_server.reload(configuration(terms));
}

Link OwnServer::linkFor(const NKey &person) const
{
    Link link = linkTo(m_server.url());
    link.ticket = listener(person).ticket;
    return link;
}

Credentials OwnServer::listener(const NKey &person) const
{
    return {makeUserTicket(person.publicKey(), "listener", m_keys.audience.publicKey(), m_keys.listener,
                m_now, m_now + kValidity),
        {}};
}

Credentials OwnServer::desk() const
{
    return {makeUserTicket(m_keys.deskUser.publicKey(), "desk", m_keys.organiser.publicKey(), m_keys.desk,
                m_now, m_now + kValidity),
        m_keys.deskUser};
}

QByteArray OwnServer::configuration(const Terms &terms) const
{
    const QByteArray system = m_keys.systemAccount.publicKey();
    const EventAccounts accounts = accountsOf(m_keys, {});
    JwtClaims claims = readJwt(makeAudienceJwt(accounts, system, m_keys.operatorKey, m_now)).value();
    claims.nats = withTerms(claims.nats, terms);
    return NatsServer::openConfig(terms.more) + "jetstream { store_dir: \"{dir}/streams\" }\noperator: "
        + makeOperatorJwt(m_keys.operatorKey, system, "Test", m_now) + "\nsystem_account: " + system
        + "\nresolver: MEMORY\nresolver_preload {\n  " + system + ": "
        + makeSystemAccountJwt(system, m_keys.operatorKey, m_now) + "\n  " + m_keys.organiser.publicKey()
        + ": " + makeOrganiserJwt(accounts, m_keys.operatorKey, m_now) + "\n  " + m_keys.audience.publicKey()
        + ": " + makeJwt(claims, m_keys.operatorKey) + "\n}\n";
}

OwnEvent::OwnEvent(const ServerAddress &server, const EngineKeys &keys, const Credentials &desk)
    : m_server(server)
    , m_credentials(desk)
    , m_session(m_clock, m_random, webSocketConnections(m_clock, m_random))
    , m_desk(m_clock, m_session, {.issuer = SpeakerTickets::Issuer{keys.audience, keys.speaker}})
{ }

bool OwnEvent::start()
{
    constexpr int kPatienceMs = 20'000;
    const auto waitFor = [](auto condition) { return QTest::qWaitFor(condition, kPatienceMs); };
    m_session.start({.servers = {m_server}, .credentials = m_credentials, .clientName = "desk"});
    if (!waitFor([this] { return m_session.isLive(); }))
        return false;
    ScheduleCard card{.id = eventId("welcome")};
    card.title = QStringLiteral("Welcome");
    card.hostName = QStringLiteral("Ana Ruiz");
    card.planned = m_clock.wall();
    bool isPublished = false;
    const QObject context;
    QObject::connect(&m_desk, &Desk::published, &context, [&](const EventState &) { isPublished = true; });
    EventDesk &event = m_desk.addEvent(card, EventDesk::FormerCard::Replace);
    event.start();
    if (!waitFor([&] { return isPublished; }))
        return false;

    const NKey key = NKey::generate(NKeyKind::User);
    const auto ticket = event.admit(key.userKey(), QStringLiteral("Mei Okafor"), Role::Host);
    LiveSpeaker::Config config{
        .event = card.id, .name = QStringLiteral("Mei Okafor"), .startedAt = m_clock.wall()};
    config.line = {.servers = {m_server}, .credentials = {ticket.value(), key}};
    m_voice = std::make_unique<LiveSpeaker>(m_clock, m_random, webSocketConnections(m_clock, m_random),
        VoiceTrack::make(readOggOpus(LiveEvent::demoVoices().first()).value()).value(), config);
    m_voice->start();
    return waitFor([this] { return m_voice->packetsSent() > 5; });
}

} // namespace earshot::test
