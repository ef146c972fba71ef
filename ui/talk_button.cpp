#include "talk_button.h"

#include "spoken.h"
#include "theme.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace earshot {

TalkButton::TalkButton(QWidget *parent)
    : Button(Kind::Primary, QString(), parent)
{
    connect(this, &QAbstractButton::clicked, this, &TalkButton::toggle);
    show({});
}

void TalkButton::show(const TalkView &view)
{
    m_view = view;
    const PushToTalkWords words = PushToTalkWords::of(view, m_byPointer);
    const bool isOff = words.look == PushToTalkWords::Look::Off;
    if (isOff)
        letGo();
    setEnabled(!isOff);
    setKind(words.look == PushToTalkWords::Look::Open ? Kind::Danger : isOff ? Kind::Plain : Kind::Primary);
    if (text() != words.title)
        setText(words.title);
    setSpokenName(this, tr("Push to talk: %1, %2").arg(words.title, words.hint));
    if (toolTip() != words.hint)
        setToolTip(words.hint);
}

void TalkButton::hold()
{
    if (m_isHeld)
        return;
    m_isHeld = true;
    emit held();
}

void TalkButton::letGo()
{
    m_byPointer = false;
    setDown(false);
    if (!m_isHeld)
        return;
    m_isHeld = false;
    emit released();
}

/// In the other modes the microphone's own state says which press closes it.
void TalkButton::toggle()
{
    if (m_view.talk.mode == TalkMode::Hold) {
        m_isHeld ? letGo() : hold();
        return;
    }
    hold();
    letGo();
}

void TalkButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    if (m_isHeld) // by a screen reader: this press lets go
        return letGo();
    m_byPointer = true;
    setDown(true);
    hold();
}

void TalkButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    setDown(false);
    if (m_byPointer)
        letGo();
}

void TalkButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return Button::keyPressEvent(event);
    if (!event->isAutoRepeat())
        toggle();
}

void TalkButton::hideEvent(QHideEvent *event)
{
    Button::hideEvent(event);
    letGo();
}

} // namespace earshot
