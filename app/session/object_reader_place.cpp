// Where an object is read from: finding it, the place in it, and both again when the line broke.

#include "session/object_reader.h"

namespace earshot {

namespace {

constexpr int kMostFailures = 3;
constexpr milliseconds kRetryRhythm{500};
constexpr seconds kPatience{20};
constexpr qint64 kSlowestLine = 1000; ///< bytes a second: of a slow line the share beside other downloads

} // namespace

// Waiting -> Finding
void ObjectReader::find()
{
    m_retry->stop();
    m_state = State::Finding;
    beginPatience();
    m_store.find(m_wish.name, [this, turn = ++m_turn](const auto &found) {
        if (turn == m_turn)
            onFound(found);
    });
}

// Finding -> Verifying, Reading
void ObjectReader::onFound(const Result<std::optional<ObjectStore::Found>> &found)
{
    if (!found)
        return retryLater(found.failure());
    if (!*found)
        return fail("missing");
    m_object = **found;
    const ObjectMeta &meta = m_object.meta;
    if (meta.bytes > m_wish.mostBytes)
        return fail("size");
    if ((m_wish.bytes && meta.bytes != *m_wish.bytes)
        || (!m_wish.sha256.isEmpty() && meta.sha256 != m_wish.sha256))
        return fail("changed");
    if (meta.chunks > 0)
        m_chunkSize = qsizetype(std::clamp<qint64>(meta.bytes / meta.chunks, 1, NatsParser::kMaxPayload));
    if (m_place.chunk <= 0 || m_place.before.isEmpty() || m_place.chunk > meta.chunks
        || m_place.bytes > meta.bytes)
        return begin(0);
    m_state = State::Verifying;
    std::vector<quint64> candidates;
    if (m_place.sequence > 0)
        candidates.push_back(m_place.sequence);
    // Where all chunks stand in a row right before their meta.
    const auto after = quint64(meta.chunks - m_place.chunk + 1);
    if (m_object.sequence > after && m_object.sequence - after != m_place.sequence)
        candidates.push_back(m_object.sequence - after);
    verify(std::move(candidates));
}

// Verifying -> Reading
void ObjectReader::verify(std::vector<quint64> candidates)
{
    if (candidates.empty())
        return begin(0);
    const quint64 sequence = candidates.front();
    candidates.erase(candidates.begin());
    beginPatience();
    m_store.chunkFrom(m_object.meta.nuid, sequence, [=, this, turn = ++m_turn](const auto &answer) {
        if (turn != m_turn)
            return;
        if (!answer)
            return retryLater(answer.failure());
        const bool isThere = *answer && (*answer)->isBelieved && (*answer)->sequence == sequence
            && (*answer)->bytes == m_place.before;
        if (isThere)
            begin(sequence);
        else
            verify(candidates);
    });
}

/// After `sequence`, where the chunk before the place is; 0 = anew.
// Finding, Verifying -> Reading
void ObjectReader::begin(quint64 sequence)
{
    m_state = State::Reading;
    if (sequence == 0)
        m_place = {};
    m_place.sequence = sequence;
    m_next = sequence + 1;
    ++m_turn;
    m_patience->stop();
    const QPointer<ObjectReader> self(this);
    const auto mediator = m_mediator;
    mediator->begun(m_object.meta, m_place.bytes);
    if (!self || m_state != State::Reading)
        return;
    if (m_place.chunk == m_object.meta.chunks)
        return m_place.bytes == m_object.meta.bytes ? end(Nothing{}) : fail("size");
    fill();
}

// ---- what goes wrong

/// One answer may come behind another of the same size.
void ObjectReader::beginPatience()
{
    m_patience->start(kPatience + milliseconds{1000 * qint64(m_chunkSize) / kSlowestLine}, [this] {
        retryLater(Failure{Cause::RequestTimeout, {}});
    });
}

void ObjectReader::retryLater(const Failure &failure)
{
    if (failure.cause == Cause::BadData || failure.cause == Cause::NoResponders)
        return end(failure);
    if (failure.cause != Cause::ServerLost && ++m_failures > kMostFailures)
        return end(failure);
    loseLine();
    m_retry->start(kRetryRhythm, [this] {
        if (m_session.isLive())
            find();
    });
}

// any -> Waiting
void ObjectReader::loseLine()
{
    ++m_turn;
    m_asked.clear();
    m_underWay = 0;
    m_inARow = 0;
    m_window = 0;
    m_pace = {};
    m_quickestOfLine.reset();
    m_quickest.reset();
    m_quickestBefore.reset();
    m_rest->stop();
    m_patience->stop();
    m_state = State::Waiting;
}

// any -> Ended
void ObjectReader::end(const Outcome &outcome)
{
    loseLine();
    m_retry->stop();
    m_state = State::Ended;
    const auto mediator = m_mediator;
    mediator->ended(outcome);
}

} // namespace earshot
