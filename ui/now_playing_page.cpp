#include "now_playing_page.h"

#include "card.h"
#include "empty_state.h"
#include "hand_panel.h"
#include "listeners_card.h"
#include "message_card.h"
#include "pill.h"
#include "playback_bar.h"
#include "playing_words.h"
#include "signal_path.h"
#include "stage_bar.h"
#include "stage_grid.h"
#include "status_banner.h"
#include "text.h"
#include "theme.h"
#include "timeline_card.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace earshot {

/// As many as fit below a stage of one row without scrolling; the details show all.
constexpr int kTimelineEntries = 4;

NowPlayingPage::NowPlayingPage(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_scroller = makeScroller(makeContent(), this);
    m_empty = new EmptyState(QStringLiteral("now-playing"), this);
    m_empty->show(tr("Nothing is playing"), tr("Choose an event, or paste a link that somebody sent you."));
    m_empty->addButton(tr("Go to events"), true, [this] { emit eventsRequested(); });
    m_empty->addButton(tr("Paste a link"), false, [this] { emit pasteRequested(); });
    connect(m_empty, &EmptyState::acted, this, [this] { emit acted(m_view.verdict.action); });
    m_bar = new PlaybackBar(this);
    layout->addWidget(m_scroller, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_bar);
    m_scroller->hide();
    m_bar->hide();
    connect(m_bar, &PlaybackBar::muteRequested, this, &NowPlayingPage::muteRequested);
    connect(m_bar, &PlaybackBar::volumeRequested, this, &NowPlayingPage::volumeRequested);
    connect(m_bar, &PlaybackBar::seekRequested, this, &NowPlayingPage::seekRequested);
    connect(m_bar, &PlaybackBar::fallingBehindChosen, this, &NowPlayingPage::fallingBehindChosen);
    connect(m_bar, &PlaybackBar::leaveRequested, this, &NowPlayingPage::leaveRequested);
}

QWidget *NowPlayingPage::makeHeader()
{
    auto *header = new QWidget(this);
    m_header = new QBoxLayout(QBoxLayout::LeftToRight, header);
    m_header->setContentsMargins(0, 0, 0, gap(2));
    m_header->setSpacing(gap(16));
    m_title = new Text(Text::Kind::Title, Tone::Ink, header);
    m_subtitle = new Text(Text::Kind::Body, Tone::Dim, header);
    m_phase = new Pill(false, header);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    m_header->addLayout(words, 1);
    m_header->addWidget(m_phase, 0, Qt::AlignTop | Qt::AlignLeading);
    return header;
}

QWidget *NowPlayingPage::makeContent()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(gap(28), gap(20), gap(28), gap(20));
    layout->setSpacing(gap(14));
    layout->addWidget(makeHeader());

    auto *status = new Card(content);
    status->body()->setContentsMargins(0, 0, 0, 0);
    m_banner = new StatusBanner(StatusBanner::Corners::RoundTop, status);
    m_banner->setDetailsOffered(true);
    m_path = new SignalPath(status);
    status->body()->addWidget(m_banner);
    status->body()->addWidget(m_path);
    layout->addWidget(status);
    m_stageBar = new StageBar(content);
    m_stageBar->hide();
    layout->addWidget(m_stageBar);

    m_columns = new QBoxLayout(QBoxLayout::LeftToRight);
    m_columns->setSpacing(gap(14));
    m_left = new QVBoxLayout;
    m_left->setSpacing(gap(14));
    m_stage = new StageGrid(content);
    m_timeline = new TimelineCard(kTimelineEntries, content);
    m_left->addWidget(m_stage, 1);
    m_left->addWidget(m_timeline);
    m_side = new QWidget(content);
    m_right = new QVBoxLayout(m_side);
    m_right->setContentsMargins(0, 0, 0, 0);
    m_right->setSpacing(gap(14));
    m_listeners = new ListenersCard(m_side);
    m_note = new MessageCard(m_side);
    m_message = new MessageCard(m_side);
    m_right->addWidget(m_listeners);
    m_right->addWidget(m_note);
    m_right->addWidget(m_message);
    m_handCard = new Card(m_side);
    m_handCard->addCaption(tr("Take part"));
    m_handCard->hide();
    m_hand = new HandPanel(m_handCard);
    m_handCard->body()->addWidget(m_hand);
    m_right->addWidget(m_handCard);
    m_right->addStretch();
    m_columns->addLayout(m_left, 1);
    m_columns->addWidget(m_side);
    layout->addLayout(m_columns, 1);

    connect(m_listeners, &ListenersCard::copyRequested, this, &NowPlayingPage::copyRequested);
    connect(m_hand, &HandPanel::raiseRequested, this, &NowPlayingPage::raiseHandRequested);
    connect(m_hand, &HandPanel::lowerRequested, this, &NowPlayingPage::lowerHandRequested);
    connect(m_hand, &HandPanel::answerRequested, this, &NowPlayingPage::answerRequested);
    connect(m_banner, &StatusBanner::acted, this, [this] { emit acted(m_view.verdict.action); });
    connect(m_banner, &StatusBanner::detailsRequested, this, &NowPlayingPage::detailsRequested);
    return content;
}

/// Beside the stage where nothing else wants to be read there.
void NowPlayingPage::showTimeline()
{
    m_timeline->show(m_view.timeline);
    const bool besideStage = m_message->isHidden() && m_note->isHidden() && m_handCard->isHidden();
    QVBoxLayout *wanted = besideStage ? m_right : m_left;
    if (wanted->indexOf(m_timeline) >= 0)
        return;
    (besideStage ? m_left : m_right)->removeWidget(m_timeline);
    // In front of the stretch on the right, below the stage on the left.
    wanted->insertWidget(besideStage ? wanted->count() - 1 : wanted->count(), m_timeline);
}

void NowPlayingPage::show(const NowPlayingView &view, WallTime now)
{
    if (m_shownOnce && view == m_view)
        return;
    m_shownOnce = true;
    m_view = view;
    m_scroller->setVisible(view.open);
    m_bar->setVisible(view.open);
    m_empty->setVisible(!view.open);
    Sentence words = view.verdict.id.isEmpty() ? Sentence{} : sentence(view.verdict);
    if (!canAct(view.evidence, view.verdict.action))
        words.action.clear();
    if (!view.open) {
        // "idle" is what the empty page itself says.
        m_empty->showTrouble(
            view.verdict.id == QLatin1String("idle") ? Severity::Good : view.verdict.severity, words);
        return;
    }
    m_title->show(PlayingWords::title(view));
    m_subtitle->show(PlayingWords::subtitle(view));
    m_banner->show(view.verdict.severity, words);
    m_path->show(view.hops, hopWords(view.evidence, view.hops, view.evidenceAt));
    const bool isOver
        = view.phase == Phase::Ended || view.phase == Phase::Cancelled || view.phase == Phase::Moved;
    m_stage->show(view.stage, isOver || view.evidence.state.has_value());
    m_listeners->show(view);
    const auto &opinion = view.evidence.session.secondOpinion;
    if (opinion && !opinion->note.isEmpty())
        m_note->show(PlayingWords::noteCaption(*opinion), opinion->note);
    else
        m_note->hide();
    if (view.message)
        m_message->show(PlayingWords::messageCaption(*view.message), view.message->text);
    else
        m_message->hide();
    showHand();
    showTimeline();
    m_bar->show(view);
    tick(now);
}

void NowPlayingPage::showTalk(const TalkView &view)
{
    m_seat = view.seat;
    const bool isOnStage = view.seat.phase == SeatPhase::OnStage;
    if (isOnStage)
        m_stageBar->show(view);
    m_stageBar->setVisible(isOnStage);
    m_hand->show(view.seat);
    showHand();
    showTimeline();
}

/// Below the host's message, which is where people are asked to raise it; without one in a card of its own.
void NowPlayingPage::showHand()
{
    const bool isOffered = HandPanel::isNeeded(m_seat)
        && (m_view.phase == Phase::Scheduled || m_view.phase == Phase::Live || m_view.phase == Phase::Paused
            || m_seat.phase != SeatPhase::Audience);
    Card *holder = m_message->isHidden() ? m_handCard : m_message;
    if (m_hand->parentWidget() != holder) {
        const QWidget *focused = window()->focusWidget();
        const bool hadFocus = focused && m_hand->isAncestorOf(focused);
        holder->body()->addWidget(m_hand);
        m_hand->setContentsMargins(0, holder == m_message ? gap(6) : 0, 0, 0);
        if (hadFocus)
            m_hand->setFocus();
    }
    m_hand->setVisible(isOffered);
    m_handCard->setVisible(isOffered && holder == m_handCard);
}

void NowPlayingPage::showLevels(const LevelsView &levels)
{
    m_stage->showLevels(levels);
}

void NowPlayingPage::tick(WallTime now)
{
    const PillWords phase = PlayingWords::phasePill(m_view, now);
    m_phase->show(phase.text, phase.tone, phase.dot);
    m_listeners->tick(m_view, now);
}

void NowPlayingPage::arrange()
{
    const bool wide = width() >= scaled(284) + scaled(420);
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    if (wide)
        m_side->setFixedWidth(scaled(284));
    else
        m_side->setMinimumWidth(0), m_side->setMaximumWidth(QWIDGETSIZE_MAX);
    m_header->setDirection(width() >= scaled(520) ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void NowPlayingPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace earshot
