#include "recordings/track_writer.h"

#include "recordings/filling_packets.h"

#include <algorithm>

namespace earshot {

TrackWriter::TrackWriter(
    const QString &path, const UserKey &speaker, bool isStereo, const std::vector<OpusTag> &tags)
    : m_file(path, {isStereo ? 2 : 1, kEncoderDelay, oggSerial(speaker.utf8())}, tags)
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
    padTo(place + kEncoderDelay + kFillingStep - 1);
    m_file.endPage();
}

} // namespace earshot
