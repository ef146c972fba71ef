#include "sound_settings.h"

#include <QDesktopServices>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QUrl>

#include <array>

namespace earshot {

#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)

bool hasSoundSettings()
{
    return true;
}

bool openSoundSettings()
{
#if defined(Q_OS_WIN)
    return QDesktopServices::openUrl(QUrl(QStringLiteral("ms-settings:sound")));
#else
    return QDesktopServices::openUrl(
        QUrl(QStringLiteral("x-apple.systempreferences:com.apple.preference.sound")));
#endif
}

#else

/// The first of the desktops' programs that is installed, and its arguments; empty where none is.
static QStringList soundProgram()
{
    const std::array<QStringList, 5> programs{
        {{QStringLiteral("gnome-control-center"), QStringLiteral("sound")},
            {QStringLiteral("systemsettings"), QStringLiteral("kcm_pulseaudio")},
            {QStringLiteral("pavucontrol-qt")}, {QStringLiteral("pavucontrol")},
            {QStringLiteral("xfce4-mixer")}}};
    for (const QStringList &program : programs) {
        const QString path = QStandardPaths::findExecutable(program.front());
        if (!path.isEmpty())
            return QStringList{path} + program.mid(1);
    }
    return {};
}

bool hasSoundSettings()
{
    return !soundProgram().isEmpty();
}

bool openSoundSettings()
{
    const QStringList program = soundProgram();
    return !program.isEmpty() && QProcess::startDetached(program.front(), program.mid(1));
}

#endif

} // namespace earshot
