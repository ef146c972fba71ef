#include "session/archive_reader.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr double kStrideWeight = 0.1;
/// Probes stand closer than the entries: what lies between two probes costs another round trip, a double
/// answer does not.
constexpr double kProbesPerEntry = 1.5;
constexpr double kLongestStride = 4096;

} // namespace

ArchiveReader::ArchiveReader(AudioArchive &archive, quint64 from, quint64 newest, Mediator mediator)
    : m_archive(archive)
    , m_mediator(std::make_shared<const Mediator>(std::move(mediator)))
    , m_next(from)
    , m_newest(newest)
{ }

void ArchiveReader::readOn()
{
    m_isPaused = false;
    m_end.reset();
    fill();
}

quint64 ArchiveReader::stride() const
{
    return quint64(std::clamp(m_stride / kProbesPerEntry, 1.0, kLongestStride));
}

void ArchiveReader::fill()
{
    if (m_archive.readsBatches())
        return askForBatch();
    const std::weak_ptr alive(m_alive);
    while (!alive.expired() && !m_isPaused && m_asked.size() < std::size_t(kWindow)) {
        const std::optional<quint64> gap = nextGap();
        if (!gap || !mayAsk(*gap))
            return;
        if (*gap != m_next && m_entries.size() >= kMostAhead)
            return;
        ask(*gap);
    }
}

/// The first sequence that no answer covers and no request is expected to.
std::optional<quint64> ArchiveReader::nextGap() const
{
    quint64 at = m_next;
    for (;;) {
        if (m_end && at >= *m_end)
            return std::nullopt;
        if (auto after = m_covered.upper_bound(at); after != m_covered.begin()) {
            if (--after; after->second >= at) {
                at = after->second + 1;
                continue;
            }
        }
        if (auto after = m_asked.upper_bound(at); after != m_asked.begin()) {
            if (--after; after->first + stride() > at) {
                at = after->first + stride();
                continue;
            }
        }
        return at;
    }
}

bool ArchiveReader::mayAsk(quint64 sequence) const
{
    return sequence <= m_newest || std::distance(m_asked.upper_bound(m_newest), m_asked.end()) < m_beyond;
}

void ArchiveReader::ask(quint64 sequence)
{
    m_asked.emplace(sequence, true);
    m_archive.atOrAfter(sequence, [this, sequence, alive = std::weak_ptr(m_alive)](const auto &answer) {
        if (!alive.expired())
            onAnswer(sequence, answer);
    });
}

void ArchiveReader::onAnswer(quint64 asked, const Result<std::optional<ArchiveEntry>> &answer)
{
    m_asked.erase(asked);
    if (!answer) {
        // What comes next must not be silent for ever while later ones answer.
        if (asked == m_next && ++m_failuresAtNext > kMostFailures)
            return fail(answer.failure());
        if (++m_failures > kMostFailures || answer.failure().cause == Cause::BadData)
            return fail(answer.failure());
        return fill();
    }
    m_failures = 0;
    if (!*answer) {
        m_end = std::min(m_end.value_or(asked), asked);
        m_beyond = 1;
    } else {
        const ArchiveEntry &entry = **answer;
        quint64 &last = m_covered[asked];
        last = std::max(last, entry.sequence);
        m_entries.try_emplace(entry.sequence, entry);
        if (asked > m_newest)
            m_beyond = std::min(2 * m_beyond, kWindow);
    }
    const std::weak_ptr alive(m_alive);
    handOverKnown();
    if (alive.expired())
        return;
    if (!m_isPaused && m_end && m_next >= *m_end) {
        m_isPaused = true;
        m_covered.clear();
        m_entries.clear();
        return sayEnd();
    }
    fill();
}

/// Hands over what the answers cover without a gap.
void ArchiveReader::handOverKnown()
{
    const std::weak_ptr alive(m_alive);
    for (;;) {
        auto covering = m_covered.upper_bound(m_next);
        if (covering == m_covered.begin() || (--covering)->second < m_next)
            return;
        const quint64 last = covering->second;
        m_covered.erase(m_covered.begin(), std::next(covering));
        const auto found = m_entries.extract(last);
        m_entries.erase(m_entries.begin(), m_entries.upper_bound(last));
        m_next = last + 1;
        m_failuresAtNext = 0;
        if (!found.empty())
            handOver(found.mapped());
        if (alive.expired())
            return;
    }
}

void ArchiveReader::handOver(const ArchiveEntry &entry)
{
    if (m_lastHandedOver) {
        const double distance = std::min(double(entry.sequence - *m_lastHandedOver), kLongestStride);
        m_stride += kStrideWeight * (distance - m_stride);
    }
    m_lastHandedOver = entry.sequence;
    const auto mediator = m_mediator;
    mediator->entry(entry);
}

void ArchiveReader::askForBatch()
{
    if (m_isPaused || m_isBatchUnderWay)
        return;
    m_isBatchUnderWay = true;
    const std::weak_ptr alive(m_alive);
    const auto each = [this, alive](const ArchiveEntry &entry) {
        if (alive.expired())
            return;
        m_next = entry.sequence + 1;
        m_failures = 0;
        m_isBatchEmpty = false;
        handOver(entry);
    };
    const auto end = [this, alive](const Outcome &outcome, bool isLast) {
        if (alive.expired())
            return;
        m_isBatchUnderWay = false;
        if (outcome && !isLast && m_isBatchEmpty) {
            m_archive.doNotBatch(); // more is said to be there, and nothing comes
        } else if (!outcome) {
            // A server that says it can, but leaves the end out, is read one by one.
            if (outcome.failure().cause == Cause::RequestTimeout)
                m_archive.doNotBatch();
            if (++m_failures > kMostFailures || outcome.failure().cause == Cause::BadData)
                return fail(outcome.failure());
        } else if (isLast) {
            m_isPaused = true;
            return sayEnd();
        }
        fill();
    };
    m_isBatchEmpty = true;
    m_archive.batch(m_next, kBatch, each, end);
}

void ArchiveReader::fail(const Failure &failure)
{
    m_isPaused = true;
    const auto mediator = m_mediator;
    mediator->failed(failure);
}

void ArchiveReader::sayEnd()
{
    const auto mediator = m_mediator;
    mediator->reachedEnd();
}

} // namespace earshot
