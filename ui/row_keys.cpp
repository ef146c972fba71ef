#include "row_keys.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QWidget>

#include <algorithm>

namespace earshot {

RowKeys::RowKeys(QObject *parent)
    : QObject(parent)
{ }

void RowKeys::setRows(const std::vector<Row> &rows)
{
    m_rows.clear();
    for (const Row &row : rows) {
        m_rows.emplace_back(row.begin(), row.end());
        for (QWidget *stop : row)
            stop->installEventFilter(this); // again and again is once
    }
}

static bool movesRow(const QKeyEvent &event)
{
    const bool isPlain = !(event.modifiers() & ~Qt::KeypadModifier);
    return isPlain
        && (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down || event.key() == Qt::Key_Home
            || event.key() == Qt::Key_End);
}

bool RowKeys::eventFilter(QObject *watched, QEvent *event)
{
    const bool isShortcut = event->type() == QEvent::ShortcutOverride;
    if (!isShortcut && event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const auto &key = *static_cast<QKeyEvent *>(event);
    if (!movesRow(key))
        return QObject::eventFilter(watched, event);
    event->accept(); // elsewhere these keys are the window's
    return isShortcut || go(key, static_cast<QWidget *>(watched));
}

bool RowKeys::go(const QKeyEvent &event, const QWidget *from)
{
    const auto row = std::ranges::find_if(
        m_rows, [from](const Stops &stops) { return std::ranges::find(stops, from) != stops.end(); });
    if (row == m_rows.end())
        return false;
    const auto place = size_t(std::ranges::find(*row, from) - row->begin());
    const auto now = size_t(row - m_rows.begin());
    const size_t last = m_rows.size() - 1;
    size_t next = event.key() == Qt::Key_End ? last : 0;
    if (event.key() == Qt::Key_Up)
        next = now > 0 ? now - 1 : now;
    else if (event.key() == Qt::Key_Down)
        next = std::min(now + 1, last);
    QWidget *stop = stopIn(next, place);
    if (!stop || next == now)
        return true;
    stop->setFocus(Qt::OtherFocusReason);
    for (QWidget *above = stop->parentWidget(); above; above = above->parentWidget()) {
        if (auto *scroller = qobject_cast<QScrollArea *>(above)) {
            scroller->ensureWidgetVisible(stop);
            break;
        }
    }
    return true;
}

/// The same place, or the nearest before or after it that is shown.
QWidget *RowKeys::stopIn(size_t row, size_t place) const
{
    const Stops &stops = m_rows[row];
    const auto canFocus
        = [](const QPointer<QWidget> &stop) { return stop && stop->isVisible() && stop->isEnabled(); };
    for (size_t i = std::min(place + 1, stops.size()); i > 0; --i) {
        if (canFocus(stops[i - 1]))
            return stops[i - 1];
    }
    const auto after = std::ranges::find_if(stops, canFocus);
    return after == stops.end() ? nullptr : after->data();
}

} // namespace earshot
