#include "simulation/audio/buffer_checks.h"

#include <algorithm>
#include <cmath>

namespace earshot::test {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr double kPeriod = 960; ///< frames, the longest of a time stretch
constexpr double kExact
    = 144; ///< frames; neighbours may miss each other by 120 without a join, a resampler holds some
constexpr double kPeak = PositionSound::kLevel + PositionSound::kSwing;

std::string ms(microseconds time)
{
    return std::to_string(toMs(time)) + " ms";
}

bool isStep(double step)
{
    return step > BlockReader::kMostStep || step < BlockReader::kLeastStep;
}

} // namespace

void ContinuityCheck::add(const Played &played)
{
    const HeardBlock &heard = played.heard;
    if (heard.frames.empty() || played.isCleared) {
        endJoin(heard.at);
        return;
    }
    for (const HeardBlock::Frame &frame : heard.frames) {
        if (frame.jump > kPeak / 40)
            fail(heard.at, "a click of " + std::to_string(frame.jump));
        if (!isStep(frame.step)) {
            if (++m_framesSinceStep == kApart)
                endJoin(heard.at);
            continue;
        }
        m_framesSinceStep = 0;
        m_way += std::abs(frame.step);
        m_largest = std::max(m_largest, std::abs(frame.step));
    }
}

void ContinuityCheck::endJoin(Instant at)
{
    // Rounding and the steps of a stretch within the join.
    if (m_largest > m_way / 20 + 2 * BlockReader::kMostStep)
        fail(at, "a cut of " + std::to_string(m_largest) + " frames on a way of " + std::to_string(m_way));
    m_way = m_largest = 0;
}

void OrderCheck::add(const Played &played)
{
    const HeardBlock &heard = played.heard;
    if (played.isAnew) { // in this block what was heard before fades out
        m_furthest = -1;
        return;
    }
    if (heard.isSmooth) {
        take(heard.at, heard.first);
        take(heard.at, heard.last);
    }
    // A stretch may repeat a join.
    m_join = ++m_blocksSinceJoin > 4 ? 0 : m_join;
    for (const HeardBlock::Frame &frame : heard.frames) {
        if (frame.position != HeardBlock::kNowhere)
            take(heard.at, frame.position);
        if (frame.step > BlockReader::kMostStep) {
            m_join += frame.step;
            m_blocksSinceJoin = 0;
        }
    }
}

void OrderCheck::take(Instant at, double position)
{
    if (position < m_furthest - kPeriod - kExact - m_join)
        fail(at, "back by " + std::to_string(m_furthest - position) + " frames");
    m_furthest = std::max(m_furthest, position);
}

HeardCheck::HeardCheck(const Trace &trace)
    : m_trace(trace)
    , m_heard(std::size_t(trace.sound().range / kUnit) + 2)
{ }

void HeardCheck::mark(double first, double last)
{
    for (double at = std::max(first, 0.0); at < last + 1; at += kUnit)
        m_heard[std::min(std::size_t(at / kUnit), m_heard.size() - 1)] = true;
    m_heard[std::min(std::size_t(std::max(last, 0.0) / kUnit), m_heard.size() - 1)] = true;
    m_last = std::max(m_last, last);
}

void HeardCheck::add(const Played &played)
{
    const HeardBlock &heard = played.heard;
    if (heard.isSmooth)
        mark(heard.first, heard.last);
    for (const HeardBlock::Frame &frame : heard.frames) {
        if (frame.position != HeardBlock::kNowhere && !isStep(frame.step))
            mark(frame.position, frame.position);
    }
    m_joins += m_wasSmooth && !heard.frames.empty();
    m_wasSmooth = heard.frames.empty();
    m_at = heard.at;
    if (played.stats)
        m_stats = *played.stats;
}

void HeardCheck::end()
{
    constexpr int kJoin = 4; // units
    int missing = 0;
    int longest = 0;
    std::int64_t longestAt = 0;
    for (const Trace::Sent &sent : m_trace.sent) {
        if (sent.payload.kind != PositionPayload::Kind::Voice || double(sent.payload.position) >= m_last)
            continue;
        int run = 0;
        for (int i = 0; i < sent.payload.frames / kUnit; ++i) {
            const std::int64_t at = sent.payload.position + i * kUnit;
            if (double(at + kUnit) > m_last)
                break;
            const bool isEdge = (sent.payload.rises && i < 2)
                || (sent.payload.sinks && i >= sent.payload.frames / kUnit - 2);
            run = isEdge || m_heard[std::size_t(at / kUnit)] ? 0 : run + 1;
            missing += run > 0;
            if (run > longest) {
                longest = run;
                longestAt = at;
            }
        }
    }
    if (m_trace.mustBeHeard && longest > kJoin) {
        fail(m_at,
            "not heard: " + std::to_string(longest * kUnit) + " frames before "
                + ms(timeOfFrames(longestAt)));
    } else if (m_trace.isCountable) {
        const std::int64_t named = framesOfTime(m_stats.skipped) + std::int64_t(m_stats.late) * 5760;
        const std::int64_t unnamed
            = std::int64_t(missing) * kUnit - named - std::int64_t(m_joins) * kJoin * kUnit;
        if (unnamed > 2400) // between two stats
            fail(m_at, "left out and not named: " + std::to_string(unnamed) + " frames");
    }
}

void DelayCheck::add(const Played &played)
{
    const HeardBlock &heard = played.heard;
    const std::int64_t stretched = played.account.inserted + played.account.removed;
    m_plainBlocks = stretched == m_stretched && heard.isSmooth ? m_plainBlocks + 1 : 0;
    m_stretched = stretched;
    if (!heard.isSmooth || heard.advancing < kBlockFrames / 2 || heard.lastStep < 0.5)
        return;

    const Trace::Sent &packet = m_trace.holding(heard.last);
    const auto expected = std::uint32_t(packet.timestamp - std::uint32_t(packet.payload.position));
    const double last = std::round(heard.last);
    const auto told = std::uint32_t(std::uint64_t(played.account.position) - std::uint64_t(last + 1));
    const bool isPlain = m_plainBlocks > 8;
    if (std::abs(std::int32_t(told - expected))
        > (isPlain ? kExact : kPeriod + kExact) + (m_trace.broken > 0 ? 120 : 0))
        fail(heard.at, "the position is " + std::to_string(std::int32_t(told - expected)) + " frames off");

    if (!played.stats || !isPlain)
        return;
    bool isTrue = false;
    for (double ahead = -kExact; ahead <= 14'400 && !isTrue; ahead += 60) {
        const Trace::Sent &next = m_trace.holding(heard.first + ahead);
        const microseconds delay
            = heard.at - next.arrival - timeOfFrames(std::int64_t(heard.first) - next.payload.position);
        isTrue = std::chrono::abs(delay - played.stats->delay) < (m_trace.broken > 0 ? 6ms : 3ms);
    }
    if (!isTrue)
        fail(heard.at,
            "a delay is told of " + ms(played.stats->delay) + ", since the arrival it is "
                + ms(heard.at - m_trace.holding(heard.first).arrival));
}

ReturnCheck::ReturnCheck(const Trace &trace)
    : m_trace(trace)
    , m_lastSound(trace.calm)
{
    int shortest = 5760;
    int longest = 0;
    for (const Trace::Sent &sent : trace.sent) {
        shortest = std::min(shortest, sent.payload.frames);
        longest = std::max(longest, sent.payload.frames);
    }
    m_base = trace.calmWay + timeOfFrames(shortest);
    m_unsure = timeOfFrames(longest - shortest);
}

void ReturnCheck::add(const Played &played)
{
    const HeardBlock &heard = played.heard;
    if (played.stats) {
        m_target = played.stats->target - played.shift;
        m_shift = played.shift;
    }
    m_at = heard.at;
    if (heard.isSounding)
        m_lastSound = std::max(m_lastSound, heard.at);
    if (heard.at < m_trace.calm + 100ms + 2 * m_trace.blocksPerPull * kBlockTime)
        return;
    if (!heard.isSmooth || heard.advancing < kBlockFrames / 4) {
        // What is queued may hold gaps and pauses, each begins anew.
        if (heard.at < m_trace.calm + 500ms + m_target + m_shift)
            m_allowedAbove.reset();
        return;
    }
    const auto position = timeOfFrames(std::int64_t(heard.last));
    const microseconds delay = heard.at - (Trace::kBegin + position) - m_base + kBlockTime - m_shift;
    m_error = delay - m_target;
    if (!m_allowedAbove) {
        m_allowedAbove = m_allowedBelow = *m_error;
        m_firstTarget = m_target;
        return;
    }
    // One block of time: what the rate makes of it.
    const DelayPolicy policy = played.choice.policy();
    const microseconds dead = std::max<microseconds>(8ms, m_target * 8 / 100);
    const auto gained = [&](microseconds beyond, double most, double per) {
        const double rate = 0.6 * std::min(most, 0.01 + toMs(beyond) / per);
        return microseconds{std::int64_t(rate * double(kBlockTime.count()))};
    };
    if (*m_allowedAbove > dead)
        *m_allowedAbove -= gained(*m_allowedAbove - dead, policy.faster, 2000);
    if (*m_allowedBelow < -dead)
        *m_allowedBelow += gained(-*m_allowedBelow - dead, policy.slower, 1000);
}

void ReturnCheck::end()
{
    if (m_at - m_lastSound > m_target + m_shift + 500ms)
        fail(m_at, "nothing is heard since " + ms(m_lastSound - Trace::kBegin));
    if (!m_error || !m_allowedAbove)
        return;
    const microseconds dead = std::max<microseconds>(8ms, m_target * 8 / 100);
    const microseconds slack = 45ms + std::chrono::abs(m_target - m_firstTarget);
    if (*m_error > std::max(*m_allowedAbove, dead) + slack + m_unsure)
        fail(m_at,
            "the delay is " + ms(*m_error) + " over its target of " + ms(m_target) + ", allowed "
                + ms(*m_allowedAbove));
    if (*m_error < std::min(*m_allowedBelow, -dead) - slack)
        fail(m_at,
            "the delay is " + ms(-*m_error) + " below its target of " + ms(m_target) + ", allowed "
                + ms(-*m_allowedBelow));
}

void CounterCheck::add(const Played &played)
{
    const HeardBlock &heard = played.heard;
    const SpeakerStream::Account &account = played.account;
    if (played.isCleared) {
        m_before = {};
        m_sounding = m_unclear = 0;
        m_advance = 0;
        m_isCleared = true;
    }
    if (account.real < m_before.real || account.inserted < m_before.inserted
        || account.removed < m_before.removed)
        fail(heard.at, "a count goes back");
    if (account.real > m_before.real + kBlockFrames)
        fail(heard.at, "more is counted as heard than a block holds");
    m_before = account;
    m_at = heard.at;
    m_sounding += heard.isSounding ? kBlockFrames : 0;
    if (heard.isSmooth)
        m_advance += heard.last - (m_last == HeardBlock::kNowhere ? heard.first - 1 : m_last);
    m_last = heard.isSmooth ? heard.last : HeardBlock::kNowhere;
    m_unclear += heard.isSmooth || !heard.isSounding ? 0 : kBlockFrames;
    if (account.real > m_sounding)
        fail(heard.at, "more real frames than sounding ones");
    if (played.stats)
        addStats(played);
}

void CounterCheck::addStats(const Played &played)
{
    const SpeakerAudioStats &now = *played.stats;
    const SpeakerAudioStats before = m_isCleared ? SpeakerAudioStats{} : m_stats;
    m_stats = now;
    m_isCleared = false;
    if (now.played < before.played || now.concealed < before.concealed || now.skipped < before.skipped
        || now.stretched < before.stretched || now.packets < before.packets || now.late < before.late)
        fail(m_at, "a figure goes back");
    if (now.played + now.concealed > timeOfFrames(played.pulledFrames) + 1ms)
        fail(m_at, "more is counted than was handed over: " + ms(now.played) + " + " + ms(now.concealed));
    if (now.packets > m_trace.events.size())
        fail(m_at, "more packets than were sent: " + std::to_string(now.packets));
    if (now.lost > 66'000 * 8)
        fail(m_at, "lost beyond reason: " + std::to_string(now.lost));
    const DelayPolicy policy = played.choice.policy();
    const microseconds target = now.target - played.shift;
    if (target < policy.floor || target > policy.cap)
        fail(m_at, "target out of bounds: " + ms(target));
    const microseconds longest = played.heard.at - Trace::kBegin + 1s;
    if (now.delay < -300ms || now.delay > longest || now.lateness < 0ms || now.jitter < 0ms)
        fail(m_at, "out of bounds: delay " + ms(now.delay) + ", lateness " + ms(now.lateness));
    if (!std::isfinite(now.levelDb) || now.levelDb > 6 || now.clippedShare < 0 || now.clippedShare > 1)
        fail(m_at, "levels out of bounds");
}

void CounterCheck::end()
{
    if (m_trace.hasSilence || m_trace.broken > 0 || m_trace.sound().range > 30 * kFramesPerSecond)
        return;
    const std::int64_t heard = std::int64_t(m_advance) + m_before.inserted - m_before.removed;
    // A stretch that is under way, and another in each block that is not clear; resampling (500 ppm).
    const std::int64_t tolerance = 2 * std::int64_t(kPeriod) + 2 * m_unclear + m_sounding / 2000;
    if (m_before.real > heard + m_unclear + tolerance || m_before.real < heard - m_unclear - tolerance)
        fail(m_at,
            "counted " + std::to_string(m_before.real) + " real frames, heard " + std::to_string(heard)
                + " and " + std::to_string(m_unclear) + " unclear ones");
}

void MemoryCheck::add(const Played &played)
{
    if (Allocations::counted() != m_before)
        fail(played.heard.at, "memory was asked for");
    m_before = Allocations::counted();
}

} // namespace earshot::test
