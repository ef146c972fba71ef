#pragma once

#include "card.h"
#include "client/sound_view.h"

#include <array>

namespace earshot {

class DelaySlider;
class OptionRow;

/// How far behind the speakers one wants to listen, and what each choice costs on the present line.
class DelayCard : public Card
{
    Q_OBJECT
public:
    explicit DelayCard(QWidget *parent);

    void show(const DelayChoice &choice, const std::optional<DelayPrices> &prices);

signals:
    void chosen(const earshot::DelayChoice &choice);

private:
    void choose(DelayChoice::Kind kind);

    DelayChoice m_choice;
    std::array<OptionRow *, 3> m_rows{}; ///< by DelayChoice::Kind
    DelaySlider *m_slider;
    Text *m_late;
};

} // namespace earshot
