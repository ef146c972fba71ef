#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "wire/connection.h"

#include <map>
#include <memory>

namespace earshot {

/// The requests that wait for their answer, over one subscription: `_INBOX.<random>.*`, the last word counts
/// the requests. Every reply is called once, and never from within `add`.
class PendingRequests
{
public:
    PendingRequests(Clock &clock, Random &random);

    QByteArray inboxSubject() const { return m_prefix + '*'; } ///< to subscribe to before the first request
    /// Returns the subject that the answer must come to.
    /// `each` as in Connection::requestMany.
    QByteArray add(milliseconds timeout, Connection::EachReply each);
    /// True where `message` was meant for a request, even for one that no longer waits. May call the reply,
    /// which may destroy this object.
    bool take(const NatsMessage &message);
    /// Answers all with `failure`.
    void fail(const Failure &failure);

private:
    void awaitAnswer(quint64 id);

    struct Waiting {
        Connection::EachReply each; ///< false: no more is wanted
        milliseconds timeout{};
        std::unique_ptr<Timer> timer;
    };

    Clock &m_clock;
    QByteArray m_prefix;
    quint64 m_last = 0;
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
    std::map<quint64, Waiting> m_waiting;
};

} // namespace earshot
