#include "session/archive_search.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr int kGallopProbes = 8;
constexpr quint64 kFirstStep = 16; ///< back from the newest; each next step is four times as far
constexpr quint64 kParts = 16;
constexpr int kMostRounds = 24; ///< 16^n of any stream; more is a server that leads nowhere

} // namespace

ArchiveSearch::ArchiveSearch(AudioArchive &archive, Before before, Done done)
    : m_archive(archive)
    , m_before(std::move(before))
    , m_done(std::move(done))
{ }

void ArchiveSearch::start()
{
    m_archive.newest([this, alive = std::weak_ptr(m_alive)](const auto &answer) {
        if (!alive.expired())
            onNewest(answer);
    });
}

void ArchiveSearch::onNewest(const Result<std::optional<ArchiveEntry>> &answer)
{
    if (!answer)
        return end(answer.failure());
    if (!*answer)
        return end(quint64(1));
    const ArchiveEntry &newest = **answer;
    m_newest = {newest.sequence, newest.stored};
    if (m_before(newest))
        return end(newest.sequence + 1);
    m_high = newest.sequence;
    m_firstNotBefore = m_newest;
    gallop();
}

/// Probes 16, 64, 256, … before the newest, down to the stream's first.
void ArchiveSearch::gallop()
{
    std::vector<quint64> sequences;
    for (int i = 0; i < kGallopProbes; ++i, ++m_gallops) {
        const int doublings = 2 * m_gallops;
        const quint64 back = doublings > 56 ? ArchiveEntry::kMaxSequence : kFirstStep << doublings;
        sequences.push_back(m_newest.sequence > back ? m_newest.sequence - back : 1);
    }
    send(std::move(sequences));
}

/// Probes the bracket's own beginning (which ends the search where nothing is stored in it), equal parts, and
/// what the times tell.
void ArchiveSearch::narrow()
{
    std::vector<quint64> sequences;
    for (quint64 part = 0; part < kParts; ++part)
        sequences.push_back(m_low + (m_high - m_low) / kParts * part);
    addInterpolated(sequences);
    send(std::move(sequences));
}

void ArchiveSearch::addInterpolated(std::vector<quint64> &sequences) const
{
    if (!m_target || !m_lastBefore || !m_firstNotBefore)
        return;
    const double whole = double((m_firstNotBefore->stored - m_lastBefore->stored).count());
    const double part = double((*m_target - m_lastBefore->stored).count());
    if (whole <= 0)
        return;
    const double width = double(m_high - m_low);
    const double estimate = std::clamp(part / whole, 0.0, 1.0) * width;
    for (const double off :
        {-width / 64, -width / 512, -double(kSlack) / 2, double(kSlack) / 2, width / 512}) {
        const double at = estimate + off;
        if (at > 0 && at < width)
            sequences.push_back(m_low + quint64(at));
    }
}

void ArchiveSearch::send(std::vector<quint64> sequences)
{
    std::ranges::sort(sequences);
    sequences.erase(std::unique(sequences.begin(), sequences.end()), sequences.end());
    if (++m_rounds > kMostRounds)
        return end(Failure{Cause::BadData, QStringLiteral("archive order")});
    m_probes.clear();
    m_failure.reset();
    m_waiting = int(sequences.size());
    const std::weak_ptr alive(m_alive);
    for (const quint64 sequence : sequences) {
        m_archive.atOrAfter(sequence, [this, sequence, alive](const auto &answer) {
            if (!alive.expired())
                onProbe(sequence, answer);
        });
        if (alive.expired())
            return;
    }
}

void ArchiveSearch::onProbe(quint64 sequence, const Result<std::optional<ArchiveEntry>> &answer)
{
    if (answer)
        m_probes.push_back({sequence, *answer});
    else
        m_failure = answer.failure();
    if (--m_waiting == 0)
        conclude();
}

/// The last entry that is before decides: a stray one earlier (a voice not known then) does not.
void ArchiveSearch::conclude()
{
    if (m_probes.empty())
        return end(*m_failure);
    for (const Probe &probe : m_probes) {
        if (probe.entry && probe.entry->sequence < m_high && m_before(*probe.entry)
            && probe.entry->sequence >= m_low) {
            m_low = probe.entry->sequence + 1;
            m_lastBefore = Known{probe.entry->sequence, probe.entry->stored};
        }
    }
    std::ranges::sort(m_probes, {}, &Probe::sequence);
    for (const Probe &probe : m_probes) {
        const quint64 at = probe.entry ? probe.entry->sequence : m_high;
        // Nothing is stored from the probe to its entry.
        if (probe.sequence <= m_low && at > m_low)
            m_low = std::min(at, m_high);
        if (probe.entry && at >= m_low && at < m_high) {
            m_high = at;
            m_firstNotBefore = Known{at, probe.entry->stored};
        }
    }
    const bool isBounded = m_lastBefore || m_low > 1 || m_probes.front().sequence == 1;
    if (m_high - m_low <= kSlack)
        end(m_low);
    else if (isBounded)
        narrow();
    else
        gallop();
}

void ArchiveSearch::end(const Result<quint64> &result)
{
    const Done done = std::exchange(m_done, [](const auto &) {});
    done(result);
}

} // namespace earshot
