#include "audio/voice_match.h"

#include "audio/media_time.h"
#include "audio/opus_stream_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace earshot {

namespace {

constexpr int kBlocks = 400; ///< of 10 ms that are kept: the scope, and the longest way round
constexpr int kScope = 300; ///< blocks
constexpr int kLeastSounding = 100; ///< blocks
constexpr int kMaxLag = 2 * kBlockFrames; ///< the codec's delay, and some more either way
constexpr int kCoarse = 6; ///< the first search looks at a sixth of the samples
constexpr int kFineLag = kCoarse;
constexpr double kSoundingSquare = 1e-5; ///< -50 dBFS: what is quieter is the room

/// The sound of the last seconds, by position.
class Past
{
public:
    Past()
        : m_samples(std::size_t(kBlocks) * kBlockFrames)
        , m_numbers(kBlocks, -1)
        , m_filled(kBlocks, 0)
    { }

    void write(std::span<const float> sound, std::int64_t position)
    {
        while (!sound.empty() && position >= 0) {
            const std::int64_t number = position / kBlockFrames;
            const std::size_t place = std::size_t(number % kBlocks);
            const std::size_t offset = std::size_t(position % kBlockFrames);
            const std::size_t count = std::min(sound.size(), kBlockFrames - offset);
            if (m_numbers[place] != number) {
                m_numbers[place] = number;
                m_filled[place] = 0;
            }
            std::copy_n(
                sound.begin(), count, m_samples.begin() + std::ptrdiff_t(place * kBlockFrames + offset));
            m_filled[place] += count;
            m_newest = std::max(m_newest, number);
            position += std::int64_t(count);
            sound = sound.subspan(count);
        }
    }
    bool has(std::int64_t block) const
    {
        const std::size_t place = std::size_t(block % kBlocks);
        return block >= 0 && m_numbers[place] == block && m_filled[place] >= kBlockFrames;
    }
    float at(std::int64_t position) const
    {
        return m_samples[std::size_t(position % (std::int64_t(kBlocks) * kBlockFrames))];
    }
    std::int64_t newest() const { return m_newest; }

private:
    std::vector<float> m_samples;
    std::vector<std::int64_t> m_numbers; ///< of the blocks that are there
    std::vector<std::size_t> m_filled; ///< samples of each
    std::int64_t m_newest = -1;
};

struct Sums {
    double cross = 0;
    double sent = 0;
    double returned = 0;

    double correlation() const { return sent > 0 && returned > 0 ? cross / std::sqrt(sent * returned) : 0; }
};

} // namespace

class VoiceMatch::Private
{
public:
    bool isSounding(std::int64_t block) const;
    Sums sumsAt(int lag, int step, const std::vector<std::int64_t> &blocks) const;

    Past sent;
    Past returned;
    OpusStreamDecoder decoder;
    std::int64_t nextPosition = -1;
    std::array<float, StreamDecoder::kMaxFrames * kStereo> stereo;
    std::array<float, StreamDecoder::kMaxFrames> mono;
};

/// Came back, and what was said around that time is known.
bool VoiceMatch::Private::isSounding(std::int64_t block) const
{
    for (std::int64_t near = block - 2; near <= block + 2; ++near) {
        if (!sent.has(near))
            return false;
    }
    if (!returned.has(block))
        return false;
    double sum = 0;
    for (int i = 0; i < kBlockFrames; i += kCoarse) {
        const double sample = double(returned.at(block * kBlockFrames + i));
        sum += sample * sample;
    }
    return sum / (double(kBlockFrames) / kCoarse) > kSoundingSquare;
}

/// What came back against what was said `lag` samples before.
Sums VoiceMatch::Private::sumsAt(int lag, int step, const std::vector<std::int64_t> &blocks) const
{
    Sums sums;
    for (const std::int64_t block : blocks) {
        const std::int64_t first = block * kBlockFrames;
        float cross = 0, s = 0, r = 0;
        for (int i = 0; i < kBlockFrames; i += step) {
            const float back = returned.at(first + i);
            const float said = sent.at(first + i - lag);
            cross += back * said;
            s += said * said;
            r += back * back;
        }
        sums.cross += double(cross);
        sums.sent += double(s);
        sums.returned += double(r);
    }
    return sums;
}

VoiceMatch::VoiceMatch()
    : d(std::make_unique<Private>())
{ }

VoiceMatch::~VoiceMatch() = default;

void VoiceMatch::sent(std::span<const float> mono, std::int64_t position)
{
    d->sent.write(mono, position);
}

void VoiceMatch::returned(std::span<const std::uint8_t> payload, std::int64_t position)
{
    if (position != d->nextPosition)
        d->decoder.reset();
    const int frames = d->decoder.decode(payload, d->stereo);
    d->nextPosition = position + frames;
    for (int i = 0; i < frames; ++i)
        d->mono[std::size_t(i)] = d->stereo[std::size_t(i) * kStereo];
    d->returned.write(std::span(d->mono).first(std::size_t(frames)), position);
}

std::optional<double> VoiceMatch::correlation() const
{
    std::vector<std::int64_t> blocks;
    for (std::int64_t block = d->returned.newest() - kScope; block <= d->returned.newest(); ++block) {
        if (d->isSounding(block))
            blocks.push_back(block);
    }
    if (blocks.size() < kLeastSounding)
        return std::nullopt;
    int best = 0;
    double most = -1;
    const auto look = [&](int from, int to, int by, int step) {
        for (int lag = from; lag <= to; lag += by) {
            const double correlation = d->sumsAt(lag, step, blocks).correlation();
            if (correlation > most) {
                most = correlation;
                best = lag;
            }
        }
    };
    look(-kMaxLag, kMaxLag, kCoarse, kCoarse);
    most = -1;
    look(std::max(best - kFineLag, -kMaxLag), std::min(best + kFineLag, kMaxLag), 1, 1);
    return std::clamp(most, 0.0, 1.0);
}

} // namespace earshot
