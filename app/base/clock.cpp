#include "base/clock.h"

#include <QTimer>

namespace earshot {

namespace {

class QtTimer final : public Timer
{
public:
    QtTimer()
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            // The call may start this timer again or destroy it: nothing of it is touched afterwards.
            auto then = std::move(m_then);
            then();
        });
    }

    void start(microseconds after, std::function<void()> then) override
    {
        m_then = std::move(then);
        m_timer.start(std::chrono::ceil<milliseconds>(std::max(after, microseconds::zero())));
    }
    void stop() override { m_timer.stop(); }
    bool isActive() const override { return m_timer.isActive(); }

private:
    QTimer m_timer;
    std::function<void()> m_then;
};

} // namespace

Instant SystemClock::now() const
{
    using std::chrono::steady_clock;
    return Instant{std::chrono::duration_cast<microseconds>(steady_clock::now().time_since_epoch())};
}

WallTime SystemClock::wall() const
{
    return std::chrono::floor<milliseconds>(exactWall());
}

ExactWallTime SystemClock::exactWall() const
{
    return std::chrono::floor<microseconds>(std::chrono::system_clock::now());
}

std::unique_ptr<Timer> SystemClock::makeTimer()
{
    return std::make_unique<QtTimer>();
}

} // namespace earshot
