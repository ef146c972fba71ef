#pragma once

#include "base/clock.h"
#include "support/fake_connection.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <deque>

namespace earshot::test {

/// A stream of a server's, and its answers to DIRECT.GET (ADR-31), each after a fixed time.
class FakeArchive
{
public:
    struct Stored {
        quint64 sequence = 0;
        WallTime at{};
        QByteArray subject;
        QByteArray payload;
    };

    explicit FakeArchive(Clock &clock)
        : m_clock(clock)
    { }

    void store(const QByteArray &subject, const QByteArray &payload)
    {
        store(subject, payload, m_clock.wall());
    }
    void store(const QByteArray &subject, const QByteArray &payload, WallTime at)
    {
        m_stored.push_back({++m_last, at + m_ahead, subject, payload});
    }
    /// The server lost its store, and its stream is made anew.
    void makeAnew()
    {
        m_stored.clear();
        m_last = 0;
        m_made = m_clock.wall() + m_ahead;
    }
    /// The server's clock against this computer's.
    void setClockAhead(milliseconds ahead) { m_ahead = ahead; }

    /// Takes what `connection` asked, and answers what is due.
    void serve(FakeConnection &connection)
    {
        for (auto &request : std::exchange(connection.m_requests, {})) {
            if (request.subject == "$JS.API.STREAM.INFO.EARSHOT_AUDIO" && !m_isSilent)
                request.reply(info());
            if (request.subject == "$JS.API.STREAM.MSG.GET.EARSHOT_AUDIO" && !m_isSilent)
                request.reply(leadersAnswer(request.payload));
            if (!request.subject.startsWith("$JS.API.DIRECT.GET.EARSHOT_AUDIO"))
                continue;
            m_busy.push_back({m_clock.now() + m_latency, request.payload,
                [reply = std::move(request.reply)](const Result<NatsMessage> &answer) {
                    reply(answer);
                    return true;
                },
                false});
            ++m_requests;
            m_askedForNewest += request.payload.contains("last_by_subj");
        }
        for (auto &request : std::exchange(connection.m_manyRequests, {})) {
            m_busy.push_back({m_clock.now() + m_latency, request.payload, std::move(request.each), true});
            ++m_requests;
        }
        while (!m_busy.empty() && m_busy.front().due <= m_clock.now()) {
            const Busy busy = std::move(m_busy.front());
            m_busy.pop_front();
            m_isSilent                       ? void()
                : busy.takesMany &&m_batches ? answerBatch(busy)
                                             : void(busy.each(answer(busy.body)));
        }
    }
    /// The line is lost: what is on its way fails, as a real connection's requests do.
    void loseLine(FakeConnection &connection)
    {
        const Failure lost{Cause::ServerLost, {}};
        for (const auto &busy : std::exchange(m_busy, {}))
            busy.each(lost);
        // What is asked because of that fails too.
        for (int round = 0;
             round < 100 && !(connection.m_requests.empty() && connection.m_manyRequests.empty()); ++round) {
            for (const auto &request : std::exchange(connection.m_requests, {}))
                request.reply(lost);
            for (const auto &request : std::exchange(connection.m_manyRequests, {}))
                request.each(lost);
        }
    }

    milliseconds m_latency{40};
    bool m_isSilent = false; ///< never answers
    bool m_isMissing = false; ///< no such stream
    bool m_hasNoLeader = false; ///< of a cluster: nobody answers for it
    bool m_timesOut = false; ///< says so, as a real connection does
    bool m_batches = false; ///< as servers since 2.11 do
    bool m_leavesOutEnd = false; ///< of batches
    std::function<NatsMessage(NatsMessage)> m_spoil; ///< what a hostile server makes of an answer
    QJsonObject m_limits; ///< of the stream
    std::optional<WallTime> m_made; ///< the stream, by the server's clock
    milliseconds m_lag{0}; ///< by which the replica that answers is behind the stream's leader
    bool m_leaderIsSilent = false;
    int m_requests = 0;
    int m_askedForNewest = 0;
    std::deque<Stored> m_stored;

private:
    struct Busy {
        Instant due;
        QByteArray body;
        Connection::EachReply each;
        bool takesMany = false;
    };

    NatsMessage error() const
    {
        NatsMessage made;
        made.payload = m_hasNoLeader
            ? R"({"error":{"code":503,"err_code":10008,"description":"temporarily unavailable"}})"
            : R"({"error":{"code":404,"err_code":10059,"description":"stream not found"}})";
        return made;
    }
    Result<NatsMessage> info() const
    {
        if (m_timesOut)
            return Failure{Cause::RequestTimeout, {}};
        if (m_hasNoLeader || m_isMissing)
            return error();
        NatsMessage made;
        QJsonObject state{{"messages", qint64(m_stored.size())}};
        if (!m_stored.empty()) {
            const auto at = QDateTime::fromMSecsSinceEpoch(toUnixMs(m_stored.front().at), Qt::UTC);
            state["first_seq"] = qint64(m_stored.front().sequence);
            state["first_ts"] = at.toString(Qt::ISODateWithMs);
        }
        QJsonObject info{{"config", m_limits}, {"state", state}};
        if (m_made)
            info["created"]
                = QDateTime::fromMSecsSinceEpoch(toUnixMs(*m_made), Qt::UTC).toString(Qt::ISODateWithMs);
        made.payload = QJsonDocument(info).toJson();
        return made;
    }
    Result<NatsMessage> leadersAnswer(const QByteArray &body) const
    {
        if (m_timesOut || m_leaderIsSilent)
            return Failure{Cause::RequestTimeout, {}};
        if (m_hasNoLeader || m_isMissing)
            return error();
        const QByteArray filter
            = QJsonDocument::fromJson(body).object()["last_by_subj"].toString().toLatin1();
        NatsMessage made;
        made.payload = R"({"error":{"code":404,"err_code":10037,"description":"no message found"}})";
        for (const Stored &stored : m_stored) {
            if (FakeConnection::matches(filter, stored.subject))
                made.payload = "{\"message\":{\"seq\":" + QByteArray::number(stored.sequence) + "}}";
        }
        return made;
    }
    bool isThere(const Stored &stored) const { return stored.at + m_lag <= m_clock.wall() + m_ahead; }
    const Stored *find(const QJsonObject &ask) const
    {
        const QByteArray last = ask["last_by_subj"].toString().toLatin1();
        if (!last.isEmpty()) {
            for (auto at = m_stored.rbegin(); at != m_stored.rend(); ++at) {
                if (FakeConnection::matches(last, at->subject) && isThere(*at))
                    return &*at;
            }
            return nullptr;
        }
        return next(quint64(ask["seq"].toInteger()), ask["next_by_subj"].toString().toLatin1());
    }
    const Stored *next(quint64 from, const QByteArray &filter) const
    {
        const quint64 first = m_stored.empty() ? 1 : m_stored.front().sequence;
        for (quint64 i = from > first ? from - first : 0; i < m_stored.size(); ++i) {
            if (FakeConnection::matches(filter, m_stored[i].subject) && isThere(m_stored[i]))
                return &m_stored[i];
        }
        return nullptr;
    }
    NatsMessage message(const Stored &stored) const
    {
        const auto at = QDateTime::fromMSecsSinceEpoch(toUnixMs(stored.at), Qt::UTC);
        NatsMessage made;
        made.headers = {{"Nats-Stream", "EARSHOT_AUDIO"}, {"Nats-Subject", stored.subject},
            {"Nats-Sequence", QByteArray::number(stored.sequence)},
            {"Nats-Time-Stamp", at.toString(Qt::ISODateWithMs).toLatin1()}};
        made.payload = stored.payload;
        return m_spoil ? m_spoil(made) : made;
    }
    static NatsMessage status(int code, const QByteArray &text)
    {
        NatsMessage made;
        made.status = code;
        made.statusText = text;
        return made;
    }
    Result<NatsMessage> answer(const QByteArray &body) const
    {
        if (m_isMissing || m_hasNoLeader)
            return Failure{Cause::NoResponders, {}};
        if (m_timesOut)
            return Failure{Cause::RequestTimeout, {}};
        const Stored *stored = find(QJsonDocument::fromJson(body).object());
        return stored ? message(*stored) : status(404, "Message Not Found");
    }
    void answerBatch(const Busy &busy) const
    {
        const QJsonObject ask = QJsonDocument::fromJson(busy.body).object();
        const QByteArray filter = ask["next_by_subj"].toString().toLatin1();
        quint64 from = quint64(ask["seq"].toInteger());
        const Stored *stored = next(from, filter);
        if (m_isMissing || m_hasNoLeader || !stored) {
            busy.each(answer(busy.body));
            return;
        }
        for (int left = ask["batch"].toInt(); stored && left > 0; --left) {
            if (!busy.each(message(*stored)))
                return;
            stored = next(stored->sequence + 1, filter);
        }
        if (m_leavesOutEnd) {
            busy.each(Failure{Cause::RequestTimeout, {}});
            return;
        }
        NatsMessage end = status(204, "EOB");
        end.headers = {{"Nats-Num-Pending", stored ? "7" : "0"}};
        busy.each(end);
    }

    Clock &m_clock;
    milliseconds m_ahead{0};
    quint64 m_last = 0;
    std::deque<Busy> m_busy;
};

} // namespace earshot::test
