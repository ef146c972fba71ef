#include "event_row.h"

#include "button.h"
#include "pill.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

EventRow::EventRow(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_dateLarge(new Text(Text::Kind::Clock, Tone::Ink, this))
    , m_dateSmall(new Text(Text::Kind::Tiny, Tone::Faint, this))
    , m_title(new Text(Text::Kind::Strong, Tone::Ink, this))
    , m_detail(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_pill(new Pill(false, this))
    , m_button(new Button(Button::Kind::Plain, QString(), this))
{
    m_layout->setContentsMargins(gap(16) + 1, gap(14) + 1, gap(16) + 1, gap(14) + 1);
    m_layout->setSpacing(gap(12));
    auto *date = new QVBoxLayout;
    date->setSpacing(0);
    date->addStretch();
    for (Text *text : {m_dateLarge, m_dateSmall}) {
        text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        text->setMinimumWidth(scaled(62));
        date->addWidget(text);
    }
    date->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(m_title);
    words->addWidget(m_detail);
    words->addStretch();
    auto *front = new QHBoxLayout;
    front->setSpacing(gap(16));
    front->addLayout(date);
    front->addLayout(words, 1);
    auto *end = new QHBoxLayout;
    end->setSpacing(gap(16));
    end->addStretch();
    end->addWidget(m_pill);
    end->addWidget(m_button);
    m_layout->addLayout(front, 1);
    m_layout->addLayout(end);
    connect(m_button, &Button::clicked, this, [this] { emit activated(m_words.action); });
}

void EventRow::show(const EventRowWords &words)
{
    if (words == m_words)
        return;
    m_words = words;
    m_dateLarge->show(words.dateLarge);
    m_dateSmall->show(words.dateSmall);
    m_title->show(words.title);
    m_detail->show(words.detail);
    m_detail->setTone(words.detailTone);
    m_pill->show(words.pill.text, words.pill.tone, words.pill.dot);
    m_button->setKind(words.action == EventAction::Join ? Button::Kind::Primary : Button::Kind::Plain);
    m_button->setText(words.button);
    m_button->updateGeometry();
    m_button->setVisible(words.action != EventAction::None);
    m_button->setAccessibleName(QStringLiteral("%1: %2").arg(words.button, words.title));
    m_button->setAccessibleDescription(words.spoken);
    setAccessibleName(words.spoken);
    arrange();
}

QSize EventRow::minimumSizeHint() const
{
    const int words = std::max(m_title->minimumSizeHint().width(), m_detail->minimumSizeHint().width());
    const int end = m_pill->isVisibleTo(this) ? m_pill->sizeHint().width() + gap(16) : 0;
    return {std::max(words + scaled(62) + gap(16), end + m_button->sizeHint().width()) + 2 * gap(17), 0};
}

void EventRow::arrange()
{
    const int end
        = m_button->sizeHint().width() + (m_pill->isVisibleTo(this) ? m_pill->sizeHint().width() : 0);
    const bool narrow = width() < end + scaled(62) + scaled(260);
    m_layout->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void EventRow::resizeEvent(QResizeEvent *)
{
    arrange();
}

void EventRow::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCardRadius, kCardRadius);
}

} // namespace earshot
