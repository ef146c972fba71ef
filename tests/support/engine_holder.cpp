#include <QCoreApplication>

#include "engine/engine.h"

#include <cstdio>

/// Runs an engine in the folder of its first argument and prints the server's pid and WebSocket port, to be
/// killed by a test.
int main(int argc, char **argv)
{
    using namespace earshot;
    QCoreApplication app(argc, argv);
    SystemClock clock;
    Engine engine({app.arguments().value(1)}, clock);
    QObject::connect(&engine, &Engine::ready, &app, [](const EngineAddresses &found) {
        std::printf("%lld %d\n", static_cast<long long>(found.pid), found.webSocket.url.port());
        std::fflush(stdout);
    });
    QObject::connect(&engine, &Engine::failed, &app, [](const Failure &failure) {
        std::fprintf(stderr, "%s\n", qPrintable(failure.detail));
        QCoreApplication::exit(1);
    });
    engine.start();
    return app.exec();
}
