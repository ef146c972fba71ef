#pragma once

#include "host_words.h"

namespace earshot {

/// The proof line: whether one is heard, by the diagnosis's word, or why nobody hears the microphone.
class ProofWords
{
    Q_DECLARE_TR_FUNCTIONS(ProofWords)
public:
    static HostWords::State of(const TalkView &talk, const HostScene &scene, const NowPlayingView &playing);

private:
    static HostWords::State silent(const TalkView &talk, const HostScene &scene);
};

} // namespace earshot
