#include "client/local_server.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace earshot::ctl {

namespace {

void addOptions(Arguments &args)
{
    args.add(QStringLiteral("data"), QStringLiteral("folder of its keys and streams"),
        QStringLiteral("folder"),
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/engine"));
    args.add(QStringLiteral("port"), QStringLiteral("WebSocket port (default: the last one, or a free one)"),
        QStringLiteral("number"), QStringLiteral("0"));
    args.add(QStringLiteral("bind"), QStringLiteral("address to listen on"), QStringLiteral("address"),
        QStringLiteral("127.0.0.1"));
    args.add(QStringLiteral("program"), QStringLiteral("the nats-server program"), QStringLiteral("path"),
        QStringLiteral("nats-server"));
    args.add(QStringLiteral("for"), QStringLiteral("end after this long"), QStringLiteral("duration"));
}

/// Nothing where a value cannot be read; the reason is on standard error.
std::optional<EngineOptions> engineOptions(const Arguments &args)
{
    bool portIsNumber = false;
    EngineOptions options;
    options.dataFolder = args.value(QStringLiteral("data"));
    options.program = args.value(QStringLiteral("program"));
    options.webSocketPort = args.value(QStringLiteral("port")).toUShort(&portIsNumber);
    if (portIsNumber && options.bind.setAddress(args.value(QStringLiteral("bind"))))
        return options;
    Printer::error(QStringLiteral("--port takes a number up to 65535, --bind an IP address"));
    return std::nullopt;
}

} // namespace

int runEngine(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Runs a local event server until interrupted."), {});
    addOptions(args);
    if (!args.read(arguments))
        return args.exitCode();
    const auto options = engineOptions(args);
    if (!options)
        return Usage;

    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    LocalServer server(clock, random, *options);
    int exitCode = Ok;
    QObject::connect(&server, &LocalServer::engineReady, &server, [&] {
        const EngineAddresses &at = server.engine().addresses();
        const QString link = server.link().toString();
        printer.line(QStringLiteral("engine"),
            {{QStringLiteral("link"), link}, {QStringLiteral("nats"), at.natsUrl},
                {QStringLiteral("version"), at.version}, {QStringLiteral("pid"), at.pid}},
            QStringLiteral("nats-server %1 is ready; listeners use %2").arg(at.version, link));
    });
    QObject::connect(&server, &LocalServer::failed, &server, [&](const Failure &failure) {
        Printer::error(sentence(verdictForFailure(failure, {})).headline);
        exitCode = Failed;
        QCoreApplication::quit();
    });
    QObject::connect(&server, &LocalServer::stopped, &server, &QCoreApplication::quit);
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &server, &LocalServer::stop);
    const auto timer = clock.makeTimer();
    if (args.duration())
        timer->start(*args.duration(), [&] { server.stop(); });
    server.start();
    QCoreApplication::exec();
    return exitCode;
}

} // namespace earshot::ctl
