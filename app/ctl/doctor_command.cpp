#include "client/client.h"
#include "client/link_check.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/ladder_printer.h"

#include <QCoreApplication>

#include <algorithm>

namespace earshot::ctl {

namespace {

/// A verdict that stands this long, once the way is known, is the answer.
constexpr milliseconds kSettled{1500};
constexpr milliseconds kAtMost{12'000};

/// A resolver that does not answer keeps a thread, and so the end of this program, for as long as it may ask again.
void shortenNameLookups()
{
    if (!qEnvironmentVariableIsSet("RES_OPTIONS"))
        qputenv("RES_OPTIONS", "timeout:2 attempts:1");
}

bool isBroken(const ProbeStats &probe)
{
    return std::ranges::any_of(probe.findings, [](const ProbeFinding &finding) {
        return finding.outcome == ProbeOutcome::Failed && finding.step != ProbeStep::Page;
    });
}

/// The client's view and the probe of one link, until both have settled.
class Examination
{
public:
    Examination(Clock &clock, Random &random, const QString &link)
        : m_clock(clock)
        , m_begun(clock.now())
        , m_client(clock, random, clientOptions())
        , m_check(clock, random)
        , m_settled(clock.makeTimer())
        , m_deadline(clock.makeTimer())
    {
        QObject::connect(&m_client, &Client::nowPlayingChanged, &m_client, [this] { watch(); });
        QObject::connect(&m_check, &LinkCheck::finished, &m_client, [this] { settleAgain(); });
        QObject::connect(&m_interrupt, &Interrupt::received, &m_client, &QCoreApplication::quit);
        m_client.openLink(link);
        m_link = readLink(link);
    }

    void run()
    {
        if (!m_link)
            return;
        m_deadline->start(kAtMost, [] { QCoreApplication::quit(); });
        m_check.start(*m_link);
        watch();
        QCoreApplication::exec();
    }

    void print(Printer &printer) const
    {
        const NowPlayingView &view = m_client.nowPlaying();
        if (m_check.stats())
            printProbe(printer, *m_check.stats(), m_link && m_link->ticket.isEmpty());
        if (view.open && m_link)
            printJoin(printer, view, m_joined);
        if (view.open || !m_link) {
            printHops(printer, view);
            printVerdict(printer, view);
        }
    }
    /// A link without an event has no verdict, only a way.
    ExitCode exitCode() const
    {
        const NowPlayingView &view = m_client.nowPlaying();
        if (view.open || !m_link)
            return exitCodeFor(view.verdict.id);
        return m_check.isDone() && !isBroken(*m_check.stats()) ? Ok : Unreachable;
    }

private:
    static Client::Options clientOptions()
    {
        Client::Options options;
        options.sound.output = {OutputChoice::Kind::Null, {}};
        return options;
    }

    void watch()
    {
        const NowPlayingView &view = m_client.nowPlaying();
        if (!m_joined && view.evidence.session.phase == LinePhase::Live)
            m_joined = std::chrono::duration_cast<milliseconds>(m_clock.now() - m_begun);
        if (view.verdict.id == m_lastId)
            return;
        m_lastId = view.verdict.id;
        settleAgain();
    }

    void settleAgain()
    {
        if (m_lastId.startsWith(QLatin1String("checking")) || !m_check.isDone())
            m_settled->stop();
        else
            m_settled->start(kSettled, [] { QCoreApplication::quit(); });
    }

    const Clock &m_clock;
    const Instant m_begun;
    Client m_client;
    LinkCheck m_check;
    Interrupt m_interrupt;
    Result<Link> m_link = Failure{Cause::LinkMalformed, {}};
    std::unique_ptr<Timer> m_settled;
    std::unique_ptr<Timer> m_deadline;
    QString m_lastId;
    std::optional<milliseconds> m_joined; ///< since the start
};

} // namespace

int runDoctor(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Tries every step of the way to an event, and says which one breaks."),
        QStringLiteral("LINK"));
    if (!args.read(arguments))
        return args.exitCode();
    shortenNameLookups();

    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    Examination examination(clock, random, args.positional());
    examination.run();
    examination.print(printer);
    return examination.exitCode();
}

} // namespace earshot::ctl
