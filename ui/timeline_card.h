#pragma once

#include "card.h"
#include "client/view.h"

#include <vector>

class QGridLayout;

namespace earshot {

/// What happened to this listener: the newest entries, oldest of them first.
class TimelineCard : public Card
{
    Q_OBJECT
public:
    explicit TimelineCard(int mostEntries, QWidget *parent = nullptr);

    void show(const std::vector<TimelineEntry> &entries);

private:
    struct Row {
        Text *time;
        Text *words;
    };

    size_t m_mostEntries;
    std::vector<TimelineEntry> m_shown;
    std::vector<Row> m_rows;
    QGridLayout *m_grid;
};

} // namespace earshot
