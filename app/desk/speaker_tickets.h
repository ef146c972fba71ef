#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "session/session.h"
#include "wire/nkey.h"

#include <QHash>

#include <functional>

namespace earshot {

/// Issues the tickets of one event's speakers, and new ones long before they end. A ticket allows publishing on its
/// owner's own subjects of the event and is of use to nobody else's key. Network thread.
///
/// What is published may be lost on its way, and nobody says so: the newest ticket of each speaker is published again
/// and again, which changes nothing for who has it. With the usual lifetime a speaker has at any moment a ticket for 35
/// minutes more, so that a desk may be away for as long.
class SpeakerTickets
{
public:
    struct Issuer {
        QByteArray accountPublicKey; ///< the audience's account (`A…`)
        NKey speakerKey; ///< its scoped signing key of the role *speaker*
        seconds lifetime = std::chrono::hours(1);
        /// Has the server turn away tickets made until now for those keys; all of them have ended at `until`. Empty where
        /// the server is another's: there a ticket counts until it ends.
        std::function<void(const QList<UserKey> &keys, WallTime until)> revoke = {};
    };

    SpeakerTickets(Clock &clock, Session &session, const EventId &event, std::optional<Issuer> issuer);

    /// The ticket, published on `ev.<event>.to.<key>` too. Fails with DeskRefused where there is no key to
    /// sign with.
    Result<QByteArray> issue(const UserKey &key, const QString &name);
    /// Somebody whom another desk gave a ticket, which may be old: due for a new one.
    void adopt(const UserKey &key, const QString &name);
    /// Publishes the last ticket once more: it may have been lost. Somebody who has none from here gets a new one.
    void repeat(const UserKey &key);
    /// It is not renewed any more, and is revoked a moment later: whoever obeys has moved to another one by then.
    void forget(const UserKey &key);
    /// Once each second or so.
    void tend();

private:
    struct Issued {
        QString name;
        WallTime at{};
        QByteArray ticket{}; ///< empty = another desk's
        WallTime published{};
    };

    void publish(const UserKey &key, Issued &issued);
    void renewDue();
    void revokeDue();

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    std::optional<Issuer> m_issuer;
    QHash<UserKey, Issued> m_issued;
    QHash<UserKey, Instant> m_leaving; ///< from when on each one's tickets may be revoked
    Instant m_revokeNext{}; ///< not before
};

} // namespace earshot
