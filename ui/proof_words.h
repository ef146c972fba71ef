#pragma once

#include "host_words.h"

namespace earshot {

/// The proof line: whether what one says reaches the server, and how many confirm that they hear it.
class ProofWords
{
    Q_DECLARE_TR_FUNCTIONS(ProofWords)
public:
    static HostWords::State of(const TalkView &talk, const HostScene &scene);

private:
    static HostWords::State silent(const TalkView &talk, const HostScene &scene);
    static QString wayBack(const TalkView &talk);
};

} // namespace earshot
