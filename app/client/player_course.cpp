// What comes with time while a recording plays: its place, its end, the sleep timer.

#include "client/player_side.h"

#include <algorithm>

namespace earshot {

namespace {

using State = PlayerView::State;

constexpr milliseconds kViewRhythm{250};
constexpr seconds kRemember{10};

} // namespace

void PlayerSide::setSleepTimer(std::optional<seconds> after)
{
    if (!m_view.isOpen())
        return;
    if (after)
        m_stop.setTime(m_clock.now() + std::max(*after, seconds{0}));
    else
        m_stop.clear();
    tick();
}

void PlayerSide::sleepAtChapterEnd()
{
    if (!m_view.isOpen())
        return;
    m_stop.setPlace(chapterEnd(positionNow()));
    tick();
}

/// As long as anything moves.
void PlayerSide::tick()
{
    const Instant now = m_clock.now();
    refresh();
    settleEnd(now);
    settleStop(now);
    if (m_view.state == State::Playing && now - m_remembered >= kRemember) {
        m_remembered = now;
        emit listenedTo(m_view.source.id, m_view.position);
    }
    tell();
    const auto left = m_stop.left(now, m_view.position, m_view.speed);
    const bool moves = m_isPlaying || (m_view.isOpen() && m_stop.timeLeft(now));
    if (!moves)
        return;
    microseconds next = kViewRhythm;
    if (left && *left > microseconds{0})
        next = std::min(next, std::max<microseconds>(*left, milliseconds{5}));
    m_timer->start(next, [this] { tick(); });
}

void PlayerSide::settleEnd(Instant now)
{
    const PlayedSound::Heard heard = m_sound.heard();
    if (!m_isPlaying || !isReady() || heard.visit != m_visit || !heard.isEnded || now < heard.at)
        return;
    halt();
    m_view.state = State::Ended;
    m_view.position = std::max(m_view.available, m_view.position);
    m_stop.clear();
    emit listenedTo(m_view.source.id, std::nullopt);
}

void PlayerSide::settleStop(Instant now)
{
    const auto left = m_stop.left(now, m_view.position, m_view.speed);
    if (!left || *left > PlayerStop::kFade) {
        if (m_isFading)
            m_sound.setFade(std::nullopt);
        m_isFading = false;
        return;
    }
    if (!m_isFading && m_isPlaying)
        m_sound.setFade(*left);
    m_isFading = m_isPlaying;
    if (*left > microseconds{0})
        return;
    m_stop.clear();
    m_isFading = false;
    pause();
    refresh();
}

void PlayerSide::refresh()
{
    const Instant now = m_clock.now();
    m_view.sleepIn = m_stop.timeLeft(now);
    m_view.sleepsAtChapterEnd = m_stop.isAtPlace();
    if (!isReady() || m_view.state == State::Ended)
        return;
    const PlayedSound::Heard heard = m_sound.heard();
    // What is still to come is waited for where it will be.
    const bool isAhead = heard.visit != m_visit && m_view.source.growsTo > 0;
    const milliseconds most
        = std::max({m_view.available, milliseconds{0}, isAhead ? m_sought : milliseconds{0}});
    m_view.position = std::clamp(positionNow(), milliseconds{0}, most);
    const bool isHeard = heard.visit == m_visit && heard.hasBegun && !heard.isStarved;
    if (!m_isPlaying)
        m_view.state = State::Paused;
    else
        m_view.state = m_isWaiting && !isHeard ? State::Waiting : State::Playing;
}

} // namespace earshot
