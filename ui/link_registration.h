#pragma once

#include "base/result.h"

namespace earshot {

/// Makes this program open `earshot://` links for the user who runs it (Linux: a desktop file, its icon, and
/// the scheme's default, all in the user's own folders). Elsewhere the installed package has done it.
Outcome registerLinks(const QString &program);

/// `path` as one argument of a desktop file's Exec line (Desktop Entry Specification, "The Exec key").
QString execArgument(const QString &path);

} // namespace earshot
