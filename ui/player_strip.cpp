#include "player_strip.h"

#include "button.h"
#include "icon_button.h"
#include "player_words.h"
#include "recording_words.h"
#include "spoken.h"
#include "text.h"
#include "theme.h"
#include "words.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace earshot {

constexpr int kIconPx = 18;

PlayerStrip::PlayerStrip(QWidget *parent)
    : QWidget(parent)
    , m_play(new IconButton(QStringLiteral("play"), this, kIconPx))
    , m_title(new Text(Text::Kind::Name, Tone::Ink, this))
    , m_detail(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_show(new Button(Button::Kind::Link, tr("Show"), this))
    , m_close(new IconButton(QStringLiteral("close"), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(gap(28), gap(8) + 1, gap(28), gap(8));
    layout->setSpacing(gap(12));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    m_title->setElided(true);
    words->addWidget(m_title);
    words->addWidget(m_detail);
    layout->addWidget(m_play, 0, Qt::AlignVCenter);
    layout->addLayout(words, 1);
    layout->addWidget(m_show, 0, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, Qt::AlignVCenter);
    m_show->setAccessibleName(tr("Show the recording"));
    m_close->setAccessibleName(tr("Close the recording"));
    m_close->setToolTip(tr("Close the recording"));
    connect(m_play, &IconButton::clicked, this, &PlayerStrip::playToggled);
    connect(m_show, &Button::clicked, this, &PlayerStrip::pageRequested);
    connect(m_close, &IconButton::clicked, this, &PlayerStrip::closeRequested);
}

void PlayerStrip::show(const PlayerView &view, bool silencesEvent)
{
    const QString title = RecordingWords::title(view.source.title);
    const bool plays = view.isGoing();
    m_title->show(title);
    m_detail->show(UiWords::joined({PlayerWords::state(view),
        view.duration > milliseconds{0}
            ? tr("%1 of %2").arg(RecordingWords::place(view.position), RecordingWords::place(view.duration))
            : QString(),
        silencesEvent && plays ? tr("the event is silent meanwhile") : QString()}));
    m_play->setPicture(plays ? QStringLiteral("pause") : QStringLiteral("play"));
    m_play->setEnabled(view.state != PlayerView::State::Failed);
    const QString button = PlayerWords::playButton(view);
    setSpokenName(m_play, QStringLiteral("%1: %2").arg(button, title));
    m_play->setToolTip(button);
}

QSize PlayerStrip::minimumSizeHint() const
{
    const int buttons = m_play->sizeHint().width() + m_show->sizeHint().width() + m_close->sizeHint().width();
    const int words = std::max(m_title->minimumSizeHint().width(), m_detail->minimumSizeHint().width());
    return {words + buttons + 3 * gap(12) + 2 * gap(28), 0};
}

void PlayerStrip::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.card);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
}

} // namespace earshot
