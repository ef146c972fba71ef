#pragma once

#include "wire/websocket_connection.h"

#include <QTest>

#include <vector>

namespace earshot::test {

/// One connection and all that it said.
struct Dialer {
    explicit Dialer(const QUrl &url)
    {
        options.server.url = url;
        options.clientName = "test";
        const auto *from = connection.get();
        QObject::connect(
            from, &Connection::opened, from, [this](const NatsInfo &info) { opened.push_back(info); });
        QObject::connect(
            from, &Connection::infoChanged, from, [this](const NatsInfo &info) { infos.push_back(info); });
        QObject::connect(
            from, &Connection::message, from, [this](const NatsMessage &message, Instant arrival) {
                messages.push_back(message);
                lastArrival = arrival;
            });
        QObject::connect(from, &Connection::bytesReceived, from, [this](qsizetype count) { bytes += count; });
        QObject::connect(
            from, &Connection::pongReceived, from, [this](microseconds t) { roundTrips.push_back(t); });
        QObject::connect(
            from, &Connection::complained, from, [this](const Failure &f) { complaints.push_back(f); });
        QObject::connect(from, &Connection::closed, from, [this](const Failure &f) { closed.push_back(f); });
    }

    void dial() { connection->open(options); }
    bool join()
    {
        dial();
        return QTest::qWaitFor([this] { return !opened.empty() || !closed.empty(); }, 10'000)
            && closed.empty();
    }
    /// Dials and gives what the attempt ended with.
    Failure fail()
    {
        dial();
        if (!QTest::qWaitFor([this] { return !closed.empty(); }, 10'000))
            return {Cause::BadData, "the attempt did not end"};
        return closed.front();
    }
    /// Everything sent before has reached the server when this is true.
    bool settle()
    {
        const size_t before = roundTrips.size();
        connection->ping();
        return QTest::qWaitFor([&] { return roundTrips.size() > before || !closed.empty(); }, 10'000);
    }

    SystemClock clock;
    SeededRandom random{7};
    std::unique_ptr<Connection> connection = makeWebSocketConnection(clock, random);
    Connection::Options options;

    std::vector<NatsInfo> opened;
    std::vector<NatsInfo> infos;
    std::vector<NatsMessage> messages;
    Instant lastArrival{};
    qsizetype bytes = 0;
    std::vector<microseconds> roundTrips;
    std::vector<Failure> complaints;
    std::vector<Failure> closed;
};

} // namespace earshot::test

QT_BEGIN_NAMESPACE
namespace QTest {
/// Causes are compared as numbers; base/result.h lists them in this order.
template<>
inline char *toString(const earshot::Cause &cause)
{
    return qstrdup(("Cause " + QByteArray::number(int(cause))).constData());
}
} // namespace QTest
QT_END_NAMESPACE
