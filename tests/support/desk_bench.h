#pragma once

#include "desk/desk.h"
#include "support/fake_connection.h"
#include "support/virtual_clock.h"
#include "wire/desk_order.h"
#include "wire/jwt.h"
#include "wire/jwt_accounts.h"
#include "wire/messages.h"
#include "wire/subjects.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace earshot::test {

/// A desk's session whose server is this object: it keeps the cards, counts subscribers and answers requests
/// as told.
class DeskBench
{
public:
    DeskBench()
        : session(clock, random, [this] {
            auto connection = std::make_unique<FakeConnection>();
            m_connection = connection.get();
            return connection;
        })
    {
        connect();
    }

    void connect(const NatsInfo &info = {})
    {
        session.stop();
        session.start({{{QUrl("ws://127.0.0.1:1"), {}}}, {}, "desk", true, {}});
        m_taken = 0;
        m_takenPublished = m_takenMany = 0;
        m_pongs = 0;
        m_connection->accept(info);
        answer();
    }
    void lose() { m_connection->fail(Cause::ServerLost); }

    /// Passes time in steps, answering what was asked meanwhile.
    void pass(milliseconds duration, milliseconds step = milliseconds{10})
    {
        for (milliseconds done{0}; done < duration; done += step) {
            clock.advance(std::min(step, duration - done));
            answer();
        }
    }

    void deliver(const QByteArray &subject, const QByteArray &payload)
    {
        m_connection->deliver(subject, payload, clock.now());
    }

    /// What was published on a subject since the connection was made.
    std::vector<QByteArray> published(const QByteArray &subject) const
    {
        std::vector<QByteArray> payloads;
        for (const auto &message : m_connection->m_published) {
            if (message.subject == subject)
                payloads.push_back(message.payload);
        }
        return payloads;
    }
    std::vector<EventState> beacons(const EventId &event) const
    {
        std::vector<EventState> states;
        for (const QByteArray &payload : published(subjects::state(event)))
            states.push_back(*readState(payload));
        return states;
    }
    void forgetPublished()
    {
        takeGivenBack();
        m_connection->m_published.clear();
        m_takenPublished = 0;
    }
    int asked(const QByteArray &subject) const
    {
        return int(
            std::ranges::count(m_connection->m_requests, subject, &FakeConnection::Requested::subject));
    }

    void answer()
    {
        for (; m_pongs < m_connection->m_pings; ++m_pongs)
            m_connection->answerPing(milliseconds{1}, clock.now());
        takeGivenBack();
        for (; m_takenMany < m_connection->m_manyRequests.size(); ++m_takenMany) {
            const auto request = m_connection->m_manyRequests[m_takenMany];
            for (const qint64 connections : connectionsOfServers)
                request.each(statistics(connections));
            request.each(Failure{Cause::RequestTimeout, {}});
        }
        while (m_taken < m_connection->m_requests.size()) {
            const auto request = m_connection->m_requests[m_taken++];
            request.reply(answerTo(request.subject, request.payload, request.headers));
        }
    }

    VirtualClock clock;
    SeededRandom random{1};
    std::optional<qint64> subscribers = 0; ///< nothing: nobody answers
    std::optional<qint64> accountConnections; ///< nothing: nobody answers
    std::vector<qint64> connectionsOfServers; ///< of a cluster: each answers for itself
    bool hasJetStream = true;
    std::map<QByteArray, QByteArray> cards; ///< by subject
    std::map<QByteArray, std::pair<quint64, QByteArray>> leases; ///< sequence and value, by subject
    int puts = 0;
    Session session;

private:
    Result<NatsMessage> answerTo(
        const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers)
    {
        const Failure nobody{Cause::NoResponders, {}};
        NatsMessage message;
        if (subject == "$SYS.DEBUG.SUBSCRIBERS") {
            if (!subscribers)
                return nobody;
            message.payload = QByteArray::number(*subscribers);
        } else if (subject == kAudienceConnections) {
            if (!accountConnections)
                return nobody;
            message = statistics(*accountConnections);
        } else if (!hasJetStream) {
            return nobody;
        } else if (subject.startsWith("$JS.API.DIRECT.GET.")) {
            const auto card = cards.find(subject.mid(subject.indexOf("$KV.")));
            message.status = card == cards.end() ? 404 : 0;
            message.payload = card == cards.end() ? QByteArray() : card->second;
        } else if (subject == "$JS.API.STREAM.MSG.GET.KV_earshot_leases") {
            message.payload
                = readLease(QJsonDocument::fromJson(payload)["last_by_subj"].toString().toLatin1());
        } else if (subject.startsWith("$KV.earshot_leases.")) {
            message.payload = writeLease(subject, payload, headers);
        } else if (subject.startsWith("$KV.")) {
            cards[subject] = payload;
            message.payload = R"({"stream":"KV_earshot_events","seq":)" + QByteArray::number(++puts) + "}";
        } else {
            message.payload = "{}";
        }
        return message;
    }

    QByteArray readLease(const QByteArray &subject) const
    {
        const auto lease = leases.find(subject);
        if (lease == leases.end())
            return R"({"error":{"code":404,"err_code":10037,"description":"no message found"}})";
        return R"({"message":{"subject":")" + subject + R"(","seq":)"
            + QByteArray::number(lease->second.first) + R"(,"data":")" + lease->second.second.toBase64()
            + R"("}})";
    }
    QByteArray writeLease(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers)
    {
        const auto lease = leases.find(subject);
        const quint64 last = lease == leases.end() ? 0 : lease->second.first;
        if (!headers.empty() && headers[0].second.toULongLong() != last)
            return R"({"error":{"code":400,"err_code":10071,"description":"wrong last sequence"}})";
        leases[subject] = {++m_lastLease, payload};
        return R"({"stream":"KV_earshot_leases","seq":)" + QByteArray::number(m_lastLease) + "}";
    }

    /// A lease that is given back comes without a question for an answer.
    void takeGivenBack()
    {
        for (; m_takenPublished < m_connection->m_published.size(); ++m_takenPublished) {
            const auto &message = m_connection->m_published[m_takenPublished];
            if (message.subject.startsWith("$KV.earshot_leases."))
                writeLease(message.subject, message.payload, message.headers);
        }
    }

    static NatsMessage statistics(qint64 connections)
    {
        NatsMessage message;
        message.payload
            = R"({"data":{"account_statz":[{"acc":"A","conns":)" + QByteArray::number(connections) + "}]}}";
        return message;
    }

    std::size_t m_takenMany = 0;
    std::size_t m_takenPublished = 0;
    quint64 m_lastLease = 0;
    FakeConnection *m_connection = nullptr;
    std::size_t m_taken = 0;
    int m_pongs = 0;
};

} // namespace earshot::test
