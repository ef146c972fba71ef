#include "client/withdrawal_side.h"

namespace earshot {

WithdrawalSide::WithdrawalSide(Clock &clock, std::uint64_t seed, const QString &engineFolder)
    : m_clock(clock)
    , m_random(seed)
    , m_engineFolder(engineFolder)
{ }

void WithdrawalSide::begin(const WithdrawalOrder &order)
{
    std::unique_ptr<RecordingRemover> &remover = m_removers[order.id];
    remover = std::make_unique<RecordingRemover>(m_clock, m_random, std::nullopt, order.event, order.folder);
    // Queued, as this destroys the remover.
    connect(
        remover.get(), &RecordingRemover::done, this,
        [this, id = order.id](const Outcome &outcome) {
            const auto ended = m_removers.extract(id);
            const bool isStores = !outcome && outcome.failure().cause == Cause::NoResponders && ended
                && ended.mapped()->hasBegun();
            // The server runs, its store is silent.
            emit done(id, isStores ? Failure{Cause::RequestTimeout, outcome.failure().detail} : outcome);
        },
        Qt::QueuedConnection);
    if (order.credentials.isEmpty())
        remover->removeWithEngine(m_engineFolder);
    else
        remover->removeWith(order.credentials);
}

} // namespace earshot
