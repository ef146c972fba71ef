#pragma once

#include "client/local_server.h"
#include "desk/page_writer.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace earshot {

/// The discovery page of a desk on a local server, kept up to date in a file while the desk is in charge: where
/// the servers are, a listener's ticket (made for everybody, so no secret), the desk's cards, and a note.
/// Network thread.
class PublishedPage : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QString path;
        QString name; ///< of the page's owner
        QString note; ///< the operator's word; the hosts' messages come after it
        std::vector<ServerAddress> servers; ///< as listeners reach them; empty = the engine's own
    };
    /// `wss://…`, or `ws://…` of this computer; nothing where it is neither.
    static std::optional<ServerAddress> readServer(const QString &text);

    /// After `deskReady` of `server`, which must outlive this.
    PublishedPage(Clock &clock, LocalServer &server, const Options &options);

signals:
    void written();
    void failed(const earshot::Failure &failure);

private:
    std::optional<DiscoveryPage> page();
    void onPublished(const EventState &state);

    Clock &m_clock;
    LocalServer &m_server;
    Options m_options;
    PageWriter m_writer;
    QByteArray m_ticket;
    WallTime m_ticketMade{};
    QHash<EventId, quint64> m_revisions; ///< on the page
};

} // namespace earshot
