// Where the ear is in the recording, and how it gets elsewhere.

#include "client/player_side.h"

#include <algorithm>

namespace earshot {

namespace {

using State = PlayerView::State;

/// Further into a chapter than this, "back" leads to its own beginning.
constexpr seconds kAtChapterBegin{3};

} // namespace

/// Where the ear is, by what the device has played.
milliseconds PlayerSide::positionNow() const
{
    const PlayedSound::Heard heard = m_sound.heard();
    if (heard.visit != m_visit)
        return m_sought;
    return millisecondsOf(PlayedSound::positionAt(heard, m_clock.now()));
}

void PlayerSide::goTo(milliseconds position)
{
    m_sought = std::clamp(position, milliseconds{0}, std::max(m_view.available, milliseconds{0}));
    m_visit = m_sound.goElsewhere();
    m_view.position = m_sought;
    if (m_isFading) {
        m_isFading = false;
        m_sound.setFade(std::nullopt);
    }
    if (m_stop.isAtPlace())
        m_stop.setPlace(chapterEnd(m_sought));
    post([this, frames = framesOfTime(m_sought), visit = m_visit] { m_decoder->seek(frames, visit); });
}

void PlayerSide::seek(milliseconds position)
{
    if (!isReady())
        return;
    const bool wasEnded = m_view.state == State::Ended;
    goTo(position);
    if (wasEnded) {
        m_view.state = State::Paused;
        play();
        return;
    }
    refresh();
    tell();
}

void PlayerSide::skip(milliseconds by)
{
    seek(positionNow() + by);
}

void PlayerSide::nextChapter()
{
    const milliseconds next = chapterEnd(positionNow());
    if (next < m_view.duration)
        seek(next);
}

void PlayerSide::previousChapter()
{
    const milliseconds before = positionNow() - kAtChapterBegin;
    milliseconds target{0};
    for (const RecordingChapter &chapter : m_view.chapters) {
        if (chapter.at <= before)
            target = chapter.at;
    }
    seek(target);
}

/// Of the chapter at that place; the last one's is the end.
milliseconds PlayerSide::chapterEnd(milliseconds position) const
{
    const auto next = std::ranges::upper_bound(m_view.chapters, position, {}, &RecordingChapter::at);
    return next == m_view.chapters.end() ? m_view.duration : next->at;
}

} // namespace earshot
