#pragma once

#include "base/clock.h"
#include "session/object_store.h"

#include <map>

namespace earshot {

/// A place between two chunks of an object.
struct ObjectPlace {
    qint64 chunk = 0; ///< how many lie before it
    qint64 bytes = 0; ///< in those
    quint64 sequence = 0; ///< the server's number of the chunk before it, 0 = not known
    QByteArray
        before; ///< the bytes of that chunk; by them the place is found on a server that counts otherwise
};

/// Which object, and what it has to be.
struct ObjectWish {
    QString name;
    std::optional<qint64> bytes; ///< nothing: as the server says
    QByteArray sha256; ///< the server must say the same; empty = whatever it says
    qint64 mostBytes = ObjectMeta::kMaxBytes;
};

/// Reads one object's chunks in order, over a line that may break and come back to another server: then the place where
/// it was is looked for again, and where it is not found the object is read anew. Whether the bytes are as their
/// digest says is not its matter.
///
///   Waiting -> Finding    there is a line
///   Finding -> Verifying  the object is there, and something of it was read before
///   Finding -> Reading
///   Verifying -> Reading  at the place, or anew
///   Finding, Verifying, Reading -> Waiting   the line was lost
///   any     -> Ended
///
/// Chunks of an object usually follow each other in the stream: then many are asked for at once, as long as their answers
/// do not queue up. Where others lie in between, each is asked for after the one before it. What was asked for is waited
/// for as long as a slow line may take for one answer after the other, so that nothing is asked for again that still comes.
///
/// Single-threaded (network thread). Any callback may destroy this object.
class ObjectReader : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 kMostUnderWay = 1024 * 1024; ///< bytes
    static constexpr qint64 kMostGently = 128 * 1024; ///< bytes under way while sound is heard

    struct Mediator {
        /// It is there, and what comes next begins at so many of its bytes: where reading was to begin, or 0.
        std::function<void(const ObjectMeta &, qint64 at)> begun;
        std::function<void(const QByteArray &bytes, const ObjectPlace &after)> chunk;
        /// All chunks were given, or why not: BadData with "missing", "changed", "chunks", "size"; NoResponders where the
        /// server keeps no objects. A lost line is none: it goes on by itself.
        std::function<void(const Outcome &)> ended;
    };

    ObjectReader(
        Clock &clock, Session &session, const ObjectWish &wish, const ObjectPlace &from, Mediator mediator);

    void start();
    void setMostUnderWay(qint64 bytes); ///< a share of the line
    /// Sound is heard over the same line, and goes first: chunks of at most 16 KiB are asked for one by one, at a pace at which
    /// none waits for another on the way. That is known by answers that take no longer than in the last minutes (as LEDBAT,
    /// RFC 6817).
    void setGentle(bool gentle);
    /// Asks for nothing more; what is on its way still comes.
    void setHeld(bool held);

private:
    enum class State { Waiting, Finding, Verifying, Reading, Ended };

    void find();
    void onFound(const Result<std::optional<ObjectStore::Found>> &found);
    void verify(std::vector<quint64> candidates);
    void begin(quint64 sequence);

    void fill();
    std::size_t window() const;
    bool isTime(); ///< of the pace; else it goes on by itself
    std::optional<quint64> nextToAsk() const;
    void ask(quint64 sequence);
    void onAnswer(quint64 asked, const Result<std::optional<ObjectStore::Chunk>> &answer, Instant since);
    void measure(microseconds took, qsizetype size);
    void beginPatience();
    void noteQuickest(microseconds took);
    microseconds quickest() const;
    void measureGently(microseconds took);
    void handOver();
    bool take(const ObjectStore::Chunk &chunk); ///< false: this object is gone, or has ended

    void retryLater(const Failure &failure);
    void loseLine();
    void end(const Outcome &outcome);
    void fail(const char *detail) { end(Failure{Cause::BadData, QString::fromLatin1(detail)}); }

    Clock &m_clock;
    Session &m_session;
    ObjectStore m_store;
    const ObjectWish m_wish;
    const std::shared_ptr<const Mediator> m_mediator; ///< kept while called
    State m_state = State::Waiting;
    quint64 m_turn = 0; ///< answers to what was asked before are not heard
    ObjectPlace m_place; ///< up to there all was handed over
    ObjectStore::Found m_object;
    std::map<quint64, std::optional<ObjectStore::Chunk>>
        m_asked; ///< with the answers that wait for their turn
    std::size_t m_underWay = 0; ///< requests
    quint64 m_next = 1; ///< the first sequence that no answer covers
    int m_inARow = 0; ///< chunks without another object's in between
    int m_unbelieved = 0;
    int m_failures = 0; ///< since the last chunk
    qint64 m_mostUnderWay = kMostUnderWay;
    qint64 m_window = 0; ///< bytes that may be on their way without queueing; less than two chunks: one
    Instant m_narrowed{};
    struct Pace {
        microseconds between{0}; ///< two requests; 0 = not known yet
        Instant next{};
        Instant slowed{};
        bool hasQueued = false;
    };
    Pace m_pace; ///< while gentle
    std::optional<microseconds> m_quickestOfLine; ///< an answer since this line began
    /// Answers of this minute and of the one before: nothing queued.
    std::optional<microseconds> m_quickest;
    std::optional<microseconds> m_quickestBefore;
    Instant m_minute{}; ///< began then
    qsizetype m_chunkSize = kObjectChunk;
    bool m_isGentle = false;
    bool m_isHeld = false;
    std::unique_ptr<Timer> m_rest; ///< while gentle
    std::unique_ptr<Timer> m_patience; ///< with the next answer
    std::unique_ptr<Timer> m_retry;
};

} // namespace earshot
