#include "client/host_withdrawal.h"

#include "client/library_memory.h"
#include "engine/engine_folder.h"
#include "engine/engine_keys.h"

#include <QFileInfo>
#include <QPointer>

namespace earshot {

HostWithdrawal::HostWithdrawal(
    Clock &clock, std::uint64_t seed, QThread &network, SecretStore &secrets, const QString &engineFolder)
    : m_secrets(secrets)
    , m_engineFolder(engineFolder)
    , m_side(new WithdrawalSide(clock, seed, engineFolder))
{
    m_side->moveToThread(&network);
    connect(m_side, &WithdrawalSide::done, this, &HostWithdrawal::end);
    readRights();
}

HostWithdrawal::~HostWithdrawal()
{
    m_side->disconnect(this);
    m_side->deleteLater();
}

void HostWithdrawal::setEvents(const EventsView &events)
{
    m_events = events;
    look();
}

void HostWithdrawal::readRights()
{
    const auto keys = readOwnerKeys(EngineFolder{m_engineFolder}.keys());
    m_engineAccount = keys && *keys ? QString::fromLatin1((*keys)->keys.audience.publicKey()) : QString();
    if (QFileInfo::exists(m_engineFolder))
        readCredentials();
    look();
}

void HostWithdrawal::readCredentials()
{
    m_secrets.read(kHostCredentials, [self = QPointer(this)](const auto &secret) {
        if (!self || !secret)
            return;
        const auto credentials = readHostCredentials(secret->value_or(QByteArray()));
        self->m_credentialsAccount = credentials ? QString::fromLatin1(credentials->account) : QString();
        self->look();
    });
}

void HostWithdrawal::look()
{
    m_there.clear();
    for (const ServerView &server : m_events.servers)
        lookAt(server);
    publish();
}

void HostWithdrawal::lookAt(const ServerView &server)
{
    const bool isOwn = server.account == m_engineAccount;
    if (server.account.isEmpty() || (!isOwn && server.account != m_credentialsAccount))
        return;
    for (const ScheduleCard &card : server.schedule) {
        if (!card.recorded)
            continue;
        const Target target{card.id, card.recorded->folder, card.title, !isOwn};
        m_there.insert_or_assign(recordingId(*card.recorded), target);
        m_there.insert_or_assign(ownRecordingId(card.recorded->folder), target);
    }
}

void HostWithdrawal::withdraw(const QString &id)
{
    if (!m_offered.contains(id))
        return;
    const auto there = m_there.find(id);
    const Target target = there == m_there.end() ? m_begun.at(id) : there->second;
    m_begun.insert_or_assign(id, target);
    m_underWay.insert(target.folder);
    publish();
    begin(id, target);
}

void HostWithdrawal::begin(const QString &id, const Target &target)
{
    const auto remove = [this, id, target](const QByteArray &credentials) {
        const WithdrawalOrder order{id, target.event, target.folder, credentials};
        QMetaObject::invokeMethod(m_side, [side = m_side, order] { side->begin(order); });
    };
    if (!target.isByCredentials)
        return remove({});
    m_secrets.read(kHostCredentials, [self = QPointer(this), id, remove](const auto &secret) {
        if (!self)
            return;
        if (!secret)
            return self->end(id, secret.failure());
        if (!*secret || (*secret)->isEmpty())
            return self->end(id, Failure{Cause::CredentialsUnusable, {}});
        remove(**secret);
    });
}

/// What is there no more needs no second try.
void HostWithdrawal::end(const QString &id, const Outcome &outcome)
{
    const Target target = m_begun.at(id);
    m_underWay.erase(target.folder);
    if (outcome || outcome.failure().cause == Cause::EventUnknown)
        m_begun.erase(id);
    publish();
    emit withdrawn(target.title, outcome);
}

void HostWithdrawal::publish()
{
    std::set<QString> offered;
    for (const Targets *targets : {&m_there, &m_begun}) {
        for (const auto &[id, target] : *targets) {
            if (!m_underWay.contains(target.folder))
                offered.insert(id);
        }
    }
    if (m_offered == offered)
        return;
    m_offered = std::move(offered);
    emit offeredChanged();
}

} // namespace earshot
