#include "device_list.h"

#include "option_row.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace earshot {

DeviceList::DeviceList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_lines.emplace_back();
    m_rows.push_back(newRow({}));
    m_layout->addWidget(m_rows.front());
}

void DeviceList::show(const std::vector<DeviceLine> &lines, const QString &chosenId)
{
    m_chosenId = chosenId;
    const std::vector<OptionRow *> gone = placeRows(lines);
    OptionRow *chosen = m_rows.front();
    for (size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].id == chosenId)
            chosen = m_rows[i];
    }
    chosen->setChecked(true);
    for (OptionRow *row : gone) {
        if (row == window()->focusWidget())
            chosen->setFocus();
        retire(row);
    }
}

OptionRow *DeviceList::newRow(const QString &id)
{
    auto *row = new OptionRow(OptionRow::Kind::Radio, this);
    connect(row, &OptionRow::clicked, this, [this, id] { choose(id); });
    return row;
}

/// Tab passes the rows in their order, whenever they come. Those whose devices are gone are returned.
std::vector<OptionRow *> DeviceList::placeRows(const std::vector<DeviceLine> &lines)
{
    std::vector<OptionRow *> gone;
    if (!std::ranges::equal(lines, m_lines, {}, &DeviceLine::id, &DeviceLine::id)) {
        gone = std::exchange(m_rows, {});
        for (const DeviceLine &line : lines) {
            const auto known = std::ranges::find(m_lines, line.id, &DeviceLine::id);
            OptionRow *row = nullptr;
            if (known != m_lines.end())
                row = std::exchange(gone[size_t(known - m_lines.begin())], nullptr);
            const bool isNew = !row;
            if (isNew)
                row = newRow(line.id);
            m_layout->insertWidget(int(m_rows.size()), row);
            if (isNew)
                row->setVisible(true);
            if (!m_rows.empty())
                setTabOrder(m_rows.back(), row);
            m_rows.push_back(row);
        }
        std::erase(gone, nullptr);
    }
    m_lines = lines;
    for (size_t i = 0; i < lines.size(); ++i) {
        m_rows[i]->show(lines[i].title, lines[i].detail);
        m_rows[i]->setDetailTone(lines[i].isAway || lines[i].isWarned ? Tone::Warning : Tone::Dim);
    }
    return gone;
}

/// The row may be handling the very key that made its device go. Disabled, it is given no focus any more.
void DeviceList::retire(OptionRow *row)
{
    row->disconnect(this);
    row->setAutoExclusive(false);
    m_layout->removeWidget(row);
    row->hide();
    row->setEnabled(false);
    row->deleteLater();
}

void DeviceList::choose(const QString &id)
{
    const auto line = std::ranges::find(m_lines, id, &DeviceLine::id);
    if (id != m_chosenId && line != m_lines.end())
        emit chosen(id, id.isEmpty() ? QString() : line->title);
}

} // namespace earshot
