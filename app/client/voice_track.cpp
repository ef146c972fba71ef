#include "client/voice_track.h"

#include <opus.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <memory>

namespace earshot {

namespace {

constexpr int kSampleRate = 48000;
constexpr std::size_t kMaxFrameBytes = 1276; ///< a table of contents and a frame (RFC 6716 §3.2.1)
constexpr int kQuietest = 127;

struct OpusFree {
    void operator()(OpusDecoder *decoder) const { opus_decoder_destroy(decoder); }
    void operator()(OpusRepacketizer *repacketizer) const { opus_repacketizer_destroy(repacketizer); }
};

const unsigned char *data(const QByteArray &packet)
{
    return reinterpret_cast<const unsigned char *>(packet.constData());
}

bool isSingleFrame(const QByteArray &packet)
{
    const auto size = opus_int32(packet.size());
    return std::size_t(size) <= kMaxFrameBytes && opus_packet_get_nb_frames(data(packet), size) == 1
        && opus_packet_get_nb_samples(data(packet), size, kSampleRate) == VoiceTrack::kFrameSamples;
}

int levelOf(double meanSquare)
{
    return meanSquare <= 0 ? kQuietest
                           : std::clamp(int(std::lround(-10 * std::log10(meanSquare))), 0, kQuietest);
}

} // namespace

Result<VoiceTrack> VoiceTrack::make(const OggOpusFile &file)
{
    int error = OPUS_OK;
    const std::unique_ptr<OpusDecoder, OpusFree> decoder(opus_decoder_create(kSampleRate, 1, &error));
    assert(error == OPUS_OK);
    VoiceTrack track;
    std::array<float, kFrameSamples> samples{};
    for (const QByteArray &packet : file.packets) {
        if (!isSingleFrame(packet))
            return Failure{Cause::BadData, QStringLiteral("frame length")};
        const int decoded = opus_decode_float(
            decoder.get(), data(packet), opus_int32(packet.size()), samples.data(), kFrameSamples, 0);
        if (decoded != kFrameSamples)
            return Failure{Cause::BadData, QStringLiteral("packet")};
        double sum = 0;
        for (const float sample : samples)
            sum += double(sample) * double(sample);
        track.m_frames.push_back({packet, sum / kFrameSamples});
    }
    if (track.m_frames.empty())
        return Failure{Cause::BadData, QStringLiteral("length")};
    return track;
}

std::vector<VoiceTrack::Piece> VoiceTrack::pieces(qint64 first, int count) const
{
    assert(first >= 0 && count >= 1 && count <= kMaxFramesPerPiece);
    const std::unique_ptr<OpusRepacketizer, OpusFree> repacketizer(opus_repacketizer_create());
    std::vector<Piece> pieces;
    double sum = 0;
    const auto finishPiece = [&] {
        const int frames = opus_repacketizer_get_nb_frames(repacketizer.get());
        Piece piece{QByteArray(qsizetype(kMaxFrameBytes) * frames + 8, Qt::Uninitialized), frames,
            levelOf(sum / frames)};
        const opus_int32 size = opus_repacketizer_out(repacketizer.get(),
            reinterpret_cast<unsigned char *>(piece.payload.data()), opus_int32(piece.payload.size()));
        assert(size > 0);
        piece.payload.truncate(size);
        pieces.push_back(std::move(piece));
        opus_repacketizer_init(repacketizer.get());
        sum = 0;
    };
    for (int i = 0; i < count; ++i) {
        const Frame &frame = m_frames[std::size_t(first + i) % m_frames.size()];
        const auto size = opus_int32(frame.packet.size());
        if (opus_repacketizer_cat(repacketizer.get(), data(frame.packet), size) != OPUS_OK) {
            finishPiece();
            // Alone, each frame fits: it was read as a whole packet.
            [[maybe_unused]] const int alone
                = opus_repacketizer_cat(repacketizer.get(), data(frame.packet), size);
            assert(alone == OPUS_OK);
        }
        sum += frame.meanSquare;
    }
    finishPiece();
    return pieces;
}

} // namespace earshot
