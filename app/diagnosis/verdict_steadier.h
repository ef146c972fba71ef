#pragma once

#include "diagnosis/verdict.h"

#include <optional>

namespace earshot {

/// Which verdict to show, so that it can be read: silence is named at once, but a blink of trouble is not
/// shown, good news is not taken back and forth, and one fault keeps its name while it is worked on. Feed it
/// every verdict in order; the same id passes through with its new figures.
///
///   shown                   next                                        is shown when it lasts
///   ----------------------  ------------------------------------------  ---------------------------------
///   nothing, a question     anything                                    at once
///   hearing                 a fault that explains silence               at once
///   hearing                 a note or other hearing, or a question      kBlink
///   a note                  another note, or plain hearing              kProof, and the note was shown for kReadable
///   a fault                 hearing                                     kProof
///   a fault                 a fault elsewhere (ear, event, stage)       at once
///   a fault of the line     the ticket, the event                       at once: trying ends
///   a fault of the line     the same failure, understood better         at once (a probe tells the portal)
///   a fault of the line     a more exact fault of the line              kExact
///   a fault of the line     one that is as exact                        kExact
///   a fault of the line     a less exact one                            kSettled
///   a fault of the line     a question of the line                      kBlink
///
/// Exactness, least first: the line is lost or stalls, the server refuses or does not answer; then whatever
/// names a reason (name, certificate, status, full, draining, protocol, …); then what explains that reason (no
/// network, portal, clock, full with another way to the event). Of a lost line, a refusal and a missing answer the first one stays for as long as it takes: dialling the same
/// lost server says nothing new. What is held keeps its countdown and age from the newest verdict.
class VerdictSteadier
{
public:
    /// Shorter than what a person notices as an interruption of reading.
    static constexpr milliseconds kBlink{300};
    /// Sound that is back for less may be gone again.
    static constexpr milliseconds kProof{500};
    /// A note that goes sooner cannot be read.
    static constexpr milliseconds kReadable{3000};
    /// Longer than one of several servers takes to answer at once, so that they do not take turns.
    static constexpr milliseconds kExact{1500};
    /// Longer than a round of dialling.
    static constexpr milliseconds kSettled{10'000};

    const Verdict &feed(const Verdict &verdict, Instant now);
    /// A new join: nothing was shown yet.
    void reset();

private:
    milliseconds neededFor(const Verdict &next, Instant now) const;
    void show(const Verdict &verdict, Instant now);

    std::optional<Verdict> m_shown;
    Instant m_shownSince{}; ///< with this id
    Instant m_fed{};
    QString m_candidate; ///< the id that waits to be shown
    Instant m_candidateSince{};
};

} // namespace earshot
