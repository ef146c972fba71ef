#include "playback_bar.h"

#include "button.h"
#include "icon_button.h"
#include "live_pill.h"
#include "playing_words.h"
#include "seek_bar.h"
#include "tab_order.h"
#include "text.h"
#include "theme.h"
#include "volume_slider.h"
#include "words.h"

#include <QGridLayout>
#include <QPainter>

#include <algorithm>

namespace earshot {

constexpr int kBackIconPx = 22;

PlaybackBar::PlaybackBar(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
    , m_mute(new Button(Button::Kind::Plain, tr("Mute"), this))
    , m_volume(new VolumeSlider(this))
    , m_back(new IconButton(QStringLiteral("back-30"), this, kBackIconPx))
    , m_place(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_seek(new SeekBar(this))
    , m_delay(new LivePill(this))
    , m_leave(new Button(Button::Kind::Danger, tr("Leave"), this))
    , m_sound(makeSound())
    , m_time(makeTime())
{
    m_layout->setContentsMargins(gap(28), gap(12) + 1, gap(28), gap(12));
    m_layout->setHorizontalSpacing(gap(16));
    m_layout->setVerticalSpacing(gap(12));
    m_leave->setAccessibleName(tr("Leave the event"));
    connect(m_leave, &Button::clicked, this, &PlaybackBar::leaveRequested);
    arrange();
}

static QHBoxLayout *rowIn(QWidget *group, int spacing)
{
    auto *row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    return row;
}

QWidget *PlaybackBar::makeSound()
{
    auto *group = new QWidget(this);
    QHBoxLayout *row = rowIn(group, gap(18));
    row->addWidget(m_mute);
    row->addWidget(m_volume);
    m_mute->reserveFor(tr("Unmute"));
    m_mute->setAccessibleName(PlayingWords::spokenMute(false));
    m_volume->setAccessibleName(PlayingWords::spokenVolume(1));
    connect(m_mute, &Button::clicked, this, [this] { emit muteRequested(!m_muted); });
    connect(m_volume, &VolumeSlider::moved, this, &PlaybackBar::volumeRequested);
    return group;
}

QWidget *PlaybackBar::makeTime()
{
    auto *group = new QWidget(this);
    QHBoxLayout *row = rowIn(group, gap(10));
    row->addWidget(m_back, 0, Qt::AlignVCenter);
    row->addWidget(m_place, 0, Qt::AlignVCenter);
    row->addWidget(m_seek, 1);
    row->addWidget(m_delay, 0, Qt::AlignVCenter);
    m_place->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_back->setAccessibleName(tr("Back 30 seconds"));
    connect(m_back, &IconButton::clicked, this, [this] { m_seek->goBack(SeekBar::kPage); });
    connect(m_seek, &SeekBar::moved, this, &PlaybackBar::showPlace);
    connect(m_seek, &SeekBar::seekRequested, this, &PlaybackBar::seekRequested);
    connect(m_delay, &LivePill::liveRequested, this, [this] { m_seek->goLive(); });
    connect(m_delay, &LivePill::fallingBehindChosen, this, &PlaybackBar::fallingBehindChosen);
    return group;
}

void PlaybackBar::show(const NowPlayingView &view)
{
    m_muted = view.muted;
    m_mute->setText(view.muted ? tr("Unmute") : tr("Mute"));
    m_mute->setAccessibleName(PlayingWords::spokenMute(view.muted));
    m_volume->show(view.volume, view.muted);
    m_volume->setAccessibleName(PlayingWords::spokenVolume(view.volume));
    m_seek->show(view.catchUp.behind, view.catchUp.rewindable, view.evidenceAt);
    const QString refusal = PlayingWords::noRewind(view);
    m_seek->setRefusal(refusal);
    m_back->setEnabled(refusal.isEmpty());
    m_back->setToolTip(refusal.isEmpty() ? tr("Back 30 seconds") : refusal);
    m_back->setAccessibleDescription(refusal);
    m_delay->show(view);
    showPlace();
    if (m_inOneRow != (width() >= widthInOneRow()))
        arrange();
}

/// How far back the handle stands, or where it stands at live, how far back the beginning is.
void PlaybackBar::showPlace()
{
    const milliseconds behind = m_seek->behind();
    const milliseconds beginning{-m_seek->minimum()};
    m_place->setTone(m_seek->isEnabled() ? Tone::Dim : Tone::Faint);
    m_place->show(beginning > milliseconds{0}
            ? PlayingWords::againstLive(behind > milliseconds{0} ? behind : beginning)
            : UiWords::unknown());
    // As wide as the longest place, so that the bar does not move while the time runs.
    const QString widest = PlayingWords::againstLive(beginning).replace(QRegularExpression("\\d"), "0");
    m_place->setFixedWidth(m_place->fontMetrics().horizontalAdvance(widest) + 2);
}

void PlaybackBar::arrange()
{
    m_inOneRow = width() >= widthInOneRow();
    for (QWidget *part : {m_sound, m_time, static_cast<QWidget *>(m_leave)})
        m_layout->removeWidget(part);
    if (m_inOneRow) {
        m_layout->addWidget(m_sound, 0, 0);
        m_layout->addWidget(m_time, 0, 1);
        m_layout->addWidget(m_leave, 0, 2);
    } else {
        m_layout->addWidget(m_time, 0, 0, 1, 3);
        m_layout->addWidget(m_sound, 1, 0);
        m_layout->addWidget(m_leave, 1, 2);
    }
    m_layout->setColumnStretch(1, 1);
    chainTabsAsLaidOut(*this);
    updateGeometry();
}

int PlaybackBar::widthInOneRow() const
{
    return m_sound->sizeHint().width() + m_time->sizeHint().width() + m_leave->sizeHint().width()
        + 2 * gap(16) + 2 * gap(28);
}

QSize PlaybackBar::minimumSizeHint() const
{
    const int below = m_sound->minimumSizeHint().width() + 2 * gap(16) + m_leave->minimumSizeHint().width();
    return {std::max(m_time->minimumSizeHint().width(), below) + 2 * gap(28), 0};
}

void PlaybackBar::resizeEvent(QResizeEvent *)
{
    if (m_inOneRow != (width() >= widthInOneRow()))
        arrange();
}

void PlaybackBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.card);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
}

} // namespace earshot
