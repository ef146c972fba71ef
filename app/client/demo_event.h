#pragma once

#include "client/headless_listener.h"
#include "client/live_speaker.h"
#include "client/local_server.h"
#include "wire/link.h"

#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace earshot {

/// A whole event on this computer: engine, desk, two voices in conversation, a few listeners, and a schedule
/// with an event tomorrow and one that is late; where asked for, a short rehearsal that is recorded and then over. What `earshotctl demo` runs, and what the tests join.
/// Single-threaded.
class DemoEvent : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QString dataFolder; ///< keys, streams and log of the engine
        QStringList voices; ///< the speakers' .opus files
        int listeners = 5;
        QString natsServer = QStringLiteral("nats-server");
        seconds rehearsal{0}; ///< its length; 0 = none
        bool copiesAllowed = false; ///< listeners may keep what they hear
    };

    DemoEvent(Clock &clock, Random &random, const Options &options);
    ~DemoEvent() override;

    void start();

    /// After `ready`: joins the live event; without its event part it names the server.
    const Link &link() const { return m_link; }
    const Engine &engine() const { return m_server.engine(); }
    LocalServer &server() { return m_server; }
    Desk &desk() { return m_server.desk(); }
    /// The desk's own connection: stopping it is a desk that is gone while the event goes on.
    Session &deskLine() { return m_server.deskLine(); }
    LiveSpeaker &speaker(int index) { return *m_speakers.at(size_t(index)); }
    const std::vector<std::unique_ptr<HeadlessListener>> &listeners() const { return m_listeners; }
    HeadlessListener &addListener();

signals:
    /// The event is live and can be joined.
    void ready();
    void failed(const earshot::Failure &failure);

private:
    void onDesk();
    void onPublished(const EventState &state);
    void fillSchedule();
    void rehearse();
    void endRehearsal();
    using Speakers = std::vector<std::unique_ptr<LiveSpeaker>>;
    void addSpeakers(EventDesk &event, Speakers &speakers);
    std::unique_ptr<LiveSpeaker> makeSpeaker(
        EventDesk &event, const QString &name, Role role, const QString &file);
    int eventsExpected() const;

    Clock &m_clock;
    Random &m_random;
    Options m_options;
    LocalServer m_server;
    Speakers m_speakers;
    Speakers m_rehearsing;
    std::unique_ptr<Timer> m_rehearsalEnd;
    std::vector<std::unique_ptr<HeadlessListener>> m_listeners;
    Link m_link;
    WallTime m_startedAt{}; ///< of both voices' loops, so that they stay in step
    QSet<EventId> m_published;
    bool m_isReady = false;
};

} // namespace earshot
