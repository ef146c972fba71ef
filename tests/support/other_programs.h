#pragma once

#include <QStandardPaths>
#include <QStringList>
#include <QTest>

namespace earshot::test {

/// Which of these are not installed, as a sentence; empty where all are there.
inline QString missingOf(const QStringList &programs)
{
    QStringList missing;
    for (const QString &program : programs) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            missing.push_back(program);
    }
    return missing.isEmpty() ? QString()
                             : QStringLiteral("not installed: ") + missing.join(QStringLiteral(", "));
}

inline bool isContinuousIntegration()
{
    return qEnvironmentVariable("CI") == QLatin1String("true");
}

} // namespace earshot::test

/// What follows is skipped where one of these programs is missing; CI fails there.
#define EARSHOT_NEED_PROGRAMS(...)                                                                           \
    do {                                                                                                     \
        const QString missing = earshot::test::missingOf({__VA_ARGS__});                                     \
        if (missing.isEmpty())                                                                               \
            break;                                                                                           \
        if (earshot::test::isContinuousIntegration())                                                        \
            QFAIL(qPrintable(missing));                                                                      \
        QSKIP(qPrintable(missing));                                                                          \
    } while (false)
