#pragma once

#include <QByteArray>
#include <QtEndian>

#include <ogg/ogg.h>
#include <opus.h>

#include <array>
#include <functional>
#include <vector>

namespace earshot::test {

/// Encodes 20 ms frames at 48 kHz mono; `sample(n)` is the n-th sample, -1…1. `bandwidth` is OPUS_AUTO or the
/// one that the encoder must keep to (OPUS_BANDWIDTH_…).
inline std::vector<QByteArray> encodedFrames(
    int frames, const std::function<float(qint64 n)> &sample, int bandwidth = OPUS_AUTO)
{
    int error = 0;
    OpusEncoder *encoder = opus_encoder_create(48000, 1, OPUS_APPLICATION_AUDIO, &error);
    opus_encoder_ctl(encoder, OPUS_SET_BANDWIDTH(bandwidth));
    std::vector<QByteArray> packets;
    std::array<float, 960> block{};
    for (qint64 frame = 0; frame < frames; ++frame) {
        for (int i = 0; i < 960; ++i)
            block[std::size_t(i)] = sample(frame * 960 + i);
        QByteArray packet(1276, '\0');
        packet.truncate(opus_encode_float(
            encoder, block.data(), 960, reinterpret_cast<unsigned char *>(packet.data()), 1276));
        packets.push_back(packet);
    }
    opus_encoder_destroy(encoder);
    return packets;
}

/// An Ogg Opus file of these packets (RFC 7845), 50 on a page, each 960 samples.
inline QByteArray oggOpusFile(const std::vector<QByteArray> &packets, quint16 preSkip, qint64 endTrim = 0)
{
    QByteArray head("OpusHead\1\1\0\0\0\0\0\0\0\0\0", 19);
    qToLittleEndian(preSkip, head.data() + 10);
    qToLittleEndian(quint32(48000), head.data() + 12);
    const QByteArray tags("OpusTags\4\0\0\0test\0\0\0\0", 20);

    ogg_stream_state stream;
    ogg_stream_init(&stream, 7);
    QByteArray file;
    qint64 number = 0;
    const auto put = [&](const QByteArray &bytes, qint64 granule, bool isLast, bool endsPage) {
        QByteArray copy = bytes;
        ogg_packet packet{reinterpret_cast<unsigned char *>(copy.data()), long(copy.size()), number == 0,
            isLast, granule, number};
        ++number;
        ogg_stream_packetin(&stream, &packet);
        ogg_page page;
        while (endsPage ? ogg_stream_flush(&stream, &page) : ogg_stream_pageout(&stream, &page)) {
            file.append(reinterpret_cast<const char *>(page.header), page.header_len);
            file.append(reinterpret_cast<const char *>(page.body), page.body_len);
        }
    };
    put(head, 0, false, true);
    put(tags, 0, false, true);
    for (std::size_t i = 0; i < packets.size(); ++i) {
        const bool isLast = i + 1 == packets.size();
        put(packets[i], qint64(i + 1) * 960 - (isLast ? endTrim : 0), isLast, isLast || i % 50 == 49);
    }
    ogg_stream_clear(&stream);
    return file;
}

} // namespace earshot::test
