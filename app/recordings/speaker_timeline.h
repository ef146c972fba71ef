#pragma once

#include "recordings/recording_writer.h"
#include "recordings/speaker_clock.h"

#include <deque>
#include <map>
#include <vector>

namespace earshot {

/// A packet and where it belongs. Places are samples at 48 kHz from the recording's start.
struct PlacedPacket {
    qint64 place
        = 0; ///< of its first sample; those of a spurt follow each other by the speaker's own sound clock
    qint64 wanted
        = 0; ///< likewise, by the server's clock: the two part where the sound clock is not quite right
    bool isFirst
        = false; ///< of a spurt: what is before it in time is silence, or lost for longer than kMostConcealed
    int frames = 0;
    qint64 lost = 0; ///< frames that are missing right behind the packet before it
    QByteArray payload;
};

/// Frames that libopus' encoders hold back: a packet's sound is that much older than its place says.
inline constexpr int kEncoderDelay = 312;
inline constexpr int kMostConcealed = 7200; ///< frames: in 150 ms a decoder has faded out

/// Puts one speaker's packets in order and on the recording's time.
///
/// Timestamps place packets to the sample within a spurt; where a spurt begins is the clock's word (`SpeakerClock`), but what
/// it says moves nothing that is within 0.25 ms. Timestamps that are no continuation (another program, or hostile) begin another
/// clock at the time of storing. Sequence numbers tell what is lost from what was never said. There is one voice: of what two
/// programs say at once, or of timestamps that are faster than time, what belongs before what was handed out is dropped.
class SpeakerTimeline
{
public:
    static constexpr int kKept = 16'384; ///< packets that wait; more than any honest speaker has

    explicit SpeakerTimeline(WallTime started)
        : m_started(started)
    { }

    void add(const RecordedPacket &packet);
    /// All that lie before `until` (a place), in order; they cannot change any more: what comes for that time later is dropped.
    std::vector<PlacedPacket> take(qint64 until);
    quint64 dropped() const { return m_dropped; }

private:
    struct Packet {
        qint64 sequence = 0; ///< unwrapped
        int frames = 0;
        QByteArray payload;
    };
    /// Timestamps that count on.
    struct Stretch {
        SpeakerClock clock;
        qint64 first = 0; ///< timestamp that it begins with, unwrapped as all
        bool isContinuation = false; ///< of the timestamps of the stretch before it
        qint64 newest = 0; ///< timestamp
        qint64 newestSequence = 0;
        WallTime newestStored{};
        std::map<qint64, Packet> waiting; ///< by timestamp
        // Of what was taken:
        bool isBegun = false;
        qint64 end = 0; ///< timestamp
        qint64 endSequence = 0;
        int lastFrames = 0;
        qint64 shift = 0; ///< place - timestamp
        std::optional<qint64> handedOut; ///< m_handedOut with its newest; nothing where that was dropped
    };

    Stretch *stretchOf(const RecordedPacket &packet, qint64 &timestamp);
    Stretch &begin(const RecordedPacket &packet, qint64 timestamp);
    void insert(Stretch &stretch, qint64 timestamp, int frames, const RecordedPacket &packet);
    qint64 placeOf(const Stretch &stretch, qint64 timestamp) const;
    void takeFrom(Stretch &stretch, qint64 until, std::vector<PlacedPacket> &taken);
    static qint64 lostBefore(const Packet &packet, qint64 sequence, qint64 missing);
    std::optional<PlacedPacket> place(Stretch &stretch, qint64 timestamp, Packet &packet, qint64 wanted);

    WallTime m_started;
    std::deque<Stretch> m_stretches;
    int m_waiting = 0;
    qint64 m_handedOut = 0; ///< where all that was handed out ends, if none of it overlaps
    quint64 m_dropped = 0;
};

} // namespace earshot
