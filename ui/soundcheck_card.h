#pragma once

#include "card.h"
#include "client/talk_view.h"

#include <vector>

namespace earshot {

class Button;

/// The soundcheck, line by line, and the button that begins it.
class SoundcheckCard : public Card
{
    Q_OBJECT
public:
    explicit SoundcheckCard(QWidget *parent);

    void show(const TalkView &view);

signals:
    void startRequested();
    void stopRequested();

private:
    class Row;
    void act();

    bool m_isRunning = false;
    Text *m_summary;
    Button *m_action;
    Text *m_note; ///< why it cannot begin now
    std::vector<Row *> m_rows;
};

} // namespace earshot
