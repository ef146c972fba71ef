#include "wrap_row.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace earshot {

WrapRow::WrapRow(int spacing)
{
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

WrapRow::~WrapRow()
{
    for (QLayoutItem *item : m_items)
        delete item;
}

void WrapRow::addItem(QLayoutItem *item)
{
    m_items.push_back(item);
}

QLayoutItem *WrapRow::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)] : nullptr;
}

QLayoutItem *WrapRow::takeAt(int index)
{
    QLayoutItem *item = itemAt(index);
    if (item)
        m_items.erase(m_items.begin() + index);
    return item;
}

int WrapRow::widthInOneLine() const
{
    int width = 0;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            width += item->sizeHint().width() + spacing();
    }
    return std::max(width - spacing(), 0);
}

QSize WrapRow::sizeHint() const
{
    return {widthInOneLine(), heightForWidth(widthInOneLine())};
}

QSize WrapRow::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

int WrapRow::heightForWidth(int width) const
{
    return place(QRect(0, 0, width, 0), false);
}

void WrapRow::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    place(rect, true);
}

int WrapRow::place(const QRect &rect, bool move) const
{
    const Qt::LayoutDirection direction
        = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    const int over = rect.width() - widthInOneLine();
    int x = 0;
    int y = 0;
    int lineHeight = 0;
    for (int i = 0; i < count(); ++i) {
        QLayoutItem *item = m_items[size_t(i)];
        if (item->isEmpty())
            continue;
        if (i == m_firstAtEnd && over > 0)
            x += over;
        const QSize size = item->sizeHint().boundedTo(
            {std::max(rect.width(), item->minimumSize().width()), item->sizeHint().height()});
        if (x > 0 && x + size.width() > rect.width()) {
            x = 0;
            y += lineHeight + spacing();
            lineHeight = 0;
        }
        if (move)
            item->setGeometry(
                QStyle::visualRect(direction, rect, QRect(rect.topLeft() + QPoint(x, y), size)));
        x += size.width() + spacing();
        lineHeight = std::max(lineHeight, size.height());
    }
    return y + lineHeight;
}

} // namespace earshot
