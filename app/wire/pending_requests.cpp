#include "wire/pending_requests.h"

namespace earshot {

namespace {

constexpr int kNoResponders = 503; ///< inline status where nobody subscribes to the request's subject

} // namespace

PendingRequests::PendingRequests(Clock &clock, Random &random)
    : m_clock(clock)
    , m_prefix(
          "_INBOX." + QByteArray::number(random.next(), 36) + QByteArray::number(random.next(), 36) + '.')
{ }

QByteArray PendingRequests::add(milliseconds timeout, Connection::EachReply each)
{
    const quint64 id = ++m_last;
    m_waiting.emplace(id, Waiting{std::move(each), timeout, m_clock.makeTimer()});
    awaitAnswer(id);
    return m_prefix + QByteArray::number(id);
}

void PendingRequests::awaitAnswer(quint64 id)
{
    Waiting &waiting = m_waiting.at(id);
    waiting.timer->start(waiting.timeout, [this, id] {
        if (auto node = m_waiting.extract(id))
            node.mapped().each(Failure{Cause::RequestTimeout, {}});
    });
}

bool PendingRequests::take(const NatsMessage &message)
{
    if (!message.subject.startsWith(m_prefix))
        return false;
    bool isNumber = false;
    const quint64 id = message.subject.sliced(m_prefix.size()).toULongLong(&isNumber);
    // Taken out while it is called: the call may destroy this object, or end all requests.
    auto node = m_waiting.extract(id);
    if (!isNumber || node.empty())
        return true;
    if (message.status == kNoResponders && message.payload.isEmpty()) {
        node.mapped().each(Failure{Cause::NoResponders, {}});
        return true;
    }
    const std::weak_ptr<const bool> alive = m_alive;
    if (node.mapped().each(message) && !alive.expired()) {
        m_waiting.insert(std::move(node));
        awaitAnswer(id);
    }
    return true;
}

void PendingRequests::fail(const Failure &failure)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[id, request] : waiting)
        request.each(failure);
}

} // namespace earshot
