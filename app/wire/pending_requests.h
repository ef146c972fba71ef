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
    QByteArray add(milliseconds timeout, Connection::Reply reply);
    /// True where `message` was meant for a request, even for one that no longer waits. May call the reply,
    /// which may destroy this object.
    bool take(const NatsMessage &message);
    /// Answers all with `failure`.
    void fail(const Failure &failure);

private:
    struct Waiting {
        Connection::Reply reply;
        std::unique_ptr<Timer> timer;
    };

    Clock &m_clock;
    QByteArray m_prefix;
    quint64 m_last = 0;
    std::map<quint64, Waiting> m_waiting;
};

} // namespace earshot
