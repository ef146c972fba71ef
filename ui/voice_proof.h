#pragma once

#include "client/talk_view.h"

namespace earshot {

/// Whether what is said now comes back from the server. What an earlier talk left behind proves nothing.
struct VoiceProof {
    enum class State {
        Checking, ///< the first of it is on its way
        Returned,
        Missing, ///< for too long
    };
    State state = State::Checking;
    Instant since{}; ///< Missing: the first moment that is not proven

    /// Of an open microphone.
    static VoiceProof of(const TalkView &view);
};

} // namespace earshot
