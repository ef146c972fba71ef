#include "live_pill.h"

#include "button.h"
#include "menu.h"
#include "pill.h"
#include "playing_words.h"
#include "theme.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QFocusEvent>
#include <QPainter>

namespace earshot {

/// Around the pill, for the ring that shows the focus.
constexpr int kRing = 3;

LivePill::LivePill(QWidget *parent)
    : QAbstractButton(parent)
    , m_pill(new Pill(true, this))
{
    m_pill->setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &LivePill::press);
}

void LivePill::show(const NowPlayingView &view)
{
    m_choice = view.fallingBehind;
    m_behind = PlayingWords::isBehind(view);
    const PillWords words = PlayingWords::delayPill(view);
    setAccessibleName(PlayingWords::spokenDelay(view));
    setToolTip(m_behind ? tr("Go to live. More by the right mouse button.")
                        : tr("Choose what happens when you fall behind"));
    setAccessibleDescription(toolTip());
    if (words == m_words)
        return;
    m_words = words;
    setText(words.text);
    m_pill->show(words.text, words.tone, words.dot);
    updateGeometry();
}

PillWords LivePill::words() const
{
    return m_words;
}

QSize LivePill::sizeHint() const
{
    return m_pill->sizeHint() + QSize(2 * kRing, 2 * kRing);
}

void LivePill::press()
{
    if (m_behind)
        emit liveRequested();
    else
        openMenu();
}

void LivePill::openMenu()
{
    auto *menu = new Menu(this);
    if (m_behind)
        menu->addAction(tr("Go to live"), this, &LivePill::liveRequested);
    auto *title = menu->addAction(tr("When I fall behind:"));
    title->setEnabled(false);
    auto *group = new QActionGroup(menu);
    const auto offer = [&](const QString &words, FallingBehind choice) {
        QAction *action = menu->addAction(words, this, [this, choice] { emit fallingBehindChosen(choice); });
        action->setCheckable(true);
        action->setChecked(choice == m_choice);
        group->addAction(action);
        if (choice == m_choice)
            menu->setActiveAction(action);
    };
    offer(tr("Play faster until live"), FallingBehind::PlayFaster);
    offer(tr("Jump to live"), FallingBehind::JumpToLive);
    const QSize size = menu->sizeHint();
    menu->popup(mapToGlobal(QPoint(width() - size.width(), -size.height() - 2)));
}

void LivePill::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        press();
    else if (event->key() == Qt::Key_Menu)
        openMenu();
    else
        QAbstractButton::keyPressEvent(event);
}

void LivePill::contextMenuEvent(QContextMenuEvent *)
{
    openMenu();
}

void LivePill::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QAbstractButton::focusInEvent(event);
}

void LivePill::resizeEvent(QResizeEvent *)
{
    m_pill->setGeometry(rect().adjusted(kRing, kRing, -kRing, -kRing));
}

void LivePill::paintEvent(QPaintEvent *)
{
    const bool ring = hasFocus() && m_ring;
    if (!ring && !underMouse())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &t = tokensOf(this);
    painter.setPen(QPen(ring ? t.accent : t.line, 2));
    const double radius = height() / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
}

} // namespace earshot
