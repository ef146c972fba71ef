#include "delay_card.h"

#include "delay_slider.h"
#include "option_row.h"
#include "settings_words.h"
#include "spoken.h"
#include "text.h"

#include <QVBoxLayout>

namespace earshot {

using Kind = DelayChoice::Kind;

DelayCard::DelayCard(QWidget *parent)
    : Card(parent)
    , m_slider(new DelaySlider(this))
    , m_late(new Text(Text::Kind::Small, Tone::Dim, this))
{
    addCaption(tr("Delay behind the speakers"));
    for (const Kind kind : {Kind::Smooth, Kind::LowDelay, Kind::Fixed}) {
        auto *row = new OptionRow(OptionRow::Kind::Radio, this);
        connect(row, &OptionRow::clicked, this, [this, kind] { choose(kind); });
        body()->addWidget(row);
        m_rows[size_t(kind)] = row;
    }
    auto *custom = new QVBoxLayout;
    custom->setContentsMargins(m_rows.back()->indent(), 0, 0, 0);
    custom->setSpacing(gap(2));
    custom->addWidget(m_slider);
    custom->addWidget(m_late);
    body()->addLayout(custom);
    connect(m_slider, &DelaySlider::moved, this, [this](microseconds delay) {
        emit chosen({Kind::Fixed, delay});
    });
}

void DelayCard::show(const DelayChoice &choice, const std::optional<DelayPrices> &prices)
{
    m_choice = choice;
    m_rows[size_t(Kind::Smooth)]->show(tr("Smooth"), tr("As much as it takes to have next to no gaps"),
        SettingsWords::price(Kind::Smooth, prices));
    m_rows[size_t(Kind::LowDelay)]->show(tr("Low delay"),
        tr("Close to the speakers; a short gap now and then"), SettingsWords::price(Kind::LowDelay, prices));
    const QString delay = SettingsWords::delay(choice.fixed);
    m_rows[size_t(Kind::Fixed)]->show(
        tr("Custom"), tr("Always the same, whatever the connection does"), delay);
    m_rows[size_t(choice.kind)]->setChecked(true);
    const QString late = SettingsWords::late(choice.fixed, prices);
    m_late->show(late);
    m_slider->setEnabled(choice.kind == Kind::Fixed);
    m_slider->show(choice.fixed);
    setSpokenName(m_slider, tr("Custom delay, %1").arg(delay));
    setSpokenDescription(m_slider, late);
}

void DelayCard::choose(Kind kind)
{
    DelayChoice choice = m_choice;
    choice.kind = kind;
    if (choice != m_choice)
        emit chosen(choice);
}

} // namespace earshot
