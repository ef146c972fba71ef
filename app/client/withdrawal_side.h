#pragma once

#include "base/random.h"
#include "client/recording_remover.h"

#include <map>
#include <memory>

namespace earshot {

/// What is taken off a server, and by whose right. That says where the server is too: a link from anybody can name an account, and
/// does not get to see who proves to be its host.
struct WithdrawalOrder {
    QString id; ///< LibraryItem::id
    EventId event;
    QString folder; ///< of the object store
    QByteArray credentials; ///< of somebody else's server; empty: this computer's engine
};

/// The removals under way. Network thread.
class WithdrawalSide : public QObject
{
    Q_OBJECT
public:
    WithdrawalSide(Clock &clock, std::uint64_t seed, const QString &engineFolder);

    /// One of the same id at a time.
    void begin(const WithdrawalOrder &order);

signals:
    void done(const QString &id, const earshot::Outcome &outcome);

private:
    Clock &m_clock;
    SeededRandom m_random;
    const QString m_engineFolder;
    std::map<QString, std::unique_ptr<RecordingRemover>> m_removers; ///< by id
};

} // namespace earshot
