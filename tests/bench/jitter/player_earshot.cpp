// Earshot's buffer as a player of the jitter bench: the classes that the app ships, with real decoding and real
// time stretch. One speaker, put together as Playback does it, but without mixer and volume, since the bench
// wants to know of each block what it stands for. That the sound is the same is checked with check=1.
//
// Options: mode=stage (else listening); jump=1 (what is too old is skipped; else all is played);
// low=1, fixed=MS (the other choices of delay); check=1 (feeds a Playback beside it, too, and counts the samples
// that differ); targets=FILE (the delay aimed at, a line for each block).
#include "audio/catch_up_line.h"
#include "audio/encoded_packet.h"
#include "audio/handover_clock.h"
#include "audio/opus_stream_decoder.h"
#include "audio/playback.h"
#include "audio/speaker_stream.h"
#include "jb.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace earshot;

namespace {

constexpr int kBlocksPerSnapshot = 5; // as Playback asks for its figures

using Block = std::array<float, kBlockFrames * kStereo>;

bool isSet(const Opts &options, const char *name)
{
    return Opt(options, name, 0) != 0;
}

DelayMode mode(const Opts &options)
{
    const auto at = options.find("mode");
    return at != options.end() && at->second == "stage" ? DelayMode::OnStage : DelayMode::Audience;
}

FallingBehind behind(const Opts &options)
{
    return isSet(options, "jump") ? FallingBehind::JumpToLive : FallingBehind::PlayFaster;
}

DelayChoice choice(const Opts &options)
{
    if (isSet(options, "low"))
        return {DelayChoice::Kind::LowDelay};
    if (options.count("fixed"))
        return {DelayChoice::Kind::Fixed, milliseconds(std::int64_t(Opt(options, "fixed", 500)))};
    return {};
}

std::int16_t sample(float x)
{
    return std::int16_t(std::lround(std::clamp(x, -1.0f, 1.0f) * 32767));
}

/// The whole of it, as the device gets it; only for comparison.
class WholePlayback
{
public:
    explicit WholePlayback(const Opts &options)
        : m_playback(mode(options))
    {
        m_playback.setFallingBehind(behind(options));
        m_playback.setDelayChoice(choice(options));
        m_playback.setLevelling(false);
    }
    void push(const EncodedPacket &packet) { m_playback.push(packet); }
    void compare(std::span<const float> other, Instant now)
    {
        Block out;
        m_playback.pull(out, now, microseconds{0});
        for (std::size_t i = 0; i < out.size(); ++i)
            m_differing += sample(out[i]) != sample(other[i]);
    }
    std::int64_t differing() const { return m_differing; }

private:
    Playback m_playback;
    std::int64_t m_differing = 0;
};

class EarshotPlayer final : public Player
{
public:
    explicit EarshotPlayer(const Opts &options)
        : m_stream(std::make_unique<OpusStreamDecoder>(),
            delayPolicy(mode(options), behind(options), choice(options)))
    {
        if (isSet(options, "check"))
            m_whole = std::make_unique<WholePlayback>(options);
        if (const auto at = options.find("targets"); at != options.end())
            m_log.reset(std::fopen(at->second.c_str(), "w"));
    }

    void Insert(const TracePkt &packet, const std::vector<std::uint8_t> &payload, std::int64_t now) override
    {
        EncodedPacket encoded;
        encoded.sequence = std::uint16_t(packet.seq);
        encoded.timestamp = packet.ts;
        encoded.arrival = Instant(microseconds(now));
        encoded.level = 30;
        encoded.size = std::uint16_t(payload.size());
        std::copy(payload.begin(), payload.end(), encoded.bytes.begin());
        if (!m_hasFirst) {
            m_hasFirst = true;
            m_firstTimestamp = std::int64_t(packet.ts) - std::int64_t(packet.seq) * kFrame;
        }
        m_stream.insert(encoded);
        if (m_whole)
            m_whole->push(encoded);
    }

    BlockInfo Pull(std::int16_t *out, std::int64_t now) override
    {
        const Instant at = m_handover.next(Instant(microseconds(now)));
        const SpeakerStream::Account before = m_stream.account();
        m_line.beginBlock();
        if (const auto voice = m_stream.voice(at))
            m_line.add(*voice);
        m_line.endBlock();
        if (!m_stream.pull(m_block, at, m_line))
            m_block.fill(0);
        std::transform(m_block.begin(), m_block.end(), out, sample);
        if (m_whole)
            m_whole->compare(m_block, Instant(microseconds(now)));
        if (m_blocks++ % kBlocksPerSnapshot == 0)
            m_target = double(m_stream.stats(at).target.count()) / 1000;
        m_targets += m_target;
        if (m_log)
            std::fprintf(m_log.get(), "%lld,%.1f\n", static_cast<long long>(now), m_target);
        return info(before, m_stream.account());
    }

    std::map<std::string, double> Extra() override
    {
        std::map<std::string, double> extra{
            {"target_ms", m_targets / double(std::max<std::int64_t>(1, m_blocks))}};
        if (m_whole)
            extra["differing_samples"] = double(m_whole->differing());
        return extra;
    }

private:
    BlockInfo info(const SpeakerStream::Account &before, const SpeakerStream::Account &after) const
    {
        BlockInfo info;
        info.inserted = int(after.inserted - before.inserted);
        info.removed = int(after.removed - before.removed);
        const int real = int(after.real - before.real);
        info.concealed = std::max(0, kBlock - real);
        if (real > 0)
            info.media = after.position - real - info.removed + info.inserted - m_firstTimestamp;
        return info;
    }

    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };

    SpeakerStream m_stream;
    CatchUpLine m_line;
    HandoverClock m_handover;
    Block m_block{};
    std::unique_ptr<WholePlayback> m_whole;
    std::unique_ptr<std::FILE, Close> m_log;
    bool m_hasFirst = false;
    std::int64_t m_firstTimestamp = 0;
    double m_target = 0; ///< ms
    double m_targets = 0;
    std::int64_t m_blocks = 0;
};

} // namespace

std::unique_ptr<Player> MakeEarshot(const Opts &options)
{
    return std::make_unique<EarshotPlayer>(options);
}
