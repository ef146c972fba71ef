#pragma once

#include "base/units.h"

#include <QByteArrayView>

#include <optional>

namespace earshot {

/// When a server stored a message, by the server's own civil clock.
using StoreTime = std::chrono::sys_time<microseconds>;

/// Reads `Nats-Time-Stamp`: RFC 3339 §5.6 with any fraction of a second (cut to µs) and any zone; nothing for
/// other bytes.
std::optional<StoreTime> readStoreTime(QByteArrayView text);

/// Maps the server's store times to this computer's monotonic clock: the moment at which a stored packet came
/// to a listener who was live, or would have come.
///
/// arrival = stored + offset. A packet that came both ways gives an offset, an answer's own arrival gives one
/// that is too large by the age of what is in it; the least of all holds. Where no packet came both ways, the
/// two civil clocks are believed to agree, unless that would put an answer before its contents.
class StoreClock
{
public:
    void cameLive(StoreTime stored, Instant arrival);
    /// `stored` was in an answer that came at `at`, when this computer's civil time was `wall`.
    void answered(StoreTime stored, Instant at, WallTime wall);

    /// Whether a packet came both ways.
    bool isExact() const { return m_live.has_value(); }
    /// Only after one of the above.
    Instant arrivalOf(StoreTime stored) const;
    StoreTime storedAt(Instant arrival) const;

private:
    microseconds offset() const;

    std::optional<microseconds> m_live;
    std::optional<microseconds> m_answered;
    std::optional<microseconds> m_wall;
};

} // namespace earshot
