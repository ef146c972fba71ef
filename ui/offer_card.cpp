#include "offer_card.h"

#include "button.h"
#include "host_words.h"
#include "spoken.h"
#include "text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

OfferCard::OfferCard(QWidget *parent)
    : Card(parent)
    , m_title(new Text(Text::Kind::Strong, Tone::Ink, this))
    , m_text(new Text(Text::Kind::Body, Tone::Dim, this))
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *forget = new Button(Button::Kind::Plain, tr("Forget it"), this);
    auto *takeBack = new Button(Button::Kind::Primary, tr("Take it back"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addStretch();
    buttons->addWidget(forget);
    buttons->addWidget(takeBack);
    body()->addLayout(words);
    body()->addSpacing(gap(12));
    body()->addLayout(buttons);
    connect(forget, &Button::clicked, this, &OfferCard::forgetRequested);
    connect(takeBack, &Button::clicked, this, &OfferCard::takeBackRequested);
}

void OfferCard::show(const HostOffer &offer, WallTime now)
{
    m_title->show(HostWords::offerTitle(offer));
    m_text->show(HostWords::offerText(offer, now));
    setSpokenName(this, QStringLiteral("%1. %2").arg(m_title->text(), m_text->text()));
}

} // namespace earshot
