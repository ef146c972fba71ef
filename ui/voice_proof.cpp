#include "voice_proof.h"

namespace earshot {

/// A voice that has not come back for so long is not confirmed any more.
constexpr seconds kUnconfirmed{2};

VoiceProof VoiceProof::of(const TalkView &view)
{
    const VoiceStats &voice = view.voice;
    const Instant began = view.talk.since.value_or(view.at);
    const bool hasReturned = voice.lastReturned && *voice.lastReturned >= began;
    const Instant waiting = voice.unreturnedSince.value_or(hasReturned ? *voice.lastReturned : began);
    if (view.at - waiting >= kUnconfirmed)
        return {State::Missing, waiting};
    return {hasReturned ? State::Returned : State::Checking, {}};
}

} // namespace earshot
