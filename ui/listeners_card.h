#pragma once

#include "card.h"
#include "client/view.h"

namespace earshot {

/// Connected and hearing, each with its definition; "–" where not known, and since when where frozen.
class ListenersCard : public Card
{
    Q_OBJECT
public:
    explicit ListenersCard(QWidget *parent = nullptr);

    void show(const NowPlayingView &view);

private:
    Text *m_connected;
    Text *m_hearing;
    Text *m_interval;
    Text *m_frozen;
};

} // namespace earshot
