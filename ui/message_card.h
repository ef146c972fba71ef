#pragma once

#include "card.h"

namespace earshot {

/// What somebody of the event says, below who says it and when; hidden until there is something.
class MessageCard : public Card
{
    Q_OBJECT
public:
    explicit MessageCard(QWidget *parent = nullptr);

    void show(const QString &caption, const QString &text);

private:
    Text *m_caption;
    Text *m_text;
};

} // namespace earshot
