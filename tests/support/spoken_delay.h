#pragma once

#include "support/speech.h"

#include <cstddef>
#include <optional>

namespace earshot::test {

/// How much later, in samples, an ear hears what a mouth said; by recordings of both that begin at the same moment.
class SpokenDelay
{
public:
    SpokenDelay(const Samples &mouth, const Samples &ear)
        : m_mouth(mouth)
        , m_ear(ear)
    { }

    /// One piece of what was said, and how it was heard.
    struct Heard {
        std::ptrdiff_t delay = 0;
        double correlation = 0; ///< normalised
    };
    /// mouth[from…from + length), looked for between `least` and `most` later. Nothing where the mouth is silent or
    /// the ear hears next to nothing.
    std::optional<Heard> of(
        std::ptrdiff_t from, std::ptrdiff_t length, std::ptrdiff_t least, std::ptrdiff_t most) const;

    /// The delays, in samples, of all pieces of 100 ms that are heard clearly (0.7 and more).
    struct Spread {
        std::ptrdiff_t median = 0;
        std::ptrdiff_t nearlyAll = 0; ///< 95 % are not longer
    };
    std::optional<Spread> spread(std::ptrdiff_t from, std::ptrdiff_t to) const;

    /// The first sample in the ear, of [from…to), that is no silence.
    std::optional<std::ptrdiff_t> firstAudible(std::ptrdiff_t from, std::ptrdiff_t to) const;

    /// The first and the last sample of the mouth, of [from…to), that is heard as it was said, to 5 ms; followed from
    /// `around`, which is heard at about `delay`.
    struct Extent {
        std::ptrdiff_t first = 0;
        std::ptrdiff_t last = 0;
    };
    std::optional<Extent> heardExtent(
        std::ptrdiff_t from, std::ptrdiff_t around, std::ptrdiff_t to, std::ptrdiff_t delay) const;

private:
    Heard at(std::ptrdiff_t from, std::ptrdiff_t length, std::ptrdiff_t delay, std::ptrdiff_t step) const;

    const Samples &m_mouth;
    const Samples &m_ear;
};

} // namespace earshot::test
