#include "session/opus_packing.h"

#include <opus.h>

#include <memory>

namespace earshot {

namespace {

struct Destroy {
    void operator()(OpusRepacketizer *repacketizer) const { opus_repacketizer_destroy(repacketizer); }
};
constexpr qsizetype kMostBytesOfLengths = 8;

} // namespace

std::optional<QByteArray> packOpus(std::span<const QByteArray> frames)
{
    const std::unique_ptr<OpusRepacketizer, Destroy> repacketizer(opus_repacketizer_create());
    qsizetype bytes = kMostBytesOfLengths;
    for (const QByteArray &frame : frames) {
        bytes += frame.size();
        if (opus_repacketizer_cat(repacketizer.get(),
                reinterpret_cast<const unsigned char *>(frame.constData()), opus_int32(frame.size()))
            != OPUS_OK)
            return std::nullopt;
    }
    QByteArray packet(bytes, Qt::Uninitialized);
    const opus_int32 size = opus_repacketizer_out(
        repacketizer.get(), reinterpret_cast<unsigned char *>(packet.data()), opus_int32(packet.size()));
    if (size <= 0)
        return std::nullopt;
    packet.truncate(size);
    return packet;
}

} // namespace earshot
