#include "tab_order.h"

#include <QLayout>
#include <QScrollArea>
#include <QWidget>

namespace earshot {

void chainTabs(const std::vector<QWidget *> &stops)
{
    for (size_t i = 1; i < stops.size(); ++i)
        QWidget::setTabOrder(stops[i - 1], stops[i]);
}

static void collect(QLayout *layout, std::vector<QWidget *> &stops);

static void collect(QWidget *widget, std::vector<QWidget *> &stops)
{
    const auto *scroller = qobject_cast<QScrollArea *>(widget);
    QWidget *inner = scroller ? scroller->widget() : widget;
    if (widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy())
        stops.push_back(widget);
    if (inner->layout())
        collect(inner->layout(), stops);
}

static void collect(QLayout *layout, std::vector<QWidget *> &stops)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (item->layout())
            collect(item->layout(), stops);
        else if (item->widget())
            collect(item->widget(), stops);
    }
}

void chainTabsAsLaidOut(QWidget &root)
{
    std::vector<QWidget *> stops;
    collect(root.layout(), stops);
    chainTabs(stops);
}

} // namespace earshot
