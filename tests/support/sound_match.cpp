#include "support/sound_match.h"

#include "audio/media_time.h"

#include <algorithm>
#include <cmath>

namespace earshot::test {

namespace {

using Index = std::ptrdiff_t;
constexpr Index kBlock = kBlockFrames; // 10 ms
constexpr Index kReach = kBlock * 5 / 2; // by which the offset may change from piece to piece
constexpr Index kAnchor = 60 * kBlock;

struct Sums {
    double product = 0;
    double here = 0;
    double there = 0;

    void add(double x, double y)
    {
        product += x * y;
        here += x * x;
        there += y * y;
    }
    void add(const Sums &other)
    {
        product += other.product;
        here += other.here;
        there += other.there;
    }
    double correlation() const { return here > 0 && there > 0 ? product / std::sqrt(here * there) : 0; }
};

Samples loudnessCurve(const Samples &in)
{
    Samples out;
    for (Index i = 0; i + kBlock <= Index(in.size()); i += kBlock) {
        float power = 0;
        for (Index k = 0; k < kBlock; ++k)
            power += in[std::size_t(i + k)] * in[std::size_t(i + k)];
        out.push_back(std::sqrt(power / kBlock));
    }
    return out;
}

/// source[first…last) against the recording `offset` later, every `step`-th sample.
Sums compare(
    const Samples &recording, const Samples &source, Index offset, Index first, Index last, Index step = 1)
{
    first = std::max(first, -offset);
    last = std::min({last, Index(source.size()), Index(recording.size()) - offset});
    Sums sums;
    for (Index i = first; i < last; i += step)
        sums.add(recording[std::size_t(i + offset)], source[std::size_t(i)]);
    return sums;
}

/// By the loudness curves without their mean. A shorter overlap has to be better by the root of its share:
/// speech that repeats itself would otherwise match a repetition.
Index roughOffset(const Samples &recording, const Samples &source)
{
    Samples r = loudnessCurve(recording);
    Samples s = loudnessCurve(source);
    for (Samples *curve : {&r, &s}) {
        float mean = 0;
        for (const float x : *curve)
            mean += x / float(curve->size());
        for (float &x : *curve)
            x -= mean;
    }
    const Index shorter = std::min(Index(r.size()), Index(s.size()));
    Index best = 0;
    double most = -2;
    for (Index offset = shorter / 4 - Index(s.size()); offset <= Index(r.size()) - shorter / 4; ++offset) {
        const Index overlap
            = std::min(Index(s.size()), Index(r.size()) - offset) - std::max<Index>(0, -offset);
        const double score = compare(r, s, offset, 0, Index(s.size())).correlation()
            * std::sqrt(double(overlap) / double(shorter));
        if (score > most) {
            most = score;
            best = offset;
        }
    }
    return best * kBlock;
}

/// The best offset within `reach` of `around` for source[first…last): first at 12 kHz, then to the sample.
Index fineOffset(
    const Samples &recording, const Samples &source, Index around, Index reach, Index first, Index last)
{
    const auto search = [&](Index from, Index to, Index step) {
        Index best = around;
        double most = -2;
        for (Index offset = from; offset <= to; offset += step) {
            const double c = compare(recording, source, offset, first, last, step).correlation();
            if (c > most) {
                most = c;
                best = offset;
            }
        }
        return best;
    };
    const Index rough = search(around - reach, around + reach, 4);
    return search(rough - 4, rough + 4, 1);
}

/// Start of the piece in which the source is loudest: the safest to align by.
Index loudestPiece(const Samples &source, Index first, Index last)
{
    Index best = first;
    double most = -1;
    for (Index at = first; at + kAnchor <= last; at += kAnchor / 3) {
        const double power = compare(source, source, 0, at, at + kAnchor, 7).here;
        if (power > most) {
            most = power;
            best = at;
        }
    }
    return best;
}

bool sounds(double energy, Index samples)
{
    return energy > 1e-4 * double(samples); // -40 dBFS
}

/// The offset of each piece, followed from the anchor in both directions: the stretch moves it by and by.
std::vector<Index> offsetsOfPieces(
    const Samples &recording, const Samples &source, Index length, Index rough, Index first, Index last)
{
    const Index anchor = loudestPiece(source, first, last);
    const Index atAnchor
        = fineOffset(recording, source, rough, 25 * kBlock, anchor, std::min(anchor + kAnchor, last));
    const Index pieces = (last - first) / length;
    std::vector<Index> offsets(std::size_t(pieces), atAnchor);
    Index reach = kReach;
    const auto follow = [&](Index piece, Index before) {
        const Index at = first + piece * length;
        auto &offset = offsets[std::size_t(piece)];
        offset = before;
        const Sums here = compare(recording, source, before, at, at + length);
        if (!sounds(here.there, length)) {
            reach += kReach;
            return offset;
        }
        if (here.correlation() < 0.98)
            offset = fineOffset(recording, source, before, reach, at, at + length);
        reach = kReach;
        return offset;
    };
    const Index start = (anchor - first) / length;
    Index before = atAnchor;
    for (Index piece = start; piece < pieces; ++piece)
        before = follow(piece, before);
    before = atAnchor;
    reach = kReach;
    for (Index piece = start - 1; piece >= 0; --piece)
        before = follow(piece, before);
    return offsets;
}

} // namespace

SoundMatch matchSound(const Samples &recording, const Samples &source, milliseconds piece)
{
    SoundMatch match;
    if (recording.size() < 2 * kFramesPerSecond || source.size() < 2 * kFramesPerSecond
        || loudnessDb(recording) < -80)
        return match;

    const Index rough = roughOffset(recording, source);
    const Index first = std::max<Index>(0, -rough);
    const Index last = std::min(Index(source.size()), Index(recording.size()) - rough);
    if (last - first < kAnchor)
        return match;
    const Index length = framesOfTime(piece) / kBlock * kBlock;
    const auto offsets = offsetsOfPieces(recording, source, length, rough, first, last);
    match.offsetSeconds = double(offsets.front()) / kFramesPerSecond;
    match.overlapSeconds = double(last - first) / kFramesPerSecond;

    Sums all;
    Sums second;
    Index gap = 0;
    Index sounding = 0;
    Index heard = 0;
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        const Index at = first + Index(i) * length;
        const Sums sums = compare(recording, source, offsets[i], at, at + length);
        all.add(sums);
        second.add(sums);
        if ((at + length - first) / kFramesPerSecond > (at - first) / kFramesPerSecond) {
            if (sounds(second.there, kFramesPerSecond))
                match.secondsCorrelations.push_back(second.correlation());
            second = {};
        }
        for (Index block = at; block < at + length; block += kBlock) {
            const Sums here = compare(recording, source, offsets[i], block, block + kBlock);
            const bool isDue = sounds(here.there, kBlock);
            const bool isHeard = here.here > here.there * 1e-3;
            sounding += isDue;
            heard += isDue && isHeard;
            gap = isDue && !isHeard ? gap + 1 : 0;
            match.longestGapMs = std::max(match.longestGapMs, double(gap) * 10);
        }
    }
    match.correlation = all.correlation();
    match.heardShare = sounding > 0 ? double(heard) / double(sounding) : 0;
    return match;
}

double loudnessDb(const Samples &samples)
{
    double power = 0;
    for (const float x : samples)
        power += double(x) * x / double(samples.size());
    return power > 0 ? std::max(-127.0, 10 * std::log10(power)) : -127;
}

} // namespace earshot::test
