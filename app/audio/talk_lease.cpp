#include "audio/talk_lease.h"

namespace earshot {

namespace {

TalkEnd endBy(TalkObstacle obstacle)
{
    switch (obstacle) {
    case TalkObstacle::OffStage:
        return TalkEnd::LeftStage;
    case TalkObstacle::EventPaused:
        return TalkEnd::EventPaused;
    case TalkObstacle::EventOver:
        return TalkEnd::EventOver;
    case TalkObstacle::MutedByHost:
        return TalkEnd::MutedByHost;
    case TalkObstacle::MicrophoneOpening: // in place of the one before
    case TalkObstacle::MicrophoneLost:
        return TalkEnd::DeviceLost;
    case TalkObstacle::LineDown:
        return TalkEnd::ReturnPathDead;
    }
    return TalkEnd::None;
}

bool repeatsItself(TalkSource source)
{
    return source == TalkSource::Key || source == TalkSource::GlobalKey;
}

} // namespace

void TalkLease::setMode(TalkMode mode, Instant now)
{
    expire(now);
    if (mode == m_stats.mode)
        return;
    close(TalkEnd::Released, now);
    m_stats.mode = mode;
}

void TalkLease::press(TalkSource source, Instant now)
{
    expire(now);
    const bool isRemote = source == TalkSource::Remote;
    if (m_down.test(std::size_t(source)) && repeatsItself(source))
        return;
    m_down.set(std::size_t(source));
    const bool isHeld = isRemote || m_stats.mode == TalkMode::Hold;
    if (m_stats.open && !isHeld) {
        close(TalkEnd::Released, now);
    } else if (m_stats.obstacles.none()) {
        if (isHeld)
            m_stats.holders.set(std::size_t(source));
        open(now);
    }
}

void TalkLease::release(TalkSource source, Instant now)
{
    expire(now);
    const bool wasDown = m_down.test(std::size_t(source));
    m_down.reset(std::size_t(source));
    if (source == TalkSource::Remote || (wasDown && m_stats.mode == TalkMode::Hold))
        close(TalkEnd::Released, now);
    // A switch that says off means it, whoever switched on, and also where something else has closed it before.
    if (source == TalkSource::Remote)
        m_stats.end = TalkEnd::Released;
}

void TalkLease::focusLost(Instant now)
{
    letGo(TalkSource::Key, TalkEnd::FocusLost, now);
    letGo(TalkSource::Button, TalkEnd::FocusLost, now);
}

void TalkLease::keyLost(Instant now)
{
    letGo(TalkSource::GlobalKey, TalkEnd::KeyLost, now);
}

/// What was let go meanwhile was not seen. Sleep is the reason that holds, also where something else has closed it before.
void TalkLease::slept(Instant now)
{
    ++m_alarms;
    close(TalkEnd::Suspended, now);
    if (m_stats.end != TalkEnd::None && m_stats.end != TalkEnd::Released)
        m_stats.end = TalkEnd::Suspended;
    m_down.reset();
}

void TalkLease::fault(TalkEnd why, Instant now)
{
    expire(now);
    ++m_alarms;
    close(why, now);
}

void TalkLease::setObstacle(TalkObstacle obstacle, bool stands, Instant now)
{
    expire(now);
    const auto index = std::size_t(obstacle);
    if (stands == m_stats.obstacles.test(index))
        return;
    m_stats.obstacles.set(index, stands);
    if (!stands)
        return;
    ++m_alarms;
    close(endBy(obstacle), now);
}

Instant TalkLease::renew(Instant now)
{
    expire(now);
    if (!m_stats.open)
        return now;
    m_renewed = now;
    return now + kTerm;
}

TalkStats TalkLease::stats() const
{
    TalkStats stats = m_stats;
    stats.blocked = stats.obstacles.any();
    return stats;
}

void TalkLease::expire(Instant now)
{
    if (m_stats.open && now - m_renewed > kTerm)
        close(TalkEnd::Watchdog, now);
}

void TalkLease::open(Instant now)
{
    if (m_stats.open)
        return;
    m_stats.open = true;
    m_stats.since = m_renewed = now;
}

void TalkLease::close(TalkEnd why, Instant now)
{
    m_stats.holders.reset();
    if (!m_stats.open)
        return;
    m_stats.open = false;
    m_stats.since.reset();
    m_stats.end = why;
    m_stats.endedAt = now;
}

/// Closes where nothing else holds it open.
void TalkLease::letGo(TalkSource source, TalkEnd why, Instant now)
{
    expire(now);
    m_down.reset(std::size_t(source));
    if (!m_stats.isHeldBy(source))
        return;
    m_stats.holders.reset(std::size_t(source));
    if (m_stats.holders.none() && m_stats.mode == TalkMode::Hold)
        close(why, now);
}

} // namespace earshot
