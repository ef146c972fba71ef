#include "option_row.h"

#include "button.h"
#include "spoken.h"
#include "text.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace earshot {

/// Around the mark, for the ring that shows the focus.
constexpr int kRing = 4;

OptionRow::OptionRow(Kind kind, QWidget *parent)
    : QAbstractButton(parent)
    , m_kind(kind)
    , m_title(new Text(Text::Kind::Body, Tone::Ink, this))
    , m_detail(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_note(new Text(Text::Kind::Label, Tone::Dim, this))
{
    setCheckable(true);
    setAutoExclusive(kind == Kind::Radio);
    setFocusPolicy(Qt::StrongFocus);
    if (kind == Kind::Radio) { // Tab goes to the one that holds, arrows to the others
        setFocusPolicy(Qt::ClickFocus);
        connect(this, &OptionRow::toggled, this,
            [this](bool checked) { setFocusPolicy(checked ? Qt::StrongFocus : Qt::ClickFocus); });
    }
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_detail);
    auto *layout = new QHBoxLayout(this);
    layout->setSpacing(gap(12));
    layout->addLayout(words, 1);
    layout->addWidget(m_note, 0, Qt::AlignTop);
    for (Text *text : {m_title, m_detail, m_note})
        text->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_detail->hide();
    m_note->hide();
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    makeRoom();
}

QSize OptionRow::markSize() const
{
    const QSize mark = m_kind == Kind::Radio ? QSize(scaled(14), scaled(14)) : QSize(scaled(34), scaled(18));
    return mark + QSize(2 * kRing, 2 * kRing);
}

/// The radio's mark stands before the words, the switch after them.
void OptionRow::makeRoom()
{
    const int mark = indent();
    const int above = gap(6);
    const bool leads = m_kind == Kind::Radio;
    layout()->setContentsMargins(leads ? mark : 0, above, leads ? 2 : mark, above);
}

void OptionRow::show(const QString &title, const QString &detail, const QString &note)
{
    m_title->show(title);
    m_detail->show(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_note->show(note);
    m_note->setVisible(!note.isEmpty());
    QStringList spoken{title, note, detail};
    spoken.removeAll(QString());
    setSpokenName(this, spoken.join(QStringLiteral(", ")));
}

void OptionRow::setDetailTone(Tone tone)
{
    m_detail->setTone(tone);
}

int OptionRow::indent() const
{
    return markSize().width() + gap(10);
}

QSize OptionRow::sizeHint() const
{
    return layout()->totalSizeHint();
}

QSize OptionRow::minimumSizeHint() const
{
    return layout()->totalMinimumSize();
}

QRectF OptionRow::markBox() const
{
    const QSize size = markSize();
    const int lineHeight = std::max(scaled(20), m_title->fontMetrics().height());
    const int y = layout()->contentsMargins().top() + (lineHeight - size.height()) / 2;
    const int x = m_kind == Kind::Radio ? 0 : width() - size.width();
    return QStyle::visualRect(layoutDirection(), rect(), QRect({x, y}, size));
}

void OptionRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &t = tokensOf(this);
    if (m_kind == Kind::Radio)
        paintRadio(painter, t);
    else
        paintSwitch(painter, t);
    if (hasFocus() && m_ring) {
        const QRectF box = markBox().adjusted(1, 1, -1, -1);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 2));
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    }
}

void OptionRow::paintRadio(QPainter &painter, const Tokens &t) const
{
    const QRectF box = markBox().adjusted(kRing, kRing, -kRing, -kRing);
    const bool hover = underMouse() && isEnabled();
    painter.setBrush(t.card);
    painter.setPen(QPen(isChecked() ? t.accent : hover ? t.dim : t.off, 1.5));
    painter.drawEllipse(box);
    if (!isChecked())
        return;
    const double inset = box.width() * 0.25;
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset));
}

void OptionRow::paintSwitch(QPainter &painter, const Tokens &t) const
{
    const QRectF box = markBox().adjusted(kRing, kRing, -kRing, -kRing);
    const double radius = box.height() / 2;
    const bool hover = underMouse() && isEnabled();
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? t.accent : hover ? t.dim : t.off);
    painter.drawRoundedRect(box, radius, radius);
    const double knob = box.height() - 4;
    const bool atEnd = isChecked() == (layoutDirection() == Qt::LeftToRight);
    const double x = atEnd ? box.right() - knob - 2 : box.left() + 2;
    painter.setBrush(t.card);
    painter.drawEllipse(QRectF(x, box.top() + 2, knob, knob));
}

void OptionRow::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QAbstractButton::focusInEvent(event);
}

void OptionRow::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        makeRoom();
}

} // namespace earshot
