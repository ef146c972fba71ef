#include "client/local_server.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QDateTime>
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
    args.add(QStringLiteral("host-credentials"),
        QStringLiteral("write what a host elsewhere needs into this file: a secret"), QStringLiteral("file"));
    args.add(QStringLiteral("server"),
        QStringLiteral("where that host reaches this server (default: as this computer does)"),
        QStringLiteral("link"));
    args.add(QStringLiteral("hosts"), QStringLiteral("list the hosts elsewhere that have such a file"));
    args.add(QStringLiteral("withdraw-host"),
        QStringLiteral("make one's file worthless, by the key that --hosts shows"), QStringLiteral("key"));
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

std::optional<Link> publicServer(const Arguments &args)
{
    return readLinkOrSay(args.value(QStringLiteral("server")));
}

/// Writes the file of --host-credentials, and says so.
bool giveHostCredentials(const Arguments &args, LocalServer &server, Printer &printer)
{
    const QString path = args.value(QStringLiteral("host-credentials"));
    const Outcome written = server.writeHostCredentials(
        path, args.has(QStringLiteral("server")) ? publicServer(args) : std::nullopt);
    if (written)
        printer.line(QStringLiteral("host_credentials"), {{QStringLiteral("file"), path}},
            QStringLiteral("a host elsewhere needs what is in %1; keep it secret").arg(path));
    else
        Printer::error(sentence(verdictForFailure(written.failure(), {})).headline);
    return written.ok();
}

/// What --withdraw-host and --hosts ask for.
bool tendHosts(const Arguments &args, Engine &engine, const Clock &clock, Printer &printer)
{
    Outcome done = Nothing{};
    if (args.has(QStringLiteral("withdraw-host")))
        done = engine.withdrawHost(args.value(QStringLiteral("withdraw-host")).toLatin1(), clock.wall());
    const auto hosts = engine.hosts();
    if (done && !hosts)
        done = hosts.failure();
    if (!done) {
        Printer::error(sentence(verdictForFailure(done.failure(), {})).headline);
        return false;
    }
    if (!args.has(QStringLiteral("hosts")))
        return true;
    for (const EngineAccess::Host &host : *hosts) {
        const QString key = QString::fromLatin1(host.user);
        const QString expires
            = QDateTime::fromMSecsSinceEpoch(toUnixMs(host.expires), Qt::UTC).toString(Qt::ISODate);
        printer.line(QStringLiteral("host"),
            {{QStringLiteral("key"), key}, {QStringLiteral("expires"), expires}},
            QStringLiteral("host %1, until %2").arg(key, expires));
    }
    return true;
}

} // namespace

int runEngine(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Runs a local event server until interrupted."), {});
    addOptions(args);
    if (!args.read(arguments))
        return args.exitCode();
    const auto options = engineOptions(args);
    const bool givesCredentials = args.has(QStringLiteral("host-credentials"));
    if (!options || (args.has(QStringLiteral("server")) && !publicServer(args)))
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
        if (givesCredentials && !giveHostCredentials(args, server, printer))
            exitCode = Failed;
        if (!tendHosts(args, server.engine(), clock, printer))
            exitCode = Failed;
        if (exitCode == Failed || server.engine().isAttached())
            server.stop();
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
    server.start(
        givesCredentials || args.has(QStringLiteral("hosts")) || args.has(QStringLiteral("withdraw-host")));
    QCoreApplication::exec();
    return exitCode;
}

} // namespace earshot::ctl
