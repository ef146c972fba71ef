#pragma once

#include "client/client.h"
#include "client/demo_event.h"
#include "support/nats_server.h"
#include "support/verdict_log.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace earshot::test {

/// The demo event with a real server of its own, in a temporary folder, and further events on the same
/// server.
class LiveEvent
{
public:
    /// The demo's two voices.
    static QStringList demoVoices();

    explicit LiveEvent(const QStringList &voices = demoVoices());
    /// False where it is not live within 20 s; `failure` says why.
    bool start();
    const QString &failure() const { return m_failure; }

    DemoEvent &demo() { return m_demo; }
    EventDesk &desk() { return *m_demo.desk().find(*m_demo.link().event); }
    /// Joins the demo's event, or another one of this server, or the same through another port.
    Link link() const { return m_demo.link(); }
    Link linkTo(const char *event) const;
    Link linkThrough(quint16 port) const;

    /// A further event of the same desk, live at once.
    EventDesk &addEvent(const char *id, bool isListed = true);
    /// Somebody with a ticket for the stage of an event, whose line the test uses as it likes.
    struct Voice {
        UserKey key;
        std::unique_ptr<Session> line;
    };
    Voice addVoice(const char *event, const QString &name);
    /// Somebody whose recorded voice is live on that stage.
    std::unique_ptr<LiveSpeaker> addSpeaker(const char *event, const QString &name, const QString &file);

    SystemClock clock;
    SystemRandom random;

private:
    /// Destroyed last: deletes what the lines left for an event loop that no longer runs.
    struct LastTurn {
        ~LastTurn() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }
    };

    Session::Config voiceLine(const char *event, const QString &name);

    LastTurn m_lastTurn;
    QTemporaryDir m_dir;
    DemoEvent m_demo;
    QString m_failure;
};

EventId eventId(const char *text);

/// One person with Earshot: a whole client, and what it showed them.
class Listener
{
public:
    explicit Listener(OutputChoice::Kind output = OutputChoice::Kind::Null);
    explicit Listener(const Client::Options &options);

    /// Joins, and marks the log.
    void join(const Link &link) { open(link.toString()); }
    void open(const QString &link);

    const NowPlayingView &view() const { return client.nowPlaying(); }
    /// Everything heard so far.
    microseconds played() const;
    /// True once more is heard than before the call, within `within`.
    bool hearsMore(milliseconds within = seconds{3}) const;

    SystemClock clock;
    SystemRandom random;
    VerdictLog log{clock};
    Client client;
};

} // namespace earshot::test
