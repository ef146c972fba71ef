#include "event/silenced.h"

#include <algorithm>
#include <utility>

namespace earshot {

void SilencedSpans::set(const UserKey &speaker, bool isSilenced, WallTime now)
{
    const auto open = std::ranges::find_if(
        m_spans, [&](const SilencedSpan &span) { return span.speaker == speaker && !span.time.until; });
    if (!isSilenced && open != m_spans.end()) {
        open->time.until = std::max(now, open->time.from);
    } else if (isSilenced && open == m_spans.end()) {
        m_spans.push_back({speaker, {now, {}}});
        keepBounded();
    }
}

void SilencedSpans::beginAnew()
{
    std::erase_if(m_spans, [](const SilencedSpan &span) { return span.time.until.has_value(); });
}

void SilencedSpans::goOnFrom(const std::vector<SilencedSpan> &former)
{
    const std::vector<SilencedSpan> own = std::exchange(m_spans, former);
    for (const SilencedSpan &span : own) {
        const bool isKnown = std::ranges::any_of(m_spans, [&](const SilencedSpan &known) {
            return known == span || (known.speaker == span.speaker && !known.time.until && !span.time.until);
        });
        if (!isKnown)
            m_spans.push_back(span);
        keepBounded();
    }
}

void SilencedSpans::keepBounded()
{
    if (m_spans.size() <= std::size_t(kMostSilenced))
        return;
    m_spans.erase(std::ranges::min_element(m_spans, {}, [](const SilencedSpan &span) {
        return span.time.until ? *span.time.until - span.time.from : milliseconds::max();
    }));
}

} // namespace earshot
