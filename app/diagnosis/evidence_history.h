#pragma once

#include "diagnosis/evidence.h"

#include <QHash>

#include <deque>

namespace earshot {

/// Adds to each moment's evidence what only the moments before can show: since when a speaker's packets hold
/// silence or sound, how many were missing or late of late, how evenly the beacons come, and when the line was
/// last up. Feed it every evidence, in order, at least once a second. Pure.
class EvidenceHistory
{
public:
    void note(Evidence &evidence, Instant now);
    void forget();

private:
    /// What a stream looked like when a packet had come.
    struct Moment {
        Instant at;
        quint64 packets;
        GapStats gaps;
        microseconds lateness;
    };
    struct Stream {
        quint64 packets = 0;
        std::optional<Instant> silentSince{};
        std::optional<Instant> soundSince{};
        std::deque<Moment> moments{}; ///< of the last 10 s, at most ten a second
    };
    struct Beacon {
        Instant at;
        microseconds transit; ///< between two clocks that do not agree: only differences count
    };
    void noteSpeaker(SpeakerEvidence &speaker, Stream &stream, Instant now);
    void noteMoments(SpeakerEvidence &speaker, Stream &stream, Instant lineSince, Instant now);
    void noteBeacon(Evidence &evidence, Instant now);

    QHash<UserKey, Stream> m_streams;
    std::optional<Instant> m_lastLive;
    std::deque<Beacon> m_beacons; ///< the last 30
};

} // namespace earshot
