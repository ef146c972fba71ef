#pragma once

#include "base/units.h"

#include <QString>

#include <map>

namespace earshot {

/// How long files play, read once as long as they stay as they are: a library asks it of each file at each look at its
/// folders.
class DurationCache
{
public:
    /// 0 = not known, or no regular file.
    milliseconds of(const QString &path);
    /// What nobody asked for since this was called last.
    void forgetUnasked();

private:
    struct Known {
        qint64 bytes = 0;
        WallTime change{};
        milliseconds duration{0};
        bool isAsked = false;
    };
    std::map<QString, Known> m_known; ///< by path
};

} // namespace earshot
