#pragma once

#include "global_key.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QVariantMap>

class QDBusServiceWatcher;

namespace earshot {

/// The desktop portal's GlobalShortcuts (org.freedesktop.portal.GlobalShortcuts, version 1): what Wayland offers
/// instead of a grab. The person decides about the key in a dialog of the desktop; Earshot's choice is a proposal.
///
///   CreateSession -> Response{session_handle} -> BindShortcuts -> Response{shortcuts} -> Activated, Deactivated …
///
/// The session is made when the key is wanted first and then kept, as each one may ask the person: off the stage the key
/// is `Kept`, and presses nothing.
///
/// The portal tells of Activated and Deactivated and can be asked nothing: whether the key is still down is not to be known. A
/// compositor that swallows the release (its own lock screen, say) leaves the key down here until the next one, the end of the
/// session, of the portal or of the bus, each of which loses it.
class GlobalKeyPortal : public GlobalKey
{
    Q_OBJECT
public:
    explicit GlobalKeyPortal(QDBusConnection bus);
    ~GlobalKeyPortal() override;

    void setKey(const QKeySequence &key) override;
    void setWanted(bool wanted) override;
    void tryAgain() override;

    /// As the XDG shortcuts specification writes it: "CTRL+SHIFT+F9"; empty where it has no name for the key.
    static QString triggerOf(const QKeySequence &key);

private slots:
    void onSessionMade(uint answer, const QVariantMap &results);
    void onBound(uint answer, const QVariantMap &results);
    void onActivated(const QDBusMessage &message);
    void onDeactivated(const QDBusMessage &message);
    void onChanged(const QDBusMessage &message);
    void onClosed();
    void onBusLost();

private:
    void update();
    void makeSession();
    void bind();
    void closeSession();
    void fail(GlobalKeyState::Phase phase, const QString &detail);
    void call(QDBusMessage message);
    QString awaitResponse(const char *slot);
    void forgetRequest();
    GlobalKeyState::Phase boundPhase() const;
    bool isOurs(const QDBusMessage &message) const;
    void readTrigger(const QVariant &shortcuts);

    QDBusConnection m_bus;
    QDBusServiceWatcher *m_watcher;
    QKeySequence m_key;
    bool m_wanted = false;
    bool m_isAsked = false; ///< a session is being made or there
    bool m_isBound = false;
    QString m_session;
    QString m_request; ///< the object whose Response is awaited
    const char *m_requestSlot = nullptr;
    int m_tokens = 0;
};

} // namespace earshot
