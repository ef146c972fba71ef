#include "support/nats_cluster.h"

#include "base/clock.h"
#include "engine/engine_access.h"
#include "support/raw_nats_client.h"
#include "wire/jwt.h"

#include <QDeadlineTimer>

namespace earshot::test {

namespace {

constexpr std::chrono::hours kValidity{1};

/// The same for all nodes: who is let in, by whose word, to do what.
QByteArray trust(const OwnerKeys &keys, WallTime now)
{
    const QByteArray system = keys.systemAccount.publicKey();
    const EventAccounts accounts = accountsOf(keys, {});
    return "operator: " + makeOperatorJwt(keys.operatorKey, system, QStringLiteral("Test"), now)
        + "\nsystem_account: " + system + "\nresolver: MEMORY\nresolver_preload {\n  " + system + ": "
        + makeSystemAccountJwt(system, keys.operatorKey, now) + "\n  " + keys.organiser.publicKey() + ": "
        + makeOrganiserJwt(accounts, keys.operatorKey, now) + "\n  " + keys.audience.publicKey() + ": "
        + makeAudienceJwt(accounts, system, keys.operatorKey, now) + "\n}\n";
}

QByteArray configuration(int index, const QList<quint16> &routePorts, const QByteArray &trusted)
{
    QByteArrayList routes;
    for (const quint16 port : routePorts)
        routes << "\"nats-route://127.0.0.1:" + QByteArray::number(port) + '"';
    return NatsServer::openConfig() + "server_name: node-" + QByteArray::number(index)
        + "\njetstream { store_dir: \"{dir}/streams\", max_memory_store: 64MB, max_file_store: 1GB }\n"
          "cluster { name: earshot-test, listen: \"127.0.0.1:"
        + QByteArray::number(routePorts[index]) + "\", routes: [" + routes.join(", ")
        + "] }\nwrite_deadline: \"2s\"\nlame_duck_duration: \"30s\"\nlame_duck_grace_period: \"2s\"\n"
        + trusted;
}

} // namespace

NatsCluster::NatsCluster(int nodes)
    : m_keys(makeOwnerKeys())
{
    QList<quint16> routePorts;
    for (int i = 0; i < nodes; ++i)
        routePorts << freePort();
    const QByteArray trusted = trust(m_keys, SystemClock().wall());
    for (int i = 0; i < nodes; ++i)
        m_nodes.push_back(std::make_unique<NatsServer>(configuration(i, routePorts, trusted)));
}

bool NatsCluster::start()
{
    for (const auto &node : m_nodes) {
        if (!node->start())
            return false;
    }
    RawNatsClient client(m_nodes.front()->url());
    if (!client.login(desk(SystemClock().wall())))
        return false;
    client.subscribe("_INBOX.cluster");
    const QDeadlineTimer deadline(30'000);
    while (!deadline.hasExpired()) {
        // Answered with an error, or not at all, until a leader is there.
        client.publish("$JS.API.STREAM.NAMES", {}, "_INBOX.cluster");
        if (QTest::qWaitFor([&] { return client.received().contains("\"streams\":"); }, 500))
            return true;
    }
    return false;
}

int NatsCluster::nodeOf(const ServerAddress &address) const
{
    for (int i = 0; i < size(); ++i) {
        if (m_nodes[size_t(i)]->webSocketPort() == address.url.port())
            return i;
    }
    return -1;
}

std::vector<ServerAddress> NatsCluster::addresses() const
{
    std::vector<ServerAddress> all;
    for (int i = 0; i < size(); ++i)
        all.push_back(address(i));
    return all;
}

Credentials NatsCluster::listener(WallTime now) const
{
    const NKey nobody = NKey::generate(NKeyKind::User);
    return {makeUserTicket(nobody.publicKey(), QStringLiteral("listener"), m_keys.audience.publicKey(),
                m_keys.listener, now, now + kValidity),
        {}};
}

Credentials NatsCluster::desk(WallTime now) const
{
    return {makeUserTicket(m_keys.deskUser.publicKey(), QStringLiteral("desk"), m_keys.organiser.publicKey(),
                m_keys.desk, now, now + kValidity),
        m_keys.deskUser};
}

Credentials NatsCluster::speaker(const NKey &key, const QString &event, WallTime now) const
{
    return {makeUserTicket(key.publicKey(), QStringLiteral("speaker"), m_keys.audience.publicKey(),
                m_keys.speaker, now, now + kValidity, {QStringLiteral("event:") + event}),
        key};
}

} // namespace earshot::test
