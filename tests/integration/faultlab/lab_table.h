#pragma once

#include "support/verdict_log.h"

#include <functional>
#include <vector>

namespace earshot::test {

/// From the moment when a fault can be known.
inline constexpr milliseconds kNamedWithin{3000};

/// One fault of the laboratory.
struct LabRow {
    const char *id; ///< of the verdict that must be shown
    const char *how; ///< how the fault is made
    milliseconds knowableAfter{0}; ///< from the fault, until it can be told from the harmless
    const char *clock = "the fault"; ///< what `knowableAfter` counts to

    milliseconds limit() const { return knowableAfter + kNamedWithin; }
};

/// A row and the function that makes its fault and ends with LAB_NAMED.
struct LabFault {
    LabRow row;
    std::function<void(const LabRow &)> inject;
};

/// For QtTest: one test function runs all rows, each under its own name.
void addLabRows(const std::vector<LabFault> &faults);

/// Keeps what was measured for the table.
void keepRow(const LabRow &row, const VerdictLog::Naming &naming);
/// Prints the rows of this program and writes them to `<build>/faultlab/<part>.json`.
void writeRows(const QString &part);

/// What of a person is in `printed` that nobody else may read: the ticket or another JWT, a key (U…, S…), an
/// address of this computer. Empty where nothing is.
QString secretIn(const QByteArray &printed, const QByteArray &ticket);

} // namespace earshot::test

/// Fails with the history of verdicts where the row's id is not shown in time, or something else was blamed
/// for longer than a blink; what comes after `row` are ids that may be shown on the way.
#define LAB_NAMED(log, row, ...)                                                                             \
    do {                                                                                                     \
        const QString labId = QString::fromLatin1((row).id);                                                 \
        const auto naming                                                                                    \
            = (log).named(labId, earshot::test::inTime((row).limit()) __VA_OPT__(, ) __VA_ARGS__);           \
        earshot::test::keepRow((row), naming);                                                               \
        QVERIFY2(naming.after, qPrintable(labId + " was not shown: " + naming.history));                     \
        QVERIFY2(naming.wrong.isEmpty(), qPrintable(naming.wrong + " was blamed: " + naming.history));       \
        QVERIFY2(!naming.wasUnknown, qPrintable("said that it is not known: " + naming.history));            \
    } while (false)

/// What must hold before the fault is made; not kept as a row.
#define LAB_SHOWN(log, id)                                                                                   \
    do {                                                                                                     \
        const auto naming = (log).named(QStringLiteral(id), earshot::test::inTime(2 * kNamedWithin));        \
        QVERIFY2(naming.after, qPrintable(QStringLiteral(id) + " was not shown: " + naming.history));        \
    } while (false)
