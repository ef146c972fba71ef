#pragma once

#include "base/clock.h"

#include <QJsonObject>
#include <QString>

namespace earshot::ctl {

/// Writes to standard output: human lines, or with --json one object per line, each with `ms` since the
/// start. What came from a server makes no lines of its own and says nothing to the terminal: control characters and
/// what turns the direction of text are taken out here, of everything.
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
    /// The same with more than one line for people.
    void lines(const QString &kind, QJsonObject fields, const QStringList &human);

    /// To standard error, for people, whatever the mode.
    static void error(const QString &text);

private:
    const Clock &m_clock;
    Instant m_start;
    bool m_json;
};

} // namespace earshot::ctl
