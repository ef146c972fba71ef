#include "timeline_card.h"

#include "playing_words.h"
#include "text.h"
#include "theme.h"
#include "words.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

TimelineCard::TimelineCard(int mostEntries, QWidget *parent)
    : Card(parent)
    , m_mostEntries(size_t(mostEntries))
    , m_grid(new QGridLayout)
{
    addCaption(tr("Timeline"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(gap(10));
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(1, 1);
    body()->addLayout(m_grid);
    hide();
}

void TimelineCard::show(const std::vector<TimelineEntry> &entries)
{
    // What happened before the join is learned after it.
    std::vector<TimelineEntry> newest = entries;
    std::ranges::stable_sort(newest, {}, &TimelineEntry::at);
    const size_t count = std::min(newest.size(), m_mostEntries);
    newest.erase(newest.begin(), newest.end() - std::ptrdiff_t(count));
    if (newest == m_shown)
        return;
    m_shown = newest;
    while (m_rows.size() > count) {
        delete m_rows.back().time;
        delete m_rows.back().words;
        m_rows.pop_back();
    }
    while (m_rows.size() < count) {
        const Row row{
            new Text(Text::Kind::Body, Tone::Ink, this), new Text(Text::Kind::Body, Tone::Dim, this)};
        const int line = int(m_rows.size());
        m_grid->addWidget(row.time, line, 0, Qt::AlignTop);
        m_grid->addWidget(row.words, line, 1);
        m_rows.push_back(row);
    }
    QStringList spoken;
    for (size_t i = 0; i < count; ++i) {
        m_rows[i].time->show(UiWords::clockTime(newest[i].at));
        m_rows[i].words->show(PlayingWords::timeline(newest[i]));
        m_rows[i].words->setTone(PlayingWords::timelineTone(newest[i]));
        spoken << m_rows[i].time->text() + QLatin1Char(' ') + m_rows[i].words->text();
    }
    setAccessibleName(tr("Timeline") + QStringLiteral(": ") + spoken.join(QStringLiteral("; ")));
    setVisible(count > 0);
}

} // namespace earshot
