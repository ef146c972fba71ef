#include "support/verdict_log.h"

namespace earshot::test {

namespace {

using std::chrono::duration_cast;

struct Kept {
    QString id;
    milliseconds after;
    milliseconds within;
};

std::vector<Kept> &kept()
{
    static std::vector<Kept> all;
    return all;
}

/// Says that nothing is known, or that all is well: never blames anybody.
bool blamesNobody(const QString &id)
{
    return id == QLatin1String("idle") || id.startsWith(QLatin1String("checking"))
        || id.startsWith(QLatin1String("ok."));
}

} // namespace

void VerdictLog::note(const QString &id)
{
    if (id == m_shown)
        return;
    m_shown = id;
    m_entries.push_back({id, m_clock.now()});
}

void VerdictLog::mark()
{
    m_mark = m_clock.now();
    m_shownAtMark = m_shown;
    m_entries.clear();
}

VerdictLog::Naming VerdictLog::named(const QString &id, milliseconds within, const QSet<QString> &also) const
{
    // A program of its own marks the log itself when it says its first word.
    constexpr seconds kProgramStart{10};
    (void)QTest::qWaitFor([&] { return firstShown(id).has_value() || m_clock.now() > m_mark + within; },
        int(milliseconds{within + kProgramStart}.count()));
    const std::optional<Instant> at = firstShown(id);
    Naming naming;
    naming.history = history();
    naming.wasUnknown = firstShown(QStringLiteral("checking.slow")).has_value();
    if (at && *at - m_mark <= within) {
        naming.after = duration_cast<milliseconds>(*at - m_mark);
        QSet<QString> allowed = also;
        allowed << m_shownAtMark << id;
        naming.wrong = wrongBefore(*at, allowed);
    }
    return naming;
}

/// Of those shown since the mark.
std::optional<Instant> VerdictLog::firstShown(const QString &id) const
{
    for (const Entry &entry : m_entries) {
        if (entry.id == id)
            return entry.at;
    }
    return std::nullopt;
}

QString VerdictLog::wrongBefore(Instant named, const QSet<QString> &allowed) const
{
    for (size_t i = 0; i < m_entries.size() && m_entries[i].at < named; ++i) {
        const Entry &entry = m_entries[i];
        const Instant end = i + 1 < m_entries.size() ? m_entries[i + 1].at : named;
        if (end - entry.at > kBlink && !blamesNobody(entry.id) && !allowed.contains(entry.id))
            return entry.id;
    }
    return {};
}

QString VerdictLog::history() const
{
    QString text
        = QStringLiteral("at 0 ms %1").arg(m_shownAtMark.isEmpty() ? QStringLiteral("–") : m_shownAtMark);
    for (const Entry &entry : m_entries)
        text += QStringLiteral(", at %1 ms %2")
                    .arg(duration_cast<milliseconds>(entry.at - m_mark).count())
                    .arg(entry.id);
    return text
        + QStringLiteral(", %1 ms passed").arg(duration_cast<milliseconds>(m_clock.now() - m_mark).count());
}

void keepNaming(const QString &id, milliseconds after, milliseconds within)
{
    kept().push_back({id, after, within});
}

void printNamings()
{
    QString table = QStringLiteral("from fault to sentence:");
    for (const Kept &row : kept())
        table += QStringLiteral("\n  %1 %2 ms (at most %3)")
                     .arg(row.id, -20)
                     .arg(row.after.count(), 6)
                     .arg(row.within.count());
    qInfo("%s", qPrintable(table));
}

} // namespace earshot::test
