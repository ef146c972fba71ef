#include "event_row.h"

#include "button.h"
#include "menu.h"
#include "pill.h"
#include "row_front.h"
#include "spoken_role.h"
#include "text.h"
#include "theme.h"

#include <QBoxLayout>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QTime>

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
    , m_buttons{
          new Button(Button::Kind::Plain, QString(), this), new Button(Button::Kind::Plain, QString(), this)}
{
    setSpokenRole(this, QAccessible::ListItem);
    setFocusPolicy(Qt::StrongFocus);
    m_layout->setContentsMargins(gap(16) + 1, gap(14) + 1, gap(16) + 1, gap(14) + 1);
    m_layout->setSpacing(gap(12));
    m_end->addStretch();
    m_end->addWidget(m_pill, 0, Qt::AlignVCenter);
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        m_end->addWidget(m_buttons[i], 0, Qt::AlignVCenter);
        connect(
            m_buttons[i], &Button::clicked, this, [this, i] { emit activated(m_words.buttons[i].action); });
    }
    m_layout->addLayout(makeRowFront(m_dateLarge, m_dateSmall, m_title, m_detail), 1);
    m_layout->addLayout(m_end);
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
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        const bool isUsed = i < words.buttons.size();
        m_buttons[i]->setVisible(isUsed);
        if (isUsed)
            showButton(*m_buttons[i], words.buttons[i]);
    }
    setAccessibleName(words.spoken);
    arrange();
}

void EventRow::showButton(Button &button, const EventButton &words)
{
    button.setKind(words.isPrimary ? Button::Kind::Primary : Button::Kind::Plain);
    button.setText(words.text);
    button.reserveFor(words.otherText);
    button.setOn(words.isOn);
    button.setAccessibleName(QStringLiteral("%1: %2").arg(words.text, m_words.title));
    button.setAccessibleDescription(m_words.spoken);
    button.updateGeometry();
}

std::vector<QWidget *> EventRow::stops() const
{
    std::vector<QWidget *> all{const_cast<EventRow *>(this)};
    all.insert(all.end(), m_buttons.begin(), m_buttons.end());
    return all;
}

/// Width of those that are shown, each with the gap before it.
static int widthOf(const EventRow *row, const auto &buttons, int space)
{
    int width = 0;
    for (const Button *button : buttons)
        width += button->isVisibleTo(row) ? button->sizeHint().width() + space : 0;
    return width;
}

QSize EventRow::minimumSizeHint() const
{
    const int words = std::max(m_title->minimumSizeHint().width(), m_detail->minimumSizeHint().width());
    const int date = std::max(dateWidth(), m_dateLarge->minimumSizeHint().width());
    int end = m_pill->sizeHint().width();
    for (const Button *button : m_buttons)
        end = std::max(end, button->isVisibleTo(this) ? button->sizeHint().width() : 0);
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
    const int end = pill + widthOf(this, m_buttons, gap(16)) - gap(16);
    std::vector<QWidget *> parts(m_buttons.begin(), m_buttons.end());
    parts.push_back(m_pill);
    arrangeRow(*this, *m_layout, *m_end, dateWidth(), end, parts);
}

void EventRow::resizeEvent(QResizeEvent *)
{
    arrange();
}

void EventRow::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !m_words.buttons.empty())
        emit activated(m_words.buttons.front().action);
    else
        QWidget::keyPressEvent(event);
}

void EventRow::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QWidget::focusInEvent(event);
    update();
}

void EventRow::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

/// All that can be done, also what no button stands for.
void EventRow::contextMenuEvent(QContextMenuEvent *event)
{
    std::vector<EventButton> all = m_words.buttons;
    all.insert(all.end(), m_words.more.begin(), m_words.more.end());
    if (all.empty())
        return;
    auto *menu = new Menu(this);
    for (const EventButton &button : all) {
        QAction *action
            = menu->addAction(button.text, this, [this, act = button.action] { emit activated(act); });
        action->setCheckable(!button.otherText.isEmpty());
        action->setChecked(button.isOn);
    }
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    menu->popup(
        byMouse ? event->globalPos() : mapToGlobal(QPoint(width() - menu->sizeHint().width(), height() / 2)));
    event->accept();
}

void EventRow::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCardRadius, kCardRadius);
    if (!hasFocus() || !m_ring)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kCardRadius - 1, kCardRadius - 1);
}

} // namespace earshot
