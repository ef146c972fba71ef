#include "playback_bar.h"

#include "button.h"
#include "pill.h"
#include "playing_words.h"
#include "text.h"
#include "theme.h"
#include "volume_slider.h"
#include "words.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace earshot {

PlaybackBar::PlaybackBar(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_front(new QHBoxLayout)
    , m_end(new QHBoxLayout)
    , m_mute(new Button(Button::Kind::Plain, tr("Mute"), this))
    , m_volume(new VolumeSlider(this))
    , m_percent(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_delay(new Pill(true, this))
    , m_leave(new Button(Button::Kind::Danger, tr("Leave"), this))
{
    m_layout->setContentsMargins(gap(28), gap(12) + 1, gap(28), gap(12));
    m_layout->setSpacing(gap(12));
    for (QHBoxLayout *part : {m_front, m_end})
        part->setSpacing(gap(18));
    m_front->addWidget(m_mute);
    m_front->addWidget(m_volume);
    m_front->addWidget(m_percent, 0, Qt::AlignVCenter);
    m_front->addStretch();
    m_end->addWidget(m_delay);
    m_end->addStretch();
    m_end->addWidget(m_leave);
    m_layout->addLayout(m_front, 1);
    m_layout->addLayout(m_end);
    m_mute->reserveFor(tr("Unmute"));
    m_mute->setAccessibleName(PlayingWords::spokenMute(false));
    m_leave->setAccessibleName(tr("Leave the event"));
    m_volume->setAccessibleName(PlayingWords::spokenVolume(1));
    connect(m_mute, &Button::clicked, this, [this] { emit muteRequested(!m_muted); });
    connect(m_volume, &VolumeSlider::moved, this, &PlaybackBar::volumeRequested);
    connect(m_leave, &Button::clicked, this, &PlaybackBar::leaveRequested);
}

void PlaybackBar::show(const NowPlayingView &view)
{
    m_muted = view.muted;
    m_mute->setText(view.muted ? tr("Unmute") : tr("Mute"));
    m_mute->setAccessibleName(PlayingWords::spokenMute(view.muted));
    m_volume->show(view.volume, view.muted);
    m_volume->setAccessibleName(PlayingWords::spokenVolume(view.volume));
    m_percent->show(view.muted ? tr("muted") : UiWords::percent(view.volume));
    m_percent->setTone(view.muted ? Tone::Warning : Tone::Dim);
    const PillWords delay = PlayingWords::delayPill(view);
    m_delay->show(delay.text, delay.tone, delay.dot);
}

QSize PlaybackBar::minimumSizeHint() const
{
    const int widest = std::max(m_front->minimumSize().width(), m_end->minimumSize().width());
    return {widest + 2 * gap(28), 0};
}

void PlaybackBar::resizeEvent(QResizeEvent *)
{
    const int inOneRow = m_front->sizeHint().width() + m_end->sizeHint().width() + gap(12) + 2 * gap(28);
    m_layout->setDirection(width() < inOneRow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void PlaybackBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.card);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
}

} // namespace earshot
