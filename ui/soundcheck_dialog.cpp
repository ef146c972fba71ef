#include "soundcheck_dialog.h"

#include "button.h"
#include "soundcheck_card.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

SoundcheckDialog::SoundcheckDialog(QWidget *parent)
    : FittingDialog(parent)
    , m_card(new SoundcheckCard(this))
{
    setWindowTitle(tr("Soundcheck"));
    auto *close = new Button(Button::Kind::Plain, tr("Close"), this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(16));
    layout->setSpacing(gap(12));
    layout->addWidget(m_card, 1);
    layout->addLayout(buttons);
    setMinimumWidth(scaled(460));
    connect(m_card, &SoundcheckCard::startRequested, this, &SoundcheckDialog::startRequested);
    connect(m_card, &SoundcheckCard::stopRequested, this, &SoundcheckDialog::stopRequested);
    connect(close, &Button::clicked, this, &QDialog::accept);
    connect(this, &QDialog::finished, this, &SoundcheckDialog::stopRequested);
}

void SoundcheckDialog::show(const TalkView &view)
{
    m_card->show(view);
}

} // namespace earshot
