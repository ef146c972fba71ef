#include "player_card.h"

#include "button.h"
#include "icon_button.h"
#include "menu.h"
#include "pill.h"
#include "player_keys.h"
#include "player_words.h"
#include "recording_requests.h"
#include "recording_words.h"
#include "spoken.h"
#include "status_banner.h"
#include "text.h"
#include "theme.h"
#include "waveform_bar.h"
#include "words.h"
#include "wrap_row.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace earshot {

/// What the timer's menu offers.
constexpr std::array kTimerMinutes{5, 15, 30, 45, 60};
/// More chapters than a menu can hold; the others are reached on the waveform.
constexpr size_t kMostChapters = 60;

PlayerCard::PlayerCard(RecordingRequests &requests, QWidget *parent)
    : Card(parent)
    , m_requests(requests)
    , m_title(new Text(Text::Kind::Strong, Tone::Ink, this))
    , m_facts(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_pill(new Pill(false, this))
    , m_close(new IconButton(QStringLiteral("close"), this))
    , m_troubleArea(new QWidget(this))
    , m_trouble(new StatusBanner(StatusBanner::Corners::Round, m_troubleArea))
    , m_waveform(new WaveformBar(this))
    , m_elapsed(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_note(new Text(Text::Kind::Small, Tone::Warning, this))
    , m_remaining(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_options(new Text(Text::Kind::Small, Tone::Faint, this))
    , m_back(new Button(Button::Kind::Plain, tr("−15 s"), this))
    , m_play(new Button(Button::Kind::Primary, tr("Play"), this))
    , m_ahead(new Button(Button::Kind::Plain, tr("+30 s"), this))
    , m_speed(new Button(Button::Kind::Plain, PlayerWords::speed(1), this))
    , m_timer(new Button(Button::Kind::Plain, tr("Sleep timer"), this))
    , m_chapters(new Button(Button::Kind::Plain, tr("Chapters"), this))
    , m_export(new Button(Button::Kind::Plain, tr("Export"), this))
{
    body()->addWidget(makeHeader());
    body()->addSpacing(gap(14));
    auto *trouble = new QVBoxLayout(m_troubleArea);
    trouble->setContentsMargins(0, 0, 0, gap(12));
    trouble->addWidget(m_trouble);
    body()->addWidget(m_troubleArea);
    m_troubleArea->hide();
    body()->addWidget(m_waveform);
    body()->addSpacing(gap(4));
    body()->addWidget(makeTimes());
    body()->addWidget(m_options);
    m_options->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    body()->addSpacing(gap(10));
    body()->addWidget(makeButtons());
    connect(m_trouble, &StatusBanner::acted, this, &PlayerCard::resumeRequested);
    connect(m_waveform, &WaveformBar::moved, this, &PlayerCard::showPlace);
    connect(m_waveform, &WaveformBar::seekRequested, this, [this](milliseconds position) {
        if (m_requests.door())
            m_requests.door()->seek(position);
    });
}

QWidget *PlayerCard::makeHeader()
{
    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap(10));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_facts);
    layout->addLayout(words, 1);
    layout->addWidget(m_pill, 0, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, Qt::AlignVCenter);
    m_close->setAccessibleName(tr("Close the recording"));
    m_close->setToolTip(tr("Close the recording"));
    connect(m_close, &IconButton::clicked, this, [this] { m_requests.closePlayer(); });
    return header;
}

QWidget *PlayerCard::makeTimes()
{
    auto *times = new QWidget(this);
    auto *layout = new QHBoxLayout(times);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap(10));
    m_note->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_remaining->setAlignment(Qt::AlignTrailing | Qt::AlignTop);
    layout->addWidget(m_elapsed, 0, Qt::AlignTop);
    layout->addWidget(m_note, 1, Qt::AlignTop);
    layout->addWidget(m_remaining, 0, Qt::AlignTop);
    return times;
}

QWidget *PlayerCard::makeButtons()
{
    auto *buttons = new QWidget(this);
    auto *row = new WrapRow(gap(10));
    for (Button *button : {m_back, m_play, m_ahead, m_speed})
        row->addWidget(button);
    row->addStretch();
    for (Button *button : {m_timer, m_chapters, m_export})
        row->addWidget(button);
    buttons->setLayout(row);
    for (Button *button : {m_back, m_play, m_ahead, m_speed, m_timer, m_chapters, m_export})
        button->installEventFilter(this);
    m_play->reserveFor(tr("Play again"));
    m_back->setAccessibleName(tr("Back 15 seconds"));
    m_ahead->setAccessibleName(tr("Ahead 30 seconds"));
    const auto skip = [this](milliseconds by) {
        return [this, by] {
            if (m_requests.door())
                m_requests.door()->skip(by);
        };
    };
    connect(m_back, &Button::clicked, this, skip(kSkipBack));
    connect(m_ahead, &Button::clicked, this, skip(kSkipAhead));
    connect(m_play, &Button::clicked, this, [this] { m_requests.togglePlay(); });
    connect(m_speed, &Button::clicked, this, &PlayerCard::openSpeedMenu);
    connect(m_timer, &Button::clicked, this, &PlayerCard::openTimerMenu);
    connect(m_chapters, &Button::clicked, this, &PlayerCard::openChapterMenu);
    connect(m_export, &Button::clicked, this, &PlayerCard::exportRequested);
    return buttons;
}

static void setWords(Button *button, const QString &text)
{
    if (button->text() == text)
        return;
    button->setText(text);
    button->updateGeometry();
}

void PlayerCard::show(const PlayerView &view, const LibraryItem *item)
{
    const bool isAsShown = std::exchange(m_isShown, true) && still(view) == still(m_view)
        && (item ? m_item == *item : !m_item);
    m_view = view;
    if (isAsShown) {
        m_waveform->show(view);
        return showPlace();
    }
    m_item = item ? std::optional(*item) : std::nullopt;
    const QString title = RecordingWords::title(view.source.title);
    m_title->show(title);
    LibraryItem shown;
    if (item)
        shown = *item;
    shown.duration = std::max(shown.duration, view.duration);
    shown.started = view.source.started;
    shown.hostName = item ? item->hostName : view.source.hostName;
    m_facts->show(RecordingWords::facts(shown));
    const PillWords pill = item ? RecordingWords::pill(*item) : PillWords{};
    m_pill->show(pill.text, pill.tone, pill.dot);
    m_waveform->show(view);
    m_canExport
        = item && (item->state == LibraryItem::State::Verified || item->state == LibraryItem::State::Own);
    m_canResume = item && item->state == LibraryItem::State::Paused;
    const bool canPlay = view.state != PlayerView::State::Failed;
    setWords(m_play, PlayerWords::playButton(view));
    setSpokenName(m_play, QStringLiteral("%1: %2").arg(m_play->text(), title));
    setSpokenDescription(m_play, PlayerWords::state(view));
    for (Button *button : {m_back, m_play, m_ahead})
        button->setEnabled(canPlay);
    setWords(m_speed, PlayerWords::speed(view.speed));
    setSpokenName(m_speed, tr("Speed %1").arg(PlayerWords::speed(view.speed)));
    m_speed->setToolTip(tr("Speed, silence and loudness"));
    setWords(m_timer, PlayerWords::pauseTimer(view));
    setSpokenName(
        m_timer, view.sleepIn || view.sleepsAtChapterEnd ? tr("Sleep timer, on") : tr("Sleep timer, off"));
    m_chapters->setVisible(!view.chapters.empty());
    m_export->setVisible(m_canExport);
    showTrouble(item);
    showPlace();
    updateGeometry();
}

void PlayerCard::showTrouble(const LibraryItem *item)
{
    std::optional<PlayerTrouble> trouble = PlayerWords::trouble(m_view);
    const bool isHeldUp = m_view.state == PlayerView::State::Waiting && item;
    if (isHeldUp && m_canResume)
        trouble = PlayerTrouble{Severity::Info,
            {tr("The download is paused, so there is no more to play."),
                tr("Resume it: the recording then goes on by itself."), tr("Resume")}};
    else if (isHeldUp && item->trouble)
        trouble = PlayerTrouble{Severity::Warning, RecordingWords::trouble(*item)};
    m_troubleArea->setVisible(trouble.has_value());
    if (trouble)
        m_trouble->show(trouble->severity, trouble->words);
}

void PlayerCard::showPlace()
{
    const milliseconds position = m_waveform->position();
    const bool isKnown = m_view.duration > milliseconds{0};
    m_elapsed->show(isKnown ? UiWords::running(position) : QString());
    m_remaining->show(isKnown ? PlayerWords::remaining(m_view, position) : QString());
    m_note->show(PlayerWords::note(m_view, position));
    m_note->setTone(PlayerWords::isNoteWarning(m_view) ? Tone::Warning : Tone::Dim);
    const QString options = PlayerWords::options(m_view);
    m_options->show(options);
    // Its line stays where a chapter may begin: what stands below keeps its place.
    m_options->setVisible(!options.isEmpty() || !m_view.chapters.empty());
    // So that nothing moves while the time runs.
    const QString widest
        = QStringLiteral("-") + UiWords::running(m_view.duration).replace(QRegularExpression("\\d"), "0");
    for (Text *time : {m_elapsed, m_remaining})
        time->setFixedWidth(time->fontMetrics().horizontalAdvance(widest) + 2);
}

void PlayerCard::openSpeedMenu()
{
    Player *player = m_requests.door();
    if (!player)
        return;
    auto *menu = new Menu(this);
    auto *group = new QActionGroup(menu);
    for (const double speed : kPlayerSpeeds) {
        QAction *action
            = menu->addAction(PlayerWords::speed(speed), this, [player, speed] { player->setSpeed(speed); });
        action->setCheckable(true);
        action->setChecked(std::abs(speed - m_view.speed) < 0.01);
        group->addAction(action);
        if (action->isChecked())
            menu->setActiveAction(action);
    }
    menu->addSeparator();
    const auto offer = [&](const QString &words, bool on, void (Player::*set)(bool)) {
        QAction *action = menu->addAction(words, this, [player, set, on] { (player->*set)(!on); });
        action->setCheckable(true);
        action->setChecked(on);
    };
    offer(tr("Skip silence"), m_view.skipsSilence, &Player::setSkipsSilence);
    offer(tr("All voices about equally loud"), m_view.levels, &Player::setLevels);
    menu->popUpBelow(*m_speed);
}

void PlayerCard::openTimerMenu()
{
    Player *player = m_requests.door();
    if (!player)
        return;
    auto *menu = new Menu(this);
    const bool isOn = m_view.sleepIn || m_view.sleepsAtChapterEnd;
    QAction *title = menu->addAction(tr("Fade out and pause:"));
    title->setEnabled(false);
    QAction *off = menu->addAction(tr("Never", "timer"), this, [player] { player->setSleepTimer({}); });
    off->setCheckable(true);
    off->setChecked(!isOn);
    for (const int count : kTimerMinutes)
        menu->addAction(tr("In %1").arg(UiWords::span(minutes{count})), this,
            [player, count] { player->setSleepTimer(minutes{count}); });
    if (!m_view.chapters.empty()) {
        QAction *chapter = menu->addAction(
            tr("At the end of the chapter"), this, [player] { player->sleepAtChapterEnd(); });
        chapter->setCheckable(true);
        chapter->setChecked(m_view.sleepsAtChapterEnd);
    }
    menu->popUpBelow(*m_timer, true);
}

void PlayerCard::openChapterMenu()
{
    Player *player = m_requests.door();
    if (!player)
        return;
    auto *menu = new Menu(this);
    const RecordingChapter *now = PlayerWords::chapterAt(m_view, m_waveform->position());
    const size_t count = std::min(m_view.chapters.size(), kMostChapters);
    for (size_t i = 0; i < count; ++i) {
        const RecordingChapter &chapter = m_view.chapters[i];
        // An "&" of other people's is no mnemonic.
        const QString words = UiWords::joined({UiWords::running(chapter.at), PlayerWords::chapter(chapter)})
                                  .replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction *action = menu->addAction(words, this, [this, at = chapter.at] { m_waveform->seekTo(at); });
        action->setCheckable(true);
        action->setChecked(&chapter == now);
        action->setEnabled(chapter.at <= m_view.available);
        if (&chapter == now)
            menu->setActiveAction(action);
    }
    menu->popUpBelow(*m_chapters, true);
}

void PlayerCard::openMoreMenu(const QPoint &at)
{
    auto *menu = new Menu(this);
    menu->addAction(m_play->text(), this, [this] { m_requests.togglePlay(); })
        ->setEnabled(m_play->isEnabled());
    if (m_canExport)
        menu->addAction(tr("Export …"), this, &PlayerCard::exportRequested);
    if (!m_view.source.path.isEmpty())
        menu->addAction(tr("Show in folder"), this, &PlayerCard::folderRequested);
    menu->addAction(tr("Close the recording"), this, [this] { m_requests.closePlayer(); });
    menu->popup(at);
}

/// Left and Right skip, also while a button has the focus, which would hand it on.
bool PlayerCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Card::eventFilter(watched, event);
    const auto &key = *static_cast<QKeyEvent *>(event);
    const bool isAcross = key.key() == Qt::Key_Left || key.key() == Qt::Key_Right;
    return (isAcross && pressPlayerKey(m_requests, key)) || Card::eventFilter(watched, event);
}

void PlayerCard::contextMenuEvent(QContextMenuEvent *event)
{
    openMoreMenu(event->globalPos());
}

QSize PlayerCard::minimumSizeHint() const
{
    const int side = body()->contentsMargins().left() + body()->contentsMargins().right();
    const int words = std::max(m_title->minimumSizeHint().width(), m_facts->minimumSizeHint().width());
    const int pill = m_pill->isVisibleTo(this) ? m_pill->sizeHint().width() + gap(10) : 0;
    const int header = words + pill + m_close->sizeHint().width() + gap(10);
    const int times = m_elapsed->minimumWidth() + m_remaining->minimumWidth() + 2 * gap(10)
        + m_note->minimumSizeHint().width();
    int button = 0;
    for (const Button *each : {m_play, m_speed, m_timer, m_chapters, m_export})
        button = std::max(button, each->sizeHint().width());
    return {std::max({header, times, button, m_waveform->minimumSizeHint().width(),
                m_troubleArea->isVisibleTo(this) ? m_trouble->minimumSizeHint().width() : 0})
            + side,
        0};
}

} // namespace earshot
