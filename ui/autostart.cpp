#include "autostart.h"

#include "link_registration.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

namespace earshot {

constexpr qint64 kMostBytes = 64 * 1024;

Autostart::Autostart(QString place, QString program)
    : m_place(std::move(place))
    , m_program(std::move(program))
{ }

#ifdef Q_OS_WIN

QString Autostart::defaultPlace()
{
    return QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
}

QString Autostart::file() const
{
    return m_place;
}

bool Autostart::isOn() const
{
    return QSettings(m_place, QSettings::NativeFormat).contains(QStringLiteral("Earshot"));
}

Outcome Autostart::set(bool on) const
{
    QSettings run(m_place, QSettings::NativeFormat);
    if (on)
        run.setValue(QStringLiteral("Earshot"),
            QStringLiteral("\"%1\" --tray").arg(QDir::toNativeSeparators(m_program)));
    else
        run.remove(QStringLiteral("Earshot"));
    run.sync();
    if (run.status() != QSettings::NoError)
        return Failure{Cause::FileUnwritable, m_place};
    return Nothing{};
}

#else

#ifdef Q_OS_MACOS

static QByteArray entryFor(const QString &program)
{
    return QStringLiteral(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
        "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
        "<plist version=\"1.0\">\n<dict>\n"
        "  <key>Label</key><string>org.earshot.Earshot</string>\n"
        "  <key>ProgramArguments</key><array><string>%1</string><string>--tray</string></array>\n"
        "  <key>RunAtLoad</key><true/>\n"
        "  <key>ProcessType</key><string>Interactive</string>\n"
        "</dict>\n</plist>\n")
        .arg(program.toHtmlEscaped())
        .toUtf8();
}

static bool isSwitchedOff(const QByteArray &)
{
    return false;
}

QString Autostart::defaultPlace()
{
    return QDir::homePath() + QStringLiteral("/Library/LaunchAgents");
}

QString Autostart::file() const
{
    return m_place + QStringLiteral("/org.earshot.Earshot.plist");
}

#else

/// Desktop Application Autostart Specification.
static QByteArray entryFor(const QString &program)
{
    return "[Desktop Entry]\n"
           "Type=Application\n"
           "Name=Earshot\n"
           "Icon=earshot\n"
           "Terminal=false\n"
           "Exec="
        + execArgument(program).toUtf8() + " --tray\n";
}

/// Desktops write this into the file in place of removing it.
static bool isSwitchedOff(const QByteArray &entry)
{
    for (const QByteArray &line : entry.split('\n')) {
        const QByteArray setting = line.trimmed().toLower();
        if (setting == "hidden=true" || setting == "x-gnome-autostart-enabled=false")
            return true;
    }
    return false;
}

QString Autostart::defaultPlace()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/autostart");
}

QString Autostart::file() const
{
    return m_place + QStringLiteral("/earshot.desktop");
}

#endif

bool Autostart::isOn() const
{
    QFile entry(file());
    return entry.open(QIODevice::ReadOnly) && !isSwitchedOff(entry.read(kMostBytes));
}

Outcome Autostart::set(bool on) const
{
    if (!on) {
        QFile entry(file());
        if (entry.exists() && !entry.remove())
            return Failure{
                Cause::FileUnwritable, entry.fileName() + QStringLiteral(": ") + entry.errorString()};
        return Nothing{};
    }
    QDir().mkpath(m_place);
    QSaveFile entry(file());
    const QByteArray content = entryFor(m_program);
    if (!entry.open(QIODevice::WriteOnly) || entry.write(content) != content.size() || !entry.commit())
        return Failure{Cause::FileUnwritable, entry.fileName() + QStringLiteral(": ") + entry.errorString()};
    return Nothing{};
}

#endif

} // namespace earshot
