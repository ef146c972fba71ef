#pragma once

#include "client/file_fetch.h"
#include "client/object_line.h"
#include "wire/websocket_connection.h"

#include <QTest>

#include <limits>
#include <memory>
#include <vector>

namespace earshot::test {

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class LineObjects final : public ObjectSource
{
public:
    explicit LineObjects(ObjectLine &line)
        : m_line(line)
    { }
    void read(const ObjectOrder &order) override { m_line.read(order); }
    void stop(quint64 id) override { m_line.stop(id); }
    void taken(quint64 id, qint64 bytes) override { m_line.taken(id, bytes); }

private:
    ObjectLine &m_line;
};

/// One computer: a line to the server and what it fetches, until it is killed.
struct Computer {
    explicit Computer(const QUrl &url)
    {
        Session::Config config;
        config.servers = {{url, {}}};
        config.backoff.base = config.backoff.cap = milliseconds{100};
        session.start(config);
        line.setSession(&session, false);
    }
    FileFetch &fetch(const QString &path, const ObjectWish &wish)
    {
        fetches.push_back(std::make_unique<FileFetch>(clock, source,
            FileFetch::Plan{
                .path = path, .home = &home, .server = {}, .wish = wish, .patience = milliseconds{50}},
            FileFetch::Mediator{[this](qint64 bytes, qint64) {
                                    least = std::min(least, bytes);
                                    most = std::max(most, bytes);
                                },
                [] {}, [this](const Failure &failure) { waits.push_back(failure); },
                [this](const Outcome &outcome) { outcomes.push_back(outcome); }}));
        fetches.back()->start();
        return *fetches.back();
    }
    bool finish(std::size_t count = 1, int ms = 20'000)
    {
        return QTest::qWaitFor([&] { return outcomes.size() >= count; }, ms);
    }

    QObject home;
    SystemClock clock;
    SeededRandom random{11};
    Session session{clock, random, webSocketConnections(clock, random)};
    ObjectLine line{clock};
    LineObjects source{line};
    std::vector<std::unique_ptr<FileFetch>> fetches;
    std::vector<Outcome> outcomes;
    std::vector<Failure> waits; ///< for room
    qint64 least = std::numeric_limits<qint64>::max(); ///< first said
    qint64 most = 0;
};

} // namespace earshot::test
