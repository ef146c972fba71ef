#pragma once

#include "event_order.h"

#include <QWidget>

class QBoxLayout;
class QLineEdit;

namespace earshot {

class Button;
class Text;

/// What one looks for on the page Events: words, live as they are typed, and a server where there are several.
class EventsFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit EventsFilterBar(QWidget *parent);

    const EventFilter &filter() const { return m_filter; }
    void showServers(const std::vector<ServerView> &servers);
    /// "3 of 40 events"; nothing while nothing is looked for.
    void showFound(size_t found, size_t all);
    void begin(); ///< the keyboard goes to the search field
    std::vector<QWidget *> stops() const; ///< in the order of the Tab key

    QSize minimumSizeHint() const override;

signals:
    void changed();
    void left(); ///< Escape in the empty field

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void chooseServer(const QString &id);
    void openMenu();
    void showChosen();

    EventFilter m_filter;
    std::vector<std::pair<QString, QString>> m_servers; ///< id, name
    QBoxLayout *m_layout;
    QLineEdit *m_field;
    Button *m_server;
    Text *m_found;
};

} // namespace earshot
