#pragma once

#include "session/session.h"
#include "support/fake_connection.h"
#include "support/virtual_clock.h"

#include <QPointer>

namespace earshot::test {

inline ServerAddress server(int number)
{
    return {QUrl(QStringLiteral("wss://s%1.example:443").arg(number)), {}};
}

/// A session with the test as its server, in virtual time.
struct Stage {
    VirtualClock clock;
    SeededRandom random{1};
    QList<QPointer<FakeConnection>> dialled;
    Session session{clock, random, [this] {
                        auto made = std::make_unique<FakeConnection>();
                        dialled.append(made.get());
                        return made;
                    }};

    void start(int servers)
    {
        Session::Config config;
        for (int i = 0; i < servers; ++i)
            config.servers.push_back(server(i));
        session.start(config);
    }
    FakeConnection &line(int dial) { return *dialled[dial]; }
    FakeConnection &now() { return *dialled.last(); }
    QString nowAt() { return now().m_options.server.url.host(); }
    LinePhase phase() const { return session.stats().phase; }
    void live(NatsInfo info = {}) { now().accept(info); }
    /// Up long enough to be proven, with the server answering pings.
    void beLiveFor(seconds duration) { beLiveOn(int(dialled.size()) - 1, duration); }
    void beLiveOn(int dial, seconds duration)
    {
        for (milliseconds t{0}; t < duration; t += milliseconds{500}) {
            line(dial).answerPing(milliseconds{1}, clock.now());
            clock.advance(milliseconds{500});
        }
        line(dial).answerPing(milliseconds{1}, clock.now());
    }
};

} // namespace earshot::test
