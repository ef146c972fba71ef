#pragma once

#include "client/talk_view.h"

#include <QWidget>

namespace earshot {

class Button;
class Text;

/// A listener's hand: raise it, see the place in the queue, lower it, answer an invitation. What became of it stays
/// written here.
class HandPanel : public QWidget
{
    Q_OBJECT
public:
    explicit HandPanel(QWidget *parent);

    void show(const SeatStats &seat);
    /// Whether there is something to show: on stage, or without a key of one's own, there is not.
    static bool isNeeded(const SeatStats &seat);

signals:
    void raiseRequested();
    void lowerRequested();
    void answerRequested(); ///< to the invitation

private:
    void act();

    SeatPhase m_phase = SeatPhase::Audience;
    Text *m_line;
    Button *m_action;
};

} // namespace earshot
