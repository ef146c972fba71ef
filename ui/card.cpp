#include "card.h"

#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace earshot {

Card::Card(QWidget *parent)
    : QWidget(parent)
    , m_body(new QVBoxLayout(this))
{
    const int pad = gap(16) + 1;
    m_body->setContentsMargins(pad, pad, pad, pad);
    m_body->setSpacing(0);
}

Text *Card::addCaption(const QString &text)
{
    auto *line = new QHBoxLayout;
    auto *caption = new Text(Text::Kind::Caption, Tone::Faint, this);
    caption->show(text);
    m_note = new Text(Text::Kind::Caption, Tone::Faint, this);
    line->addWidget(caption, 1);
    line->addWidget(m_note);
    m_body->addLayout(line);
    m_body->addSpacing(gap(12));
    return caption;
}

void Card::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCardRadius, kCardRadius);
}

namespace {

class SlimScrollBar final : public QScrollBar
{
public:
    explicit SlimScrollBar(QWidget *parent)
        : QScrollBar(Qt::Vertical, parent)
    { }
    QSize sizeHint() const override { return {10, QScrollBar::sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (minimum() == maximum())
            return;
        const double extent = double(maximum() - minimum() + pageStep());
        const double handle = std::max(24.0, height() * pageStep() / extent);
        const double top = (height() - handle) * (value() - minimum()) / double(maximum() - minimum());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor color = tokensOf(this).off;
        color.setAlphaF(isSliderDown() || underMouse() ? 0.8f : 0.45f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(2, top + 2, 6, handle - 4), 3, 3);
    }
};

/// Never narrower than its content, which only scrolls up and down.
class Scroller final : public QScrollArea
{
public:
    explicit Scroller(QWidget *parent)
        : QScrollArea(parent)
    { }

    QSize minimumSizeHint() const override
    {
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), 0};
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

QScrollArea *makeScroller(QWidget *content, QWidget *parent)
{
    auto *scroller = new Scroller(parent);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroller->setVerticalScrollBar(new SlimScrollBar(scroller));
    scroller->setWidgetResizable(true);
    scroller->setFocusPolicy(Qt::NoFocus);
    scroller->setWidget(content);
    scroller->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return scroller;
}

} // namespace earshot
