#pragma once

#include "base/units.h"

#include <deque>

namespace earshot {

/// What a listener did not hear in the last 10 minutes: words missed for good, and silence whose words were
/// heard later. A fault is counted once, whoever reports it: the time it lasted, the player that made up for
/// it, the archive that brought it back. Pure: times come in.
class GapBook
{
public:
    /// Silence by fault, or while what was missed is fetched; in pieces, in order.
    void silence(Instant from, Instant until);
    /// The player had to make something up; what `silence` told already is not counted again.
    void concealed(microseconds length, Instant now);
    /// A reconnect has been looked into: of its silence only `lost` is missed for good.
    void recovered(microseconds lost, Instant now);

    void forgetUntil(Instant now);
    microseconds missed() const;
    microseconds madeUp() const;

private:
    struct Entry {
        Instant at; ///< end
        microseconds missed;
        microseconds madeUp;
        microseconds unmatched; ///< of its silence, what the player has not reported yet
    };
    Entry *outage(Instant now);

    std::deque<Entry> m_entries; ///< oldest first
    bool m_endsWithOutage = false; ///< the last entry is silence that may go on
};

} // namespace earshot
