#pragma once

#include "base/clock.h"

#include <QSet>
#include <QString>
#include <QTest>

#include <optional>
#include <vector>

namespace earshot::test {

/// A limit as it holds here: sanitizers make everything several times slower.
inline milliseconds inTime(milliseconds limit)
{
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
    return 5 * limit;
#else
    return limit;
#endif
}

/// Every verdict that one listener was shown, with its time; answers how soon a fault was named, and whether
/// something else was blamed meanwhile.
class VerdictLog
{
public:
    explicit VerdictLog(const Clock &clock)
        : m_clock(clock)
    { }

    /// What is shown now.
    void note(const QString &id);
    const QString &shown() const { return m_shown; }

    /// The fault happens now: `named` counts from here, and what was shown until now may go on.
    void mark();

    struct Naming {
        std::optional<milliseconds> after; ///< from the mark; nothing where it was not shown in time
        QString wrong; ///< a fault that was shown meanwhile for longer than kBlink; empty = none
        bool wasUnknown = false; ///< the person read that it is not known yet (checking.slow)
        QString history;

        bool isRight() const { return after && wrong.isEmpty(); }
    };
    /// Waits until `id` is shown, at most `within` from the mark; `also` may be shown on the way there.
    Naming named(const QString &id, milliseconds within, const QSet<QString> &also = {}) const;

    /// The ids shown since the mark, with their times.
    QString history() const;

    /// Shorter than this a wrong sentence is not read.
    static constexpr milliseconds kBlink{500};

private:
    struct Entry {
        QString id;
        Instant at{};
    };
    std::optional<Instant> firstShown(const QString &id) const;
    QString wrongBefore(Instant named, const QSet<QString> &allowed) const;

    const Clock &m_clock;
    std::vector<Entry> m_entries;
    QString m_shown;
    QString m_shownAtMark;
    Instant m_mark{};
};

/// The line "id  ms" of a named fault for the table that printNamings() writes at the end.
void keepNaming(const QString &id, milliseconds after, milliseconds within);
void printNamings();

} // namespace earshot::test

/// Fails the test with the history of verdicts where `id` is not named in time, or something else was blamed.
#define VERIFY_NAMED(log, id, within, ...)                                                                   \
    do {                                                                                                     \
        const auto naming = (log).named(QStringLiteral(id), within __VA_OPT__(, ) __VA_ARGS__);              \
        QVERIFY2(naming.after, qPrintable(QStringLiteral(id) + " was not shown: " + naming.history));        \
        QVERIFY2(naming.wrong.isEmpty(), qPrintable(naming.wrong + " was blamed: " + naming.history));       \
        earshot::test::keepNaming(QStringLiteral(id), *naming.after, within);                                \
    } while (false)
