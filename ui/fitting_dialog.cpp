#include "fitting_dialog.h"

#include "tab_order.h"

#include <QEvent>
#include <QLayout>

namespace earshot {

bool FittingDialog::event(QEvent *event)
{
    const bool isTaken = QDialog::event(event);
    const bool isLaidOut = event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize;
    if (isLaidOut && isVisible()) // before it is shown its width is not the one to come
        keepRoom();
    return isTaken;
}

void FittingDialog::keepRoom()
{
    const int needed = layout()->totalHeightForWidth(width());
    if (needed == minimumHeight())
        return;
    setMinimumHeight(needed);
    layout()->invalidate(); // it has laid out for the height before
    layout()->activate();
}

void FittingDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    keepRoom();
    if (!testAttribute(Qt::WA_Resized)) // nor higher, as long as nobody wants it
        resize(width(), minimumHeight());
    chainTabsAsLaidOut(*this);
}

} // namespace earshot
