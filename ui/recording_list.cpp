#include "recording_list.h"

#include "button.h"
#include "icon_button.h"
#include "recording_row.h"
#include "row_keys.h"
#include "spoken_role.h"
#include "theme.h"

#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

RecordingList::RecordingList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_keys(new RowKeys(this))
{
    setSpokenRole(this, QAccessible::List);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gap(14));
}

RecordingRow *RecordingList::rowOf(const QString &id)
{
    RecordingRow *&row = m_rows[id];
    if (row)
        return row;
    row = new RecordingRow(this);
    connect(row, &RecordingRow::activated, this,
        [this, id](RecordingAction action) { emit activated(id, action); });
    connect(row, &RecordingRow::exportRequested, this, [this, id] { emit exportRequested(id); });
    connect(row, &RecordingRow::removeRequested, this, [this, id] { emit removeRequested(id); });
    connect(row, &RecordingRow::folderRequested, this, [this, id] { emit folderRequested(id); });
    connect(row, &RecordingRow::withdrawRequested, this, [this, id] { emit withdrawRequested(id); });
    row->setWithdrawable(m_withdrawable.contains(id));
    return row;
}

bool RecordingList::show(const std::vector<const LibraryItem *> &items, WallTime now, bool givesFocusAway)
{
    std::vector<QString> order;
    for (const LibraryItem *item : items) {
        rowOf(item->id)->show(*item, now);
        order.push_back(item->id);
    }
    const bool isNew = order != m_order;
    if (isNew)
        putInOrder(order, givesFocusAway);
    return isNew;
}

void RecordingList::setWithdrawable(const std::set<QString> &ids)
{
    m_withdrawable = ids;
    for (const auto &[id, row] : m_rows)
        row->setWithdrawable(ids.contains(id));
}

void RecordingList::putInOrder(const std::vector<QString> &order, bool givesFocusAway)
{
    int focused = -1; // the place of the row that has the focus and goes
    for (size_t i = 0; i < m_order.size(); ++i) {
        RecordingRow *row = m_rows[m_order[i]];
        if (std::ranges::find(order, m_order[i]) != order.end())
            continue;
        if (row->isAncestorOf(focusWidget()))
            focused = int(i);
        row->hide();
        row->deleteLater();
        m_rows.erase(m_order[i]);
    }
    m_order = order;
    while (m_layout->count() > 0)
        delete m_layout->takeAt(0);
    std::vector<RowKeys::Row> rows;
    for (const QString &id : m_order) {
        RecordingRow *row = m_rows[id];
        m_layout->addWidget(row);
        row->QWidget::show();
        rows.push_back({row->button(), row->more()});
    }
    m_keys->setRows(rows);
    if (focused >= 0 && !givesFocusAway)
        focusAfter(focused);
}

void RecordingList::focusRow(const QString &id)
{
    const auto found = std::ranges::find(m_order, id);
    focusAfter(found == m_order.end() ? 0 : int(found - m_order.begin()));
}

void RecordingList::focusAfter(int index)
{
    if (m_order.empty())
        return;
    RecordingRow *row = m_rows[m_order[size_t(std::min(index, int(m_order.size()) - 1))]];
    QWidget *target = row->button()->isVisibleTo(this) ? static_cast<QWidget *>(row->button()) : row->more();
    target->setFocus(Qt::OtherFocusReason);
}

} // namespace earshot
