#include "stage_grid.h"

#include "event/look_alike.h"
#include "speaker_tile.h"
#include "spoken_role.h"
#include "text.h"
#include "theme.h"
#include "words.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

StageGrid::StageGrid(QWidget *parent)
    : Card(parent)
    , m_grid(new QGridLayout)
    , m_empty(new Text(Text::Kind::Body, Tone::Dim, this))
{
    setSpokenRole(this, QAccessible::List);
    setAccessibleName(tr("On stage"));
    addCaption(tr("On stage"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(gap(8));
    m_empty->show(tr("Not known yet."));
    body()->addWidget(m_empty);
    body()->addLayout(m_grid);
    body()->addStretch();
    note()->show(UiWords::unknown());
}

void StageGrid::show(const std::vector<SpeakerView> &stage, bool known)
{
    if (stage == m_stage && known == m_known)
        return;
    m_stage = stage;
    m_known = known;
    const bool sameCount = m_tiles.size() == stage.size();
    while (m_tiles.size() > stage.size()) {
        delete m_tiles.back();
        m_tiles.pop_back();
    }
    while (m_tiles.size() < stage.size())
        m_tiles.push_back(new SpeakerTile(this));
    QStringList looks;
    for (const SpeakerView &speaker : stage)
        looks << skeleton(speaker.name);
    for (size_t i = 0; i < stage.size(); ++i)
        m_tiles[i]->show(stage[i], !looks[qsizetype(i)].isEmpty() && looks.count(looks[qsizetype(i)]) > 1);
    m_empty->show(known ? tr("Nobody is on stage.") : tr("Not known yet."));
    m_empty->setVisible(stage.empty());
    note()->show(known || !stage.empty() ? UiWords::number(qint64(stage.size())) : UiWords::unknown());
    if (!sameCount) {
        m_columns = 0;
        arrange();
    }
}

void StageGrid::showLevels(const LevelsView &levels)
{
    const size_t known = std::min(levels.levelDb.size(), m_tiles.size());
    for (size_t i = 0; i < known; ++i)
        m_tiles[i]->showLevel(levels.levelDb[i]);
}

int StageGrid::columnsThatFit() const
{
    const int room = width() - 2 * (gap(16) + 1) + gap(8);
    const int fit = room / (scaled(SpeakerTile::designWidth()) + gap(8));
    return std::max(1, fit);
}

void StageGrid::arrange()
{
    const int columns = columnsThatFit();
    if (columns == m_columns)
        return;
    m_columns = columns;
    while (m_grid->count() > 0)
        delete m_grid->takeAt(0);
    for (int column = 0; column < m_grid->columnCount(); ++column)
        m_grid->setColumnStretch(column, 0);
    for (int i = 0; i < int(m_tiles.size()); ++i)
        m_grid->addWidget(m_tiles[size_t(i)], i / columns, i % columns);
    for (int column = 0; column < columns; ++column)
        m_grid->setColumnStretch(column, 1);
}

QSize StageGrid::minimumSizeHint() const
{
    return {scaled(SpeakerTile::designWidth()) + 2 * (gap(16) + 1), 0};
}

void StageGrid::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    arrange();
}

} // namespace earshot
