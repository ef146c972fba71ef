#pragma once

#include "simulation/audio/trace_player.h"
#include "support/counted_memory.h"

#include <vector>

namespace earshot::test {

/// No click. Neither channel changes from one frame to the next by more than a fortieth of what it may be at most: the
/// quickest honest join takes 2.5 ms, 120 frames. And where the sound leaves one place for another, it does so in at
/// least 30 steps: none of them is more than a thirtieth of the way. But for clear(), which ends the sound where it is.
class ContinuityCheck final : public Check
{
public:
    void add(const Played &played) override;

private:
    static constexpr int kApart = 60; ///< frames between two joins

    void endJoin(Instant at);

    double m_way = 0; ///< of the join under way, frames
    double m_largest = 0; ///< step in it
    int m_framesSinceStep = 0;
};

/// No frame is heard twice outside of a stretch: a position is never less than one heard before by more than one
/// longest period (15 ms), or, where a stretch repeats a period with a join in it, by that join; unless another time was
/// asked for.
class OrderCheck final : public Check
{
public:
    void add(const Played &played) override;

private:
    void take(Instant at, double position);

    double m_furthest = -1;
    double m_join = 0; ///< frames left out by the joins of the last blocks
    int m_blocksSinceJoin = 0;
};

/// What can be heard is heard. Where a trace holds no reason to leave anything out and the listener wants to hear all,
/// every frame sent before the last that is heard is in the output, but for 10 ms at joins. Elsewhere, where the trace
/// can be counted, no more is missing than what the figures name as skipped or late.
class HeardCheck final : public Check
{
public:
    explicit HeardCheck(const Trace &trace);

    void add(const Played &played) override;
    void end() override;

private:
    static constexpr int kUnit = 120; ///< frames

    void mark(double first, double last);

    const Trace &m_trace;
    std::vector<bool> m_heard; ///< units
    double m_last = -1;
    Instant m_at{};
    int m_joins = 0;
    bool m_wasSmooth = true;
    SpeakerAudioStats m_stats;
};

/// The delay that is told is the true one. After each block of plain sound, account().position is the frame after the
/// last one heard (to 128 frames; within a stretch to one period), and stats().delay is the time from the arrival of a
/// packet that is being played, or decoded for it, to the hand-over of its first frame (to 3 ms, to 6 ms where packets are
/// broken: holes of 2.5 ms are joined).
class DelayCheck final : public Check
{
public:
    explicit DelayCheck(const Trace &trace)
        : m_trace(trace)
    { }

    void add(const Played &played) override;

private:
    const Trace &m_trace;
    std::int64_t m_stretched = 0; ///< as of the last block
    int m_plainBlocks = 0; ///< since a stretch
};

/// The delay does not run away. Once the trace is calm, the true delay (from the positions heard) approaches its target
/// by at least 0.6 times the rate that the policy names, until it is within the dead zone and 45 ms; after the target, half a
/// second and the shift nothing interrupts that any more. Whoever is sent packets is heard by then.
class ReturnCheck final : public Check
{
public:
    explicit ReturnCheck(const Trace &trace);

    void add(const Played &played) override;
    void end() override;

private:
    const Trace &m_trace;
    microseconds m_base{0}; ///< between a frame's position and its earliest arrival
    microseconds m_unsure{0}; ///< by which the base may be more: where packets differ in length
    std::optional<microseconds> m_allowedAbove; ///< of the target
    std::optional<microseconds> m_allowedBelow;
    microseconds m_target{0};
    microseconds m_firstTarget{0};
    std::optional<microseconds> m_error; ///< newest, delay - target
    Instant m_at{};
    Instant m_lastSound{};
    microseconds m_shift{0};
};

/// Figures add up. As far as positions advance in what is heard, so many real frames are counted, with what a stretch
/// inserted and without what it removed; never more than what was
/// handed over; all figures grow (but for clear()) and are bounded by what the trace holds; the target is within the
/// policy's bounds.
class CounterCheck final : public Check
{
public:
    explicit CounterCheck(const Trace &trace)
        : m_trace(trace)
    { }

    void add(const Played &played) override;
    void end() override;

private:
    void addStats(const Played &played);

    const Trace &m_trace;
    SpeakerStream::Account m_before;
    SpeakerAudioStats m_stats;
    Instant m_at{};
    std::int64_t m_sounding = 0; ///< frames of blocks with sound, since clear()
    double m_advance = 0; ///< frames, in blocks that are smooth
    double m_last = HeardBlock::kNowhere;
    std::int64_t m_unclear = 0; ///< frames of blocks that are not smooth
    bool m_isCleared = false;
};

/// Nothing asks for memory once the stream is made.
class MemoryCheck final : public Check
{
public:
    void add(const Played &played) override;

private:
    int m_before = Allocations::counted();
};

} // namespace earshot::test
