#pragma once

#include "client/view.h"

#include <QWidget>

#include <array>
#include <map>
#include <vector>

class QBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace earshot {

class Button;
class EmptyState;
class EventRow;
class ServerLine;
class StatusBanner;
class Text;

/// Everything on the schedules of the known servers: live, upcoming, past.
class EventsPage : public QWidget
{
    Q_OBJECT
public:
    explicit EventsPage(QWidget *parent = nullptr);

    void show(const EventsView &view, WallTime now);
    /// Moves countdowns, running times and lateness on.
    void tick(WallTime now);

signals:
    void joinRequested(const QString &serverId, const earshot::EventId &event);
    void linkEntered(const QString &link);
    void pasteRequested();
    void hostRequested();
    void refreshRequested();
    void removeServerRequested(const QString &serverId);
    void acted(earshot::Action action);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Entry {
        const ServerView *server;
        const ScheduleCard *card;
    };
    using Key = std::pair<QString, QString>; ///< server id, event id

    void makeHeader(QVBoxLayout *layout);
    void showServers();
    void showEmptyState();
    void placeRows(WallTime now);
    void activate(const Key &key);

    EventsView m_view;
    bool m_shownOnce = false;
    QBoxLayout *m_header = nullptr;
    QVBoxLayout *m_serverLines = nullptr;
    QVBoxLayout *m_troubles = nullptr;
    QVBoxLayout *m_rowsLayout = nullptr;
    QWidget *m_list = nullptr;
    EmptyState *m_empty = nullptr;
    Button *m_emptyPaste = nullptr;
    std::map<QString, ServerLine *> m_lines;
    std::map<QString, StatusBanner *> m_troubleOf;
    std::map<Key, EventRow *> m_rows;
    std::array<Text *, 3> m_captions{};
    std::vector<Key> m_order; ///< as placed, with an empty key before each section
};

} // namespace earshot
