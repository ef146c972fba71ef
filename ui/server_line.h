#pragma once

#include "client/view.h"

#include <QWidget>

namespace earshot {

class IconButton;
class Text;

/// One server below the title of the page Events: its name, how old its schedule is, and a small menu.
class ServerLine : public QWidget
{
    Q_OBJECT
public:
    explicit ServerLine(QWidget *parent = nullptr);

    void show(const ServerView &server, WallTime now);
    QWidget *menuButton() const;

signals:
    void refreshRequested();
    void removeRequested();

private:
    void openMenu();

    QString m_name;
    Text *m_words;
    IconButton *m_more;
};

} // namespace earshot
