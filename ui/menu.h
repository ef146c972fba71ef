#pragma once

#include <QMenu>

namespace earshot {

/// A menu that looks as the cards do, and is gone when it closes.
class Menu : public QMenu
{
public:
    explicit Menu(QWidget *parent);

protected:
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace earshot
