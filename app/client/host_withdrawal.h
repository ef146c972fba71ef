#pragma once

#include "client/secret_store.h"
#include "client/view.h"
#include "client/withdrawal.h"
#include "client/withdrawal_side.h"

#include <QThread>

namespace earshot {

/// Which recordings this computer's person may take off a server, told by the audience's account that the server lets people into: it is
/// the engine's of this computer, or that of the host credentials they were given. The engine need not run for that; where it
/// does not, a removal fails with NoResponders. Who never hosted is not asked for their keychain.
class HostWithdrawal final : public Withdrawal
{
    Q_OBJECT
public:
    /// `network` runs on until after this ended.
    HostWithdrawal(Clock &clock, std::uint64_t seed, QThread &network, SecretStore &secrets,
        const QString &engineFolder);
    ~HostWithdrawal() override;

    void setEvents(const EventsView &events);
    /// Both rights anew: the person began to host.
    void readRights();

    const std::set<QString> &offered() const override { return m_offered; }
    void withdraw(const QString &id) override;

private:
    struct Target {
        EventId event;
        QString folder;
        QString title;
        bool isByCredentials = false;
    };
    using Targets = std::map<QString, Target>; ///< by LibraryItem::id

    void readCredentials();
    void look();
    void lookAt(const ServerView &server);
    void begin(const QString &id, const Target &target);
    void end(const QString &id, const Outcome &outcome);
    void publish();

    SecretStore &m_secrets;
    const QString m_engineFolder;
    WithdrawalSide *m_side; ///< lives and dies on the network thread
    EventsView m_events;
    QString m_engineAccount; ///< empty = none
    QString m_credentialsAccount;
    Targets m_there; ///< what cards name
    Targets m_begun; ///< under way, or broken off: a card may name it no more
    std::set<QString> m_underWay; ///< Target::folder
    std::set<QString> m_offered;
};

} // namespace earshot
