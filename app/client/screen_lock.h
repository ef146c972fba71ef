#pragma once

#include <QObject>
#include <QVariantMap>

class QDBusMessage;

namespace earshot {

/// logind's word that the screen of this person's session was locked (org.freedesktop.login1.Session: LockedHint, which
/// desktops set however the lock came about, and the signal Lock, which asks them to). Silent where there is no system bus
/// or no session, and on other systems.
class ScreenLock : public QObject
{
    Q_OBJECT
public:
    explicit ScreenLock(QObject *parent = nullptr);

signals:
    void locked();

private slots:
    void onSession(const QDBusMessage &answer);
    void onLock();
    void onPropertiesChanged(
        const QString &interface, const QVariantMap &changed, const QStringList &invalidated);
};

} // namespace earshot
