#include "client/duration_cache.h"

#include "client/kept_check.h"
#include "recordings/opus_duration.h"

#include <QFileInfo>

namespace earshot {

milliseconds DurationCache::of(const QString &path)
{
    const qint64 bytes = QFileInfo(path).size();
    const WallTime change = changeOf(path);
    const auto known = m_known.find(path);
    if (known != m_known.end() && known->second.bytes == bytes && known->second.change == change) {
        known->second.isAsked = true;
        return known->second.duration;
    }
    const milliseconds duration = opusDuration(path);
    m_known.insert_or_assign(path, Known{bytes, change, duration, true});
    return duration;
}

void DurationCache::forgetUnasked()
{
    std::erase_if(m_known, [](const auto &one) { return !one.second.isAsked; });
    for (auto &[path, known] : m_known)
        known.isAsked = false;
}

} // namespace earshot
