#pragma once

#include <QStringList>

#include "engine/engine.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

namespace earshot::test {

/// True where nats-server is installed. A test skips where not, but fails on the build machine (CI is set
/// there).
inline bool haveNatsServer()
{
    return !QStandardPaths::findExecutable("nats-server").isEmpty()
        || !QStandardPaths::findExecutable("nats-server", {"/usr/sbin", "/usr/local/bin"}).isEmpty();
}

/// What became of an engine's start: ready, or why not.
inline Result<EngineAddresses> outcomeOf(Engine &engine, void (Engine::*begin)() = &Engine::start)
{
    QSignalSpy ready(&engine, &Engine::ready);
    QSignalSpy failed(&engine, &Engine::failed);
    (engine.*begin)();
    if (!QTest::qWaitFor([&] { return !ready.isEmpty() || !failed.isEmpty(); }, 20'000))
        return Failure{Cause::RequestTimeout, "neither ready nor failed"};
    if (!failed.isEmpty())
        return failed[0][0].value<Failure>();
    return ready[0][0].value<EngineAddresses>();
}

} // namespace earshot::test

#define EARSHOT_NEEDS_NATS_SERVER()                                                                          \
    do {                                                                                                     \
        if (!earshot::test::haveNatsServer()) {                                                              \
            if (qEnvironmentVariableIsSet("CI"))                                                             \
                QFAIL("nats-server is not installed");                                                       \
            QSKIP("nats-server is not installed");                                                           \
        }                                                                                                    \
    } while (false)
