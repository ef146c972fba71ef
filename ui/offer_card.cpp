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
    , m_forget(new Button(Button::Kind::Plain, QString(), this))
    , m_takeBack(new Button(Button::Kind::Primary, QString(), this))
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addStretch();
    buttons->addWidget(m_forget);
    buttons->addWidget(m_takeBack);
    body()->addLayout(words);
    body()->addSpacing(gap(12));
    body()->addLayout(buttons);
    connect(m_forget, &Button::clicked, this, &OfferCard::forgetRequested);
    connect(m_takeBack, &Button::clicked, this, &OfferCard::takeBackRequested);
}

void OfferCard::show(const HostOffer &offer, WallTime now)
{
    m_title->show(HostWords::offerTitle(offer));
    m_text->show(HostWords::offerText(offer, now));
    const auto setWords = [](Button *button, const QString &words) {
        if (button->text() == words)
            return;
        button->setText(words);
        button->updateGeometry();
    };
    setWords(m_forget, HostWords::forget(offer));
    setWords(m_takeBack, HostWords::takeBack(offer));
    setSpokenName(this, QStringLiteral("%1. %2").arg(m_title->text(), m_text->text()));
}

} // namespace earshot
