#include "push_to_talk_button.h"

#include "button.h"
#include "spoken.h"
#include "talk_hold.h"

#include <QApplication>
#include <QFocusEvent>
#include <QPainter>

namespace earshot {

constexpr int kDisc = 212; ///< in the design, across
constexpr int kHalo = 8;

PushToTalkButton::PushToTalkButton(QWidget *parent)
    : QAbstractButton(parent)
    , m_hold(new TalkHold(*this, [this](const QPoint &position) { return hitButton(position); }))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_hold, &TalkHold::held, this, [this] {
        emit held();
        show(m_view);
    });
    connect(m_hold, &TalkHold::released, this, [this] {
        emit released();
        show(m_view);
    });
    show({});
}

void PushToTalkButton::show(const TalkView &view)
{
    m_view = view;
    m_hold->show(view, PushToTalkWords::canPress(view)); // what it lets go of may change the view
    const PushToTalkWords words = PushToTalkWords::of(m_view, m_hold->isByPointer());
    setEnabled(words.look != PushToTalkWords::Look::Off);
    if (words == m_words)
        return;
    m_words = words;
    setText(words.title);
    setSpokenName(this, tr("Push to talk: %1, %2").arg(words.title, words.hint));
    setCursor(isEnabled() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

QSize PushToTalkButton::sizeHint() const
{
    const int size = scaled(kDisc + 2 * kHalo);
    return {size, size};
}

bool PushToTalkButton::hitButton(const QPoint &position) const
{
    const QPointF from = QPointF(position) - QRectF(rect()).center();
    const double radius = scaled(kDisc) / 2.0;
    return from.x() * from.x() + from.y() * from.y() <= radius * radius;
}

void PushToTalkButton::letGo()
{
    m_hold->letGo();
}

void PushToTalkButton::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QAbstractButton::focusInEvent(event);
}

void PushToTalkButton::paintEvent(QPaintEvent *)
{
    using Look = PushToTalkWords::Look;
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF center = QRectF(rect()).center();
    const double disc = scaled(kDisc) / 2.0;
    const bool isOpen = m_words.look == Look::Open;
    const bool isReady = m_words.look == Look::Ready;
    painter.setPen(Qt::NoPen);
    if (isOpen || isReady) {
        painter.setBrush(isOpen ? t.badSurface : t.accentSurface);
        painter.drawEllipse(center, disc + scaled(kHalo), disc + scaled(kHalo));
    }
    QColor ground = isOpen ? t.bad : isReady ? t.accent : t.side;
    if (isEnabled() && (underMouse() || isDown()))
        ground = t.dark ? ground.lighter(isDown() ? 112 : 105) : ground.darker(isDown() ? 112 : 105);
    painter.setBrush(ground);
    painter.drawEllipse(center, disc, disc);
    const QColor ink = isOpen ? (t.dark ? t.window : t.card) : isReady ? t.onAccent : t.dim;
    if (hasFocus() && m_ring) {
        painter.setPen(QPen(ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(center, disc - 5, disc - 5);
    }
    painter.setPen(ink);
    QFont large = QApplication::font();
    large.setPixelSize(scaled(24));
    large.setWeight(QFont::Bold);
    const QFont small = QApplication::font();
    const double room = 2 * disc * 0.86;
    const QRectF whole(center.x() - room / 2, center.y() - disc, room, 2 * disc);
    const int flags = Qt::AlignHCenter | Qt::TextWordWrap;
    while (large.pixelSize() > scaled(14)
        && QFontMetricsF(large).boundingRect(whole, flags, m_words.title).height()
            > QFontMetricsF(large).height() * 1.5)
        large.setPixelSize(large.pixelSize() - 1);
    const double titleHeight = std::max<double>(scaled(30), QFontMetricsF(large).height());
    const double hintHeight = QFontMetricsF(small).boundingRect(whole, flags, m_words.hint).height();
    const double top = center.y() - (titleHeight + hintHeight) / 2;
    painter.setFont(large);
    painter.drawText(
        QRectF(whole.x(), top, room, titleHeight), Qt::AlignCenter | Qt::TextSingleLine, m_words.title);
    painter.setFont(small);
    painter.drawText(QRectF(whole.x(), top + titleHeight, room, hintHeight + 2), flags, m_words.hint);
}

} // namespace earshot
