#include "menu.h"

#include "theme.h"

#include <QPainterPath>

namespace earshot {

Menu::Menu(QWidget *parent)
    : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    // What is outside of the round corners.
    setAttribute(Qt::WA_TranslucentBackground);
    setWindowFlags(windowFlags() | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint);
    const Tokens &t = tokensOf(this);
    setStyleSheet(
        QStringLiteral("QMenu { background: %1; color: %2; border: 1px solid %3; border-radius: %4px;"
                       " padding: %5px; }"
                       "QMenu::item { padding: %6px %7px; border-radius: %8px; }"
                       "QMenu::item:selected { background: %9; }")
            .arg(t.card.name(), t.ink.name(), t.line.name())
            .arg(kButtonRadius)
            .arg(gap(5))
            .arg(gap(7))
            .arg(gap(14))
            .arg(kButtonRadius - 3)
            .arg(t.side.name())
        + QStringLiteral("QMenu::item:disabled { color: %1; }"
                         "QMenu::separator { height: 1px; background: %2; margin: %3px %4px; }")
              .arg(t.off.name(), t.line.name())
              .arg(gap(5))
              .arg(gap(10)));
}

void Menu::popUpBelow(const QWidget &owner, bool atEnd)
{
    const bool isAtRight = (owner.layoutDirection() == Qt::RightToLeft) != atEnd;
    const int x = isAtRight ? owner.width() - sizeHint().width() : 0;
    popup(owner.mapToGlobal(QPoint(x, owner.height() + 2)));
}

/// Where nothing composites the windows of a desktop, what is transparent would be black.
void Menu::resizeEvent(QResizeEvent *event)
{
    QMenu::resizeEvent(event);
    QPainterPath shape;
    shape.addRoundedRect(rect(), kButtonRadius, kButtonRadius);
    setMask(QRegion(shape.toFillPolygon().toPolygon()));
}

} // namespace earshot
