#include "session/backoff.h"

#include <algorithm>

namespace earshot {

milliseconds BackoffPolicy::wait(int attempt, Random &random) const
{
    const int doublings = std::clamp(attempt, 0, 20);
    const auto ceiling = std::min<std::int64_t>(cap.count(), base.count() << doublings);
    const milliseconds drawn{std::int64_t(random.fraction() * double(ceiling))};
    return std::clamp(drawn, floor, std::max(floor, cap));
}

} // namespace earshot
