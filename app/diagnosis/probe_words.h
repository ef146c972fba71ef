#pragma once

#include "diagnosis/verdict.h"
#include "session/probe_stats.h"

#include <QString>

#include <vector>

namespace earshot {

/// One step of the way to a server in words: "Name" / "found: 192.0.2.7".
struct ProbeLine {
    QString title;
    QString evidence;
    HopHealth health = HopHealth::Unknown;
    milliseconds took{0};

    bool operator==(const ProbeLine &) const = default;
};

/// What the probe found, in the order of its steps, in the language of the installed translator; and the
/// clocks, where they are wrong. Holds no ticket and no key, whatever the other side sent.
std::vector<ProbeLine> probeWords(const ProbeStats &probe);

} // namespace earshot
