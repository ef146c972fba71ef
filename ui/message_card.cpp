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

void MessageCard::show(const QString &caption, const QString &text)
{
    m_caption->show(caption);
    m_text->show(displayText(text, kMaxMessageLength));
    setAccessibleName(m_caption->text() + QStringLiteral(": ") + m_text->text());
    setVisible(true);
}

} // namespace earshot
