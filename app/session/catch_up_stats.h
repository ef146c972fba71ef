#pragma once

#include "base/units.h"

#include <QtGlobal>

#include <optional>

namespace earshot {

/// Where on the event's time line the listener is.
enum class ListeningMode {
    Live,
    Recovering, ///< after a reconnect: what was missed is looked for, live packets wait
    CatchingUp, ///< what was missed plays, a little faster than live
    Rewound, ///< the listener went back and stays behind by the same time
};

/// Why what was missed is not fetched.
enum class CatchUpRefusal { None, SwitchedOff, NotMyShare, NoArchive, TooLong };

/// Catch-up and live rewind as the archive's reader sees them.
struct CatchUpStats {
    ListeningMode mode = ListeningMode::Live;
    milliseconds behind{0}; ///< behind live by choice or by catching up, without the usual playout delay
    milliseconds rewindable{0}; ///< how far back the listener could go now; 0 = not at all
    CatchUpRefusal refusal = CatchUpRefusal::None; ///< of the last reconnect
    quint64 recovered = 0; ///< packets fetched from the archive after reconnects, since the join
    quint64 lost = 0; ///< packets that the archive does not have either
    milliseconds lastRecovered{0}; ///< audio fetched after the last reconnect
    milliseconds lastLost{0}; ///< audio missing for good after the last reconnect
    std::optional<Instant> lastRecovery; ///< when the last recovery was over

    bool operator==(const CatchUpStats &) const = default;
};

} // namespace earshot
