#pragma once

#include "base/clock.h"

#include <QJsonObject>
#include <QString>

namespace earshot::ctl {

/// Writes to standard output: human lines, or with --json one object per line, each with `ms` since the
/// start.
class Printer
{
public:
    Printer(const Clock &clock, bool json)
        : m_clock(clock)
        , m_start(clock.now())
        , m_json(json)
    { }

    bool isJson() const { return m_json; }
    /// Milliseconds since the program started.
    double elapsedMs() const { return toMs(m_clock.now() - m_start); }

    /// `fields` gets `kind`, and `ms` where it has none of its own; `human` is printed instead where not --json (nothing where
    /// empty).
    void line(const QString &kind, QJsonObject fields, const QString &human);

    /// To standard error, for people, whatever the mode.
    static void error(const QString &text);

private:
    const Clock &m_clock;
    Instant m_start;
    bool m_json;
};

} // namespace earshot::ctl
