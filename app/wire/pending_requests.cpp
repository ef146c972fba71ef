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

QByteArray PendingRequests::add(milliseconds timeout, Connection::Reply reply)
{
    const quint64 id = ++m_last;
    auto timer = m_clock.makeTimer();
    timer->start(timeout, [this, id] {
        if (auto node = m_waiting.extract(id))
            node.mapped().reply(Failure{Cause::RequestTimeout, {}});
    });
    m_waiting.emplace(id, Waiting{std::move(reply), std::move(timer)});
    return m_prefix + QByteArray::number(id);
}

bool PendingRequests::take(const NatsMessage &message)
{
    if (!message.subject.startsWith(m_prefix))
        return false;
    bool isNumber = false;
    auto node = m_waiting.extract(message.subject.sliced(m_prefix.size()).toULongLong(&isNumber));
    if (!isNumber || node.empty())
        return true;
    if (message.status == kNoResponders && message.payload.isEmpty())
        node.mapped().reply(Failure{Cause::NoResponders, {}});
    else
        node.mapped().reply(message);
    return true;
}

void PendingRequests::fail(const Failure &failure)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[id, request] : waiting)
        request.reply(failure);
}

} // namespace earshot
