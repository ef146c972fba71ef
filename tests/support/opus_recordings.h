#pragma once

#include "support/opus_file.h"

#include <QFile>

#include <algorithm>

namespace earshot::test {

/// An Ogg Opus file (RFC 7845) with all that one may have.
struct OpusFileSpec {
    std::vector<QByteArray> packets; ///< of 20 ms each
    int repeat = 1; ///< so often all of them
    int channels = 1;
    quint16 preSkip = 312;
    int serial = 7;
    std::vector<QByteArray> comments = {};
    qint64 endTrim = 0;
    bool hasEnd = true;
};

inline QByteArray opusFile(const OpusFileSpec &spec)
{
    QByteArray head("OpusHead\1\1\0\0\0\0\0\0\0\0\0", 19);
    head[9] = char(spec.channels);
    qToLittleEndian(spec.preSkip, head.data() + 10);
    qToLittleEndian(quint32(48000), head.data() + 12);
    QByteArray tags("OpusTags\4\0\0\0test", 16);
    const auto number = [&tags](qsizetype value) {
        QByteArray bytes(4, '\0');
        qToLittleEndian(quint32(value), bytes.data());
        tags += bytes;
    };
    number(qsizetype(spec.comments.size()));
    for (const QByteArray &comment : spec.comments) {
        number(comment.size());
        tags += comment;
    }

    ogg_stream_state stream;
    ogg_stream_init(&stream, spec.serial);
    QByteArray file;
    qint64 count = 0;
    const auto put = [&](const QByteArray &bytes, qint64 granule, bool isLast, bool endsPage) {
        ogg_packet packet{reinterpret_cast<unsigned char *>(const_cast<char *>(bytes.constData())),
            long(bytes.size()), count == 0, isLast && spec.hasEnd, granule, count};
        ++count;
        ogg_stream_packetin(&stream, &packet);
        ogg_page page;
        while (endsPage ? ogg_stream_flush(&stream, &page) : ogg_stream_pageout(&stream, &page)) {
            file.append(reinterpret_cast<const char *>(page.header), page.header_len);
            file.append(reinterpret_cast<const char *>(page.body), page.body_len);
        }
    };
    put(head, 0, false, true);
    put(tags, 0, false, true);
    const qint64 all = qint64(spec.packets.size()) * spec.repeat;
    for (qint64 i = 0; i < all; ++i) {
        const bool isLast = i + 1 == all;
        put(spec.packets[std::size_t(i) % spec.packets.size()], (i + 1) * 960 - (isLast ? spec.endTrim : 0),
            isLast, isLast || i % 50 == 49);
    }
    ogg_stream_clear(&stream);
    return file;
}

inline bool writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// `pages` of a file, each where it begins, and the file's end.
inline std::vector<qsizetype> pagesOf(const QByteArray &file)
{
    std::vector<qsizetype> begins;
    for (qsizetype at = file.indexOf("OggS"); at >= 0; at = file.indexOf("OggS", at + 4))
        begins.push_back(at);
    begins.push_back(file.size());
    return begins;
}

/// Where the sound of the page that begins at `page` ends; frames, pre-skip included.
inline qint64 granuleOf(const QByteArray &file, qsizetype page)
{
    return qFromLittleEndian<qint64>(file.constData() + page + 6);
}

} // namespace earshot::test
