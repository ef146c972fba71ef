#pragma once

#include "card.h"
#include "client/library_view.h"
#include "client/player.h"

namespace earshot {

class Button;
class IconButton;
class Pill;
class RecordingRequests;
class StatusBanner;
class WaveformBar;

/// The open recording: its facts, the waveform to move on, and what one plays it with.
class PlayerCard : public Card
{
    Q_OBJECT
public:
    explicit PlayerCard(RecordingRequests &requests, QWidget *parent = nullptr);

    /// `item`: the same recording in the library; null where it is not listed.
    void show(const PlayerView &view, const LibraryItem *item);
    Button *playButton() const { return m_play; }
    WaveformBar *waveform() const { return m_waveform; }

    QSize minimumSizeHint() const override;

signals:
    void exportRequested();
    void resumeRequested(); ///< of the download
    void folderRequested();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeTimes();
    QWidget *makeButtons();
    void showPlace();
    void showTrouble(const LibraryItem *item);
    void openSpeedMenu();
    void openChapterMenu();
    void openTimerMenu();
    void openMoreMenu(const QPoint &at);

    RecordingRequests &m_requests;
    PlayerView m_view;
    std::optional<LibraryItem> m_item;
    bool m_isShown = false; ///< these, but for the place
    bool m_canExport = false;
    bool m_canResume = false;
    Text *m_title;
    Text *m_facts;
    Pill *m_pill;
    IconButton *m_close;
    QWidget *m_troubleArea; ///< the banner and the gap below it
    StatusBanner *m_trouble;
    WaveformBar *m_waveform;
    Text *m_elapsed;
    Text *m_note;
    Text *m_remaining;
    Text *m_options;
    Button *m_back;
    Button *m_play;
    Button *m_ahead;
    Button *m_speed;
    Button *m_timer;
    Button *m_chapters;
    Button *m_export;
};

} // namespace earshot
