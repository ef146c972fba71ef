#pragma once

#include "base/clock.h"
#include "session/audio_archive.h"

#include <map>

namespace earshot {

/// Reads an event's archive forward, each entry once and in order: in batches where the server can, otherwise
/// with many requests on their way at once. Other events may be stored in between: the usual distance of two
/// entries is learnt, and what a probe leaves out is asked for.
class ArchiveReader
{
public:
    struct Mediator {
        std::function<void(const ArchiveEntry &)> entry;
        std::function<void()> reachedEnd; ///< nothing newer is stored at the moment; `readOn` asks again
        std::function<void(const Failure &)> failed; ///< and stops
    };

    /// `newest`: the newest that is stored, as far as known; beyond it, it is asked with care.
    ArchiveReader(AudioArchive &archive, quint64 from, quint64 newest, Mediator mediator);

    /// Reads on until it is told to pause. Any callback may destroy this object.
    void readOn();
    void pause() { m_isPaused = true; }
    bool isPaused() const { return m_isPaused; }
    quint64 next() const { return m_next; } ///< the first sequence not handed over yet

private:
    static constexpr int kWindow = 32; ///< requests on their way
    static constexpr int kBatch = 64;
    static constexpr int kMostFailures = 3; ///< one after the other
    static constexpr std::size_t kMostAhead = 4 * kWindow; ///< entries that wait for one before them

    void fill();
    void ask(quint64 sequence);
    std::optional<quint64> nextGap() const;
    bool mayAsk(quint64 sequence) const;
    void onAnswer(quint64 asked, const Result<std::optional<ArchiveEntry>> &answer);
    void askForBatch();
    void handOver(const ArchiveEntry &entry);
    void handOverKnown();
    void fail(const Failure &failure);
    void sayEnd();
    quint64 stride() const;

    AudioArchive &m_archive;
    std::shared_ptr<const Mediator> m_mediator; ///< kept while called: a call may destroy this object
    quint64 m_next;
    quint64 m_newest;
    int m_beyond
        = 1; ///< requests beyond `m_newest` that may be on their way; doubles while they find something
    bool m_isPaused = true;
    bool m_isBatchUnderWay = false;
    std::map<quint64, bool> m_asked;
    std::map<quint64, quint64> m_covered; ///< first -> last: nothing else is stored in there than its last
    std::map<quint64, ArchiveEntry> m_entries; ///< that came before their turn
    std::optional<quint64> m_end; ///< from here on nothing is stored
    std::optional<quint64> m_lastHandedOver;
    double m_stride = 1; ///< mean distance of two entries of the event
    int m_failures = 0;
    int m_failuresAtNext = 0; ///< of the one that all others wait for
    bool m_isBatchEmpty = true; ///< the one under way, up to now
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace earshot
