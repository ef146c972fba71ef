#include "audio/talk_lease.h"

namespace earshot {

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
    if (m_down.test(std::size_t(source)) && !isRemote)
        return;
    m_down.set(std::size_t(source));
    const bool opens = isRemote || m_stats.mode == TalkMode::Hold || !m_stats.open;
    if (!opens) {
        close(TalkEnd::Released, now);
    } else if (m_obstacles.none()) {
        if (isRemote || m_stats.mode == TalkMode::Hold)
            m_holding.set(std::size_t(source));
        open(now);
    }
}

void TalkLease::release(TalkSource source, Instant now)
{
    letGo(source, TalkEnd::Released, now);
    // A switch that says off means it, whoever switched on, and also where something else has closed it before.
    if (source == TalkSource::Remote) {
        close(TalkEnd::Released, now);
        m_stats.end = TalkEnd::Released;
    }
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
    close(TalkEnd::Suspended, now);
    if (m_stats.end != TalkEnd::None && m_stats.end != TalkEnd::Released)
        m_stats.end = TalkEnd::Suspended;
    m_down.reset();
}

void TalkLease::fault(TalkEnd why, Instant now)
{
    expire(now);
    close(why, now);
}

void TalkLease::setObstacle(TalkEnd why, bool stands, Instant now)
{
    expire(now);
    m_obstacles.set(std::size_t(why), stands);
    if (stands)
        close(why, now);
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
    stats.blocked = m_obstacles.any();
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
    m_holding.reset();
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
    if (!m_holding.test(std::size_t(source)))
        return;
    m_holding.reset(std::size_t(source));
    if (m_holding.none() && m_stats.mode == TalkMode::Hold)
        close(why, now);
}

} // namespace earshot
