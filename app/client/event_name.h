#pragma once

#include "base/ids.h"
#include "base/random.h"

namespace earshot {

/// A new event's id: what its title says in `[a-z0-9-]`, and 8 characters of chance, so that no two are the same.
EventId eventNamed(const QString &title, Random &random);

} // namespace earshot
