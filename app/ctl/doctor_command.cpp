#include "client/client.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>

namespace earshot::ctl {

namespace {

/// A verdict that stands this long is the answer; the slowest fault is named within 3 s of its evidence.
constexpr milliseconds kSettled{3500};
constexpr seconds kAtMost{12};

QString healthWord(HopHealth health)
{
    switch (health) {
    case HopHealth::Good:
        return QStringLiteral("good");
    case HopHealth::Warning:
        return QStringLiteral("warning");
    case HopHealth::Bad:
        return QStringLiteral("bad");
    case HopHealth::Unknown:
        break;
    }
    return QStringLiteral("not known");
}

void print(Printer &printer, const NowPlayingView &view)
{
    const auto words = hopWords(view.evidence, view.hops, view.evidenceAt);
    for (size_t i = 0; i < view.hops.size(); ++i) {
        const QString health = healthWord(view.hops[i].health);
        printer.line(QStringLiteral("hop"),
            {{QStringLiteral("hop"), hopId(view.hops[i].hop)}, {QStringLiteral("health"), health},
                {QStringLiteral("title"), words[i].title}, {QStringLiteral("evidence"), words[i].evidence}},
            QStringLiteral("%1  %2  %3").arg(health, -9).arg(words[i].title, -24).arg(words[i].evidence));
    }
    const Sentence said = sentence(view.verdict);
    printer.line(QStringLiteral("verdict"),
        {{QStringLiteral("id"), view.verdict.id}, {QStringLiteral("side"), sideId(view.verdict.side)},
            {QStringLiteral("hop"), hopId(view.verdict.hop)}, {QStringLiteral("text"), said.headline},
            {QStringLiteral("next"), said.next}},
        QStringLiteral("%1 %2  [%3]").arg(said.headline, said.next, view.verdict.id));
}

} // namespace

int runDoctor(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Tries a link and says hop by hop what works."), QStringLiteral("LINK"));
    if (!args.read(arguments))
        return args.exitCode();

    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    Client::Options options;
    options.output = {OutputChoice::Kind::Null, {}};
    Client client(clock, random, options);
    client.openLink(args.positional());

    const auto settled = clock.makeTimer();
    QString lastId;
    const auto watch = [&](const NowPlayingView &view) {
        const bool checking = view.verdict.id.startsWith(QLatin1String("checking"));
        if (view.verdict.id == lastId)
            return;
        lastId = view.verdict.id;
        if (checking)
            settled->stop();
        else
            settled->start(kSettled, [] { QCoreApplication::quit(); });
    };
    QObject::connect(&client, &Client::nowPlayingChanged, &client, watch);
    watch(client.nowPlaying());
    const auto deadline = clock.makeTimer();
    deadline->start(kAtMost, [] { QCoreApplication::quit(); });
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &client, &QCoreApplication::quit);
    if (client.nowPlaying().open && !client.nowPlaying().evidence.link)
        QCoreApplication::exec();
    print(printer, client.nowPlaying());
    return exitCodeFor(client.nowPlaying().verdict.id);
}

} // namespace earshot::ctl
