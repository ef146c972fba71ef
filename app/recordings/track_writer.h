#pragma once

#include "recordings/filling_packets.h"
#include "recordings/ogg_opus_writer.h"
#include "recordings/speaker_timeline.h"

namespace earshot {

/// One speaker's packets as they were sent, in a file that begins with the recording. Where nobody spoke stand frames of
/// silence, where packets are lost empty ones, which the player conceals. A spurt is at its place to 1.25 ms: 2.5 ms is the
/// shortest Opus frame, and the sound in the packets is not touched.
class TrackWriter
{
public:
    TrackWriter(const QString &path, const UserKey &speaker, bool isStereo, const std::vector<OpusTag> &tags);

    /// In order.
    void add(const PlacedPacket &packet);
    /// Nothing more comes before `place`.
    void padTo(qint64 place);
    /// As `padTo`, and with all that a decoder holds back.
    void padToEnd(qint64 place);

    OggOpusWriter &file() { return m_file; }
    const OggOpusWriter &file() const { return m_file; }
    qint64 firstSound() const { return m_firstSound.value_or(0); } ///< place

private:
    void add(const std::vector<FillingPacket> &packets);

    OggOpusWriter m_file;
    std::optional<qint64> m_firstSound;
    QByteArray m_former; ///< the newest packet of the speaker's
};

} // namespace earshot
