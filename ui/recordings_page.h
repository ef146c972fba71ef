#pragma once

#include "base/clock.h"
#include "recording_words.h"

#include <QPointer>
#include <QUrl>
#include <QWidget>

#include <array>
#include <memory>

class QBoxLayout;
class QFileDialog;
class QScrollArea;

namespace earshot {

class Button;
class EmptyState;
class Field;
class PlayerCard;
class RecordingList;
class RecordingRequests;
class StatusBanner;
class Text;
class Toast;

/// The recordings on this computer and on the servers, and the one that is open.
class RecordingsPage : public QWidget
{
    Q_OBJECT
public:
    RecordingsPage(Clock &clock, RecordingRequests &requests, RecordingsSort sort, QWidget *parent = nullptr);
    ~RecordingsPage() override;

    void beginSearch();
    /// Ctrl+O, Ctrl+Z and the player's keys; false where it is none of them.
    bool pressKey(const QKeyEvent &event);
    /// What Escape leaves: the search, a notice. False where there is nothing to leave.
    bool leave();
    void showRefusal(const Failure &failure);
    /// A recording that somebody asked for is not listed.
    void showMissing();
    void showExported(const QString &path);
    void showWithdrawn(const QString &title, const Outcome &outcome);
    void openFileDialog();

    QString query() const;
    PlayerCard *player() const { return m_player; }
    QFileDialog *fileDialog() const; ///< null while none is open

signals:
    void sortChosen(earshot::RecordingsSort sort);
    void folderRequested(const QUrl &folder);
    void announced(const QString &words);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeTools();
    void showLibrary();
    std::array<QWidget *, 4> waysOn() const;
    bool isOnAWay() const;
    void goOn();
    void showPlayer();
    void showToast();
    void undo();
    void showUndone();
    void showEmptyState(size_t found);
    void placeRows();
    void showNotice(Severity severity, Sentence words);
    void focusPlayer();
    void openSortMenu();
    void exportItem(const QString &id);
    void askToWithdraw(const QString &id);
    void showFolder(const QString &path);
    void arrange();

    Clock &m_clock;
    RecordingRequests &m_requests;
    RecordingsSort m_sort;
    std::unique_ptr<Timer> m_toastTimer;
    QString m_done; ///< what the toast says while nothing is to be taken back
    bool m_focusesPlayer = false; ///< when it is shown next
    std::optional<LibraryView> m_beforeUndo; ///< until what was removed is back
    QBoxLayout *m_header = nullptr;
    QScrollArea *m_scroller = nullptr;
    Text *m_summary = nullptr;
    QWidget *m_tools = nullptr;
    Field *m_search = nullptr;
    Button *m_sortButton = nullptr;
    Button *m_open = nullptr;
    StatusBanner *m_trouble = nullptr; ///< of the folder
    StatusBanner *m_notice = nullptr; ///< what was asked for and not done
    PlayerCard *m_player = nullptr;
    RecordingList *m_list = nullptr;
    Text *m_others = nullptr;
    EmptyState *m_none = nullptr;
    EmptyState *m_notFound = nullptr;
    Toast *m_toast = nullptr;
    QPointer<QFileDialog> m_fileDialog;
};

} // namespace earshot
