#pragma once

#include "button.h"
#include "push_to_talk_words.h"

namespace earshot {

/// Push to talk as a button of one line: held down it asks for the microphone. A press without holding (by a screen
/// reader, or Enter) holds it until the next.
class TalkButton : public Button
{
    Q_OBJECT
public:
    explicit TalkButton(QWidget *parent);

    void show(const TalkView &view);
    /// Lets go, whoever holds it.
    void letGo();

signals:
    void held();
    void released();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void hold();
    void toggle();

    TalkView m_view;
    bool m_isHeld = false;
    bool m_byPointer = false;
};

} // namespace earshot
