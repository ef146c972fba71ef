// Earshot's buffer as a player of the jitter bench: the classes that the app ships, with real decoding and real
// time stretch. One speaker, the listener's side from the packet's arrival to the speaker's block in the mixer.
//
// Options: mode=stage (else listening); jump=1 (what is too old is skipped; else all is played).
#include "audio/encoded_packet.h"
#include "audio/opus_stream_decoder.h"
#include "audio/speaker_stream.h"
#include "jb.hpp"

#include <algorithm>
#include <cmath>

using namespace earshot;

namespace {

Instant instant(std::int64_t us)
{
    return Instant(microseconds(us));
}

class EarshotPlayer final : public Player
{
public:
    explicit EarshotPlayer(const Opts &options)
        : m_stream(std::make_unique<OpusStreamDecoder>(),
            delayPolicy(options.count("mode") && options.at("mode") == "stage" ? DelayMode::OnStage
                                                                               : DelayMode::Audience,
                Opt(options, "jump", 0) != 0 ? FallingBehind::JumpToLive : FallingBehind::PlayFaster))
    { }

    void Insert(const TracePkt &packet, const std::vector<std::uint8_t> &payload, std::int64_t now) override
    {
        EncodedPacket encoded;
        encoded.sequence = std::uint16_t(packet.seq);
        encoded.timestamp = packet.ts;
        encoded.arrival = instant(now);
        encoded.level = 30;
        encoded.size = std::uint16_t(payload.size());
        std::copy(payload.begin(), payload.end(), encoded.bytes.begin());
        if (!m_hasFirst) {
            m_hasFirst = true;
            m_firstTimestamp = std::int64_t(packet.ts) - std::int64_t(packet.seq) * kFrame;
        }
        m_stream.insert(encoded);
    }

    BlockInfo Pull(std::int16_t *out, std::int64_t now) override
    {
        const SpeakerStream::Account before = m_stream.account();
        const bool sounding = m_stream.pull(m_block, instant(now));
        const SpeakerStream::Account after = m_stream.account();
        for (std::size_t i = 0; i < m_block.size(); ++i) {
            const float x = sounding ? m_block[i] : 0.0f;
            out[i] = std::int16_t(std::lround(std::clamp(x, -1.0f, 1.0f) * 32767));
        }
        BlockInfo info;
        info.inserted = int(after.inserted - before.inserted);
        info.removed = int(after.removed - before.removed);
        const int real = int(after.real - before.real);
        info.concealed = std::max(0, kBlock - real);
        if (real > 0)
            info.media = after.position - real - info.removed + info.inserted - m_firstTimestamp;
        m_target += double(m_stream.stats(instant(now)).target.count()) / 1000;
        ++m_blocks;
        return info;
    }

    std::map<std::string, double> Extra() override
    {
        return {{"earshot_target_ms", m_target / double(std::max<std::int64_t>(1, m_blocks))}};
    }

private:
    SpeakerStream m_stream;
    std::array<float, kBlockFrames * kStereo> m_block{};
    bool m_hasFirst = false;
    std::int64_t m_firstTimestamp = 0;
    double m_target = 0;
    std::int64_t m_blocks = 0;
};

} // namespace

std::unique_ptr<Player> MakeEarshot(const Opts &options)
{
    return std::make_unique<EarshotPlayer>(options);
}
