#include "person_avatar.h"

#include "button.h"
#include "person_color.h"
#include "playing_words.h"
#include "theme.h"

#include <QApplication>
#include <QFocusEvent>
#include <QPainter>

namespace earshot {

/// Around the disc, for the ring that shows the focus.
constexpr int kRing = 3;

PersonAvatar::PersonAvatar(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void PersonAvatar::show(const UserKey &key, const QString &name, bool isHere)
{
    m_color = personColor(key);
    m_isHere = isHere;
    setText(PlayingWords::initials(name));
    update();
}

QSize PersonAvatar::sizeHint() const
{
    return {scaled(32) + 2 * kRing, scaled(32) + 2 * kRing};
}

void PersonAvatar::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF disc = QRectF(rect()).adjusted(kRing, kRing, -kRing, -kRing);
    if ((hasFocus() && m_ring) || underMouse()) {
        painter.setPen(QPen(hasFocus() && m_ring ? t.accent : t.line, 2));
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_isHere ? m_color : QColor(0xff8b94a3));
    painter.drawEllipse(disc);
    QFont font = QApplication::font();
    font.setPixelSize(scaled(12));
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(disc, Qt::AlignCenter, text());
}

void PersonAvatar::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QAbstractButton::focusInEvent(event);
}

} // namespace earshot
