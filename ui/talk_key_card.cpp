#include "talk_key_card.h"

#include "key_field.h"
#include "talk_key_words.h"
#include "text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

TalkKeyCard::TalkKeyCard(QWidget *parent)
    : Card(parent)
    , m_field(new KeyField(this))
    , m_none(new Button(Button::Kind::Link, tr("No key"), this))
    , m_state(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_again(new Button(Button::Kind::Link, tr("Ask again"), this))
{
    addCaption(tr("Talk key in all programs"));
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(8));
    line->addWidget(m_field);
    line->addWidget(m_none);
    line->addStretch();
    auto *scripts = new Text(Text::Kind::Small, Tone::Dim, this);
    scripts->show(tr("Foot switches and scripts: earshotctl talk on, off, toggle"));
    body()->addLayout(line);
    body()->addSpacing(gap(6));
    body()->addWidget(m_state);
    body()->addWidget(m_again, 0, Qt::AlignLeading);
    body()->addSpacing(gap(4));
    body()->addWidget(scripts);
    connect(m_field, &KeyField::chosen, this, &TalkKeyCard::learn);
    connect(m_field, &KeyField::learningChanged, this, [this](bool isLearning) {
        if (isLearning)
            m_unfit = {};
        showState();
    });
    connect(m_none, &Button::clicked, this, [this] {
        m_unfit = {};
        m_field->setFocus();
        emit chosen({});
    });
    connect(m_again, &Button::clicked, this, &TalkKeyCard::tryAgainRequested);
}

void TalkKeyCard::learn(const QKeySequence &key)
{
    m_unfit = isFitForAllPrograms(key) ? QKeySequence() : key;
    if (m_unfit.isEmpty())
        emit chosen(key);
    showState();
}

void TalkKeyCard::show(const QKeySequence &key, const GlobalKeyState &state, bool isDown)
{
    if (key != m_key)
        m_unfit = {};
    m_key = key;
    m_shown = state;
    m_isDown = isDown;
    m_field->show(key);
    m_none->setVisible(!key.isEmpty());
    showState();
}

void TalkKeyCard::showState()
{
    if (!m_unfit.isEmpty()) {
        m_state->setTone(Tone::Warning);
        m_state->show(TalkKeyWords::unfit(m_unfit));
    } else {
        m_state->setTone(TalkKeyWords::tone(m_shown));
        m_state->show(m_isDown ? tr("It is held down now.") : TalkKeyWords::state(m_shown, m_key));
    }
    m_again->setVisible(m_unfit.isEmpty() && TalkKeyWords::canTryAgain(m_shown));
}

} // namespace earshot
