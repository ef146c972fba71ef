#include "recordings/ogg_opus_mend.h"

#include "event/recording.h"
#include "recordings/filling_packets.h"
#include "recordings/ogg_opus_writer.h"

#include <QFile>
#include <QtEndian>

#include <ogg/ogg.h>
#include <opus.h>

#include <algorithm>
#include <optional>

namespace earshot {

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr int kSampleRate = 48000;
constexpr qint64 kMostSamples = kMaxRecording.count() * kSampleRate / 1000;
constexpr int kHeadBytes = 19;

Failure unreadable(const QFile &file)
{
    return {Cause::FileUnreadable, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
}

/// The packets of one file, at their places; into a writer, where there is one.
class HoledFile
{
public:
    explicit HoledFile(OggOpusWriter *out)
        : m_out(out)
    {
        ogg_sync_init(&m_sync);
    }
    ~HoledFile()
    {
        if (m_hasStream)
            ogg_stream_clear(&m_stream);
        ogg_sync_clear(&m_sync);
    }
    Q_DISABLE_COPY_MOVE(HoledFile)

    Outcome read(QFile &file);

    std::optional<OggOpusWriter::Form> form; ///< nothing: it does not begin as Opus does
    std::vector<OggOpusHole> holes;

private:
    Outcome take(ogg_page &page);
    bool takeHeader(const ogg_packet &packet);
    Outcome takeSound(const std::vector<ogg_packet> &packets, qint64 end);
    Outcome fill(qint64 samples);

    OggOpusWriter *m_out;
    ogg_sync_state m_sync{};
    ogg_stream_state m_stream{};
    bool m_hasStream = false;
    qint64 m_position = 0; ///< samples, with the pre-skip
};

int samplesOf(const ogg_packet &packet)
{
    return std::max(0, opus_packet_get_nb_samples(packet.packet, opus_int32(packet.bytes), kSampleRate));
}

Outcome HoledFile::read(QFile &file)
{
    ogg_page page;
    for (;;) {
        const int found = ogg_sync_pageout(&m_sync, &page);
        if (found > 0) {
            const Outcome taken = take(page);
            if (!taken || !form)
                return taken;
        } else if (found == 0) {
            char *room = ogg_sync_buffer(&m_sync, kPiece);
            const qint64 size = room ? file.read(room, kPiece) : -1;
            if (size < 0)
                return unreadable(file);
            if (size == 0)
                return Nothing{};
            ogg_sync_wrote(&m_sync, long(size));
        }
    }
}

/// Of packets that lie on several pages, one of them damaged, libogg leaves the rest out.
Outcome HoledFile::take(ogg_page &page)
{
    if (!m_hasStream)
        m_hasStream = ogg_stream_init(&m_stream, ogg_page_serialno(&page)) == 0;
    if (!m_hasStream || ogg_stream_pagein(&m_stream, &page) != 0)
        return Nothing{};
    std::vector<ogg_packet> packets;
    ogg_packet packet;
    int found = 0;
    while ((found = ogg_stream_packetout(&m_stream, &packet)) != 0) {
        if (found < 0 || takeHeader(packet))
            continue;
        if (!form)
            return Nothing{};
        if (samplesOf(packet) > 0)
            packets.push_back(packet);
    }
    return packets.empty() ? Nothing{} : takeSound(packets, ogg_page_granulepos(&page));
}

bool HoledFile::takeHeader(const ogg_packet &packet)
{
    const QByteArray bytes
        = QByteArray::fromRawData(reinterpret_cast<const char *>(packet.packet), qsizetype(packet.bytes));
    if (form)
        return bytes.startsWith("OpusTags");
    if (bytes.size() < kHeadBytes || !bytes.startsWith("OpusHead"))
        return false;
    form = OggOpusWriter::Form{
        bytes[9], qFromLittleEndian<quint16>(bytes.constData() + 10), quint32(m_stream.serialno)};
    return true;
}

/// `end`: where the last of them ends.
Outcome HoledFile::takeSound(const std::vector<ogg_packet> &packets, qint64 end)
{
    if (end > kMostSamples)
        return Nothing{};
    qint64 begin = end;
    for (const ogg_packet &packet : packets)
        begin -= samplesOf(packet);
    if (const qint64 missing = begin - m_position; missing >= kFillingStep) {
        const qint64 at = std::max<qint64>(0, m_position - form->preSkip);
        holes.push_back({at, std::max<qint64>(0, begin - form->preSkip - at)});
        if (const Outcome filled = fill(missing - missing % kFillingStep); !filled)
            return filled;
    }
    for (const ogg_packet &packet : packets) {
        m_position += samplesOf(packet);
        if (m_out)
            m_out->add({packet.packet, std::size_t(packet.bytes)}, samplesOf(packet));
    }
    return m_out ? m_out->write() : Nothing{};
}

Outcome HoledFile::fill(qint64 samples)
{
    constexpr qint64 kAtOnce = 60 * kSampleRate;
    m_position += samples;
    for (; m_out && samples > 0; samples -= std::min(samples, kAtOnce)) {
        for (const FillingPacket &packet : silentPackets(std::min(samples, kAtOnce)))
            m_out->add({reinterpret_cast<const std::uint8_t *>(packet.bytes.constData()),
                           std::size_t(packet.bytes.size())},
                packet.samples);
        if (const Outcome written = m_out->write(); !written)
            return written;
    }
    return Nothing{};
}

} // namespace

Result<std::vector<OggOpusHole>> mendOggOpus(const QString &from, const QString &to)
{
    QFile in(from);
    if (!in.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(in);
    HoledFile looked(nullptr);
    if (const Outcome outcome = looked.read(in); !outcome)
        return outcome.failure();
    if (!looked.form)
        return Failure{Cause::FileDamaged, from};
    if (looked.holes.empty())
        return looked.holes;
    if (!in.seek(0))
        return unreadable(in);
    OggOpusWriter out(to, *looked.form, {});
    HoledFile mended(&out);
    if (const Outcome outcome = mended.read(in); !outcome)
        return outcome.failure();
    out.endPage();
    if (const Outcome outcome = out.write(); !outcome)
        return outcome.failure();
    return mended.holes;
}

} // namespace earshot
