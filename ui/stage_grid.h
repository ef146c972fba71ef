#pragma once

#include "card.h"
#include "client/view.h"

#include <vector>

class QGridLayout;

namespace earshot {

class SpeakerTile;

/// Everybody on the stage, as many side by side as the width allows.
class StageGrid : public Card
{
    Q_OBJECT
public:
    explicit StageGrid(QWidget *parent = nullptr);

    /// `known`: the event has said who is on stage, so that an empty one means nobody.
    void show(const std::vector<SpeakerView> &stage, bool known);
    void showLevels(const LevelsView &levels);
    const std::vector<SpeakerTile *> &tiles() const { return m_tiles; }

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    int columnsThatFit() const;

    QGridLayout *m_grid;
    Text *m_empty;
    bool m_known = false;
    std::vector<SpeakerView> m_stage;
    std::vector<SpeakerTile *> m_tiles;
    int m_columns = 0;
};

} // namespace earshot
