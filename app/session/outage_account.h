#pragma once

#include "session/heard_packets.h"

#include <map>

namespace earshot {

/// What one outage cost: which packets were got later, and how many are missing for good.
///
/// Each stream's outage goes from the last number heard before to the first that comes live afterwards; until
/// that comes, to the last that was got. A stream that began meanwhile begins with the first packet got.
class OutageAccount
{
public:
    /// `before` is what was heard before the line was lost; `longest` how long it was away.
    OutageAccount(HeardPackets before, microseconds longest);

    /// A packet of the outage that was got afterwards; each one once.
    void got(const SpeakerPacket &packet, Instant arrival);
    void cameLive(const SpeakerPacket &packet);
    /// The line went again before all was got: what came live meanwhile is got once more.
    void goOn();

    quint64 recovered() const { return m_recovered; }
    /// Of the outage's time, what can be heard after all.
    milliseconds recoveredTime() const;
    quint64 lost() const;
    milliseconds lostTime() const;

private:
    struct Range {
        std::optional<quint16> last; ///< before the outage
        std::optional<quint16> firstLive;
        quint16 highestGot = 0;
        int got = 0;
        microseconds packetLength{20'000};
    };

    Range &rangeOf(const SpeakerPacket &packet);
    static int missing(const Range &range);

    HeardPackets m_before;
    microseconds m_longest;
    std::map<std::pair<UserKey, quint32>, Range> m_ranges;
    quint64 m_recovered = 0;
    microseconds m_recoveredTime{0};
    std::optional<Instant> m_recoveredUntil;
};

} // namespace earshot
