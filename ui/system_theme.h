#pragma once

#include "theme.h"

#include <QObject>
#ifdef EARSHOT_HAS_DBUS
#include <QDBusVariant>
#endif

namespace earshot {

/// Gives the application the light or dark palette and follows the system where that was chosen: Qt's own
/// word (6.5 and later), on Linux the desktop portal's (org.freedesktop.appearance color-scheme), else the
/// system palette's window colour.
class SystemTheme : public QObject
{
    Q_OBJECT
public:
    explicit SystemTheme(ThemeChoice choice, QObject *parent = nullptr);

    void choose(ThemeChoice choice); ///< acts at once

#ifdef EARSHOT_HAS_DBUS
private slots:
    void onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value);
#endif

private:
    void followSystem();
    void setSystemDark(bool dark);
    void apply();
    void askPortal();

    ThemeChoice m_choice;
    bool m_systemDark;
    bool m_followsSystem = false;
};

} // namespace earshot
