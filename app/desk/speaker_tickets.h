#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "session/session.h"
#include "wire/nkey.h"

#include <QHash>

namespace earshot {

/// Issues the tickets of one event's speakers and renews each when half of its life is over. A ticket allows
/// publishing on its owner's own audio subject and is of use to nobody else's key. Network thread.
class SpeakerTickets
{
public:
    struct Issuer {
        QByteArray accountPublicKey; ///< `A…`
        NKey speakerKey; ///< the account's scoped signing key of the role *speaker*
        std::chrono::hours lifetime{12};
    };

    SpeakerTickets(Clock &clock, Session &session, const EventId &event, std::optional<Issuer> issuer);

    /// The ticket, published on `ev.<event>.to.<key>` too. Fails with DeskRefused where there is no key to
    /// sign with.
    Result<QByteArray> issue(const UserKey &key, const QString &name);
    /// Somebody whom another desk gave a ticket, which may be old: due for a new one.
    void adopt(const UserKey &key, const QString &name);
    /// Publishes the last ticket once more: it may have been lost. Somebody who has none from here gets a new one.
    void repeat(const UserKey &key);
    /// It is not renewed any more.
    void forget(const UserKey &key) { m_issued.remove(key); }
    void renewDue();

private:
    struct Issued {
        QString name;
        WallTime at{};
        QByteArray ticket{}; ///< empty = another desk's
    };

    void publish(const UserKey &key, const QByteArray &ticket);

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    std::optional<Issuer> m_issuer;
    QHash<UserKey, Issued> m_issued;
};

} // namespace earshot
