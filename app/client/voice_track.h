#pragma once

#include "base/units.h"
#include "recordings/ogg_opus_reader.h"

#include <vector>

namespace earshot {

/// A recorded voice as 20 ms Opus frames that repeat without end, with the level of each.
class VoiceTrack
{
public:
    static constexpr microseconds kFrame{20'000};
    static constexpr int kFrameSamples = 960; ///< at 48 kHz
    static constexpr int kMaxFramesPerPiece = 3;

    /// Decodes the whole file once for the levels. Fails with BadData where its packets are not single frames
    /// of 20 ms.
    static Result<VoiceTrack> make(const OggOpusFile &file);

    std::size_t frameCount() const { return m_frames.size(); }

    /// Consecutive frames in one Opus packet.
    struct Piece {
        QByteArray payload;
        int frames = 1;
        int level = 127; ///< RFC 6464: root mean square in -dBov
    };
    /// `count` frames (1 to 3) from frame `first` of the endless track: one piece, or more where the encoder
    /// changed its mode in between, since one Opus packet has one mode (RFC 6716 §3.1).
    std::vector<Piece> pieces(qint64 first, int count) const;

private:
    struct Frame {
        QByteArray packet;
        double meanSquare = 0; ///< of full scale 1
    };
    std::vector<Frame> m_frames;
};

} // namespace earshot
