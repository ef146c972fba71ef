#include "client/client.h"
#include "client/demo_event.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/view_printer.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QTemporaryDir>

namespace earshot::ctl {

namespace {

constexpr seconds kRehearsal{15};

DemoEvent::Options demoOptions(const Arguments &args, const QString &folder)
{
    DemoEvent::Options options;
    options.dataFolder = args.has(QStringLiteral("data")) ? args.value(QStringLiteral("data")) : folder;
    options.voices = QStringList{QStringLiteral(":/demo/ana.opus"), QStringLiteral(":/demo/jonas.opus")};
    options.listeners = args.value(QStringLiteral("listeners")).toInt();
    options.rehearsal = kRehearsal;
    options.copiesAllowed = true;
    options.natsServer = args.value(QStringLiteral("program"));
    return options;
}

void printLink(Printer &printer, const Link &link)
{
    Link server = link;
    server.event.reset();
    printer.lines(QStringLiteral("link"),
        {{QStringLiteral("link"), link.toString()}, {QStringLiteral("server"), server.toString()}},
        {QStringLiteral("the event is live; join it with"), link.toString()});
}

} // namespace

int runDemo(const QStringList &arguments)
{
    Arguments args(
        QStringLiteral("Runs a live event on this computer: engine, desk, two speakers, listeners."), {});
    args.add(QStringLiteral("for"), QStringLiteral("end after this long (and listen meanwhile)"),
        QStringLiteral("duration"));
    args.add(QStringLiteral("listeners"), QStringLiteral("headless listeners beside yours"),
        QStringLiteral("number"), QStringLiteral("5"));
    args.add(QStringLiteral("device"),
        QStringLiteral("what to listen with: \"null\" (default), \"system\" or a name"),
        QStringLiteral("name"), QStringLiteral("null"));
    args.add(QStringLiteral("no-listen"),
        QStringLiteral("only the event: no own listener beside the headless ones"));
    args.add(QStringLiteral("data"), QStringLiteral("keep the engine's keys and streams in this folder"),
        QStringLiteral("folder"));
    args.add(QStringLiteral("program"), QStringLiteral("the nats-server program"), QStringLiteral("path"),
        QStringLiteral("nats-server"));
    if (!args.read(arguments))
        return args.exitCode();

    const QTemporaryDir folder;
    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    ViewPrinter view(printer);
    DemoEvent demo(clock, random, demoOptions(args, folder.filePath(QStringLiteral("engine"))));
    std::unique_ptr<Client> client;
    int exitCode = Ok;

    QObject::connect(&demo, &DemoEvent::ready, &demo, [&] {
        printLink(printer, demo.link());
        if (args.has(QStringLiteral("no-listen")))
            return;
        Client::Options options;
        options.sound.output = outputChoice(args.value(QStringLiteral("device")));
        client = std::make_unique<Client>(clock, random, options);
        QObject::connect(
            client.get(), &Client::nowPlayingChanged, &demo, [&](const auto &now) { view.show(now); });
        client->openLink(demo.link().toString());
    });
    QObject::connect(&demo, &DemoEvent::failed, &demo, [&](const Failure &failure) {
        Printer::error(sentence(verdictForFailure(failure, {})).headline);
        exitCode = Failed;
        QCoreApplication::quit();
    });
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &demo, &QCoreApplication::quit);
    const auto timer = clock.makeTimer();
    if (args.duration())
        timer->start(*args.duration(), [] { QCoreApplication::quit(); });
    demo.start();
    QCoreApplication::exec();
    if (client) {
        view.summarize(client->nowPlaying());
        if (exitCode == Ok)
            exitCode = exitCodeFor(view.lastVerdict());
    }
    return exitCode;
}

} // namespace earshot::ctl
