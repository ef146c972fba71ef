#pragma once

#include "event/stage.h"
#include "session/gap_stats.h"
#include "wire/rtp_packet.h"

#include <deque>

namespace earshot {

/// Which of one speaker's packets are missing here, and whose fault that is.
///
/// One line (TCP) loses nothing and keeps the order, so a number that it skips was not in what this server had
/// to send. The desk, another subscriber, tells in the beacon how many numbers it misses itself and up to which:
/// as many of ours up to there are the source's, the rest the servers'. Packets that are not sent in silence have
/// no numbers, so DTX leaves no gap.
///
/// Pure: time comes from outside.
class SpeakerGaps
{
public:
    /// A packet that came live; `line` is another number after each break of the own line.
    void takeLive(const RtpPacket &packet, unsigned line, Instant at);
    /// One that came another way, sent again or fetched.
    void takeLater(const RtpPacket &packet);
    /// One that came was not taken by the player.
    void refused(Instant at);
    /// What the newest beacon says.
    void setDeskCount(const std::optional<DeskCount> &count);

    const GapStats &stats() const { return m_stats; }

private:
    enum class Blame { Undecided, Source, Server, Connection };
    /// Missing numbers, of one gap and one blame.
    struct Run {
        qint64 begin;
        qint64 end; ///< one after the last
        Blame blame;
        Instant seen;
    };

    void startAnew(const RtpPacket &packet);
    void startLine(qint64 first);
    void noteGap(qint64 begin, qint64 end, bool isLineWhole, Instant at);
    void fill(qint64 number);
    void decide();
    void blame(qint64 begin, qint64 end, qint64 ofSource);
    qint64 undecidedIn(qint64 begin, qint64 end) const;
    void keepNewestRuns();
    void setBlame(const Run &run, Blame blame);
    void noteWaiting();
    qint64 continued(quint16 number) const;
    quint64 &counterOf(Blame blame);

    GapStats m_stats;
    bool m_isStarted = false;
    quint32 m_ssrc = 0;
    quint32 m_newestTimestamp = 0;
    unsigned m_line = 0;
    qint64 m_first = 0; ///< number of the line's first packet; all numbers in here go on beyond 16 bits
    qint64 m_newest = 0;
    std::deque<Run> m_runs; ///< ascending
    std::deque<DeskCount> m_said; ///< by the desk, of numbers that have not come here yet
    std::optional<DeskCount> m_decidedBy; ///< the last one that was used
    qint64 m_decidedUpTo = 0; ///< the desk will say nothing more of numbers up to here
};

} // namespace earshot
