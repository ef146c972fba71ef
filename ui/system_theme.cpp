#include "system_theme.h"

#include <QApplication>
#include <QStyleHints>

#ifdef EARSHOT_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace earshot {

SystemTheme::SystemTheme(ThemeChoice choice, QObject *parent)
    : QObject(parent)
{
    if (choice != ThemeChoice::System) {
        apply(choice == ThemeChoice::Dark);
        return;
    }
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QStyleHints *hints = QGuiApplication::styleHints();
    apply(hints->colorScheme() == Qt::ColorScheme::Dark);
    connect(hints, &QStyleHints::colorSchemeChanged, this,
        [this](Qt::ColorScheme scheme) { apply(scheme == Qt::ColorScheme::Dark); });
#else
    apply(QGuiApplication::palette().color(QPalette::Window).lightness() < 128);
    askPortal();
#endif
}

void SystemTheme::apply(bool dark)
{
    QApplication::setPalette(paletteFor(dark ? darkTokens() : lightTokens()));
}

#ifdef EARSHOT_HAS_DBUS

namespace {

constexpr auto kService = "org.freedesktop.portal.Desktop";
constexpr auto kPath = "/org/freedesktop/portal/desktop";
constexpr auto kInterface = "org.freedesktop.portal.Settings";
constexpr auto kGroup = "org.freedesktop.appearance";
constexpr auto kKey = "color-scheme";

/// 1 = the person prefers dark; the portal wraps the number in one or two variants.
uint schemeIn(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

void SystemTheme::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage read = QDBusMessage::createMethodCall(
        QLatin1String(kService), QLatin1String(kPath), QLatin1String(kInterface), QStringLiteral("Read"));
    read.setArguments({QString::fromLatin1(kGroup), QString::fromLatin1(kKey)});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (!reply.isError() && schemeIn(reply.value()) != 0)
            apply(schemeIn(reply.value()) == 1);
        watcher->deleteLater();
    });
    bus.connect(QLatin1String(kService), QLatin1String(kPath), QLatin1String(kInterface),
        QStringLiteral("SettingChanged"), this, SLOT(onPortalSetting(QString, QString, QDBusVariant)));
}

void SystemTheme::onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == QLatin1String(kGroup) && key == QLatin1String(kKey))
        apply(schemeIn(value.variant()) == 1);
}

#else

void SystemTheme::askPortal() { }

#endif

} // namespace earshot
