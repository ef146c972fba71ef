#include "message_card.h"

#include "diagnosis/display_text.h"
#include "playing_words.h"
#include "text.h"

#include <QVBoxLayout>

namespace earshot {

MessageCard::MessageCard(QWidget *parent)
    : Card(parent)
    , m_caption(addCaption(QString()))
    , m_text(new Text(Text::Kind::Body, Tone::Ink, this))
{
    body()->addWidget(m_text);
    note()->hide();
    hide();
}

void MessageCard::show(const std::optional<HostMessage> &message)
{
    setVisible(message.has_value());
    if (!message)
        return;
    m_caption->show(PlayingWords::messageCaption(*message));
    m_text->show(displayText(message->text, kMaxMessageLength));
    setAccessibleName(m_caption->text() + QStringLiteral(": ") + m_text->text());
}

} // namespace earshot
