#pragma once

#include <QWidget>

namespace earshot {

// Each name that is set is an event for screen readers, also where it is the same.

inline void setSpokenName(QWidget *widget, const QString &name)
{
    if (name != widget->accessibleName())
        widget->setAccessibleName(name);
}

inline void setSpokenDescription(QWidget *widget, const QString &description)
{
    if (description != widget->accessibleDescription())
        widget->setAccessibleDescription(description);
}

} // namespace earshot
