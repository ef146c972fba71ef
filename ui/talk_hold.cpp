#include "talk_hold.h"

#include "key_state.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QMouseEvent>

#include <utility>

namespace earshot {

TalkHold::TalkHold(QAbstractButton &button, Contains contains)
    : QObject(&button)
    , m_button(button)
    , m_contains(std::move(contains))
{
    button.installEventFilter(this);
    connect(&button, &QAbstractButton::clicked, this, &TalkHold::toggle);
}

void TalkHold::show(const TalkView &view, bool canPress)
{
    m_mode = view.talk.mode;
    const bool wasOpen = std::exchange(m_isOpen, view.talk.open);
    const bool isOver = wasOpen && !m_isOpen && !m_byPointer; // a finger that is down lets go itself
    if (!canPress || isOver)
        letGo();
}

void TalkHold::hold()
{
    if (std::exchange(m_isHeld, true))
        return;
    emit held();
}

void TalkHold::letGo()
{
    m_byPointer = false;
    m_button.setDown(false);
    if (std::exchange(m_isHeld, false))
        emit released();
}

/// In the other modes the microphone's own state says which press closes it; in Hold to be let go of closes what others
/// hold open.
void TalkHold::toggle()
{
    if (m_isHeld)
        return letGo();
    const bool closes = m_isOpen;
    hold();
    if (m_mode != TalkMode::Hold || closes)
        letGo();
}

bool TalkHold::pressByPointer(const QPoint &position)
{
    if (m_contains && !m_contains(position))
        return false;
    if (m_isHeld) { // without holding: this press lets go
        letGo();
        return true;
    }
    m_byPointer = true;
    m_button.setDown(true);
    hold();
    return true;
}

void TalkHold::releaseByPointer()
{
    m_button.setDown(false);
    if (m_byPointer)
        letGo();
}

/// One press is one press, however long Enter is held: on X11 a held key repeats as releases and presses.
bool TalkHold::takeEnter(const QKeyEvent &key, bool isPress)
{
    if (key.key() != Qt::Key_Return && key.key() != Qt::Key_Enter)
        return false;
    if (key.isAutoRepeat())
        return true;
    if (!isPress)
        m_isEnterDown = isStillDown(key);
    else if (!std::exchange(m_isEnterDown, true))
        toggle();
    return true;
}

bool TalkHold::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseButtonRelease: {
        if (!m_button.isEnabled())
            return false;
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const bool isLeft = mouse->button() == Qt::LeftButton;
        if (isLeft && event->type() == QEvent::MouseButtonRelease)
            releaseByPointer();
        else if (!isLeft || !pressByPointer(mouse->position().toPoint()))
            event->ignore();
        return true;
    }
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
        return takeEnter(*static_cast<QKeyEvent *>(event), event->type() == QEvent::KeyPress);
    case QEvent::FocusOut:
        m_isEnterDown = false;
        return false;
    case QEvent::Hide:
        m_isEnterDown = false;
        letGo();
        return false;
    default:
        return false;
    }
}

} // namespace earshot
