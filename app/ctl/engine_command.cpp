#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "diagnosis/sentence.h"
#include "engine/engine.h"
#include "wire/link.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace earshot::ctl {

namespace {

constexpr std::chrono::hours kTicketValidity{24 * 30};

Link linkTo(const Engine &engine, const Clock &clock)
{
    const QUrl url = engine.addresses().webSocket.url;
    Link link;
    link.host = url.host();
    link.port = url.port();
    link.tls = url.scheme() == QLatin1String("wss");
    link.ticket = engine.listenerTicket(clock.wall(), kTicketValidity);
    return link;
}

} // namespace

int runEngine(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Runs a local event server until interrupted."), {});
    args.add(QStringLiteral("data"), QStringLiteral("folder of its keys and streams"), QStringLiteral("folder"),
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/engine"));
    args.add(QStringLiteral("port"), QStringLiteral("WebSocket port (default: the last one, or a free one)"),
        QStringLiteral("number"), QStringLiteral("0"));
    args.add(QStringLiteral("bind"), QStringLiteral("address to listen on"), QStringLiteral("address"),
        QStringLiteral("127.0.0.1"));
    args.add(QStringLiteral("program"), QStringLiteral("the nats-server program"), QStringLiteral("path"),
        QStringLiteral("nats-server"));
    args.add(QStringLiteral("for"), QStringLiteral("end after this long"), QStringLiteral("duration"));
    if (!args.read(arguments))
        return args.exitCode();

    bool portIsNumber = false;
    EngineOptions options;
    options.dataFolder = args.value(QStringLiteral("data"));
    options.program = args.value(QStringLiteral("program"));
    options.webSocketPort = args.value(QStringLiteral("port")).toUShort(&portIsNumber);
    if (!portIsNumber || !options.bind.setAddress(args.value(QStringLiteral("bind")))) {
        Printer::error(QStringLiteral("--port takes a number up to 65535, --bind an IP address"));
        return Usage;
    }

    SystemClock clock;
    Printer printer(clock, args.json());
    Engine engine(options, clock);
    int exitCode = Ok;
    QObject::connect(&engine, &Engine::ready, &engine, [&](const EngineAddresses &at) {
        const QString link = linkTo(engine, clock).toString();
        printer.line(QStringLiteral("engine"),
            {{QStringLiteral("link"), link}, {QStringLiteral("nats"), at.natsUrl},
                {QStringLiteral("version"), at.version}, {QStringLiteral("pid"), at.pid}},
            QStringLiteral("nats-server %1 is ready; listeners use %2").arg(at.version, link));
    });
    const auto end = [&](const Failure &failure) {
        Printer::error(sentence(verdictForFailure(failure, {})).headline);
        exitCode = Failed;
        QCoreApplication::quit();
    };
    QObject::connect(&engine, &Engine::failed, &engine, end);
    QObject::connect(&engine, &Engine::stopped, &engine, end);
    QObject::connect(&engine, &Engine::ended, &engine, &QCoreApplication::quit);
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &engine, &Engine::stop);
    const auto timer = clock.makeTimer();
    if (args.duration())
        timer->start(*args.duration(), [&] { engine.stop(); });
    engine.start();
    QCoreApplication::exec();
    return exitCode;
}

} // namespace earshot::ctl
