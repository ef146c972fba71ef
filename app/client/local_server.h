#pragma once

#include "desk/desk.h"
#include "engine/desk_identity.h"
#include "engine/engine.h"
#include "wire/link.h"

#include <QObject>

#include <memory>

namespace earshot {

/// A server on this computer with the desk's line to it: engine, session, desk. Single-threaded.
class LocalServer : public QObject
{
    Q_OBJECT
public:
    LocalServer(Clock &clock, Random &random, const EngineOptions &options);

    /// Starts the engine, or joins the one that runs from this folder already where `mayAttach`.
    void start(bool mayAttach = false);
    void stop();

    Engine &engine() { return m_engine; }
    const Engine &engine() const { return m_engine; }
    /// After `engineReady`: a link with a listener's ticket, to the server or to one event.
    Link link(const std::optional<EventId> &event = {}) const;
    /// Writes what a host elsewhere needs into a file that only its owner may read; `server` is where they reach this
    /// server, nothing = where this computer does. Fails with FileUnwritable and the path.
    Outcome writeHostCredentials(const QString &path, const std::optional<Link> &server = {});
    /// The desk's line comes up; `deskReady` follows once. The keys for tickets and, where it has none, the
    /// desk's identity are filled into `config`.
    void openDesk(const EventDesk::Config &config = {});
    Desk &desk() { return *m_desk; }
    /// Gives the events' leases back, so that another desk needs not wait.
    void closeDesk() { m_desk.reset(); }
    Session &deskLine() { return m_session; }
    const Session &deskLine() const { return m_session; }
    /// A line as whoever holds the credentials; for speakers.
    Session::Config lineAs(const Credentials &credentials, const QByteArray &clientName) const;

signals:
    void engineReady();
    void deskReady();
    void failed(const earshot::Failure &failure);
    void stopped();

private:
    void onLive();

    Clock &m_clock;
    QString m_folder;
    Engine m_engine;
    Session m_session;
    EventDesk::Config m_deskConfig;
    std::optional<DeskIdentity> m_identity;
    std::unique_ptr<Desk> m_desk;
    bool m_mayAttach = false;
};

} // namespace earshot
