#include "session/object_reader.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr int kSureOfRow = 3;
constexpr std::size_t kMostAsked = 64;
constexpr int kMostUnbelieved = 1000; ///< between two that are believed
/// So much longer than the quickest one an answer may take: it queues up on the way, and whatever else goes over the
/// line behind it.
constexpr milliseconds kQuick{250};
constexpr milliseconds kSlow{500};
/// So little an answer may take longer than the quickest one, while sound is heard.
constexpr milliseconds kUnqueued{8};
constexpr milliseconds kLateAtMost{2}; ///< a timer; what was not asked for meanwhile is made up for
constexpr int kHurry = 16; ///< quicker by this part of the pace with each answer, until something queued
constexpr int kCreep = 64; ///< then
constexpr minutes kMinute{1};

} // namespace

ObjectReader::ObjectReader(
    Clock &clock, Session &session, const ObjectWish &wish, const ObjectPlace &from, Mediator mediator)
    : m_clock(clock)
    , m_session(session)
    , m_store(session)
    , m_wish(wish)
    , m_mediator(std::make_shared<const Mediator>(std::move(mediator)))
    , m_place(from)
    , m_rest(clock.makeTimer())
    , m_patience(clock.makeTimer())
    , m_retry(clock.makeTimer())
{
    connect(&session, &Session::wentLive, this, [this] {
        if (m_state != State::Ended) {
            loseLine();
            find();
        }
    });
}

void ObjectReader::start()
{
    if (m_state == State::Waiting && m_session.isLive())
        find();
}

void ObjectReader::setMostUnderWay(qint64 bytes)
{
    m_mostUnderWay = bytes;
}

void ObjectReader::setGentle(bool gentle)
{
    if (std::exchange(m_isGentle, gentle) == gentle)
        return;
    m_pace = {};
    m_rest->stop();
    fill();
}

void ObjectReader::setHeld(bool held)
{
    if (std::exchange(m_isHeld, held) && !held)
        fill();
}

void ObjectReader::fill()
{
    while (m_state == State::Reading && !m_isHeld && m_underWay < window()) {
        const std::optional<quint64> next = nextToAsk();
        if (!next || (m_isGentle && !isTime()))
            return;
        ask(*next);
    }
}

std::size_t ObjectReader::window() const
{
    const qint64 most = std::min(m_isGentle ? kMostGently : m_window, m_mostUnderWay);
    qint64 chunks = most / std::max<qint64>(m_chunkSize, 1);
    if (m_isGentle)
        chunks = m_pace.between.count() > 0 ? std::min<qint64>(chunks, 1 + quickest() / m_pace.between) : 1;
    return std::size_t(std::clamp<qint64>(chunks, 1, kMostAsked));
}

bool ObjectReader::isTime()
{
    const Instant now = m_clock.now();
    if (m_pace.next > now) {
        m_rest->start(m_pace.next - now, [this] { fill(); });
        return false;
    }
    m_pace.next = std::max(m_pace.next, now - kLateAtMost) + m_pace.between;
    return true;
}

std::optional<quint64> ObjectReader::nextToAsk() const
{
    if (m_asked.empty() || m_asked.begin()->first > m_next)
        return m_next;
    const auto left = std::size_t(m_object.meta.chunks - m_place.chunk);
    if (m_inARow < kSureOfRow || m_asked.size() >= std::min(left, kMostAsked))
        return std::nullopt;
    const auto &[from, answer] = *m_asked.rbegin();
    return (answer ? answer->sequence : from) + 1;
}

void ObjectReader::ask(quint64 sequence)
{
    m_asked.emplace(sequence, std::nullopt);
    if (++m_underWay == 1)
        beginPatience();
    m_store.chunkFrom(m_object.meta.nuid, sequence,
        [this, sequence, turn = m_turn, since = m_clock.now()](const auto &answer) {
            if (turn == m_turn)
                onAnswer(sequence, answer, since);
        });
}

void ObjectReader::onAnswer(
    quint64 asked, const Result<std::optional<ObjectStore::Chunk>> &answer, Instant since)
{
    if (--m_underWay > 0)
        beginPatience();
    else
        m_patience->stop();
    const auto waiting = m_asked.find(asked);
    if (!answer)
        return retryLater(answer.failure());
    if (*answer)
        measure(m_clock.now() - since, (*answer)->bytes.size());
    if (waiting == m_asked.end())
        return fill(); // what it brings has come already
    if (*answer) {
        waiting->second = **answer;
    } else {
        m_asked.erase(waiting);
        m_inARow = 0;
        if (asked == m_next)
            return fail("chunks");
    }
    const QPointer<ObjectReader> self(this);
    handOver();
    if (self)
        fill();
}

/// Wider by what comes while all of it is used; narrower once in a round of answers.
void ObjectReader::measure(microseconds took, qsizetype size)
{
    m_chunkSize = std::max<qsizetype>(size, 1);
    m_quickestOfLine = std::min(took, m_quickestOfLine.value_or(took));
    const microseconds longer = took - *m_quickestOfLine;
    const bool isFull = (qint64(m_underWay) + 1) * m_chunkSize >= m_window;
    const Instant now = m_clock.now();
    if (longer < kQuick && isFull) {
        m_window = std::min(m_window + m_chunkSize, kMostUnderWay);
    } else if (longer > kSlow && now - took >= m_narrowed) {
        m_window = std::max<qint64>(m_window * 3 / 4, m_chunkSize);
        m_narrowed = now;
    }
    noteQuickest(took);
    if (m_isGentle)
        measureGently(took);
}

/// What a line was once, it need not be any more (RFC 6817 §2.4.2: the base delay's history).
void ObjectReader::noteQuickest(microseconds took)
{
    const Instant now = m_clock.now();
    if (now - m_minute >= kMinute) {
        m_quickestBefore = now - m_minute < 2 * kMinute ? m_quickest : std::nullopt;
        m_quickest.reset();
        m_minute = now;
    }
    m_quickest = std::min(took, m_quickest.value_or(took));
}

/// Zero until something was measured.
microseconds ObjectReader::quickest() const
{
    const microseconds now = m_quickest.value_or(microseconds{0});
    return std::min(now, m_quickestBefore.value_or(now));
}

/// One chunk after the other, quicker until they queue up, and then at half of the speed again.
void ObjectReader::measureGently(microseconds took)
{
    const Instant now = m_clock.now();
    if (m_pace.between.count() == 0) {
        m_pace.between = took;
    } else if (took - quickest() < kUnqueued) {
        m_pace.between -= m_pace.between / (m_pace.hasQueued ? kCreep : kHurry);
    } else if (now - took >= m_pace.slowed) {
        m_pace.between = std::min(2 * m_pace.between, 2 * took);
        m_pace.hasQueued = true;
        m_pace.slowed = now;
    }
}

/// What is there without a hole.
void ObjectReader::handOver()
{
    while (m_state == State::Reading && !m_asked.empty() && m_asked.begin()->first <= m_next
        && m_asked.begin()->second) {
        const ObjectStore::Chunk chunk = *std::move(m_asked.begin()->second);
        m_inARow = chunk.sequence == m_next ? m_inARow + 1 : 0;
        m_next = chunk.sequence + 1;
        m_asked.erase(m_asked.begin(), m_asked.lower_bound(m_next));
        if (!take(chunk))
            return;
    }
}

bool ObjectReader::take(const ObjectStore::Chunk &chunk)
{
    const QPointer<ObjectReader> self(this);
    if (!chunk.isBelieved) {
        if (++m_unbelieved > kMostUnbelieved)
            fail("chunks");
        return self && m_state == State::Reading;
    }
    m_unbelieved = 0;
    m_failures = 0;
    const ObjectMeta &meta = m_object.meta;
    const qint64 bytes = m_place.bytes + chunk.bytes.size();
    const bool isLast = m_place.chunk + 1 == meta.chunks;
    if (chunk.bytes.isEmpty() || bytes > meta.bytes || (isLast && bytes != meta.bytes)
        || chunk.sequence >= m_object.sequence) {
        fail("size");
        return false;
    }
    m_place = {m_place.chunk + 1, bytes, chunk.sequence, chunk.bytes};
    const auto mediator = m_mediator;
    mediator->chunk(chunk.bytes, m_place);
    if (!self || m_state != State::Reading)
        return false;
    if (isLast)
        end(Nothing{});
    return self && m_state == State::Reading;
}

} // namespace earshot
