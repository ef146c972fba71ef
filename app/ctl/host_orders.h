#pragma once

#include "base/units.h"
#include "client/hosting.h"

namespace earshot::ctl {

/// What `earshotctl host --commands` reads, one a line.
extern const char kHostOrders[];

/// Does what a line says. Returns what is wrong with it, empty where nothing is.
QString obey(Hosting &hosting, const QString &line, WallTime now);

} // namespace earshot::ctl
