#include "client/sleep_signal.h"

#ifdef EARSHOT_HAS_DBUS
#include <QDBusConnection>
#endif

namespace earshot {

SleepSignal::SleepSignal(QObject *parent)
    : QObject(parent)
{
#ifdef EARSHOT_HAS_DBUS
    QDBusConnection bus = QDBusConnection::systemBus();
    if (bus.isConnected()) {
        bus.connect(QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
            QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"), this,
            SLOT(onPrepareForSleep(bool)));
    }
#endif
}

void SleepSignal::onPrepareForSleep(bool isStarting)
{
    if (!isStarting)
        emit wokeUp();
}

} // namespace earshot
