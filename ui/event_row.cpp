#include "event_row.h"

#include "button.h"
#include "pill.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QTime>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

EventRow::EventRow(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_end(new QBoxLayout(QBoxLayout::LeftToRight))
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
    m_end->addStretch();
    m_end->addWidget(m_pill, 0, Qt::AlignVCenter);
    m_end->addWidget(m_button, 0, Qt::AlignVCenter);
    m_layout->addLayout(front, 1);
    m_layout->addLayout(m_end);
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
    const int date = std::max(dateWidth(), m_dateLarge->minimumSizeHint().width());
    const int end = std::max(m_pill->sizeHint().width(), m_button->sizeHint().width());
    return {std::max(words + date + gap(16), end) + 2 * gap(17), 0};
}

/// The same for all rows, so that their titles stand in one line: what the longest time of day needs.
int EventRow::dateWidth() const
{
    const QString longest = QLocale().toString(QTime(22, 0), QLocale::ShortFormat);
    return std::max(scaled(62), m_dateLarge->fontMetrics().horizontalAdvance(longest) + gap(4));
}

void EventRow::arrange()
{
    m_dateLarge->setMinimumWidth(dateWidth());
    const int pill = m_pill->isVisibleTo(this) ? m_pill->sizeHint().width() + gap(16) : 0;
    const int end = pill + m_button->sizeHint().width();
    const bool narrow = width() < end + dateWidth() + scaled(260);
    const bool stacked = width() < end + 2 * gap(17);
    m_layout->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_end->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_end->setSpacing(gap(stacked ? 8 : 16));
    const Qt::Alignment across = stacked ? Qt::AlignTrailing : Qt::AlignVCenter;
    m_end->setAlignment(m_pill, across);
    m_end->setAlignment(m_button, across);
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
