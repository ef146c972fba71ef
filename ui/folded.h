#pragma once

#include <QString>

namespace earshot {

/// Without case and accents, to search in: "Ängste" -> "angste", so that somebody without that key finds it as well.
QString folded(const QString &text);

} // namespace earshot
