#include "recordings/opus_duration.h"

#include "base/regular_file.h"
#include "event/recording.h"

#include <QByteArray>
#include <QtEndian>

#include <opus.h>

#include <algorithm>
#include <optional>

namespace earshot {

namespace {

constexpr qint64 kLastPage = 2 * 65'307; ///< an Ogg page is at most 65307 bytes (RFC 3533)
constexpr qint64 kBegin = 256 * 1024; ///< a picture among the tags may be long
constexpr qsizetype kPageHeader = 27;
constexpr qint64 kFirstPage = kPageHeader + 255 + 19; ///< with OpusHead
constexpr int kHeaders = 2; ///< packets: identification and comment

/// Samples before the first that is heard (RFC 7845 §5.1); nothing where it is no Opus.
std::optional<int> preSkipOf(const QByteArray &page)
{
    const qsizetype head = page.size() > kPageHeader ? kPageHeader + uchar(page[kPageHeader - 1]) : 0;
    if (!page.startsWith("OggS") || !page.sliced(std::min(head, page.size())).startsWith("OpusHead")
        || page.size() < head + 12)
        return std::nullopt;
    return qFromLittleEndian<quint16>(page.constData() + head + 10);
}

/// The granule position before the first packet of sound (RFC 7845 §4.3): that of the first page on which one ends, less
/// all that end there. 0 where the pages make no sense.
class FirstGranule
{
public:
    explicit FirstGranule(const QByteArray &bytes)
        : m_bytes(bytes)
    { }
    qint64 find()
    {
        while (takePage()) {
            if (m_packets > kHeaders && m_granule >= 0)
                return std::max<qint64>(0, m_granule - m_samples);
        }
        return 0;
    }

private:
    bool takePage()
    {
        if (m_bytes.size() - m_at < kPageHeader || m_bytes.mid(m_at, 4) != "OggS")
            return false;
        const qsizetype segments = uchar(m_bytes[m_at + kPageHeader - 1]);
        qsizetype body = m_at + kPageHeader + segments;
        m_granule = qFromLittleEndian<qint64>(m_bytes.constData() + m_at + 6);
        for (qsizetype i = 0; i < segments && body <= m_bytes.size(); ++i) {
            const qsizetype length = uchar(m_bytes[m_at + kPageHeader + i]);
            m_packet += m_bytes.mid(body, length);
            body += length;
            if (length < 255)
                endPacket();
        }
        m_at = body;
        return body <= m_bytes.size();
    }
    void endPacket()
    {
        const QByteArray packet = std::exchange(m_packet, {});
        if (++m_packets <= kHeaders || packet.isEmpty())
            return;
        const auto *data = reinterpret_cast<const unsigned char *>(packet.constData());
        m_samples += std::max(0, opus_packet_get_nb_samples(data, opus_int32(packet.size()), 48'000));
    }

    const QByteArray &m_bytes;
    qsizetype m_at = 0;
    QByteArray m_packet; ///< as far as it goes
    int m_packets = 0;
    qint64 m_samples = 0; ///< of those with sound
    qint64 m_granule = -1;
};

} // namespace

bool isOpusFile(const QString &path)
{
    QFile file(path);
    return openRegular(file) && preSkipOf(file.peek(kFirstPage)).has_value();
}

milliseconds opusDuration(const QString &path)
{
    QFile file(path);
    if (!openRegular(file))
        return milliseconds{0};
    const QByteArray begin = file.read(kBegin);
    const std::optional<int> preSkip = preSkipOf(begin);
    if (!preSkip)
        return milliseconds{0};
    file.seek(std::max<qint64>(0, file.size() - kLastPage));
    const QByteArray end = file.read(kLastPage);
    const qsizetype page = end.lastIndexOf("OggS");
    if (page < 0 || page + 14 > end.size())
        return milliseconds{0};
    const auto last = qFromLittleEndian<qint64>(end.constData() + page + 6);
    const qint64 first = FirstGranule(begin).find();
    if (last < first || last - first > qint64(kMaxRecording.count()) * 48 + *preSkip)
        return milliseconds{0};
    return milliseconds{std::max<qint64>(0, (last - first - *preSkip) / 48)};
}

} // namespace earshot
