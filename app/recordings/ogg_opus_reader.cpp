#include "recordings/ogg_opus_reader.h"

#include <QFile>
#include <QtEndian>

#include <ogg/ogg.h>
#include <opus.h>

#include <cstring>

namespace earshot {

namespace {

constexpr int kSampleRate = 48000;
constexpr qsizetype kMaxPacket = 61'440; ///< RFC 7845 §6: larger packets may be refused
constexpr qsizetype kHeadBytes = 19;

// RFC 7845 §5.1, the identification header:
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |      'O'      |      'p'      |      'u'      |      's'      |
//   |      'H'      |      'e'      |      'a'      |      'd'      |
//   |  Version = 1  | Channel Count |           Pre-skip            |
//   |                     Input Sample Rate (Hz)                    |
//   |   Output Gain (Q7.8 in dB)    | Mapping Family|
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

Failure damaged(const char *what)
{
    return {Cause::BadData, QString::fromLatin1(what)};
}

/// libogg's two states, freed together.
class OggDemuxer
{
public:
    OggDemuxer() { ogg_sync_init(&m_sync); }
    ~OggDemuxer()
    {
        if (m_hasStream)
            ogg_stream_clear(&m_stream);
        ogg_sync_clear(&m_sync);
    }
    Q_DISABLE_COPY_MOVE(OggDemuxer)

    Result<OggOpusFile> read(const QByteArray &bytes);

private:
    std::optional<Failure> takePage(ogg_page &page);
    std::optional<Failure> takePacket(const ogg_packet &packet);
    std::optional<Failure> readHead(const QByteArray &head);
    Result<OggOpusFile> finish();

    ogg_sync_state m_sync{};
    ogg_stream_state m_stream{};
    bool m_hasStream = false;
    int m_headers = 0; ///< of two: identification and comment
    qint64 m_decoded = 0; ///< samples of all packets
    qint64 m_lastGranule = -1;
    bool m_isEnded = false;
    OggOpusFile m_file;
};

Result<OggOpusFile> OggDemuxer::read(const QByteArray &bytes)
{
    char *buffer = ogg_sync_buffer(&m_sync, long(bytes.size()));
    if (!buffer)
        return damaged("length");
    std::memcpy(buffer, bytes.constData(), std::size_t(bytes.size()));
    ogg_sync_wrote(&m_sync, long(bytes.size()));

    ogg_page page;
    int found = 0;
    while ((found = ogg_sync_pageout(&m_sync, &page)) != 0) {
        if (found < 0 || m_isEnded)
            return damaged("page");
        if (const auto failure = takePage(page))
            return *failure;
    }
    if (m_sync.fill != m_sync.returned)
        return damaged("cut off");
    return finish();
}

std::optional<Failure> OggDemuxer::takePage(ogg_page &page)
{
    if (!m_hasStream) {
        if (!ogg_page_bos(&page) || ogg_stream_init(&m_stream, ogg_page_serialno(&page)) != 0)
            return damaged("header");
        m_hasStream = true;
    } else if (ogg_page_bos(&page)) {
        return damaged("page"); // a second stream, or a chain of them
    }
    if (ogg_stream_pagein(&m_stream, &page) != 0)
        return damaged("page");
    ogg_packet packet;
    int found = 0;
    while ((found = ogg_stream_packetout(&m_stream, &packet)) != 0) {
        if (found < 0)
            return damaged("gap");
        if (const auto failure = takePacket(packet))
            return failure;
    }
    if (ogg_page_granulepos(&page) >= 0 && m_headers == 2)
        m_lastGranule = ogg_page_granulepos(&page);
    m_isEnded = ogg_page_eos(&page) != 0;
    return std::nullopt;
}

std::optional<Failure> OggDemuxer::takePacket(const ogg_packet &packet)
{
    const QByteArray bytes(reinterpret_cast<const char *>(packet.packet), qsizetype(packet.bytes));
    if (m_headers == 0) {
        m_headers = 1;
        return readHead(bytes);
    }
    if (m_headers == 1) {
        m_headers = 2;
        return bytes.startsWith("OpusTags") ? std::nullopt : std::optional(damaged("header"));
    }
    const int samples = bytes.size() > 0 && bytes.size() <= kMaxPacket
        ? opus_packet_get_nb_samples(packet.packet, opus_int32(packet.bytes), kSampleRate)
        : OPUS_INVALID_PACKET;
    if (samples <= 0)
        return damaged("packet");
    m_decoded += samples;
    m_file.packets.push_back(bytes);
    return std::nullopt;
}

std::optional<Failure> OggDemuxer::readHead(const QByteArray &head)
{
    const bool valid = head.size() >= kHeadBytes && head.startsWith("OpusHead") && quint8(head[8]) >> 4 == 0
        && (head[9] == 1 || head[9] == 2) && head[18] == 0;
    if (!valid)
        return damaged("header");
    m_file.channels = head[9];
    m_file.preSkip = qFromLittleEndian<quint16>(head.constData() + 10);
    return std::nullopt;
}

Result<OggOpusFile> OggDemuxer::finish()
{
    if (m_headers < 2)
        return damaged("header");
    // The last page's position may trim the end, never add to it (RFC 7845 §4.4).
    const qint64 end = m_isEnded && m_lastGranule >= 0 ? std::min(m_lastGranule, m_decoded) : m_decoded;
    m_file.samples = end - m_file.preSkip;
    if (m_file.samples <= 0)
        return damaged("length");
    return std::move(m_file);
}

} // namespace

Result<OggOpusFile> parseOggOpus(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return damaged("header");
    if (bytes.size() > kMaxOggBytes)
        return damaged("length");
    OggDemuxer demuxer;
    return demuxer.read(bytes);
}

Result<OggOpusFile> readOggOpus(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{Cause::FileUnreadable, file.errorString()};
    const QByteArray bytes = file.read(kMaxOggBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Failure{Cause::FileUnreadable, file.errorString()};
    return parseOggOpus(bytes);
}

} // namespace earshot
