#include "client/screen_lock.h"

#ifdef EARSHOT_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#endif

namespace earshot {

#ifdef EARSHOT_HAS_DBUS

namespace {

const QLatin1String kService("org.freedesktop.login1");
const QLatin1String kSession("org.freedesktop.login1.Session");

} // namespace

/// A program that was started by the person's own service manager is in no session; logind's "auto" is then the one that
/// the person sits at (systemd 243).
ScreenLock::ScreenLock(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return;
    QDBusMessage ask = QDBusMessage::createMethodCall(kService, QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("GetSession"));
    ask << qEnvironmentVariable("XDG_SESSION_ID", QStringLiteral("auto"));
    bus.callWithCallback(ask, this, SLOT(onSession(QDBusMessage)));
}

void ScreenLock::onSession(const QDBusMessage &answer)
{
    const QString path = answer.arguments().value(0).value<QDBusObjectPath>().path();
    if (path.isEmpty())
        return;
    QDBusConnection bus = QDBusConnection::systemBus();
    bus.connect(kService, path, kSession, QStringLiteral("Lock"), this, SLOT(onLock()));
    bus.connect(kService, path, QStringLiteral("org.freedesktop.DBus.Properties"),
        QStringLiteral("PropertiesChanged"), this,
        SLOT(onPropertiesChanged(QString, QVariantMap, QStringList)));
}

#else

ScreenLock::ScreenLock(QObject *parent)
    : QObject(parent)
{ }

void ScreenLock::onSession(const QDBusMessage &) { }

#endif

void ScreenLock::onLock()
{
    emit locked();
}

void ScreenLock::onPropertiesChanged(const QString &, const QVariantMap &changed, const QStringList &)
{
    if (changed.value(QStringLiteral("LockedHint")).toBool())
        emit locked();
}

} // namespace earshot
