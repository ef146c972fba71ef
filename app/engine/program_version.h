#pragma once

#include <QByteArray>
#include <QString>

#include <compare>
#include <optional>

namespace earshot {

/// The version of a nats-server program.
struct ProgramVersion {
    int major = 0;
    int minor = 0;
    int patch = 0;
    bool preRelease = false; ///< `2.14.3-RC.1` comes before 2.14.3

    QString toString() const;
    bool operator==(const ProgramVersion &) const = default;
};

/// The oldest of the 2.12 line that may listen beyond this computer.
inline constexpr ProgramVersion kVersionFloor{2, 12, 12};
/// The same for the 2.14 line. All later lines are good.
inline constexpr ProgramVersion kVersionFloor214{2, 14, 3};

/// Reads `nats-server: v2.9.10`, as `nats-server --version` prints it. Nothing where it is another program.
std::optional<ProgramVersion> readProgramVersion(const QByteArray &output);

/// False where one WebSocket frame from a stranger can end the process before any login (CVE-2026-27889 and
/// the flaws after it): such a server may listen on loopback only.
bool isSafeBeyondLoopback(const ProgramVersion &version);

/// True where publishers can be told not to wait for slow listeners (`no_fast_producer_stall`).
bool knowsNoProducerStall(const ProgramVersion &version);

} // namespace earshot
