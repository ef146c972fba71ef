#pragma once

#include "card.h"
#include "event/schedule_card.h"

#include <optional>

namespace earshot {

/// What the host last told everybody; hidden where there is nothing.
class MessageCard : public Card
{
    Q_OBJECT
public:
    explicit MessageCard(QWidget *parent = nullptr);

    void show(const std::optional<HostMessage> &message);

private:
    Text *m_caption;
    Text *m_text;
};

} // namespace earshot
