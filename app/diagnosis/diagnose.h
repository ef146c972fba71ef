#pragma once

#include "diagnosis/evidence.h"
#include "diagnosis/verdict.h"

#include <array>

namespace earshot {

/// Names what the listener hears or why not: a ladder of early returns from the ear back to the mouth; the
/// first broken hop that explains the silence wins. Pure.
Verdict diagnose(const Evidence &evidence, Instant now);

/// Whether the own voice is heard, or why not, whatever else there is to say; nothing while this person does not talk.
std::optional<Verdict> proofOfVoice(const Evidence &evidence, Instant now);

/// The five hops from microphone to speakers, each judged on its own evidence, so that a second fault stays
/// visible.
std::array<HopState, 5> diagnoseHops(const Evidence &evidence, const Verdict &verdict, Instant now);

/// Whether this listener hears right now: real, non-silent-by-fault audio goes to a device that consumes it,
/// unmuted.
bool isHearing(const Evidence &evidence, Instant now);

/// Names a bare failure, e.g. of a schedule that cannot be read. `host` is the server it came from, without a
/// ticket; empty where there was none.
Verdict verdictForFailure(const Failure &failure, const QString &host);

/// Where an action leads: an `earshot` or `https` link of the event, or the plain address at which a network's
/// log-in page answers. Empty where the action needs no link or none is known. It may hold a ticket: to be
/// opened, never shown.
QString linkOfAction(const Evidence &evidence, Action action);

/// Whether the action has what it opens: its link or, for the recording, one on the event's own server. True for
/// actions that open nothing.
bool canAct(const Evidence &evidence, Action action);

/// Every id that `diagnose` and `verdictForFailure` can return.
std::vector<QString> allVerdictIds();

} // namespace earshot
