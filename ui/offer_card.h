#pragma once

#include "card.h"
#include "client/host_view.h"

namespace earshot {

class Button;

/// An event that was being hosted when Earshot stopped, or its recording: taken back, or forgotten.
class OfferCard : public Card
{
    Q_OBJECT
public:
    explicit OfferCard(QWidget *parent);

    void show(const HostOffer &offer, WallTime now);

signals:
    void takeBackRequested();
    void forgetRequested();

private:
    Text *m_title;
    Text *m_text;
    Button *m_forget;
    Button *m_takeBack;
};

} // namespace earshot
