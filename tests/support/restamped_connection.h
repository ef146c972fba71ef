#pragma once

#include "wire/connection.h"

namespace earshot::test {

/// A stored message that bears this header was stored then, as whoever reads it over a RestampedConnection believes: RFC 3339.
inline const QByteArray kStoredHeader = "Test-Stored";

/// Hours of an event in a real server's stream, which knows only when they were put there.
class RestampedConnection final : public Connection
{
public:
    explicit RestampedConnection(std::unique_ptr<Connection> connection)
        : m_connection(std::move(connection))
    {
        const Connection *from = m_connection.get();
        connect(from, &Connection::greeted, this, &Connection::greeted);
        connect(from, &Connection::opened, this, &Connection::opened);
        connect(from, &Connection::infoChanged, this, &Connection::infoChanged);
        connect(from, &Connection::message, this, &Connection::message);
        connect(from, &Connection::bytesReceived, this, &Connection::bytesReceived);
        connect(from, &Connection::pongReceived, this, &Connection::pongReceived);
        connect(from, &Connection::complained, this, &Connection::complained);
        connect(from, &Connection::closed, this, &Connection::closed);
    }

    void open(const Options &options) override { m_connection->open(options); }
    quint64 subscribe(const QByteArray &subject) override { return m_connection->subscribe(subject); }
    void unsubscribe(quint64 sid) override { m_connection->unsubscribe(sid); }
    void publish(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers) override
    {
        m_connection->publish(subject, payload, headers);
    }
    void request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout, Reply reply,
        const NatsHeaders &headers) override
    {
        m_connection->request(
            subject, payload, timeout,
            [reply = std::move(reply)](const auto &answer) { reply(restamped(answer)); }, headers);
    }
    void requestMany(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
        EachReply each, const NatsHeaders &headers) override
    {
        m_connection->requestMany(
            subject, payload, timeout,
            [each = std::move(each)](const auto &answer) { return each(restamped(answer)); }, headers);
    }
    void ping() override { m_connection->ping(); }
    void close() override { m_connection->close(); }

private:
    /// Of several headers of one name the last is the server's. Nor says the stream that it is younger than what it has.
    static Result<NatsMessage> restamped(const Result<NatsMessage> &answer)
    {
        if (!answer)
            return answer;
        NatsMessage message = *answer;
        if (message.payload.contains("stream_info_response"))
            message.payload.replace("\"created\":", "\"put there\":");
        if (!message.header(kStoredHeader).isEmpty())
            message.headers.emplace_back("Nats-Time-Stamp", message.header(kStoredHeader));
        return message;
    }

    std::unique_ptr<Connection> m_connection;
};

} // namespace earshot::test
