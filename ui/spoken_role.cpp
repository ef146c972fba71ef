#include "spoken_role.h"

#include <QAccessibleWidget>

namespace earshot {

constexpr const char *kSpokenRole = "spokenRole";

static QAccessibleInterface *readerOf(const QString &, QObject *object)
{
    const QVariant role = object->isWidgetType() ? object->property(kSpokenRole) : QVariant();
    return role.isValid()
        ? new QAccessibleWidget(static_cast<QWidget *>(object), QAccessible::Role(role.toInt()))
        : nullptr;
}

void setSpokenRole(QWidget *widget, QAccessible::Role role)
{
    widget->setProperty(kSpokenRole, int(role));
    QAccessible::installFactory(readerOf); // again and again is once
}

} // namespace earshot
