#pragma once

#include <QCoreApplication>
#include <QMetaMethod>
#include <QSet>
#include <QTest>

#include <algorithm>

namespace earshot::test {

/// Runs the functions of a test; with EARSHOT_TEST_PART=2/3 only each third of them, from the second on. Not together with
/// functions named on the command line: those are run then.
inline int runInParts(QObject &test, int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const QStringList part = qEnvironmentVariable("EARSHOT_TEST_PART").split(u'/');
    const int parts = part.value(1).toInt();
    const auto isNamed = [](const QString &argument) { return !argument.startsWith(u'-'); };
    if (parts > 1 && std::none_of(arguments.begin() + 1, arguments.end(), isNamed)) {
        static const QSet<QByteArray> kAround{"initTestCase", "cleanupTestCase", "init", "cleanup"};
        const QMetaObject &type = *test.metaObject();
        int number = 0;
        for (int i = type.methodOffset(); i < type.methodCount(); ++i) {
            const QMetaMethod method = type.method(i);
            const bool isTest = method.methodType() == QMetaMethod::Slot
                && method.access() == QMetaMethod::Private && method.parameterCount() == 0
                && !method.name().endsWith("_data") && !kAround.contains(method.name());
            if (isTest && number++ % parts == part[0].toInt() - 1)
                arguments << QString::fromLatin1(method.name());
        }
    }
    return QTest::qExec(&test, arguments);
}

} // namespace earshot::test

/// In place of QTEST_GUILESS_MAIN, for a program that earshot_add_test adds in PARTS.
#define EARSHOT_TEST_MAIN_IN_PARTS(Test)                                                                     \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        QCoreApplication application(argc, argv);                                                            \
        Test test;                                                                                           \
        return earshot::test::runInParts(test, argc, argv);                                                  \
    }
