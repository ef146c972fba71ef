#pragma once

#include "session/audio_archive.h"

namespace earshot {

/// Finds where a part of the archive begins: entries `before` it come first, then the others. Several probes
/// travel side by side, so that the answer takes a few round trips however much is stored: from the newest
/// back in growing steps, then between the last two by equal parts, and by time where it is known.
class ArchiveSearch
{
public:
    using Before = std::function<bool(const ArchiveEntry &)>;
    /// The sequence to read from: at most `kSlack` numbers before the part's first entry.
    using Done = std::function<void(const Result<quint64> &)>;

    static constexpr quint64 kSlack = 64; ///< reading so many in vain is quicker than one round trip more

    ArchiveSearch(AudioArchive &archive, Before before, Done done);
    /// Where `before` is "stored before `target`", known times tell where to probe.
    void setTarget(StoreTime target) { m_target = target; }
    /// May end at once. May destroy this object when it ends.
    void start();
    quint64 newest() const { return m_newest.sequence; } ///< 0 where nothing is stored, or not known

private:
    struct Probe {
        quint64 sequence = 0;
        std::optional<ArchiveEntry> entry; ///< nothing: none there
    };
    /// An entry known to be before or not, for interpolation.
    struct Known {
        quint64 sequence = 0;
        StoreTime stored{};
    };

    void onNewest(const Result<std::optional<ArchiveEntry>> &answer);
    void gallop();
    void narrow();
    void addInterpolated(std::vector<quint64> &sequences) const;
    void send(std::vector<quint64> sequences);
    void onProbe(quint64 sequence, const Result<std::optional<ArchiveEntry>> &answer);
    void conclude();
    void end(const Result<quint64> &result);

    AudioArchive &m_archive;
    Before m_before;
    Done m_done;
    std::optional<StoreTime> m_target;
    Known m_newest;
    quint64 m_low = 1; ///< the part begins here or later
    quint64 m_high = 0; ///< an entry of the part, or one past the newest
    std::optional<Known> m_lastBefore;
    std::optional<Known> m_firstNotBefore;
    std::vector<Probe> m_probes;
    std::optional<Failure> m_failure;
    int m_waiting = 0;
    int m_gallops = 0;
    int m_rounds = 0;
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace earshot
