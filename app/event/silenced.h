#pragma once

#include "base/ids.h"
#include "event/wall_span.h"

#include <vector>

namespace earshot {

/// When one speaker was not for the public: muted by the host, or off the stage. By the server's clock.
struct SilencedSpan {
    UserKey speaker;
    WallSpan time;

    bool operator==(const SilencedSpan &) const = default;
};

inline constexpr qsizetype kMostSilenced = 100;

/// Of an event, in order of their beginnings; of too many, the shortest that is over is forgotten.
class SilencedSpans
{
public:
    void set(const UserKey &speaker, bool isSilenced, WallTime now);
    /// What is over, is over.
    void beginAnew();
    /// What another desk of the event noted; what was noted here beside it stays.
    void goOnFrom(const std::vector<SilencedSpan> &former);
    void replace(const std::vector<SilencedSpan> &spans) { m_spans = spans; }
    const std::vector<SilencedSpan> &spans() const { return m_spans; }

private:
    void keepBounded();

    std::vector<SilencedSpan> m_spans;
};

} // namespace earshot
