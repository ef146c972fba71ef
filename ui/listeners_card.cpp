#include "listeners_card.h"

#include "copy_line.h"
#include "playing_words.h"
#include "text.h"
#include "theme.h"
#include "words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

ListenersCard::ListenersCard(QWidget *parent)
    : Card(parent)
    , m_connected(new Text(Text::Kind::Figure, Tone::Ink, this))
    , m_hearing(new Text(Text::Kind::Figure, Tone::Good, this))
    , m_interval(new Text(Text::Kind::Interval, Tone::Good, this))
    , m_frozen(new Text(Text::Kind::Small, Tone::Warning, this))
    , m_copy(new CopyLine(this))
{
    addCaption(tr("Listeners"));
    auto *connectedWords = new Text(Text::Kind::Body, Tone::Dim, this);
    connectedWords->show(tr("connected (server count)"));
    auto *hearingWords = new Text(Text::Kind::Body, Tone::Dim, this);
    hearingWords->show(tr("hearing audio now (measured)"));
    auto *hearing = new QHBoxLayout;
    hearing->setSpacing(gap(9));
    hearing->addWidget(m_hearing);
    hearing->addWidget(m_interval, 0, Qt::AlignBottom);
    hearing->addStretch();
    body()->addWidget(m_connected);
    body()->addSpacing(2);
    body()->addWidget(connectedWords);
    body()->addSpacing(gap(10));
    body()->addLayout(hearing);
    body()->addSpacing(2);
    body()->addWidget(hearingWords);
    body()->addSpacing(2);
    body()->addWidget(m_frozen);
    body()->addWidget(m_copy);
    m_frozen->hide();
    connect(m_copy, &CopyLine::keepRequested, this, &ListenersCard::copyRequested);
}

void ListenersCard::show(const NowPlayingView &view)
{
    const QString frozen = PlayingWords::frozen(view);
    m_connected->show(PlayingWords::connected(view.counts));
    m_hearing->show(PlayingWords::hearing(view.counts));
    m_interval->show(view.counts.hearing ? UiWords::interval(*view.counts.hearing) : QString());
    Tone tone = Tone::Faint;
    if (view.counts.hearing && frozen.isEmpty())
        tone = view.counts.hearing->value > 0 ? Tone::Good : Tone::Warning;
    m_hearing->setTone(tone);
    m_interval->setTone(tone);
    m_connected->setTone(view.counts.connected && frozen.isEmpty() ? Tone::Ink : Tone::Faint);
    m_frozen->show(frozen);
    m_frozen->setVisible(!frozen.isEmpty());
    setAccessibleName(PlayingWords::spokenListeners(view));
}

void ListenersCard::tick(const NowPlayingView &view, WallTime now)
{
    m_copy->show(view, now);
}

} // namespace earshot
