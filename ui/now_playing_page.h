#pragma once

#include "client/talk_view.h"
#include "client/view.h"

#include <QWidget>

class QBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace earshot {

class Card;
class EmptyState;
class HandPanel;
class ListenersCard;
class MessageCard;
class Pill;
class PlaybackBar;
class SignalPath;
class StageBar;
class StageGrid;
class StatusBanner;
class Text;
class TimelineCard;

/// The event that is joined: how well it is heard, who is on stage, who listens, what happened.
class NowPlayingPage : public QWidget
{
    Q_OBJECT
public:
    explicit NowPlayingPage(QWidget *parent = nullptr);

    void show(const NowPlayingView &view, WallTime now);
    void showTalk(const TalkView &view);
    void showLevels(const LevelsView &levels);
    /// Moves the running time on.
    void tick(WallTime now);

    StageGrid *stage() const { return m_stage; }
    StageBar *stageBar() const { return m_stageBar; }

signals:
    void acted(earshot::Action action);
    void detailsRequested();
    void muteRequested(bool muted);
    void volumeRequested(double volume);
    void seekRequested(std::chrono::milliseconds behind);
    void fallingBehindChosen(earshot::FallingBehind choice);
    void copyRequested(bool keep); ///< of what is heard
    void leaveRequested();
    void eventsRequested();
    void pasteRequested();
    void raiseHandRequested();
    void lowerHandRequested();
    void answerRequested(); ///< to the invitation to the stage

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeContent();
    void showTimeline();
    void showHand();
    void arrange();

    NowPlayingView m_view;
    SeatStats m_seat;
    bool m_shownOnce = false;
    QScrollArea *m_scroller = nullptr;
    EmptyState *m_empty = nullptr;
    QBoxLayout *m_header = nullptr;
    Text *m_title = nullptr;
    Text *m_subtitle = nullptr;
    Pill *m_phase = nullptr;
    StatusBanner *m_banner = nullptr;
    SignalPath *m_path = nullptr;
    QBoxLayout *m_columns = nullptr;
    QWidget *m_side = nullptr;
    StageBar *m_stageBar = nullptr; ///< while one is on stage
    StageGrid *m_stage = nullptr;
    TimelineCard *m_timeline = nullptr;
    QVBoxLayout *m_left = nullptr;
    QVBoxLayout *m_right = nullptr;
    ListenersCard *m_listeners = nullptr;
    MessageCard *m_note = nullptr; ///< of the event's page, while the live servers do not answer
    MessageCard *m_message = nullptr;
    Card *m_handCard = nullptr; ///< holds the hand while there is no message to hold it
    HandPanel *m_hand = nullptr;
    PlaybackBar *m_bar = nullptr;
};

} // namespace earshot
