#include "status_banner.h"

#include "button.h"
#include "playing_words.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace earshot {

/// A filled circle with a mark that tells the severity without colour: check, i, exclamation mark, cross.
class BannerGlyph final : public QWidget
{
public:
    explicit BannerGlyph(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(scaled(30), scaled(30));
    }

    void show(Severity severity)
    {
        if (severity == m_severity)
            return;
        m_severity = severity;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.color(toneOf(m_severity)));
        painter.drawEllipse(rect());
        painter.scale(width() / 30.0, height() / 30.0);
        painter.setPen(QPen(t.dark ? t.window : t.card, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        QPainterPath mark;
        switch (m_severity) {
        case Severity::Good:
            mark.moveTo(10.6, 15.4);
            mark.lineTo(13.7, 18.4);
            mark.lineTo(19.4, 11.9);
            break;
        case Severity::Info:
            mark.moveTo(15, 14.2);
            mark.lineTo(15, 20.4);
            mark.moveTo(15, 9.8);
            mark.lineTo(15, 9.9);
            break;
        case Severity::Warning:
            mark.moveTo(15, 9.4);
            mark.lineTo(15, 15.8);
            mark.moveTo(15, 20.3);
            mark.lineTo(15, 20.4);
            break;
        case Severity::Bad:
            mark.moveTo(11, 11);
            mark.lineTo(19, 19);
            mark.moveTo(19, 11);
            mark.lineTo(11, 19);
            break;
        }
        painter.drawPath(mark);
    }

private:
    Severity m_severity = Severity::Info;
};

StatusBanner::StatusBanner(Corners corners, QWidget *parent)
    : QWidget(parent)
    , m_corners(corners)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_buttons(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_glyph(new BannerGlyph(this))
    , m_headline(new Text(Text::Kind::Strong, Tone::Ink, this))
    , m_next(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_action(new Button(Button::Kind::Plain, QString(), this))
    , m_details(new Button(Button::Kind::Link, tr("Details"), this))
{
    m_layout->setContentsMargins(gap(16) + 1, gap(14) + 1, gap(10), gap(14));
    m_layout->setSpacing(gap(12));
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_headline);
    words->addWidget(m_next);
    auto *front = new QHBoxLayout;
    front->setSpacing(gap(14));
    front->addWidget(m_glyph, 0, Qt::AlignVCenter);
    front->addLayout(words, 1);
    m_buttons->setSpacing(gap(8));
    m_buttons->addStretch();
    m_buttons->addWidget(m_action, 0, Qt::AlignRight);
    m_buttons->addWidget(m_details, 0, Qt::AlignRight);
    m_layout->addLayout(front, 1);
    m_layout->addLayout(m_buttons);
    m_action->hide();
    m_details->hide();
    connect(m_action, &Button::clicked, this, &StatusBanner::acted);
    connect(m_details, &Button::clicked, this, &StatusBanner::detailsRequested);
}

void StatusBanner::show(Severity severity, const Sentence &words)
{
    if (severity != m_severity) {
        m_severity = severity;
        update();
    }
    m_glyph->show(severity);
    m_headline->show(words.headline);
    m_next->show(words.next);
    m_next->setVisible(!words.next.isEmpty());
    if (m_action->text() != words.action) {
        m_action->setText(words.action);
        m_action->updateGeometry();
    }
    m_action->setVisible(!words.action.isEmpty());
    updateGeometry(); // its least width is that of its words and buttons
    setAccessibleName(
        QStringLiteral("%1: %2 %3").arg(PlayingWords::severity(severity), words.headline, words.next));
    arrange();
}

void StatusBanner::setDetailsOffered(bool offered)
{
    m_details->setVisible(offered);
}

QSize StatusBanner::minimumSizeHint() const
{
    const int buttons = std::max(m_action->sizeHint().width(), m_details->sizeHint().width()) + gap(40);
    const int text = std::max(m_headline->minimumSizeHint().width(), m_next->minimumSizeHint().width());
    return {std::max(text + scaled(30) + gap(50), buttons), 0};
}

void StatusBanner::arrange()
{
    const bool narrow = width() < scaled(m_action->isVisibleTo(this) ? 560 : 380);
    m_layout->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const int buttons = m_action->sizeHint().width() + m_details->sizeHint().width() + gap(40);
    m_buttons->setDirection(width() < buttons ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void StatusBanner::resizeEvent(QResizeEvent *)
{
    arrange();
}

void StatusBanner::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.surface(toneOf(m_severity)));
    QRectF box = QRectF(rect());
    double radius = kCardRadius;
    if (m_corners == Corners::RoundTop) {
        // Inside the card's line: its lower corners lie below the clip.
        box.adjust(1, 1, -1, radius);
        radius -= 1;
    }
    painter.setClipRect(rect());
    painter.drawRoundedRect(box, radius, radius);
}

} // namespace earshot
