#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace earshot {

/// The steps of the way to a server, in the order in which they need each other.
enum class ProbeStep { Resolve, Tcp, Tls, Http, Page };

enum class ProbeOutcome {
    Running,
    Good,
    Failed,
    Skipped, ///< a step that it needs failed, or plain `ws` has no such step
};

/// What one step of the way found.
struct ProbeFinding {
    ProbeStep step = ProbeStep::Resolve;
    ProbeOutcome outcome = ProbeOutcome::Running;
    milliseconds took{0};
    std::optional<Failure> failure;
    /// Addresses found, certificate's names and dates, status line: evidence for the details view, no secret.
    QString detail;

    bool operator==(const ProbeFinding &) const = default;
};

/// The certificate as the server showed it, whether it was believed or not.
struct ProbedCertificate {
    QStringList names; ///< subject's common name and alternative names, at most 8
    QString issuer;
    std::optional<WallTime> validFrom;
    std::optional<WallTime> validUntil;

    bool operator==(const ProbedCertificate &) const = default;
};

/// The way to one server, looked at step by step; at most 3 s.
struct ProbeStats {
    QString host; ///< `host[:port]`
    Instant begun{};
    bool isDone = false;
    std::vector<ProbeFinding> findings; ///< one of each step, in their order
    std::optional<ProbedCertificate> certificate;
    int httpStatus = 0; ///< of the plain answer at the WebSocket address, 0 = none
    QString redirectHost; ///< where a 3xx answer leads, host only
    bool answersHtml = false; ///< a page for people where an upgrade or JSON belongs
    std::optional<seconds> retryAfter;
    std::optional<milliseconds> clockOffset; ///< server's Date header - this computer's clock

    bool operator==(const ProbeStats &) const = default;
};

} // namespace earshot
