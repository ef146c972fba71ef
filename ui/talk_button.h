#pragma once

#include "button.h"
#include "push_to_talk_words.h"

namespace earshot {

class TalkHold;

/// Push to talk as a button of one line: held down it asks for the microphone.
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

private:
    TalkHold *m_hold;
    TalkView m_view;
};

} // namespace earshot
