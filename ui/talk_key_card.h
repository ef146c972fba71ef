#pragma once

#include "card.h"
#include "global_key.h"

namespace earshot {

class Button;
class KeyField;

/// The talk key for all programs: which it is, whether the system gives it, and what else opens the microphone.
class TalkKeyCard : public Card
{
    Q_OBJECT
public:
    explicit TalkKeyCard(QWidget *parent);

    void show(const QKeySequence &key, const GlobalKeyState &state, bool isDown);

signals:
    void chosen(const QKeySequence &key); ///< empty: none
    void tryAgainRequested();

private:
    void learn(const QKeySequence &key);
    void showState();

    QKeySequence m_key;
    GlobalKeyState m_shown;
    QKeySequence m_unfit; ///< was pressed, and cannot be taken; empty = none
    bool m_isDown = false;
    KeyField *m_field;
    Button *m_none;
    Text *m_state;
    Button *m_again;
};

} // namespace earshot
