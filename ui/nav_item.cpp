#include "nav_item.h"

#include "button.h"
#include "icon.h"
#include "theme.h"

#include <QApplication>
#include <QFocusEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace earshot {

NavItem::NavItem(QString iconName, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_iconName(std::move(iconName))
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    nameAccessibly();
}

void NavItem::setCurrent(bool current)
{
    if (current == m_current)
        return;
    m_current = current;
    nameAccessibly();
    update();
}

void NavItem::setNote(const QString &note)
{
    if (note == m_note)
        return;
    m_note = note;
    nameAccessibly();
    updateGeometry();
    update();
}

void NavItem::nameAccessibly()
{
    QStringList parts{text()};
    if (!m_note.isEmpty())
        parts << m_note;
    if (m_current)
        parts << tr("shown now");
    setAccessibleName(parts.join(QStringLiteral(", ")));
}

QFont NavItem::nameFont(bool current) const
{
    QFont font = QApplication::font();
    font.setWeight(current ? QFont::DemiBold : QFont::Medium);
    if (m_iconName.isEmpty())
        font.setPixelSize(scaled(13));
    return font;
}

QFont NavItem::noteFont() const
{
    QFont font = QApplication::font();
    font.setPixelSize(scaled(12));
    return font;
}

QSize NavItem::sizeHint() const
{
    return sizeWith(m_note);
}

QSize NavItem::minimumSizeHint() const
{
    return sizeWith({});
}

int NavItem::iconRoom() const
{
    return m_iconName.isEmpty() ? 0 : scaled(16) + gap(10);
}

QSize NavItem::sizeWith(const QString &noteText) const
{
    const QFontMetrics name(nameFont(true));
    const int note = noteText.isEmpty() ? 0 : QFontMetrics(noteFont()).horizontalAdvance(noteText) + gap(10);
    return {2 * gap(10) + iconRoom() + name.horizontalAdvance(text()) + note + 2,
        std::max(scaled(20), name.height()) + 2 * gap(8)};
}

void NavItem::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    const bool hover = underMouse() || isDown();
    if (m_current || hover) {
        QColor ground = t.card;
        ground.setAlphaF(m_current ? 1.0f : 0.5f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(QRectF(rect()), kNavRadius, kNavRadius);
    }
    if (hasFocus() && m_ring) {
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, kNavRadius - 1, kNavRadius - 1);
    }
    const QColor ink = m_current ? t.ink : t.dim;
    const QRect room = rect().adjusted(gap(10), 0, -gap(10), 0);
    if (!m_iconName.isEmpty()) {
        const int size = scaled(16);
        const QRect iconBox
            = QStyle::alignedRect(layoutDirection(), Qt::AlignLeading | Qt::AlignVCenter, {size, size}, room);
        painter.drawPixmap(iconBox.topLeft(), themedIcon(m_iconName, ink, size, devicePixelRatioF()));
    }
    const Qt::Alignment leading = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    const Qt::Alignment trailing = QStyle::visualAlignment(layoutDirection(), Qt::AlignRight);
    const int taken = iconRoom();
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    painter.setFont(nameFont(m_current));
    painter.setPen(ink);
    painter.drawText(room.adjusted(rightToLeft ? 0 : taken, 0, rightToLeft ? -taken : 0, 0),
        int(leading | Qt::AlignVCenter | Qt::TextSingleLine), text());
    if (width() < sizeHint().width())
        return;
    painter.setFont(noteFont());
    painter.setPen(m_current ? t.dim : t.faint);
    painter.drawText(room, int(trailing | Qt::AlignVCenter | Qt::TextSingleLine), m_note);
}

void NavItem::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QAbstractButton::focusInEvent(event);
}

} // namespace earshot
