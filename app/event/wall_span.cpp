#include "event/wall_span.h"

namespace earshot {

std::vector<WallSpan> between(const std::vector<WallSpan> &spans)
{
    std::vector<WallSpan> others;
    for (std::size_t i = 0; i < spans.size() && spans[i].until; ++i)
        others.push_back(
            {*spans[i].until, i + 1 < spans.size() ? std::optional(spans[i + 1].from) : std::nullopt});
    return others;
}

} // namespace earshot
