#include "recordings/track_writer.h"

#include "recordings/filling_packets.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace earshot {

namespace {

std::span<const std::uint8_t> bytesOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())};
}

quint32 serialOf(const UserKey &speaker)
{
    return qFromBigEndian<quint32>(
        QCryptographicHash::hash(speaker.utf8(), QCryptographicHash::Sha256).constData());
}

} // namespace

TrackWriter::TrackWriter(
    const QString &path, const UserKey &speaker, bool isStereo, const std::vector<OpusTag> &tags)
    : m_file(path, {isStereo ? 2 : 1, kPreSkip, serialOf(speaker)}, tags)
{ }

void TrackWriter::add(const std::vector<FillingPacket> &packets)
{
    for (const FillingPacket &packet : packets)
        m_file.add(bytesOf(packet.bytes), packet.samples);
}

void TrackWriter::add(const PlacedPacket &packet)
{
    if (packet.isFirst || !m_firstSound) {
        const qint64 missing = packet.place - m_file.samples() + kFillingStep / 2;
        add(silentPackets(std::max<qint64>(missing - missing % kFillingStep, 0)));
    } else {
        add(concealedPackets(packet.lost, bytesOf(m_former)));
    }
    if (!m_firstSound)
        m_firstSound = packet.place;
    m_file.add(bytesOf(packet.payload), packet.frames);
    m_former = packet.payload;
}

void TrackWriter::padTo(qint64 place)
{
    const qint64 missing = place - m_file.samples();
    if (missing >= kFillingStep)
        add(silentPackets(missing - missing % kFillingStep));
}

void TrackWriter::padToEnd(qint64 place)
{
    padTo(place + kPreSkip + kFillingStep - 1);
    m_file.endPage();
}

} // namespace earshot
