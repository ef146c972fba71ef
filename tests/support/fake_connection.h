#pragma once

#include "wire/connection.h"

#include <map>
#include <vector>

namespace earshot::test {

/// A Connection whose other end is the test: it records what the client does, and the test makes things
/// happen.
class FakeConnection final : public Connection
{
public:
    struct Published {
        QByteArray subject;
        QByteArray payload;
        NatsHeaders headers;
    };
    struct Requested {
        QByteArray subject;
        QByteArray payload;
        Reply reply;
        NatsHeaders headers = {};
        milliseconds timeout{0}; ///< kept by who answers, where it matters
    };

    void open(const Options &options) override { m_options = options; }
    quint64 subscribe(const QByteArray &subject) override
    {
        m_subscriptions[++m_lastSid] = subject;
        return m_lastSid;
    }
    void unsubscribe(quint64 sid) override { m_subscriptions.erase(sid); }
    void publish(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers) override
    {
        m_published.push_back({subject, payload, headers});
    }
    void request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout, Reply reply,
        const NatsHeaders &headers) override
    {
        m_requests.push_back({subject, payload, std::move(reply), headers, timeout});
    }
    void requestMany(const QByteArray &subject, const QByteArray &payload, milliseconds, EachReply each,
        const NatsHeaders &) override
    {
        m_manyRequests.push_back({subject, payload, std::move(each)});
    }
    void ping() override { ++m_pings; }
    void close() override { m_isClosed = true; }

    /// The server lets the client in.
    void accept(const NatsInfo &info = {})
    {
        emit greeted();
        emit opened(info);
    }
    void greet() { emit greeted(); }
    void fail(Cause cause, const QString &detail = {}) { emit closed(Failure{cause, detail}); }
    void fail(const Failure &failure) { emit closed(failure); }
    void answerPing(microseconds roundTrip, Instant now)
    {
        emit bytesReceived(6, now);
        emit pongReceived(roundTrip);
    }
    /// A message arrives at every subscription of exactly that subject or of `…*` / `…>`.
    void deliver(const QByteArray &subject, const QByteArray &payload, Instant now,
        const NatsHeaders &headers = {}, int status = 0)
    {
        const auto subscriptions = m_subscriptions;
        emit bytesReceived(payload.size(), now);
        for (const auto &[sid, pattern] : subscriptions) {
            if (matches(pattern, subject))
                emit message(NatsMessage{subject, sid, {}, headers, status, {}, payload}, now);
        }
    }
    static bool matches(const QByteArray &pattern, const QByteArray &subject)
    {
        const QByteArrayList want = pattern.split('.');
        const QByteArrayList have = subject.split('.');
        for (qsizetype i = 0; i < want.size(); ++i) {
            if (want[i] == ">")
                return have.size() > i;
            if (i >= have.size() || (want[i] != "*" && want[i] != have[i]))
                return false;
        }
        return want.size() == have.size();
    }

    struct ManyRequested {
        QByteArray subject;
        QByteArray payload;
        EachReply each;
    };

    Options m_options;
    std::map<quint64, QByteArray> m_subscriptions;
    std::vector<Published> m_published;
    std::vector<Requested> m_requests;
    std::vector<ManyRequested> m_manyRequests;
    int m_pings = 0;
    bool m_isClosed = false;

private:
    quint64 m_lastSid = 0;
};

} // namespace earshot::test
