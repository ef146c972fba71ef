#pragma once

#include "base/result.h"

namespace earshot {

/// Whether the system starts Earshot, into its tray, when this person logs in. The system's own entry is the truth, so
/// that what its settings change is seen here: an XDG autostart file on Linux, a launch agent on macOS, a value of the
/// Run key on Windows. Written whole or not at all.
class Autostart
{
public:
    /// `place`: the folder of the file; on Windows the key.
    Autostart(QString place, QString program);

    static QString defaultPlace();

    bool isOn() const;
    Outcome set(bool on) const;

private:
    QString file() const;

    QString m_place;
    QString m_program;
};

} // namespace earshot
