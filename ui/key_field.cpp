#include "key_field.h"

#include "spoken.h"
#include "talk_key_words.h"

#include <QKeyEvent>

namespace earshot {

KeyField::KeyField(QWidget *parent)
    : Button(Kind::Plain, QString(), parent)
{
    reserveFor(tr("Press the key …"));
    connect(this, &Button::clicked, this, [this] { setLearning(!m_isLearning); });
    showText();
}

void KeyField::show(const QKeySequence &key)
{
    m_key = key;
    showText();
}

void KeyField::showText()
{
    const QString name = m_isLearning ? tr("Press the key …") : TalkKeyWords::key(m_key);
    setKind(m_isLearning ? Kind::Primary : Kind::Plain);
    if (text() != name)
        setText(name);
    setSpokenName(this,
        m_isLearning ? tr("Press the key that shall be the talk key; Escape leaves it as it is")
                     : tr("Talk key in all programs, %1; press to change it").arg(name));
}

void KeyField::setLearning(bool isLearning)
{
    if (isLearning == m_isLearning)
        return;
    m_isLearning = isLearning;
    showText();
    emit learningChanged(isLearning);
}

/// While it learns, neither shortcuts nor the way to the next control take the key.
bool KeyField::event(QEvent *event)
{
    if (m_isLearning && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (m_isLearning && event->type() == QEvent::KeyPress) {
        keyPressEvent(static_cast<QKeyEvent *>(event));
        return true;
    }
    return Button::event(event);
}

static bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta
        || key == Qt::Key_AltGr;
}

void KeyField::keyPressEvent(QKeyEvent *event)
{
    if (!m_isLearning) {
        Button::keyPressEvent(event);
        return;
    }
    event->accept();
    if (event->isAutoRepeat() || isModifier(event->key()) || event->key() == 0)
        return;
    const Qt::KeyboardModifiers modifiers
        = event->modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    const bool isEscape = event->key() == Qt::Key_Escape && !modifiers;
    const QKeySequence key(QKeyCombination(modifiers, Qt::Key(event->key())));
    setLearning(false);
    if (!isEscape)
        emit chosen(key);
}

/// Space, learned, would press the button when it is let go.
void KeyField::keyReleaseEvent(QKeyEvent *event)
{
    if (!isDown()) {
        event->accept();
        return;
    }
    Button::keyReleaseEvent(event);
}

void KeyField::focusOutEvent(QFocusEvent *event)
{
    Button::focusOutEvent(event);
    setLearning(false);
}

} // namespace earshot
