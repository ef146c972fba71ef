#pragma once

#include "client/view.h"
#include "ctl/printer.h"

namespace earshot::ctl {

// The ladder of `earshotctl doctor`, one line a rung: good, warning, bad, skipped or not known, its time, and what was
// seen. As JSON, kind "step" (resolve, tcp, tls, http, page, join), then "hop", then "verdict".

void printProbe(Printer &printer, const ProbeStats &probe, bool needsPage);
void printJoin(Printer &printer, const NowPlayingView &view, std::optional<milliseconds> took);
void printHops(Printer &printer, const NowPlayingView &view);
void printVerdict(Printer &printer, const NowPlayingView &view);

} // namespace earshot::ctl
