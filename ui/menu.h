#pragma once

#include <QMenu>

namespace earshot {

/// A menu that looks as the cards do, and is gone when it closes.
class Menu : public QMenu
{
public:
    explicit Menu(QWidget *parent);

    /// Below what it belongs to, from the same beginning of the line; `atEnd`: to the same end of it.
    void popUpBelow(const QWidget &owner, bool atEnd = false);

protected:
    void resizeEvent(QResizeEvent *event) override;
};

/// What stands on a button that opens a menu of choices.
inline QString withMenuMark(const QString &chosen)
{
    return chosen + QStringLiteral(" ▾");
}

} // namespace earshot
