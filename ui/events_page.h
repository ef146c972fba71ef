#pragma once

#include "client/library_view.h"
#include "client/reminder.h"
#include "client/view.h"
#include "event_order.h"

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
class EventsFilterBar;
class RowKeys;
class ServerLine;
class StatusBanner;
class Text;

/// Everything on the schedules of the known servers in one order of time: live, upcoming, past. Where there are many
/// events or several servers there is a search; Ctrl+F brings it anywhere.
class EventsPage : public QWidget
{
    Q_OBJECT
public:
    /// `signs` outlives this.
    explicit EventsPage(HostSigns &signs, QWidget *parent = nullptr);

    void show(const EventsView &view, WallTime now);
    /// What is here of the recordings, and how far.
    void showLibrary(const LibraryView &view);
    void showReminders(const std::vector<Reminder> &reminders);
    /// Moves countdowns, running times and lateness on.
    void tick(WallTime now);
    void beginSearch();

signals:
    void joinRequested(const QString &serverId, const earshot::EventId &event);
    /// An event that has not started: its room is to be entered.
    void waitRequested(const QString &serverId, const earshot::EventId &event);
    void calendarRequested(const QString &serverId, const earshot::EventId &event);
    void reminderRequested(const QString &serverId, const earshot::EventId &event, bool on);
    /// To be downloaded, or played where it is here.
    void recordingRequested(const QString &serverId, const earshot::EventId &event);
    void pageRequested(const QUrl &address); ///< the web page of a recording
    void linkEntered(const QString &link);
    void pasteRequested();
    void hostRequested();
    void refreshRequested();
    void removeServerRequested(const QString &serverId);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Key = std::pair<QString, QString>; ///< server id, event id

    void makeHeader(QVBoxLayout *layout);
    void showServers(WallTime now);
    void showEmptyState();
    void showRow(const EventEntry &entry, WallTime now);
    void placeRows(WallTime now);
    void layOut();
    void chainStops();
    EventContext contextOf(const EventEntry &entry, WallTime now) const;
    void activate(const Key &key, EventAction action);
    void openRecording(const ScheduleCard &card);

    HostSigns &m_signs;
    EventsView m_view;
    LibraryView m_library;
    std::vector<Reminder> m_reminders;
    WallTime m_now{}; ///< as last told
    bool m_shownOnce = false;
    bool m_isSearching = false; ///< asked for, though there is little to search in
    QBoxLayout *m_header = nullptr;
    std::vector<QWidget *> m_headButtons;
    RowKeys *m_keys;
    bool m_isChained = false; ///< Tab goes through all that is there
    QVBoxLayout *m_serverLines = nullptr;
    QVBoxLayout *m_troubles = nullptr;
    QVBoxLayout *m_rowsLayout = nullptr;
    QWidget *m_list = nullptr;
    EmptyState *m_empty = nullptr;
    EventsFilterBar *m_search = nullptr;
    Text *m_nothingFound = nullptr;
    std::map<QString, ServerLine *> m_lines;
    std::map<QString, StatusBanner *> m_troubleOf;
    std::map<Key, EventRow *> m_rows;
    std::array<Text *, 3> m_captions{};
    std::vector<Key> m_order; ///< as placed, with an empty key before each section
};

} // namespace earshot
