#include "sound_settings.h"

#include <QDesktopServices>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QUrl>

#include <array>

namespace earshot {

bool openSoundSettings()
{
#if defined(Q_OS_WIN)
    return QDesktopServices::openUrl(QUrl(QStringLiteral("ms-settings:sound")));
#elif defined(Q_OS_MACOS)
    return QDesktopServices::openUrl(
        QUrl(QStringLiteral("x-apple.systempreferences:com.apple.preference.sound")));
#else
    const std::array<QStringList, 5> programs{
        {{QStringLiteral("gnome-control-center"), QStringLiteral("sound")},
            {QStringLiteral("systemsettings"), QStringLiteral("kcm_pulseaudio")},
            {QStringLiteral("pavucontrol-qt")}, {QStringLiteral("pavucontrol")},
            {QStringLiteral("xfce4-mixer")}}};
    for (const QStringList &program : programs) {
        const QString path = QStandardPaths::findExecutable(program.front());
        if (!path.isEmpty() && QProcess::startDetached(path, program.mid(1)))
            return true;
    }
    return false;
#endif
}

} // namespace earshot
