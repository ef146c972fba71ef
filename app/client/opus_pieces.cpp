#include "client/opus_pieces.h"

#include <opus.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace earshot {

namespace {

constexpr int kSampleRate = 48000;
constexpr qsizetype kMostBytes = 1276; ///< VoiceFrame::kMaxPayload
constexpr int kQuietest = 127;

struct OpusFree {
    void operator()(OpusDecoder *decoder) const { opus_decoder_destroy(decoder); }
    void operator()(OpusRepacketizer *repacketizer) const { opus_repacketizer_destroy(repacketizer); }
};
using Repacketizer = std::unique_ptr<OpusRepacketizer, OpusFree>;

const unsigned char *data(const QByteArray &packet)
{
    return reinterpret_cast<const unsigned char *>(packet.constData());
}

/// Frames from `first` to before `end`; empty where they do not fit.
QByteArray take(OpusRepacketizer *from, int first, int end)
{
    QByteArray out(kMostBytes, Qt::Uninitialized);
    const opus_int32 size = opus_repacketizer_out_range(
        from, first, end, reinterpret_cast<unsigned char *>(out.data()), opus_int32(out.size()));
    out.truncate(std::max<opus_int32>(size, 0));
    return out;
}

} // namespace

class OpusPieces::Private
{
public:
    int levelOf(const QByteArray &packet);
    QByteArray join() const;

    std::unique_ptr<OpusDecoder, OpusFree> decoder;
    std::vector<QByteArray> frames; ///< shorter than 20 ms, of one length
    int frameSamples = 0; ///< of each
    int completed = 0;
};

int OpusPieces::Private::levelOf(const QByteArray &packet)
{
    std::array<float, kSamples> samples{};
    const int decoded = opus_decode_float(
        decoder.get(), data(packet), opus_int32(packet.size()), samples.data(), kSamples, 0);
    double sum = 0;
    for (int i = 0; i < decoded; ++i)
        sum += double(samples[std::size_t(i)]) * double(samples[std::size_t(i)]);
    return decoded <= 0 || sum <= 0
        ? kQuietest
        : std::clamp(int(std::lround(-10 * std::log10(sum / decoded))), 0, kQuietest);
}

/// All that wait as one packet; empty where they are too large. One packet has one mode (RFC 6716 §3.1): where the encoder
/// changed it in between, the frames before are given as lost (§3.2.1: without bytes), some milliseconds at most.
QByteArray OpusPieces::Private::join() const
{
    const Repacketizer joined(opus_repacketizer_create());
    QByteArray lost;
    for (const QByteArray &frame : frames) {
        if (opus_repacketizer_cat(joined.get(), data(frame), opus_int32(frame.size())) == OPUS_OK)
            continue;
        const int before = opus_repacketizer_get_nb_frames(joined.get());
        lost = frame.first(1);
        opus_repacketizer_init(joined.get());
        for (int i = 0; i < before; ++i)
            opus_repacketizer_cat(joined.get(), data(lost), 1);
        if (opus_repacketizer_cat(joined.get(), data(frame), opus_int32(frame.size())) != OPUS_OK)
            return {};
    }
    return take(joined.get(), 0, opus_repacketizer_get_nb_frames(joined.get()));
}

OpusPieces::OpusPieces()
    : d(std::make_unique<Private>())
{
    int error = OPUS_OK;
    d->decoder.reset(opus_decoder_create(kSampleRate, 1, &error));
}

OpusPieces::~OpusPieces() = default;

Result<std::vector<OpusPieces::Piece>> OpusPieces::add(const QByteArray &packet)
{
    d->completed = 0;
    const Repacketizer parted(opus_repacketizer_create());
    if (packet.isEmpty()
        || opus_repacketizer_cat(parted.get(), data(packet), opus_int32(packet.size())) != OPUS_OK)
        return Failure{Cause::BadData, QStringLiteral("packet")};
    const int frameSamples = opus_packet_get_samples_per_frame(data(packet), kSampleRate);
    if (frameSamples > kSamples)
        return Failure{Cause::BadData, QStringLiteral("frame length")};
    if (frameSamples != d->frameSamples)
        d->frames.clear();
    d->frameSamples = frameSamples;

    std::vector<Piece> pieces;
    for (int i = 0; i < opus_repacketizer_get_nb_frames(parted.get()); ++i) {
        d->frames.push_back(take(parted.get(), i, i + 1));
        if (waiting() < kSamples)
            continue;
        const QByteArray payload = d->join();
        d->frames.clear();
        if (!payload.isEmpty())
            pieces.push_back({payload, d->levelOf(payload), d->completed});
        d->completed += kSamples;
    }
    if (pieces.empty() && d->completed > 0)
        return Failure{Cause::BadData, QStringLiteral("size")};
    return pieces;
}

int OpusPieces::completed() const
{
    return d->completed;
}

int OpusPieces::waiting() const
{
    return int(d->frames.size()) * d->frameSamples;
}

void OpusPieces::forget()
{
    d->frames.clear();
}

} // namespace earshot
