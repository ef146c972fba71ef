#pragma once

#include <QDir>
#include <QFile>

namespace earshot::test {

/// What a process that leaks has more and more of.
struct Holdings {
    qsizetype threads = QDir("/proc/self/task").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
    qsizetype files
        = QDir("/proc/self/fd").entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
    double mebibytes = residentMebibytes();

    static double residentMebibytes()
    {
        QFile file(QStringLiteral("/proc/self/statm"));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        return file.readAll().split(' ').value(1).toDouble() * 4096 / 1048576;
    }
};

} // namespace earshot::test
