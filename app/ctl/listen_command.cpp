#include "client/client.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/view_printer.h"

#include <QCoreApplication>

namespace earshot::ctl {

namespace {

/// What the way the program ended means to a script.
int exitCode(const ViewPrinter &printed, const NowPlayingView &view, const OutputChoice &choice)
{
    const OutputStats &output = view.evidence.output;
    const bool isMissing = output.failure && output.failure->cause == Cause::DeviceMissing;
    // While a named device is away the default plays.
    if (choice.kind == OutputChoice::Kind::Named && (isMissing || !output.lostDevice.isEmpty()))
        return NoDevice;
    return exitCodeFor(printed.lastVerdict());
}

} // namespace

int runListen(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Joins an event and plays it."), QStringLiteral("LINK"));
    args.add(QStringLiteral("for"), QStringLiteral("leave after this long"), QStringLiteral("duration"));
    args.add(QStringLiteral("out"), QStringLiteral("write what the device gets to a WAV file"),
        QStringLiteral("file"));
    args.add(QStringLiteral("tap"), QStringLiteral("write every stage's sound to WAV files in this folder"),
        QStringLiteral("folder"));
    args.add(QStringLiteral("copy"),
        QStringLiteral("keep what is heard in a folder of its own in this one, where the host allows it"),
        QStringLiteral("folder"));
    args.add(QStringLiteral("device"), QStringLiteral("\"null\" for none, or a device's name"),
        QStringLiteral("name"));
    args.add(QStringLiteral("mute"), QStringLiteral("start muted"));
    if (!args.read(arguments))
        return args.exitCode();

    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    ViewPrinter view(printer);
    Client::Options options;
    options.sound.output = outputChoice(args.value(QStringLiteral("device")));
    options.heardFile = args.value(QStringLiteral("out"));
    options.tapFolder = args.value(QStringLiteral("tap"));
    Client client(clock, random, options);
    QObject::connect(&client, &Client::nowPlayingChanged, &client, [&](const auto &now) { view.show(now); });
    QObject::connect(&client, &Client::tapFailed, &client,
        [](const Failure &failure) { Printer::error(QStringLiteral("--tap ends: ") + failure.detail); });
    QObject::connect(&client, &Client::heardFileFailed, &client,
        [](const Failure &failure) { Printer::error(QStringLiteral("--out ends: ") + failure.detail); });
    QObject::connect(
        &client, &Client::copyChanged, &client, [&](const CopyStats &copy) { view.showCopy(copy); });
    client.keepCopies(args.value(QStringLiteral("copy")));
    client.setMuted(args.has(QStringLiteral("mute")));
    client.openLink(args.positional());
    if (client.nowPlaying().evidence.link)
        return exitCodeFor(client.nowPlaying().verdict.id);
    if (!client.nowPlaying().open) {
        Printer::error(
            QStringLiteral("the link names a server but no event; \"earshotctl schedule\" lists its events"));
        return Usage;
    }

    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &client, &QCoreApplication::quit);
    const auto timer = clock.makeTimer();
    if (args.duration())
        timer->start(*args.duration(), [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    const NowPlayingView last = client.nowPlaying();
    view.summarize(last);
    return exitCode(view, last, options.sound.output);
}

} // namespace earshot::ctl
