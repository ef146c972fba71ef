#pragma once

#include "audio/audio_output.h"

#include <vector>

namespace earshot {

/// Takes audio in real time and plays it to nobody: for machines without a sound device and for tests.
/// Blocks of 20 ms by the count of frames since the start, so that no lateness adds up.
class NullOutput final : public AudioOutput
{
    Q_OBJECT
public:
    explicit NullOutput(Clock &clock);

    void start(PullFunction pull) override { startFrom(m_clock.now(), std::move(pull)); }
    /// Goes on where another device ends: takes what was due since `first`, which may also be still to come.
    void startFrom(Instant first, PullFunction pull);
    void stop() override;
    void setDelayMode(DelayMode) override { } // it buffers nothing
    OutputStats stats() const override { return m_stats; }
    /// What was taken so far lasts until then.
    Instant lastsUntil() const { return m_next; }

private:
    void pullAllDue(Instant now);
    void pullWhatIsDue();

    Clock &m_clock;
    std::unique_ptr<Timer> m_timer;
    PullFunction m_pull;
    Instant m_next{}; ///< when the next block is due
    Instant m_toldAt{};
    std::vector<float> m_block;
    OutputStats m_stats;
};

} // namespace earshot
