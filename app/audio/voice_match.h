#pragma once

#include "base/units.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace earshot {

/// Tells whether what came back from the server is what was said: decodes it, and correlates it with what the encoder
/// got. Single-threaded; a result takes some 10 ms of work, so not where a pull waits.
class VoiceMatch
{
public:
    VoiceMatch();
    ~VoiceMatch();

    /// What the encoder got: mono at 48 kHz, position in samples.
    void sent(std::span<const float> mono, std::int64_t position);
    /// One Opus packet (1 to 3 frames of 20 ms) that came back, with the position of its first sample.
    void returned(std::span<const std::uint8_t> payload, std::int64_t position);
    /// Normalised, of the sounding parts of the last 3 s that came back, 0…1; nothing before 1 s of them.
    std::optional<double> correlation() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace earshot
