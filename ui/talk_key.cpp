#include "talk_key.h"

#include "key_state.h"
#include "push_to_talk_button.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QWidget>

namespace earshot {

TalkKey::TalkKey(QWidget &window)
    : QObject(&window)
    , m_window(window)
{
    QCoreApplication::instance()->installEventFilter(this);
}

void TalkKey::setArmed(bool armed)
{
    if (m_isArmed && !armed && m_isDown) {
        m_isDown = false;
        emit released();
    }
    m_isArmed = armed;
}

static bool isText(const QObject *watched)
{
    return qobject_cast<const QLineEdit *>(watched) || qobject_cast<const QPlainTextEdit *>(watched)
        || qobject_cast<const QTextEdit *>(watched) || qobject_cast<const QAbstractSpinBox *>(watched)
        || qobject_cast<const QComboBox *>(watched);
}

bool TalkKey::takesKey(const QObject *watched) const
{
    const auto *widget = qobject_cast<const QWidget *>(watched);
    return widget && widget->window() == &m_window && !isText(widget);
}

void TalkKey::lose()
{
    m_isDown = false;
    emit focusLost();
}

bool TalkKey::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_isArmed)
        return false;
    if (watched == &m_window
        && (event->type() == QEvent::WindowDeactivate || event->type() == QEvent::Hide)) {
        lose();
        return false;
    }
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::KeyRelease)
        return false;
    const auto *key = static_cast<const QKeyEvent *>(event);
    const bool isPress = event->type() == QEvent::KeyPress;
    if (key->key() == Qt::Key_Space) {
        // Let go of anywhere, as the focus may have moved while it was held.
        if (!isPress && m_isDown && !key->isAutoRepeat() && qobject_cast<const QWidget *>(watched)) {
            if (isStillDown(*key))
                return true;
            m_isDown = false;
            emit released();
            return true;
        }
        const bool isPlain = !(key->modifiers() & ~Qt::ShiftModifier);
        if (!takesKey(watched) || (isPress && !isPlain))
            return false;
        if (isPress && !key->isAutoRepeat() && !m_isDown) {
            m_isDown = true;
            emit pressed();
        }
        return true;
    }
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    auto *button = qobject_cast<QAbstractButton *>(watched);
    if (!isEnter || !isPress || !button || !takesKey(watched) || key->isAutoRepeat()
        || qobject_cast<PushToTalkButton *>(watched))
        return false;
    button->click();
    return true;
}

} // namespace earshot
