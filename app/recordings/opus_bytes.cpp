#include "recordings/opus_bytes.h"

#include "base/regular_file.h"

#include <QBuffer>
#include <QtEndian>

#include <algorithm>
#include <numeric>

namespace earshot {

namespace {

// RFC 3533 §6, a page: "OggS", version, flags, granule position (8), serial (4), sequence (4), checksum (4), number of
// segments, their lengths, their bytes.
constexpr qsizetype kPageHeader = 27;
constexpr qint64 kTail = 128 * 1024; ///< two of the longest pages

} // namespace

Result<std::unique_ptr<OpusBytes>> OpusBytes::open(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!openRegular(*file, QIODevice::Unbuffered))
        return Failure{Cause::FileUnreadable, path};
    return std::unique_ptr<OpusBytes>(new OpusBytes(std::move(file)));
}

std::unique_ptr<OpusBytes> OpusBytes::ofMemory(const QByteArray &bytes)
{
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(bytes);
    buffer->open(QIODevice::ReadOnly);
    return std::unique_ptr<OpusBytes>(new OpusBytes(std::move(buffer)));
}

bool OpusBytes::look()
{
    const qint64 before = m_size;
    m_size = std::max(m_size, m_device->size());
    return m_size > before;
}

int OpusBytes::read(unsigned char *to, int atMost)
{
    const qint64 there = std::clamp<qint64>(m_size - m_device->pos(), 0, atMost);
    if (there == 0)
        return 0;
    return int(m_device->read(reinterpret_cast<char *>(to), there));
}

std::optional<OpusBytes::End> OpusBytes::end()
{
    const qint64 begin = std::max<qint64>(0, m_size - kTail);
    if (!m_device->seek(begin))
        return std::nullopt;
    const QByteArray tail = m_device->read(m_size - begin);
    for (qsizetype at = tail.lastIndexOf("OggS"); at >= 0;
         at = at > 0 ? tail.lastIndexOf("OggS", at - 1) : -1) {
        if (tail.size() - at < kPageHeader)
            continue;
        const auto *page = reinterpret_cast<const uchar *>(tail.constData()) + at;
        const qsizetype segments = page[26];
        if (tail.size() - at < kPageHeader + segments)
            continue;
        const qsizetype body
            = std::accumulate(page + kPageHeader, page + kPageHeader + segments, qsizetype(0));
        const qsizetype length = kPageHeader + segments + body;
        if (tail.size() - at < length)
            continue;
        return End{.isMarked = (page[5] & 4) != 0,
            .isLast = at + length == tail.size(),
            .granule = qFromLittleEndian<qint64>(page + 6)};
    }
    return std::nullopt;
}

} // namespace earshot
