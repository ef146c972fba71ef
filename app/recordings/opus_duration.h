#pragma once

#include "base/units.h"

#include <QString>

namespace earshot {

/// How long an Ogg Opus file plays, by its first and last pages (RFC 7845): one that was cut from a longer stream begins
/// at a granule position above 0. 0 = not known, or no regular file.
milliseconds opusDuration(const QString &path);

/// Whether its first page is that of Opus; reads no more than that.
bool isOpusFile(const QString &path);

} // namespace earshot
