#include "push_to_talk_card.h"

#include "button.h"
#include "level_meter.h"
#include "option_row.h"
#include "push_to_talk_button.h"
#include "segments.h"
#include "spoken.h"
#include "step_slider.h"
#include "text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

PushToTalkCard::PushToTalkCard(QWidget *parent)
    : Card(parent)
    , m_button(new PushToTalkButton(this))
    , m_meter(new LevelMeter(this))
    , m_device(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_level(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_trouble(new Text(Text::Kind::Small, Tone::Warning, this))
    , m_undo(new Button(Button::Kind::Plain, tr("Undo"), this))
    , m_modes(new Segments(tr("Push to talk"), {tr("Hold"), tr("Latch"), tr("Open mic")}, this))
    , m_hear(new OptionRow(OptionRow::Kind::Switch, this))
    , m_rate(new QWidget(this))
    , m_slider(new StepSlider(bitrateSteps(), m_rate))
    , m_figure(new Text(Text::Kind::Small, Tone::Dim, m_rate))
{
    auto *caption = new Text(Text::Kind::Caption, Tone::Faint, this);
    caption->show(tr("Push to talk"));
    body()->addWidget(caption);
    body()->addSpacing(gap(2));
    body()->addWidget(m_button, 0, Qt::AlignHCenter);
    body()->addSpacing(gap(14));
    body()->addWidget(m_meter);
    body()->addSpacing(gap(6));
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(8));
    m_device->setElided(true);
    line->addWidget(m_device, 1);
    line->addWidget(m_level);
    body()->addLayout(line);
    auto *trouble = new QHBoxLayout;
    trouble->setContentsMargins(0, gap(6), 0, 0);
    trouble->setSpacing(gap(8));
    trouble->addWidget(m_trouble, 1);
    trouble->addWidget(m_undo, 0, Qt::AlignTop);
    m_undo->setSlim(true);
    body()->addLayout(trouble);
    body()->addSpacing(gap(10));
    body()->addWidget(m_modes);
    m_modes->setStretched();
    body()->addSpacing(gap(10));
    body()->addWidget(m_hear);
    auto *rate = new QHBoxLayout(m_rate);
    rate->setContentsMargins(0, 0, 0, 0);
    rate->setSpacing(gap(8));
    rate->addWidget(m_slider, 1);
    rate->addWidget(m_figure);
    body()->addWidget(m_rate);
    body()->addStretch();
    m_rate->hide();
    m_trouble->hide();
    m_undo->hide();

    connect(m_modes, &Segments::chosen, this, [this](int index) { emit modeChosen(TalkMode(index)); });
    connect(m_undo, &Button::clicked, this, &PushToTalkCard::undoRequested);
    connect(m_hear, &OptionRow::clicked, this, &PushToTalkCard::hearOneselfRequested);
    connect(m_slider, &StepSlider::moved, this, [this](int bitrate) {
        showBitrate(bitrate);
        emit bitrateChosen(bitrate);
    });
    show(TalkView{});
}

void PushToTalkCard::setBitrate(int bitsPerSecond)
{
    m_slider->show(bitsPerSecond);
    showBitrate(bitsPerSecond);
}

void PushToTalkCard::showBitrate(int bitsPerSecond)
{
    m_figure->show(tr("%1 kbit/s").arg(bitsPerSecond / 1000));
    setSpokenName(m_slider, tr("Quality of the voice, %1 kbit/s").arg(bitsPerSecond / 1000));
}

void PushToTalkCard::show(const TalkView &view)
{
    m_button->show(view);
    const bool isOpen = view.input.phase == InputPhase::Open;
    m_meter->show(isOpen ? view.capture.levelDb : -127);
    m_device->show(PushToTalkWords::device(view));
    m_level->show(PushToTalkWords::level(view));
    const PushToTalkWords::Trouble trouble = PushToTalkWords::trouble(view);
    m_trouble->show(trouble.text);
    m_trouble->setTone(trouble.tone);
    m_trouble->setVisible(!trouble.text.isEmpty());
    m_undo->setVisible(trouble.canUndo);
    m_modes->setChosen(int(view.talk.mode));
    m_hear->show(tr("Hear yourself"), PushToTalkWords::hearOneself(view));
    m_hear->setEnabled(view.mayHearOneself);
    m_hear->setChecked(view.hearsOneself);
    m_rate->setVisible(view.hearsOneself);
}

} // namespace earshot
