#pragma once

#include "base/clock.h"

#include <map>

namespace earshot::test {

/// Time that passes only when the test says so; timers fire in order of their time while it advances.
class VirtualClock final : public Clock
{
public:
    Instant now() const override { return m_now; }
    WallTime wall() const override
    {
        return WallTime{milliseconds{1'795'000'000'000}}
        + std::chrono::duration_cast<milliseconds>(m_now.time_since_epoch() + m_asleep);
    }
    std::unique_ptr<Timer> makeTimer() override { return std::make_unique<VirtualTimer>(*this); }

    /// Jumps from timer to timer up to `duration` from now.
    void advance(microseconds duration)
    {
        const Instant end = m_now + duration;
        while (!m_pending.empty() && m_pending.begin()->first <= end) {
            auto node = m_pending.extract(m_pending.begin());
            m_now = std::max(m_now, node.key());
            VirtualTimer *timer = node.mapped();
            timer->m_active = false;
            auto then = std::move(timer->m_then);
            then();
        }
        m_now = end;
    }

    /// Time passes while nobody can act; what was due meanwhile happens late, at the end.
    void stall(microseconds duration)
    {
        m_now += duration;
        advance(microseconds{0});
    }

    /// The computer sleeps: only civil time passes.
    void sleep(microseconds duration) { m_asleep += duration; }

    /// Somebody sets the clock.
    void setWall(microseconds by) { m_asleep += by; }

private:
    class VirtualTimer final : public Timer
    {
    public:
        explicit VirtualTimer(VirtualClock &clock)
            : m_clock(clock)
        { }
        ~VirtualTimer() override { stop(); }
        void start(microseconds after, std::function<void()> then) override
        {
            stop();
            m_then = std::move(then);
            m_active = true;
            m_position = m_clock.m_pending.emplace(m_clock.m_now + after, this);
        }
        void stop() override
        {
            if (m_active)
                m_clock.m_pending.erase(m_position);
            m_active = false;
        }
        bool isActive() const override { return m_active; }

        VirtualClock &m_clock;
        std::function<void()> m_then;
        std::multimap<Instant, VirtualTimer *>::iterator m_position;
        bool m_active = false;
    };

    Instant m_now{seconds{1000}};
    microseconds m_asleep{0};
    std::multimap<Instant, VirtualTimer *> m_pending;
};

} // namespace earshot::test
