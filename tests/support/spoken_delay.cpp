#include "support/spoken_delay.h"

#include "audio/media_time.h"

#include <algorithm>
#include <cmath>

namespace earshot::test {

namespace {

using Index = std::ptrdiff_t;
constexpr Index kMs = kFramesPerSecond / 1000;
constexpr double kClear = 0.7;
constexpr double kQuiet = 1e-5; // mean square: -50 dBFS
constexpr float kAudible = 0.003f; // -50 dBFS

double meanSquare(const Samples &in, Index from, Index length)
{
    double power = 0;
    for (Index i = from; i < from + length; ++i)
        power += double(in[std::size_t(i)]) * in[std::size_t(i)] / double(length);
    return power;
}

} // namespace

SpokenDelay::Heard SpokenDelay::at(Index from, Index length, Index delay, Index step) const
{
    double product = 0;
    double said = 0;
    double heard = 0;
    for (Index i = from; i < from + length; i += step) {
        const double x = m_mouth[std::size_t(i)];
        const double y = m_ear[std::size_t(i + delay)];
        product += x * y;
        said += x * x;
        heard += y * y;
    }
    return {delay, said > 0 && heard > 0 ? product / std::sqrt(said * heard) : 0};
}

std::optional<SpokenDelay::Heard> SpokenDelay::of(Index from, Index length, Index least, Index most) const
{
    least = std::max(least, -from);
    most = std::min(most, Index(m_ear.size()) - from - length);
    if (from < 0 || from + length > Index(m_mouth.size()) || most < least
        || meanSquare(m_mouth, from, length) < kQuiet)
        return std::nullopt;
    const auto best = [&](Index first, Index last, Index stride, Index step) {
        Heard most_{first, -2};
        for (Index delay = first; delay <= last; delay += stride) {
            const Heard heard = at(from, length, delay, step);
            if (heard.correlation > most_.correlation)
                most_ = heard;
        }
        return most_;
    };
    // First at 16 kHz, then to the sample.
    const Index rough = best(least, most, 3, 3).delay;
    const Heard heard = best(std::max(rough - 3, least), std::min(rough + 3, most), 1, 1);
    return meanSquare(m_ear, from + heard.delay, length) < kQuiet ? std::nullopt : std::optional(heard);
}

std::optional<SpokenDelay::Spread> SpokenDelay::spread(Index from, Index to) const
{
    constexpr Index kPiece = 100 * kMs;
    std::vector<Index> delays;
    for (Index at = from; at + kPiece <= to; at += kPiece) {
        const auto heard = of(at, kPiece, 0, 800 * kMs);
        if (heard && heard->correlation >= kClear)
            delays.push_back(heard->delay);
    }
    if (delays.empty())
        return std::nullopt;
    std::ranges::sort(delays);
    return Spread{delays[delays.size() / 2], delays[delays.size() * 95 / 100]};
}

std::optional<Index> SpokenDelay::firstAudible(Index from, Index to) const
{
    const auto end = m_ear.begin() + std::min(to, Index(m_ear.size()));
    const auto first = std::find_if(m_ear.begin() + std::min(from, Index(m_ear.size())), end,
        [](float x) { return std::abs(x) > kAudible; });
    return first == end ? std::nullopt : std::optional(first - m_ear.begin());
}

std::optional<SpokenDelay::Extent> SpokenDelay::heardExtent(
    Index from, Index around, Index to, Index delay) const
{
    constexpr Index kPiece = 20 * kMs;
    constexpr Index kHop = 5 * kMs;
    constexpr Index kReach = 15 * kMs; // by which the delay may change from one to the next
    const auto follow = [&](Index begin, Index end, Index hop) {
        Index last = begin;
        Index now = delay;
        for (Index at = begin; hop > 0 ? at + kPiece <= end : at >= end; at += hop) {
            const auto heard = of(at, kPiece, now - kReach, now + kReach);
            if (!heard || heard->correlation < 0.8)
                continue;
            now = heard->delay;
            last = at;
        }
        return last;
    };
    const auto there = of(around, 2 * kPiece, delay - 4 * kReach, delay + 4 * kReach);
    if (!there || there->correlation < kClear)
        return std::nullopt;
    delay = there->delay;
    return Extent{follow(around, from, -kHop), follow(around, to, kHop) + kPiece};
}

} // namespace earshot::test
