#include "audio/microphone_permission.h"

#include <QtGlobal>

#if defined(Q_OS_WIN)
#include <QSettings>
#elif defined(Q_OS_MACOS) && QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QCoreApplication>
#include <QPermissions>
#define EARSHOT_QT_KNOWS_PERMISSIONS
#endif

namespace earshot {

#if defined(Q_OS_WIN)

std::optional<Failure> microphoneDenial()
{
    // Settings > Privacy > Microphone: for all programs, and for those that are not from the store.
    const QLatin1String consent("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\"
                                "CapabilityAccessManager\\ConsentStore\\microphone");
    for (const char *programs : {"", "\\NonPackaged"}) {
        const QSettings settings(consent + QLatin1String(programs), QSettings::NativeFormat);
        if (settings.value(QLatin1String("Value")).toString() == QLatin1String("Deny"))
            return Failure{Cause::DeviceDenied, QStringLiteral("Windows lets no program use the microphone")};
    }
    return std::nullopt;
}

void askForMicrophone() { }

#elif defined(EARSHOT_QT_KNOWS_PERMISSIONS)

std::optional<Failure> microphoneDenial()
{
    if (qApp->checkPermission(QMicrophonePermission{}) != Qt::PermissionStatus::Denied)
        return std::nullopt;
    return Failure{Cause::DeviceDenied, QStringLiteral("macOS does not let Earshot use the microphone")};
}

void askForMicrophone()
{
    if (qApp->checkPermission(QMicrophonePermission{}) != Qt::PermissionStatus::Undetermined)
        return;
    // Of the main thread. The devices are looked at again soon, and with them the answer.
    QMetaObject::invokeMethod(
        qApp, [] { qApp->requestPermission(QMicrophonePermission{}, [](const QPermission &) {}); });
}

#else

std::optional<Failure> microphoneDenial()
{
    return std::nullopt;
}

void askForMicrophone() { }

#endif

} // namespace earshot
