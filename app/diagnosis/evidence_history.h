#pragma once

#include "diagnosis/evidence.h"

#include <QHash>

namespace earshot {

/// Adds to each moment's evidence what only the moments before can show: since when a speaker's packets hold
/// silence or sound, and when the line was last up. Feed it every evidence, in order, at least once a second.
/// Pure.
class EvidenceHistory
{
public:
    void note(Evidence &evidence, Instant now);
    void forget();

private:
    struct Stream {
        quint64 packets = 0;
        std::optional<Instant> silentSince{};
        std::optional<Instant> soundSince{};
    };
    void noteSpeaker(SpeakerEvidence &speaker, Stream &stream, Instant now);

    QHash<UserKey, Stream> m_streams;
    std::optional<Instant> m_lastLive;
};

} // namespace earshot
