#include "session/catch_up.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr milliseconds kPollRhythm{250};
constexpr seconds kRetryRhythm{1};
constexpr milliseconds kSearchRetry{150};
constexpr int kMostSeekTries = 2;
constexpr int kMostFailures = 8;
/// Entries of several servers are stored in another order than they come live.
constexpr milliseconds kOverlap{500};
/// Handed to the player ahead of what it plays: its buffer holds 10 s.
constexpr seconds kLead{3};
/// Fetched ahead of what is handed on: packets that were sent once more are put into their place in here.
constexpr seconds kReadAhead{4};

} // namespace

// ---- reading ---------------------------------------------------------------------------------------------

void CatchUp::readFrom(quint64 sequence, quint64 newest)
{
    m_readOnFrom.reset();
    m_metLive.reset();
    m_reader = std::make_unique<ArchiveReader>(m_archive, sequence, newest,
        ArchiveReader::Mediator{[this](const ArchiveEntry &entry) { onEntry(entry); },
            [this] { onEndOfArchive(); }, [this](const Failure &) { onReadFailed(); }});
    m_reader->readOn();
}

/// Every entry of every answer, also of probes.
void CatchUp::onSeen(const ArchiveEntry &entry)
{
    m_lastWord = m_clock.now();
    m_storeClock.answered(entry.stored, m_clock.now(), m_clock.wall());
    if (!entry.audio || entry.audio->isAgain)
        return;
    if (const auto arrival = m_cameLive.arrivalOf(*entry.audio))
        m_storeClock.cameLive(entry.stored, *arrival);
}

void CatchUp::onEntry(const ArchiveEntry &entry)
{
    m_readFailures = 0;
    const bool isTooEarly = m_readSince && entry.stored < *m_readSince;
    if (isTooEarly || isHeard(entry))
        return;
    const Instant stored
        = std::clamp(m_storeClock.arrivalOf(entry.stored), m_earliest, std::max(m_earliest, m_clock.now()));
    if (entry.audio) {
        const Instant arrival = arrivalOf(*entry.audio, stored);
        const auto taken = m_queue.take(*entry.audio, arrival, false);
        if (taken == DelayedPackets::Taken::New) {
            if (!entry.audio->isAgain)
                m_fetched.add(*entry.audio, arrival);
            if (m_account && !m_isOver)
                m_account->got(*entry.audio, arrival);
            if (m_position)
                m_position->backTo(arrival);
            else
                m_position.emplace(arrival, microseconds{0}, m_clock.now());
        } else if (taken == DelayedPackets::Taken::LiveTwin && !m_metLive) {
            m_metLive = entry.stored;
        }
    }
    m_readUpTo = std::max(stored, m_readUpTo.value_or(stored));
    if (m_metLive && entry.stored >= *m_metLive + kOverlap)
        return readingDone();
    pump();
    steerReader();
}

void CatchUp::onEndOfArchive()
{
    auto *recovering = std::get_if<Recovering>(&m_state);
    if (!recovering)
        return readingDone();
    m_lastWord = m_clock.now();
    if (!recovering->readAll)
        recovering->readAll = m_clock.now();
    m_retryTimer->start(kPollRhythm, [this] {
        if (m_reader && m_session.isLive())
            m_reader->readOn();
    });
    pump();
}

void CatchUp::onReadFailed()
{
    m_readOnFrom = m_reader->next();
    m_reader.reset();
    if (++m_readFailures >= kMostFailures) {
        if (!is<Rewound>())
            return giveUp(CatchUpRefusal::NoArchive);
        goLive();
        m_stats.refusal = CatchUpRefusal::NoArchive;
        return;
    }
    m_retryTimer->start(kRetryRhythm, [this] {
        if (m_session.isLive() && m_readOnFrom)
            readFrom(*m_readOnFrom);
    });
}

/// From here on the live packets in the queue are whole.
void CatchUp::readingDone()
{
    forgetHole();
    m_readSince.reset();
    m_retryTimer->stop();
    if (!m_isOver)
        recoveryOver();
    if (is<Recovering>())
        enter(CatchingUp{});
    pump();
}

/// Reads on or pauses by what the player will need.
void CatchUp::steerReader()
{
    const auto *recovering = std::get_if<Recovering>(&m_state);
    if (!m_reader || (recovering && recovering->readAll))
        return;
    const bool isFarAhead
        = m_position && m_readUpTo && *m_readUpTo > m_position->arrival() + kLead + kReadAhead;
    if (isFarAhead)
        m_reader->pause();
    else if (m_reader->isPaused())
        m_reader->readOn();
}

/// Live packets that find no room are read from the archive when their time comes.
void CatchUp::makeRoom()
{
    std::optional<Instant> dropped;
    while (m_queue.isFull() && (dropped = m_queue.dropOldestLive())) {
        const bool isBeingRead = m_reader || m_search || m_readOnFrom || m_heardBefore;
        if (isBeingRead)
            continue;
        m_queue.dropLive();
        m_heardBefore.emplace();
        m_lostAt = m_earliest = *dropped - microseconds{1};
        if (m_session.isLive())
            searchMissed();
    }
}

// ---- rewinding -------------------------------------------------------------------------------------------

void CatchUp::seek(milliseconds behind)
{
    if (behind <= milliseconds{0}) {
        if (m_seek || !is<Live>())
            goLive();
        return;
    }
    if (!isInShare()) {
        m_stats.refusal = refusal();
        return;
    }
    if (is<Recovering>())
        giveUp(CatchUpRefusal::None);
    m_seek = Seek{behind, {}, {}};
    if (m_session.isLive())
        searchPlace();
}

void CatchUp::searchPlace()
{
    m_storeClock = {};
    m_seek->target.reset();
    m_seek->live.clear();
    m_archive.atOrAfter(1, [this](const Result<std::optional<ArchiveEntry>> &first) {
        if (first && *first)
            m_firstStored = (*first)->stored;
    });
    const auto isBefore = [this](const ArchiveEntry &entry) {
        if (!m_seek->target) {
            m_seek->target = m_storeClock.storedAt(m_clock.now() - m_seek->behind);
            m_search->setTarget(*m_seek->target);
        }
        return entry.stored < *m_seek->target;
    };
    m_search = std::make_unique<ArchiveSearch>(
        m_archive, isBefore, [this](const Result<quint64> &from) { onPlaceFound(from); });
    m_search->start();
}

void CatchUp::onPlaceFound(const Result<quint64> &from)
{
    const std::unique_ptr<ArchiveSearch> done = std::move(m_search); // called by it
    const std::optional<Cause> cause = from ? std::nullopt : std::optional(from.failure().cause);
    // A server that just took over may not know yet who answers for the archive, or be busy for a moment.
    const bool maySoonAnswer = cause == Cause::NoResponders || cause == Cause::RequestTimeout;
    if (cause == Cause::ServerLost || (maySoonAnswer && m_seek->tries++ < kMostSeekTries))
        return searchAgain(kSearchRetry);
    const bool isEmpty = from && !m_seek->target;
    if (!from || isEmpty) {
        m_isKeptNothing = isEmpty || maySoonAnswer;
        m_stats.refusal = CatchUpRefusal::NoArchive;
        m_seek.reset();
        if (is<Live>())
            m_heardBefore.reset();
        else if (m_heardBefore && m_session.isLive())
            searchMissed();
        return;
    }
    const Seek seek = *std::exchange(m_seek, std::nullopt);
    const Instant now = m_clock.now();
    microseconds shift = seek.behind;
    if (m_firstStored) {
        m_firstArrival = m_storeClock.arrivalOf(*m_firstStored);
        shift = std::clamp(now - *m_firstArrival, microseconds{0}, shift);
    }
    forgetHole();
    m_retryTimer->stop();
    m_queue.clear();
    m_fetched.clear();
    m_played.clear();
    m_isKeptNothing = false;
    m_stats.refusal = CatchUpRefusal::None;
    m_readSince = m_storeClock.storedAt(now - shift);
    m_earliest = now - shift;
    m_position.emplace(now - shift, shift, now);
    if (m_mediator.seek)
        m_mediator.seek(shift);
    for (const auto &[packet, arrival] : seek.live)
        m_queue.take(packet, arrival, true);
    enter(Rewound{shift});
    readFrom(*from, done->newest());
}

void CatchUp::goLive()
{
    m_seek.reset();
    m_search.reset();
    m_queue.clear();
    m_played.clear();
    m_readSince.reset();
    if (!m_isOver)
        recoveryOver();
    if (m_mediator.seek)
        m_mediator.seek(microseconds{0});
    enter(Live{});
}

// ---- to the player ---------------------------------------------------------------------------------------

/// What was sent once more belongs where its timestamp puts it.
Instant CatchUp::arrivalOf(const SpeakerPacket &packet, Instant came) const
{
    if (!packet.isAgain)
        return came;
    const auto byFetched = m_fetched.expectedArrival(packet);
    const auto expected = byFetched ? byFetched : m_cameLive.expectedArrival(packet);
    return std::min(came, expected.value_or(came));
}

/// Up to where the queue is whole.
Instant CatchUp::gate() const
{
    const auto *recovering = std::get_if<Recovering>(&m_state);
    if (recovering && recovering->readAll)
        return Instant::max();
    if (m_reader || m_readOnFrom)
        return m_readUpTo.value_or(m_heardBefore ? m_lostAt : Instant::min());
    return m_heardBefore ? m_lostAt : Instant::max();
}

bool CatchUp::waitsForHole(const DelayedPackets::Waiting &next) const
{
    return is<Recovering>() && m_played.missingBefore(next.packet) > 0;
}

void CatchUp::pump()
{
    if (is<Live>())
        return;
    if (m_position)
        m_position->update(m_clock.now(), m_mediator.progress ? m_mediator.progress() : std::nullopt);
    const Instant whole = gate();
    while (!m_queue.isEmpty()) {
        const DelayedPackets::Waiting &next = m_queue.first();
        if (next.arrival > whole || waitsForHole(next))
            return;
        if (m_position && next.arrival > m_position->arrival() + kLead) {
            // All that was handed on is played, and then nobody spoke: that pause need not be waited for.
            const bool isPause = is<CatchingUp>() && m_lastPlayed && m_position->arrival() >= *m_lastPlayed;
            if (!isPause)
                return;
            m_position->jumpTo(next.arrival);
        }
        const DelayedPackets::Waiting taken = m_queue.takeFirst();
        play(taken.packet, taken.arrival);
    }
}

void CatchUp::play(const SpeakerPacket &packet, Instant arrival)
{
    m_played.add(packet, arrival);
    m_lastPlayed = arrival;
    m_mediator.play(packet, arrival);
}

} // namespace earshot
