#include "signal_path.h"

#include "playing_words.h"
#include "text.h"
#include "theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QPainter>

#include <algorithm>

namespace earshot {

static QColor colorOf(const Tokens &t, HopHealth health)
{
    switch (health) {
    case HopHealth::Good:
        return t.good;
    case HopHealth::Warning:
        return t.warning;
    case HopHealth::Bad:
        return t.bad;
    case HopHealth::Unknown:
        break;
    }
    return t.faint;
}

/// The numbered shape: circle = in order, rounded square = with a fault, filled square = broken, dotted
/// circle = not known.
class HopBadge final : public QWidget
{
public:
    HopBadge(int number, QWidget *parent)
        : QWidget(parent)
        , m_number(number)
    {
        setFixedSize(scaled(32), scaled(32));
        setFont(QApplication::font());
    }

    void show(HopHealth health)
    {
        if (health == m_health)
            return;
        m_health = health;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(colorOf(t, m_health), 2);
        if (m_health == HopHealth::Unknown)
            pen.setDashPattern({1.5, 2.5});
        painter.setPen(pen);
        painter.setBrush(m_health == HopHealth::Bad ? t.bad : t.card);
        const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
        if (m_health == HopHealth::Good || m_health == HopHealth::Unknown)
            painter.drawEllipse(box);
        else
            painter.drawRoundedRect(box, 9, 9);
        if (m_health == HopHealth::Bad)
            painter.setPen(t.card);
        painter.drawText(rect(), Qt::AlignCenter, locale().toString(m_number));
    }

private:
    int m_number;
    HopHealth m_health = HopHealth::Unknown;
};

class HopItem final : public QWidget
{
public:
    HopItem(int number, QWidget *parent)
        : QWidget(parent)
        , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
        , m_number(number)
        , m_badge(new HopBadge(number, this))
        , m_title(new Text(Text::Kind::Name, Tone::Ink, this))
        , m_evidence(new Text(Text::Kind::Small, Tone::Dim, this))
        , m_texts(new QVBoxLayout)
    {
        m_layout->setContentsMargins(0, 0, 0, 0);
        m_texts->setContentsMargins(0, 0, 0, 0);
        m_texts->setSpacing(gap(2));
        m_texts->addWidget(m_title);
        m_texts->addWidget(m_evidence);
        m_texts->addStretch();
        m_layout->addWidget(m_badge);
        m_layout->addLayout(m_texts, 1);
    }

    void arrange(bool inRow)
    {
        m_layout->setDirection(inRow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        m_layout->setSpacing(inRow ? gap(6) : gap(14));
        m_layout->setAlignment(m_badge, inRow ? Qt::AlignHCenter | Qt::AlignTop : Qt::AlignTop);
        for (Text *text : {m_title, m_evidence})
            text->setAlignment(inRow ? Qt::AlignHCenter | Qt::AlignTop : Qt::AlignLeading | Qt::AlignTop);
    }

    void show(const HopState &state, const HopWords &words)
    {
        m_badge->show(state.health);
        m_title->show(words.title);
        m_evidence->show(words.evidence);
        m_evidence->setTone(state.health == HopHealth::Bad ? Tone::Bad : Tone::Dim);
        setAccessibleName(PlayingWords::spokenHop(m_number, words.title, words.evidence, state.health));
    }

    QRect badge() const { return m_badge->geometry().translated(pos()); }
    int longestWord() const
    {
        return std::max(m_title->minimumSizeHint().width(), m_evidence->minimumSizeHint().width());
    }

private:
    QBoxLayout *m_layout;
    int m_number;
    HopBadge *m_badge;
    Text *m_title;
    Text *m_evidence;
    QVBoxLayout *m_texts;
};

SignalPath::SignalPath(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    for (int i = 0; i < 5; ++i) {
        m_items[size_t(i)] = new HopItem(i + 1, this);
        m_layout->addWidget(m_items[size_t(i)], 1);
    }
    arrange();
}

SignalPath::~SignalPath() = default;

void SignalPath::show(const std::array<HopState, 5> &hops, const std::array<HopWords, 5> &words)
{
    for (size_t i = 0; i < 5; ++i)
        m_items[i]->show(hops[i], words[i]);
    if (hops != m_hops) {
        m_hops = hops;
        update();
    }
    if (isRow() != (m_layout->direction() == QBoxLayout::LeftToRight))
        arrange();
}

bool SignalPath::isRow() const
{
    int widest = scaled(96);
    for (const HopItem *item : m_items)
        widest = std::max(widest, item->longestWord());
    return width() >= 5 * (widest + gap(8)) + 2 * gap(8);
}

void SignalPath::arrange()
{
    const bool inRow = isRow();
    for (HopItem *item : m_items)
        item->arrange(inRow);
    m_layout->setDirection(inRow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_layout->setContentsMargins(gap(inRow ? 8 : 17), gap(14), gap(inRow ? 8 : 17), gap(12));
    m_layout->setSpacing(inRow ? gap(4) : gap(12));
    update();
}

QSize SignalPath::minimumSizeHint() const
{
    int widest = scaled(96);
    for (const HopItem *item : m_items)
        widest = std::max(widest, item->longestWord());
    return {widest + scaled(32) + gap(14) + 2 * gap(17), 0};
}

void SignalPath::resizeEvent(QResizeEvent *)
{
    arrange();
}

void SignalPath::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool inRow = m_layout->direction() == QBoxLayout::LeftToRight;
    const int clear = inRow ? scaled(6) : scaled(3);
    for (size_t i = 0; i + 1 < m_hops.size(); ++i) {
        const QRect from = m_items[i]->badge();
        const QRect to = m_items[i + 1]->badge();
        const HopState &hop = m_hops[i];
        const HopHealth worse
            = hop.health == HopHealth::Good && !hop.cutAfter ? m_hops[i + 1].health : hop.health;
        const bool known = hop.health != HopHealth::Unknown && m_hops[i + 1].health != HopHealth::Unknown;
        QColor color = !known ? t.faint : worse == HopHealth::Bad ? t.bad : t.good;
        if (hop.cutAfter)
            color = hop.health == HopHealth::Bad ? t.bad : t.warning;
        QPen pen(color, 2, Qt::SolidLine, Qt::FlatCap);
        if (hop.cutAfter)
            pen.setDashPattern({2.5, 2.5});
        else if (!known)
            pen.setDashPattern({1, 3});
        painter.setPen(pen);
        if (inRow) {
            const bool rightToLeft = from.x() > to.x();
            const double y = from.center().y() + 0.5;
            painter.drawLine(QPointF(rightToLeft ? from.left() - clear : from.right() + clear, y),
                QPointF(rightToLeft ? to.right() + clear : to.left() - clear, y));
        } else {
            const double x = from.center().x() + 0.5;
            painter.drawLine(QPointF(x, from.bottom() + clear), QPointF(x, to.top() - clear));
        }
    }
}

} // namespace earshot
