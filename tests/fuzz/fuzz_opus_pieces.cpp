#include "client/opus_pieces.h"

#include <opus.h>

#include <cstdlib>

using namespace earshot;

/// Packets of another program, each with its length in a byte before it: what comes of them are 20 ms that a decoder takes
/// and an Earshot frame holds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype kMostBytes = 1276;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    OpusPieces pieces;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype length = qsizetype(static_cast<unsigned char>(bytes[at])) * 4;
        const auto made = pieces.add(bytes.mid(at + 1, length));
        at += 1 + length;
        if (pieces.waiting() < 0 || pieces.waiting() >= OpusPieces::kSamples)
            std::abort();
        if (!made) {
            pieces.forget();
            continue;
        }
        for (const OpusPieces::Piece &piece : *made) {
            const auto *packet = reinterpret_cast<const unsigned char *>(piece.payload.constData());
            if (piece.payload.size() > kMostBytes || piece.level < 0 || piece.level > 127
                || opus_packet_get_nb_samples(packet, opus_int32(piece.payload.size()), 48000)
                    != OpusPieces::kSamples)
                std::abort();
        }
    }
    return 0;
}
