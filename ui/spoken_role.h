#pragma once

#include <QAccessible>

class QWidget;

namespace earshot {

/// What screen readers take a widget of our own for: a list, one of its items. To be set before it is shown. For what
/// is pressed or moved Qt's own classes say it.
void setSpokenRole(QWidget *widget, QAccessible::Role role);

} // namespace earshot
