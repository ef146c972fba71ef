#include "session/speaker_gaps.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr std::size_t kMostRuns = 256; ///< what is lost in more pieces stays as it was blamed
constexpr std::size_t kMostSaid = 16;
/// Numbers repeat after 65536 packets, some 10 min of 10 ms; what is older than half of that is another one.
constexpr qint64 kLongestAgo = qint64(5) * 60 * RtpPacket::kClockRate;

} // namespace

/// The number nearest to the newest one that the bits may stand for.
qint64 SpeakerGaps::continued(quint16 number) const
{
    return m_newest + qint16(number - quint16(m_newest));
}

quint64 &SpeakerGaps::counterOf(Blame blame)
{
    switch (blame) {
    case Blame::Source:
        return m_stats.atSource;
    case Blame::Server:
        return m_stats.atServer;
    case Blame::Connection:
        return m_stats.atConnection;
    case Blame::Undecided:
        break;
    }
    return m_stats.undecided;
}

void SpeakerGaps::startAnew(const RtpPacket &packet)
{
    m_isStarted = true;
    m_ssrc = packet.ssrc;
    m_first = m_newest = packet.sequence;
    m_newestTimestamp = packet.timestamp;
    m_runs.clear();
    m_said.clear();
    m_decidedBy.reset();
    m_decidedUpTo = m_first;
}

/// What the desk missed meanwhile does not tell what it misses of this line.
void SpeakerGaps::startLine(qint64 first)
{
    m_first = first;
    m_said.clear();
    m_decidedBy.reset();
}

void SpeakerGaps::takeLive(const RtpPacket &packet, unsigned line, Instant at)
{
    const auto later = qint32(packet.timestamp - m_newestTimestamp);
    const qint64 number = continued(packet.sequence);
    // Where the two counts disagree, one of them began anew, or the line was gone for longer than they can tell.
    if (!m_isStarted || packet.ssrc != m_ssrc || (later > 0) != (number > m_newest)) {
        startAnew(packet);
        ++m_stats.received;
    } else if (number > m_newest) {
        noteGap(m_newest + 1, number, line == m_line, at);
        if (line != m_line)
            startLine(number);
        m_newest = number;
        m_newestTimestamp = packet.timestamp;
        ++m_stats.received;
    } else {
        fill(number);
    }
    m_line = line;
    decide();
}

void SpeakerGaps::takeLater(const RtpPacket &packet)
{
    const auto later = qint32(packet.timestamp - m_newestTimestamp);
    if (m_isStarted && packet.ssrc == m_ssrc && later <= 0 && later > -kLongestAgo)
        fill(continued(packet.sequence));
}

void SpeakerGaps::refused(Instant at)
{
    ++m_stats.atConnection;
    m_stats.lastAtConnection = at;
}

void SpeakerGaps::setDeskCount(const std::optional<DeskCount> &count)
{
    if (!count) {
        m_said.clear();
        m_decidedBy.reset();
        return;
    }
    // Counts go on from each other, so one that waits for too long may be left out.
    if (m_said.size() == kMostSaid)
        m_said.pop_front();
    m_said.push_back(*count);
    decide();
}

void SpeakerGaps::noteGap(qint64 begin, qint64 end, bool isLineWhole, Instant at)
{
    if (begin == end)
        return;
    const Blame blame = isLineWhole ? Blame::Undecided : Blame::Connection;
    counterOf(blame) += quint64(end - begin);
    (isLineWhole ? m_stats.lastUndecided : m_stats.lastAtConnection) = at;
    m_runs.push_back({begin, end, blame, at});
    keepNewestRuns();
    noteWaiting();
}

void SpeakerGaps::keepNewestRuns()
{
    while (m_runs.size() > kMostRuns)
        m_runs.pop_front();
}

void SpeakerGaps::fill(qint64 number)
{
    const auto run
        = std::ranges::find_if(m_runs, [&](const Run &r) { return r.begin <= number && number < r.end; });
    if (run == m_runs.end())
        return;
    ++m_stats.received;
    --counterOf(run->blame);
    Run rest = *run;
    rest.begin = number + 1;
    run->end = number;
    if (rest.begin < rest.end)
        m_runs.insert(run + 1, rest);
    std::erase_if(m_runs, [](const Run &r) { return r.begin == r.end; });
    keepNewestRuns();
    noteWaiting();
}

/// A count of the desk is used once its newest number has come here too: then no gap below it is news.
void SpeakerGaps::decide()
{
    while (m_isStarted) {
        const auto next = std::ranges::find_if(
            m_said, [this](const DeskCount &c) { return continued(quint16(c.newest)) <= m_newest; });
        if (next == m_said.end())
            break;
        const DeskCount said = *next;
        const qint64 upTo = continued(quint16(said.newest));
        m_said.erase(m_said.begin(), next + 1);
        const bool goesOn = m_decidedBy && said.first == m_decidedBy->first
            && said.newest >= m_decidedBy->newest && said.skipped >= m_decidedBy->skipped;
        const qint64 first = upTo - (said.newest - said.first);
        if (goesOn)
            blame(m_decidedUpTo + 1, upTo + 1, said.skipped - m_decidedBy->skipped);
        else if (first >= std::max(m_first, m_decidedUpTo)) // all of it is new
            blame(first + 1, upTo + 1, said.skipped);
        m_decidedBy = said;
        m_decidedUpTo = std::max(m_decidedUpTo, upTo);
    }
    noteWaiting();
}

qint64 SpeakerGaps::undecidedIn(qint64 begin, qint64 end) const
{
    qint64 count = 0;
    for (const Run &run : m_runs) {
        if (run.blame == Blame::Undecided)
            count += std::max<qint64>(0, std::min(run.end, end) - std::max(run.begin, begin));
    }
    return count;
}

/// Of the numbers that are missing in [begin, end), `ofSource` are missing at the desk too. Where both miss some,
/// and not as many, they are taken for the same ones. What has come another way meanwhile was the server's.
void SpeakerGaps::blame(qint64 begin, qint64 end, qint64 ofSource)
{
    qint64 ofServer = undecidedIn(begin, end) - ofSource;
    std::deque<Run> before;
    std::swap(before, m_runs);
    for (Run run : before) {
        while (run.begin < run.end) {
            const bool isMeant = run.blame == Blame::Undecided && run.end > begin && run.begin < end;
            Run part = run;
            if (isMeant && part.begin < begin)
                part.end = begin; // another count's
            else if (isMeant)
                part.end = std::min({part.end, end, ofServer > 0 ? part.begin + ofServer : part.end});
            if (isMeant && part.begin >= begin) {
                setBlame(part, ofServer > 0 ? Blame::Server : Blame::Source);
                part.blame = ofServer > 0 ? Blame::Server : Blame::Source;
                ofServer -= part.end - part.begin;
            }
            m_runs.push_back(part);
            run.begin = part.end;
        }
    }
    keepNewestRuns();
}

void SpeakerGaps::setBlame(const Run &run, Blame blame)
{
    const auto count = quint64(run.end - run.begin);
    counterOf(run.blame) -= count;
    counterOf(blame) += count;
    std::optional<Instant> &last = blame == Blame::Server ? m_stats.lastAtServer : m_stats.lastAtSource;
    last = std::max(last.value_or(run.seen), run.seen);
}

void SpeakerGaps::noteWaiting()
{
    const auto oldest = std::ranges::find_if(
        m_runs, [&](const Run &run) { return run.blame == Blame::Undecided && run.begin > m_decidedUpTo; });
    m_stats.waitingSince = oldest == m_runs.end() ? std::nullopt : std::optional(oldest->seen);
}

} // namespace earshot
