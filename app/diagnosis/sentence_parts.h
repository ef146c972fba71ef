#pragma once

#include "diagnosis/sentence.h"
#include "diagnosis/words.h"

#include <optional>

/// The sentences by the part of the way they speak of; nothing where the id belongs to another part. Private
/// to diagnosis.
namespace earshot {

struct HeadlineAndNext {
    QString headline;
    QString next;
};
using Said = std::optional<HeadlineAndNext>;

Said sayNetwork(const Verdict &verdict); ///< net.*, link.*, checking*
Said sayServer(const Verdict &verdict); ///< http.*, server.*, ticket.*, you.stalled, you.slow, you.jitter
Said sayEvent(const Verdict &verdict); ///< event.*, desk.*, idle
Said sayStage(const Verdict &verdict); ///< stage.*
Said sayEar(const Verdict &verdict); ///< out.*, you.busy, you.resumed, ok.*
Said saySpeaking(const Verdict &verdict); ///< mic.*, talk.*, host.removed
Said sayHosting(const Verdict &verdict); ///< host.*, desk.refused
Said sayComputer(const Verdict &verdict); ///< engine.*, file.*

/// "Next try in 12 s (try 3)." or what else comes by itself; what would not help where nothing comes.
QString retryWords(const Verdict &verdict);
/// The server's name, or "the server".
QString serverWords(const Verdict &verdict);
/// The other side's own words in quotes, with a space before; empty where there are none.
QString theirWords(const Verdict &verdict);
/// The host's message as a sentence with a space before; empty where there is none.
QString hostWords(const Verdict &verdict);
/// What was missed in the last 10 minutes, and what was heard later instead.
QString gapWords(const Verdict &verdict);
/// "You hear this event live, 0.6 s behind the speakers."
QString heardWords(const Verdict &verdict);
/// Now, as the verdict's own times tell it.
WallTime verdictNow(const Verdict &verdict);
QString joined(const QString &first, const QString &second);

} // namespace earshot
