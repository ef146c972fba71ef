#include "talk_button.h"

#include "spoken.h"
#include "talk_hold.h"
#include "theme.h"

namespace earshot {

TalkButton::TalkButton(QWidget *parent)
    : Button(Kind::Primary, QString(), parent)
    , m_hold(new TalkHold(*this))
{
    connect(m_hold, &TalkHold::held, this, [this] {
        emit held();
        show(m_view);
    });
    connect(m_hold, &TalkHold::released, this, [this] {
        emit released();
        show(m_view);
    });
    show({});
}

void TalkButton::show(const TalkView &view)
{
    m_view = view;
    m_hold->show(view, PushToTalkWords::canPress(view)); // what it lets go of may change the view
    const PushToTalkWords words = PushToTalkWords::of(m_view, m_hold->isByPointer());
    const bool isOff = words.look == PushToTalkWords::Look::Off;
    setEnabled(!isOff);
    setKind(words.look == PushToTalkWords::Look::Open ? Kind::Danger : isOff ? Kind::Plain : Kind::Primary);
    if (text() != words.title)
        setText(words.title);
    setSpokenName(this, tr("Push to talk: %1, %2").arg(words.title, words.hint));
    if (toolTip() != words.hint)
        setToolTip(words.hint);
}

void TalkButton::letGo()
{
    m_hold->letGo();
}

} // namespace earshot
