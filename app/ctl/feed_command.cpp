#include "client/podcast_folder.h"
#include "ctl/arguments.h"
#include "ctl/follow_schedule.h"
#include "ctl/printer.h"

#include <QJsonArray>

namespace earshot::ctl {

namespace {

const QString kBase = QStringLiteral("base-url");
const QString kOut = QStringLiteral("out");
const QString kTitle = QStringLiteral("title");
const QString kDescription = QStringLiteral("description");
const QString kLanguage = QStringLiteral("language");
const QString kPublicTicket = QStringLiteral("public-ticket");
const QString kElsewhere = QStringLiteral("files-elsewhere");
const QString kWatch = QStringLiteral("watch");

void addOptions(Arguments &args)
{
    args.add(kBase, QStringLiteral("address under which the web server has the feed's folder"),
        QStringLiteral("URL"));
    args.add(kOut,
        QStringLiteral("the feed's file, replaced as a whole; recordings are looked for beside it"),
        QStringLiteral("file"));
    args.add(kTitle, QStringLiteral("the podcast's title; else the server's name"), QStringLiteral("text"));
    args.add(kDescription, QStringLiteral("what it is about"), QStringLiteral("text"));
    args.add(kLanguage, QStringLiteral("as \"en\" or \"de-AT\""), QStringLiteral("code"));
    args.add(kPublicTicket, QStringLiteral("the link's ticket is everybody's: it goes into the feed"));
    args.add(kElsewhere,
        QStringLiteral("the recordings are not beside the feed, but below that address all the same"));
    args.add(kWatch, QStringLiteral("goes on, and writes it again at every change"));
}

std::optional<PodcastFolder::Options> readOptions(const Arguments &args)
{
    const std::optional<QUrl> base = readPodcastBase(args.value(kBase));
    if (!base)
        Printer::error(QStringLiteral("--base-url takes an address like https://example.org/podcast/"));
    else if (args.value(kOut).isEmpty())
        Printer::error(QStringLiteral("--out is missing"));
    else
        return PodcastFolder::Options{args.value(kOut), *base, args.value(kTitle), args.value(kDescription),
            args.value(kLanguage), args.has(kPublicTicket), args.has(kElsewhere)};
    return std::nullopt;
}

/// Says what changed, and each trouble once.
class FeedPrinter
{
public:
    explicit FeedPrinter(Printer &printer)
        : m_printer(printer)
    { }

    ExitCode show(const Result<PodcastFolder::Content> &outcome)
    {
        if (!outcome) {
            complain(outcome.failure().detail);
            return Failed;
        }
        complain(outcome->missing.isEmpty()
                ? QString()
                : QStringLiteral(
                    "left out, because they are not beside the feed as the schedule has them: %1")
                      .arg(outcome->missing.join(QStringLiteral(", "))));
        if (outcome->isNew)
            m_printer.line(QStringLiteral("feed"),
                {{QStringLiteral("recordings"), outcome->recordings},
                    {QStringLiteral("missing"), QJsonArray::fromStringList(outcome->missing)}},
                QStringLiteral("written, recordings: %1").arg(outcome->recordings - outcome->missing.size()));
        return Ok;
    }

private:
    void complain(const QString &words)
    {
        if (std::exchange(m_complaint, words) != words && !words.isEmpty())
            Printer::error(words);
    }

    Printer &m_printer;
    QString m_complaint;
};

} // namespace

int runFeed(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Writes a podcast's feed of a server's events and recordings."),
        QStringLiteral("LINK"));
    addOptions(args);
    if (!args.read(arguments))
        return args.exitCode();
    const std::optional<PodcastFolder::Options> options = readOptions(args);
    if (!options)
        return Usage;
    const std::optional<Link> link = readLinkOrSay(args.positional());
    if (!link)
        return Refused;
    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    FeedPrinter feed(printer);
    PodcastFolder folder(*options);
    return followSchedule(clock, random, *link, args.has(kWatch) ? Follow::Always : Follow::Once,
        [&](const ServerSnapshot &server) { return feed.show(folder.update(server, clock.wall())); });
}

} // namespace earshot::ctl
