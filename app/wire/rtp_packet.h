#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QByteArray>

#include <optional>

namespace earshot {

/// One RTP packet with an Opus payload (RFC 3550, RFC 7587: 48 kHz clock) and Earshot's one-byte header
/// extensions (RFC 8285): id 1 audio level (RFC 6464), id 2 absolute capture time (64-bit NTP, UQ32.32).
struct RtpPacket {
    static constexpr int kPayloadType = 111;
    static constexpr int kClockRate = 48000;
    static constexpr qsizetype kMaxPayload
        = 3 * 1275 + 8; ///< 3 frames (RFC 6716 §3.4) and their table of contents
    static constexpr qsizetype kMaxBytes = 4000; ///< payload and headers

    quint16 sequence = 0;
    quint32 timestamp = 0; ///< in 1/48000 s
    quint32 ssrc = 0;
    bool marker = false; ///< first packet after silence (RFC 3551 §4.1)
    std::optional<int> level; ///< -dBov, 0 (loudest) … 127 (digital silence)
    bool voice = false; ///< RFC 6464's V bit
    std::optional<ExactWallTime> captured; ///< civil time of the first sample, by the speaker's clock
    QByteArray payload; ///< one Opus packet, possibly of several frames

    bool operator==(const RtpPacket &) const = default;
};

QByteArray writeRtp(const RtpPacket &packet);
/// Fails with BadData and the reason; unknown extensions, CSRCs and padding are skipped.
Result<RtpPacket> readRtp(const QByteArray &bytes);

} // namespace earshot
