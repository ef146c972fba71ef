#include "stage_bar.h"

#include "button.h"
#include "level_meter.h"
#include "push_to_talk_words.h"
#include "seat_words.h"
#include "talk_button.h"
#include "text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

StageBar::StageBar(QWidget *parent)
    : Card(parent)
    , m_line(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_talk(new TalkButton(this))
    , m_title(new Text(Text::Kind::Name, Tone::Ink, this))
    , m_meter(new LevelMeter(this))
    , m_caption(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_undo(new Button(Button::Kind::Plain, tr("Undo"), this))
    , m_soundcheck(new Button(Button::Kind::Plain, tr("Soundcheck"), this))
    , m_stepDown(new Button(Button::Kind::Danger, tr("Step down"), this))
{
    auto *words = new QVBoxLayout;
    words->setSpacing(gap(4));
    words->addWidget(m_title);
    words->addWidget(m_meter);
    words->addWidget(m_caption);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addWidget(m_undo);
    buttons->addWidget(m_soundcheck);
    buttons->addWidget(m_stepDown);
    m_line->setSpacing(gap(14));
    m_line->addWidget(m_talk);
    m_line->addLayout(words, 1);
    m_line->addLayout(buttons);
    body()->addLayout(m_line);
    m_talk->setMinimumWidth(scaled(140));
    m_undo->hide();
    connect(m_talk, &TalkButton::held, this, &StageBar::held);
    connect(m_talk, &TalkButton::released, this, &StageBar::released);
    connect(m_undo, &Button::clicked, this, &StageBar::undoRequested);
    connect(m_soundcheck, &Button::clicked, this, &StageBar::soundcheckRequested);
    connect(m_stepDown, &Button::clicked, this, &StageBar::stepDownRequested);
}

void StageBar::show(const TalkView &view)
{
    m_talk->show(view);
    m_title->show(SeatWords::onStage(view.seat));
    m_meter->show(view.input.phase == InputPhase::Open ? view.capture.levelDb : -127);
    const SeatWords::Line caption = SeatWords::caption(view);
    m_caption->setTone(caption.tone);
    m_caption->show(caption.text);
    m_undo->setVisible(PushToTalkWords::trouble(view).canUndo);
}

void StageBar::letGo()
{
    m_talk->letGo();
}

void StageBar::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    m_line->setDirection(width() >= scaled(620) ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace earshot
