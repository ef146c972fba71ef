#pragma once

#include "audio/stream_decoder.h"

#include <memory>

struct OpusDecoder;

namespace earshot {

/// libopus. Mono streams come out as two equal channels, so a stream may change between mono and stereo at
/// any packet.
class OpusStreamDecoder final : public StreamDecoder
{
public:
    OpusStreamDecoder();

    int framesIn(std::span<const std::uint8_t> payload) const override;
    OpusBandwidth bandwidthOf(std::span<const std::uint8_t> payload) const override;
    int decode(std::span<const std::uint8_t> payload, std::span<float> out) override;
    void conceal(std::span<float> out) override;
    void reset() override;

private:
    struct Destroy {
        void operator()(OpusDecoder *decoder) const;
    };
    std::unique_ptr<OpusDecoder, Destroy> m_decoder; ///< empty where there was no memory: all is silence
};

} // namespace earshot
