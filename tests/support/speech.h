#pragma once

#include "audio/encoded_packet.h"

#include <QString>

#include <vector>

namespace earshot::test {

/// Mono at 48 kHz.
using Samples = std::vector<float>;

/// Something with pitch, syllables and pauses between phrases, made by arithmetic: the same for the same
/// seed.
Samples speechLike(double seconds, unsigned seed);

/// A voice from espeak-ng, repeated until it is long enough; speechLike where espeak-ng is missing.
Samples spoken(double seconds);

/// 20 ms Opus frames at 64 kbit/s, `framesPerPacket` (1–3) of them joined in a packet; arrival is the time of
/// its last sample, counted from `begin`.
std::vector<EncodedPacket> encode(const Samples &mono, int framesPerPacket, Instant begin);

/// The samples of an Ogg Opus file, mixed to mono; empty where it cannot be read.
Samples readOpusFile(const QString &path);

} // namespace earshot::test
