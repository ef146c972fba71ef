#include "pill.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace earshot {

Pill::Pill(bool slim, QWidget *parent)
    : QWidget(parent)
    , m_slim(slim)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    applyFont();
    hide();
}

void Pill::applyFont()
{
    QFont font = QApplication::font();
    font.setPixelSize(scaled(13));
    font.setWeight(QFont::DemiBold);
    setFont(font);
}

void Pill::show(const QString &text, Tone tone, bool dot)
{
    if (text == m_text && tone == m_tone && dot == m_dot)
        return;
    m_text = text;
    m_tone = tone;
    m_dot = dot;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int dot = m_dot ? scaled(8) + gap(7) : 0;
    const int side = gap(m_slim ? 10 : 12);
    return {metrics.horizontalAdvance(m_text) + dot + 2 * side + 1,
        std::max(scaled(20), metrics.height()) + 2 * gap(m_slim ? 2 : 4)};
}

void Pill::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.surface(m_tone));
    const double radius = height() / 2.0;
    painter.drawRoundedRect(QRectF(rect()), radius, radius);
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    QRect room = rect().adjusted(gap(m_slim ? 10 : 12), 0, -gap(m_slim ? 10 : 12), 0);
    if (m_dot) {
        const int size = scaled(8);
        const int x = rightToLeft ? room.right() - size : room.left();
        painter.setBrush(t.color(m_tone));
        painter.drawEllipse(QRectF(x, (height() - size) / 2.0, size, size));
        const int taken = size + gap(7);
        room.adjust(rightToLeft ? 0 : taken, 0, rightToLeft ? -taken : 0, 0);
    }
    painter.setPen(t.color(m_tone));
    painter.drawText(
        room, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine | Qt::TextDontClip, m_text);
}

void Pill::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        applyFont();
}

} // namespace earshot
