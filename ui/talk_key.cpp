#include "talk_key.h"

#include "key_state.h"
#include "talk_hold.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
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
    m_isEnterDown = false;
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
    // A window hands its events on to its widgets: seen at both, they would count twice.
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    return isEnter && qobject_cast<QWidget *>(watched) && takeEnter(watched, *key, isPress);
}

/// A press is one press, however long Enter is held, as in TalkHold.
bool TalkKey::takeEnter(QObject *watched, const QKeyEvent &key, bool isPress)
{
    auto *button = qobject_cast<QAbstractButton *>(watched);
    const bool wasDown = m_isEnterDown;
    if (!key.isAutoRepeat())
        m_isEnterDown = isPress || (wasDown && isStillDown(key));
    const bool isOfItsOwn = !button || button->findChild<TalkHold *>(QString(), Qt::FindDirectChildrenOnly);
    if (!isPress || isOfItsOwn || !takesKey(watched))
        return false;
    if (!wasDown && !key.isAutoRepeat())
        button->click();
    return true;
}

} // namespace earshot
