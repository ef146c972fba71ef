#include "hand_panel.h"

#include "button.h"
#include "seat_words.h"
#include "text.h"

#include <QVBoxLayout>

namespace earshot {

HandPanel::HandPanel(QWidget *parent)
    : QWidget(parent)
    , m_line(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_action(new Button(Button::Kind::Primary, tr("Raise hand"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, gap(6), 0, 0);
    layout->setSpacing(gap(10));
    layout->addWidget(m_line);
    layout->addWidget(m_action);
    m_action->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusProxy(m_action);
    m_line->hide();
    connect(m_action, &Button::clicked, this, &HandPanel::act);
}

bool HandPanel::isNeeded(const SeatStats &seat)
{
    return seat.ownKey && seat.phase != SeatPhase::OnStage;
}

void HandPanel::show(const SeatStats &seat)
{
    m_phase = seat.phase;
    const SeatWords::Line line = SeatWords::seat(seat);
    m_line->setTone(line.tone);
    m_line->show(line.text);
    m_line->setVisible(!line.text.isEmpty());
    switch (seat.phase) {
    case SeatPhase::Audience:
    case SeatPhase::OnStage:
        m_action->setKind(Button::Kind::Primary);
        m_action->setText(tr("Raise hand"));
        break;
    case SeatPhase::HandRaised:
        m_action->setKind(Button::Kind::Plain);
        m_action->setText(tr("Lower hand"));
        break;
    case SeatPhase::Invited:
        m_action->setKind(Button::Kind::Primary);
        m_action->setText(tr("Answer …"));
        break;
    case SeatPhase::ComingUp:
        break;
    }
    m_action->setVisible(seat.phase != SeatPhase::ComingUp);
}

void HandPanel::act()
{
    if (m_phase == SeatPhase::HandRaised)
        emit lowerRequested();
    else if (m_phase == SeatPhase::Invited)
        emit answerRequested();
    else if (m_phase == SeatPhase::Audience)
        emit raiseRequested();
}

} // namespace earshot
