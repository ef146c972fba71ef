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
    , m_choice(choice)
    , m_systemDark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128)
{
    choose(choice);
}

void SystemTheme::choose(ThemeChoice choice)
{
    m_choice = choice;
    if (choice == ThemeChoice::System && !m_followsSystem)
        followSystem();
    apply();
}

void SystemTheme::followSystem()
{
    m_followsSystem = true;
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QStyleHints *hints = QGuiApplication::styleHints();
    m_systemDark = hints->colorScheme() == Qt::ColorScheme::Dark;
    connect(hints, &QStyleHints::colorSchemeChanged, this,
        [this](Qt::ColorScheme scheme) { setSystemDark(scheme == Qt::ColorScheme::Dark); });
#else
    askPortal();
#endif
}

void SystemTheme::setSystemDark(bool dark)
{
    m_systemDark = dark;
    apply();
}

void SystemTheme::apply()
{
    const bool dark = m_choice == ThemeChoice::System ? m_systemDark : m_choice == ThemeChoice::Dark;
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
            setSystemDark(schemeIn(reply.value()) == 1);
        watcher->deleteLater();
    });
    bus.connect(QLatin1String(kService), QLatin1String(kPath), QLatin1String(kInterface),
        QStringLiteral("SettingChanged"), this, SLOT(onPortalSetting(QString, QString, QDBusVariant)));
}

void SystemTheme::onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == QLatin1String(kGroup) && key == QLatin1String(kKey))
        setSystemDark(schemeIn(value.variant()) == 1);
}

#else

void SystemTheme::askPortal() { }

#endif

} // namespace earshot
