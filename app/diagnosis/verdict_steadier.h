#pragma once

#include "diagnosis/verdict.h"

#include <optional>

namespace earshot {

/// Which verdict to show, so that it can be read: silence is named at once, but a blink of trouble is not
/// shown and good news is not taken back and forth. Feed it every verdict in order; the same id passes
/// through with its new figures.
///
///   hearing -> a fault in spite of which sound goes on, or a question    shown when it lasts kBlink
///   hearing -> a fault that explains silence                             at once
///   fault   -> hearing                                                   shown when it lasts kProof
///   fault   -> another fault                                             at once
class VerdictSteadier
{
public:
    /// Shorter than what a person notices as an interruption of reading.
    static constexpr milliseconds kBlink{300};
    /// Sound that is back for less may be gone again.
    static constexpr milliseconds kProof{500};

    const Verdict &feed(const Verdict &verdict, Instant now);
    /// A new join: nothing was shown yet.
    void reset();

private:
    std::optional<Verdict> m_shown;
    QString m_candidate; ///< the id that waits to be shown
    Instant m_candidateSince{};
};

} // namespace earshot
