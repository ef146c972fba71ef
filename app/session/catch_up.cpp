#include "session/catch_up.h"

#include "wire/subjects.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr milliseconds kRhythm{100};
/// Live packets wait this long for an archive that is silent, or for a hole to be filled.
constexpr milliseconds kLongestSilence{1500};
constexpr milliseconds kHoleAfterReading{300};
constexpr seconds kLongestSearch{6};
constexpr minutes kLongestOutage{10};
/// What speakers send once more is listened to for this long after a reconnect.
constexpr seconds kRepeats{15};
/// A server that just took over may not know yet who answers for the archive.
constexpr milliseconds kRetry{150};
constexpr int kMostAttempts = 3;
constexpr milliseconds kAlmostLive{300};
constexpr milliseconds kBacklog{1000};
constexpr seconds kReadRetry{1};
constexpr microseconds kUnknownSlack{1'000'000}; ///< for voices that were not known before

template<class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template<class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

CatchUp::CatchUp(
    Clock &clock, Session &session, const EventId &event, quint64 listenerId, const Mediator &mediator)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_lot(SeededRandom(listenerId).fraction())
    , m_mediator(mediator)
    , m_archive(session, event, [this](const ArchiveEntry &entry) { onSeen(entry); })
    , m_timer(clock.makeTimer())
    , m_repeatsTimer(clock.makeTimer())
    , m_retryTimer(clock.makeTimer())
{ }

CatchUp::~CatchUp()
{
    if (m_repeatsTimer->isActive())
        m_session.unsubscribe(subjects::allAgain(m_event));
}

void CatchUp::enter(State next)
{
    m_state = std::move(next);
    if (!is<Live>()) {
        if (!m_timer->isActive())
            m_timer->start(kRhythm, [this] { tick(); });
        return;
    }
    m_timer->stop();
    m_retryTimer->stop();
    forgetHole();
    m_position.reset();
    while (!m_queue.isEmpty()) {
        const DelayedPackets::Waiting next_ = m_queue.takeFirst();
        play(next_.packet, next_.arrival);
    }
    m_queue.clear();
    m_fetched.clear();
}

/// Nothing is looked for or read any more.
void CatchUp::forgetHole()
{
    if (!m_seek)
        m_search.reset();
    m_reader.reset();
    m_readOnFrom.reset();
    m_readUpTo.reset();
    m_metLive.reset();
    m_heardBefore.reset();
}

void CatchUp::tick()
{
    m_timer->start(kRhythm, [this] { tick(); });
    pump();
    if (const auto *recovering = std::get_if<Recovering>(&m_state))
        watchRecovery(*recovering);
    else
        steerReader();
    const bool isFetching = m_search || m_heardBefore || m_reader || m_readOnFrom;
    if (is<CatchingUp>() && !isFetching && m_queue.isEmpty() && stats().behind < kAlmostLive)
        enter(Live{});
}

// ---- the line --------------------------------------------------------------------------------------------

void CatchUp::lineIsLost()
{
    m_retryTimer->stop();
    if (m_reader)
        m_readOnFrom = m_reader->next();
    m_search.reset();
    m_reader.reset();
    m_metLive.reset();
    // A hole that is not filled yet grows: what came after it is read again.
    if (m_heardBefore || m_readOnFrom) {
        m_queue.dropLive();
        if (m_account)
            m_account->goOn();
        return;
    }
    m_heardBefore = m_cameLive;
    m_lostAt = std::min(m_session.stats().lastBytes.value_or(m_clock.now()), m_clock.now());
    m_lostAtWall = m_clock.wall();
}

void CatchUp::lineIsBack()
{
    const bool isFirst = !std::exchange(m_wasLive, true);
    m_isKeptNothing = false; // another server may know more
    if (m_seek)
        return searchPlace();
    if (isFirst || (!m_heardBefore && !m_readOnFrom))
        return;
    m_lastWord = m_clock.now();
    m_cameLiveSince.reset();
    if (m_readOnFrom) {
        listenToRepeats();
        if (!is<Rewound>())
            enter(Recovering{m_clock.now(), 0, {}});
        return readFrom(*m_readOnFrom);
    }
    const bool mayHaveMissed
        = !m_heardBefore->isEmpty() || (m_eventState && m_eventState->phase == Phase::Live);
    if (!mayHaveMissed) {
        m_heardBefore.reset();
        if (!is<Rewound>())
            enter(Live{});
        return;
    }
    if (m_isOver)
        beginOutage();
    m_stats.refusal = refusal();
    if (m_stats.refusal != CatchUpRefusal::None)
        return giveUp(m_stats.refusal);
    m_isOver = false;
    m_earliest = m_clock.now() - away() - kUnknownSlack;
    listenToRepeats();
    m_storeClock = {};
    if (!is<Rewound>())
        enter(Recovering{m_clock.now(), 0, {}});
    searchMissed();
}

CatchUpRefusal CatchUp::refusal() const
{
    if (!isInShare())
        return m_eventState && m_eventState->catchUpShare > 0 ? CatchUpRefusal::NotMyShare
                                                              : CatchUpRefusal::SwitchedOff;
    if (is<Rewound>())
        return CatchUpRefusal::None;
    if (!m_isWanted)
        return CatchUpRefusal::SwitchedOff;
    return away() > kLongestOutage ? CatchUpRefusal::TooLong : CatchUpRefusal::None;
}

/// How long the line has been lost; the monotonic clock stands still while the computer sleeps.
microseconds CatchUp::away() const
{
    return std::max<microseconds>(m_clock.now() - m_lostAt, m_clock.wall() - m_lostAtWall);
}

bool CatchUp::isInShare() const
{
    return m_eventState && m_lot < m_eventState->catchUpShare;
}

/// Closes the account of the outage before.
void CatchUp::beginOutage()
{
    if (m_account) {
        m_stats.recovered += m_account->recovered();
        m_stats.lost += m_account->lost();
    }
    m_account.emplace(*m_heardBefore, away());
}

void CatchUp::listenToRepeats()
{
    m_session.subscribe(subjects::allAgain(m_event), [this](const NatsMessage &message, Instant arrival) {
        if (const auto packet = readSpeakerPacket(m_event, message.subject, message.payload))
            takeLive(*packet, arrival);
    });
    m_repeatsTimer->start(kRepeats, [this] { m_session.unsubscribe(subjects::allAgain(m_event)); });
}

void CatchUp::setEventState(const EventState &state)
{
    m_eventState = state;
    if ((is<Live>() && !m_seek) || isInShare())
        return;
    const CatchUpRefusal why = refusal();
    if (is<Rewound>() || m_seek) {
        goLive();
        m_stats.refusal = why;
    } else {
        giveUp(why);
    }
}

void CatchUp::setWanted(bool wanted)
{
    m_isWanted = wanted;
    if (!wanted && (is<Recovering>() || is<CatchingUp>()))
        giveUp(CatchUpRefusal::SwitchedOff);
}

void CatchUp::takeLive(const SpeakerPacket &packet, Instant came)
{
    const Instant arrival = arrivalOf(packet, came);
    const bool isKnown = packet.isAgain && m_played.arrivalOf(packet);
    if (isKnown)
        return;
    if (!packet.isAgain) {
        m_cameLive.add(packet, came);
        m_cameLiveSince = came;
        if (m_account)
            m_account->cameLive(packet);
    }
    if (m_seek)
        m_seek->live.emplace_back(packet, arrival);
    if (is<Live>()) {
        if (packet.isAgain && m_account)
            m_account->got(packet, arrival);
        return play(packet, arrival);
    }
    const bool isNew = m_queue.take(packet, arrival, true) == DelayedPackets::Taken::New;
    if (isNew && packet.isAgain && m_account)
        m_account->got(packet, arrival);
    makeRoom();
    pump();
}

// ---- what was missed -------------------------------------------------------------------------------------

void CatchUp::searchMissed()
{
    m_search = std::make_unique<ArchiveSearch>(
        m_archive, [this](const ArchiveEntry &entry) { return isHeard(entry); },
        [this](const Result<quint64> &from) { onMissedFound(from); });
    m_search->start();
}

/// Streams known before are judged by their numbers, voices that were not by their time.
bool CatchUp::isHeard(const ArchiveEntry &entry) const
{
    if (!m_heardBefore)
        return false;
    if (entry.audio) {
        if (const auto upTo = m_heardBefore->isUpTo(*entry.audio))
            return *upTo;
    }
    const microseconds slack = m_storeClock.isExact() ? microseconds{0} : kUnknownSlack;
    return m_storeClock.arrivalOf(entry.stored) <= m_lostAt - slack;
}

void CatchUp::onMissedFound(const Result<quint64> &from)
{
    const std::unique_ptr<ArchiveSearch> done = std::move(m_search); // called by it
    if (from)
        return readFrom(*from, done->newest());
    if (from.failure().cause == Cause::ServerLost)
        return searchAgain(kRetry);
    auto *recovering = std::get_if<Recovering>(&m_state);
    const int attempts = recovering ? ++recovering->attempts : ++m_readFailures;
    if (attempts >= kMostAttempts && !is<Rewound>())
        return giveUp(CatchUpRefusal::NoArchive);
    if (attempts >= kMostAttempts) {
        goLive();
        m_stats.refusal = CatchUpRefusal::NoArchive;
        return;
    }
    searchAgain(recovering ? microseconds(kRetry) : microseconds(kReadRetry));
}

/// Unless the line is lost meanwhile: then its return starts the search.
void CatchUp::searchAgain(microseconds after)
{
    m_retryTimer->start(after, [this] {
        if (!m_session.isLive() || m_search)
            return;
        if (m_seek)
            searchPlace();
        else if (m_heardBefore)
            searchMissed();
    });
}

void CatchUp::watchRecovery(const Recovering &state)
{
    const Instant now = m_clock.now();
    if (!m_session.isLive())
        return;
    if (!state.readAll) {
        const microseconds silent = now - std::max(m_lastWord, state.since);
        if (silent >= kLongestSilence || (m_search && now - state.since >= kLongestSearch))
            return giveUp(CatchUpRefusal::NoArchive);
        steerReader();
        // So far behind that what is missing now need not wait for the live packets.
        if (m_reader && m_reader->isPaused())
            enter(CatchingUp{});
        return;
    }
    const Instant patience = std::max(state.since + kLongestSilence, *state.readAll + kHoleAfterReading);
    const bool waits = !m_queue.isEmpty() && waitsForHole(m_queue.first());
    if (now >= patience || (m_cameLiveSince && !waits))
        readingDone();
}

/// What was not found is lost; live packets go on.
void CatchUp::giveUp(CatchUpRefusal why)
{
    m_stats.refusal = why;
    recoveryOver();
    forgetHole();
    m_retryTimer->stop();
    if (is<Rewound>()) {
        pump();
    } else if (m_position) {
        enter(CatchingUp{});
        pump();
    } else {
        enter(Live{});
    }
}

void CatchUp::recoveryOver()
{
    m_isOver = true;
    m_stats.lastRecovery = m_clock.now();
}

CatchUpStats CatchUp::stats() const
{
    CatchUpStats stats = m_stats;
    const Instant now = m_clock.now();
    const auto inMs = [](microseconds t) { return std::chrono::duration_cast<milliseconds>(t); };
    stats.mode = std::visit(Overloaded{[](const Live &) { return ListeningMode::Live; },
                                [](const Recovering &) { return ListeningMode::Recovering; },
                                [](const CatchingUp &) { return ListeningMode::CatchingUp; },
                                [](const Rewound &) { return ListeningMode::Rewound; }},
        m_state);
    const auto word = m_mediator.progress ? m_mediator.progress() : std::nullopt;
    if (const auto *rewound = std::get_if<Rewound>(&m_state)) {
        stats.behind = inMs(rewound->shift);
    } else if (m_position) {
        stats.behind = inMs(word ? std::max(word->excess, microseconds{0}) : m_position->behind(now));
    } else if (m_isWanted && word && word->excess > kBacklog) {
        // What a stalled line held back came at one go and plays faster, too.
        stats.mode = ListeningMode::CatchingUp;
        stats.behind = inMs(word->excess);
    }
    if (isInShare() && !m_isKeptNothing) {
        if (m_firstArrival)
            stats.rewindable = inMs(now - *m_firstArrival);
        else if (m_eventState->started)
            stats.rewindable = std::max(milliseconds{0}, m_clock.wall() - *m_eventState->started);
    }
    if (m_account) {
        stats.recovered += m_account->recovered();
        stats.lastRecovered = m_account->recoveredTime();
        if (m_isOver) {
            stats.lost += m_account->lost();
            stats.lastLost = m_account->lostTime();
        }
    }
    return stats;
}

} // namespace earshot
