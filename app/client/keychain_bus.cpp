#include "client/keychain_bus.h"

#include <QStringList>

#ifdef EARSHOT_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>

#include <algorithm>
#include <optional>
#endif

namespace earshot {

#ifdef EARSHOT_HAS_DBUS
namespace {

constexpr int kBusPatienceMs = 500;

/// Nothing where the bus does not say.
std::optional<QStringList> namesOnTheBus(const QDBusConnection &bus, const QString &method)
{
    const QString daemon = QStringLiteral("org.freedesktop.DBus");
    const QDBusMessage answer
        = bus.call(QDBusMessage::createMethodCall(daemon, QStringLiteral("/"), daemon, method), QDBus::Block,
            kBusPatienceMs);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return std::nullopt;
    return answer.arguments().constFirst().toStringList();
}

} // namespace

bool runsNoKeychain()
{
    static const QStringList keychains{QStringLiteral("org.freedesktop.secrets"),
        QStringLiteral("org.gnome.keyring"), QStringLiteral("org.kde.kwalletd5"),
        QStringLiteral("org.kde.kwalletd6")};
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return true;
    const auto running = namesOnTheBus(bus, QStringLiteral("ListNames"));
    const auto startable = namesOnTheBus(bus, QStringLiteral("ListActivatableNames"));
    return running && startable && std::ranges::none_of(keychains, [&](const QString &name) {
        return running->contains(name) || startable->contains(name);
    });
}
#else
bool runsNoKeychain()
{
    return false;
}
#endif

} // namespace earshot
