#include "event/recording.h"

#include <algorithm>

namespace earshot {

MissedTime missedIn(const std::vector<RecordingGap> &gaps)
{
    std::vector<std::pair<milliseconds, milliseconds>> spans;
    for (const RecordingGap &gap : gaps) {
        if (gap.cause != GapCause::Paused && gap.length.count() > 0)
            spans.emplace_back(gap.at, gap.at + gap.length);
    }
    std::ranges::sort(spans);
    MissedTime missed;
    milliseconds counted{0};
    for (const auto &[begin, end] : spans) {
        missed.parts += missed.parts == 0 || begin > counted;
        missed.length += std::max(end - std::max(begin, counted), milliseconds{0});
        counted = std::max(counted, end);
    }
    return missed;
}

} // namespace earshot
