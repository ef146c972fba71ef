#include "client/event_hosting.h"
#include "ctl/arguments.h"
#include "ctl/host_orders.h"
#include "ctl/interrupt.h"
#include "ctl/line_reader.h"
#include "ctl/printer.h"
#include "ctl/recording_printer.h"
#include "ctl/secret_input.h"
#include "diagnosis/sentence.h"
#include "event/when_ready.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>
#include <QThread>

namespace earshot::ctl {

namespace {

/// An end that nobody can be told within this is told to nobody.
constexpr seconds kEndPatience{3};
constexpr qint64 kLargestCredentials = 64 * 1024;

const char *words(HostView::State state)
{
    switch (state) {
    case HostView::State::Idle:
        return "idle";
    case HostView::State::Starting:
        return "starting";
    case HostView::State::InCharge:
        return "in-charge";
    case HostView::State::Standby:
        return "standby";
    case HostView::State::Disconnected:
        return "disconnected";
    case HostView::State::Failed:
        break;
    }
    return "failed";
}

const char *words(Phase phase)
{
    switch (phase) {
    case Phase::Scheduled:
        return "scheduled";
    case Phase::Live:
        return "live";
    case Phase::Paused:
        return "paused";
    case Phase::Ended:
        return "ended";
    case Phase::Cancelled:
        return "cancelled";
    case Phase::Moved:
        break;
    }
    return "moved";
}

const char *words(Role role)
{
    return role == Role::Host ? "host" : role == Role::CoHost ? "co-host" : "speaker";
}

bool isOver(const HostView &view)
{
    return view.event && view.event->phase != Phase::Scheduled && view.event->phase != Phase::Live
        && view.event->phase != Phase::Paused;
}

/// What a script may want to act on; it is in the journal where it is `kept`.
QJsonObject fieldsOf(const HostView &view)
{
    QJsonObject fields{{QStringLiteral("state"), QLatin1String(words(view.state))}};
    if (view.failure) {
        fields[QStringLiteral("id")] = verdictForFailure(*view.failure, {}).id;
        fields[QStringLiteral("detail")] = view.failure->detail;
    }
    fields[QStringLiteral("kept")] = !view.unkept;
    if (!view.event)
        return fields;
    const EventState &event = *view.event;
    fields[QStringLiteral("event")] = event.id.text();
    fields[QStringLiteral("phase")] = QLatin1String(words(event.phase));
    fields[QStringLiteral("title")] = event.title;
    if (event.planned != kWhenReady)
        fields[QStringLiteral("planned")] = qint64(toUnixMs(event.planned));
    fields[QStringLiteral("postponed")] = qint64(event.postponedFrom.size());
    if (event.message)
        fields[QStringLiteral("message")] = event.message->text;
    if (event.counts.connected)
        fields[QStringLiteral("connected")] = *event.counts.connected;
    if (event.counts.hearing)
        fields[QStringLiteral("hearing")] = event.counts.hearing->value;
    QJsonArray stage;
    for (const StageMember &member : event.stage)
        stage.append(
            QJsonObject{{QStringLiteral("key"), member.key.text()}, {QStringLiteral("name"), member.name},
                {QStringLiteral("role"), QLatin1String(words(member.role))},
                {QStringLiteral("muted"), member.muted}});
    fields[QStringLiteral("stage")] = stage;
    QJsonArray hands;
    for (const RaisedHand &hand : view.hands)
        hands.append(
            QJsonObject{{QStringLiteral("key"), hand.key.text()}, {QStringLiteral("name"), hand.name}});
    fields[QStringLiteral("hands")] = hands;
    return fields;
}

/// The thread of the host's desk.
class NetworkThread
{
public:
    NetworkThread()
    {
        m_anchor->moveToThread(&thread);
        thread.start();
    }
    /// In two steps: sockets are deleted by the event loop, which therefore ends one turn later.
    ~NetworkThread()
    {
        QMetaObject::invokeMethod(m_anchor, [this] {
            QMetaObject::invokeMethod(
                m_anchor, [this] { thread.quit(); }, Qt::QueuedConnection);
        });
        thread.wait();
        delete m_anchor;
    }

    QThread thread;

private:
    QObject *m_anchor = new QObject;
};

/// One event from its beginning to its end, without a window.
class HostProgram
{
public:
    HostProgram(const Arguments &args, const HostPlan &plan);
    int run();

private:
    void begin();
    void onView(const HostView &view);
    void startInTime();
    void printLinks(const HostView &view);
    void end();
    void quit();
    void fail(const Failure &failure);

    const Arguments &m_args;
    const HostPlan m_plan;
    SystemClock m_clock;
    SystemRandom m_random;
    Printer m_printer;
    NetworkThread m_network;
    std::unique_ptr<SecretStore> m_secrets;
    EventHosting m_hosting;
    std::unique_ptr<LineReader> m_lines;
    std::unique_ptr<Timer> m_start;
    std::unique_ptr<Timer> m_end;
    QJsonObject m_printed;
    QString m_printedLink;
    std::optional<Instant> m_endedAt;
    bool m_hasBegun = false;
    bool m_wasInCharge = false;
    bool m_isEndTold = false;
    RecordingPrinter m_recording{m_printer};
    bool m_isJournalLost = false; ///< it could not be read
    int m_exitCode = Ok;
};

HostProgram::HostProgram(const Arguments &args, const HostPlan &plan)
    : m_args(args)
    , m_plan(plan)
    , m_printer(m_clock, args.json())
    , m_secrets(makeSecretStore(
          args.value(QStringLiteral("data")) + QStringLiteral("/secrets"), SecretPlace::Files))
    , m_hosting(m_clock, m_random, m_network.thread, *m_secrets,
          {args.value(QStringLiteral("data")), args.value(QStringLiteral("program"))})
    , m_start(m_clock.makeTimer())
    , m_end(m_clock.makeTimer())
{ }

int HostProgram::run()
{
    QObject::connect(
        &m_hosting, &Hosting::viewChanged, &m_hosting, [this](const HostView &view) { onView(view); });
    QObject::connect(&m_hosting, &Hosting::refused, &m_hosting, [this](const Failure &failure) {
        const Verdict verdict = verdictForFailure(failure, {});
        const bool isJournal = failure.cause == Cause::FileUnreadable || failure.cause == Cause::FileDamaged;
        m_isJournalLost |= isJournal;
        m_printer.line(isJournal ? QStringLiteral("unreadable") : QStringLiteral("refused"),
            {{QStringLiteral("id"), verdict.id}, {QStringLiteral("detail"), failure.detail}},
            isJournal ? QStringLiteral("the journal of an earlier event could not be read, and is now ")
                    + failure.detail
                      : QStringLiteral("not done: ") + sentence(verdict).headline);
    });
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &m_hosting, [this] { end(); });
    const auto timer = m_clock.makeTimer();
    if (m_args.duration())
        timer->start(*m_args.duration(), [this] { end(); });
    if (m_args.has(QStringLiteral("commands"))) {
        m_lines = std::make_unique<LineReader>();
        QObject::connect(m_lines.get(), &LineReader::line, &m_hosting, [this](const QString &line) {
            const QString wrong = line.isEmpty() ? QString() : obey(m_hosting, line, m_clock.wall());
            if (!wrong.isEmpty())
                m_printer.line(QStringLiteral("refused"), {{QStringLiteral("detail"), wrong}}, wrong);
        });
    }
    // Once the event loop runs, which a failure ends.
    QMetaObject::invokeMethod(
        &m_hosting, [this] { begin(); }, Qt::QueuedConnection);
    QCoreApplication::exec();
    // What was to be taken back may have been in it.
    return m_isJournalLost && m_exitCode == Refused ? Failed : m_exitCode;
}

void HostProgram::begin()
{
    if (!m_args.has(QStringLiteral("take-back")))
        return m_hosting.open(m_plan);
    m_hosting.takeBack();
    if (m_hosting.view().offer || m_hosting.view().state == HostView::State::Failed)
        return;
    Printer::error(QStringLiteral("there is no event to be taken back"));
    m_exitCode = Refused;
    QCoreApplication::quit();
}

void HostProgram::onView(const HostView &view)
{
    if (view.state == HostView::State::Failed) {
        m_printer.line(QStringLiteral("event"), fieldsOf(view), {});
        return fail(*view.failure);
    }
    if (view.state == HostView::State::Idle)
        return m_hasBegun ? quit() : void(); // before, only what can be hosted at all is being found out
    m_hasBegun = true;
    if (view.state == HostView::State::InCharge && !std::exchange(m_wasInCharge, true)) {
        m_hosting.makeSpeakerLink(Role::Speaker);
        startInTime();
    }
    const QJsonObject fields = fieldsOf(view);
    if (fields != m_printed) {
        m_printed = fields;
        m_printer.line(QStringLiteral("event"), fields,
            view.event
                ? QStringLiteral("%1: %2, %3%4")
                      .arg(view.event->title, QLatin1String(words(view.event->phase)),
                          QLatin1String(words(view.state)),
                          view.unkept
                              ? QStringLiteral("; NOT KEPT: %1 cannot be written").arg(view.unkept->detail)
                              : QString())
                : QString());
    }
    printLinks(view);
    m_recording.print(view.recording);
    // The end has been said to everybody, and the recording is where they can have it.
    m_isEndTold = m_isEndTold || (m_endedAt && isOver(view) && view.beaconAt && *view.beaconAt > *m_endedAt);
    if (m_isEndTold && !view.awaitsRecording())
        quit();
}

/// A delay that is announced meanwhile is waited for too; an event that is taken back goes on as it was.
void HostProgram::startInTime()
{
    const std::optional<EventState> &event = m_hosting.view().event;
    if (!event || event->phase != Phase::Scheduled || m_args.has(QStringLiteral("no-start")))
        return;
    const milliseconds wait = event->planned - m_clock.wall();
    if (wait <= milliseconds{0})
        return m_hosting.start();
    m_start->start(wait, [this] { startInTime(); });
}

void HostProgram::printLinks(const HostView &view)
{
    if (view.speakerLink.isEmpty() || view.speakerLink == m_printedLink || !view.beaconAt)
        return;
    m_printedLink = view.speakerLink;
    m_printer.lines(QStringLiteral("link"),
        {{QStringLiteral("listener"), view.listenerLink}, {QStringLiteral("speaker"), view.speakerLink}},
        {QStringLiteral("listeners join with"), view.listenerLink, QStringLiteral("one speaker joins with"),
            view.speakerLink});
}

/// Tells everybody that the event is over, and waits for its recording; the second time, for nothing.
void HostProgram::end()
{
    if (m_endedAt || !m_wasInCharge || isOver(m_hosting.view()))
        return quit();
    m_endedAt = m_clock.now();
    m_end->start(kEndPatience, [this] {
        if (!m_isEndTold)
            quit();
    });
    m_hosting.end();
}

void HostProgram::quit()
{
    m_hosting.disconnect();
    m_hosting.close();
    if (m_hosting.view().state != HostView::State::Idle)
        m_hosting.close(); // without its recording, which is finished when the event is taken back
    QCoreApplication::quit();
}

void HostProgram::fail(const Failure &failure)
{
    const Verdict verdict = verdictForFailure(failure, {});
    Printer::error(sentence(verdict).headline);
    const ExitCode code = exitCodeFor(verdict.id);
    m_exitCode = code == Ok ? Failed : code; // what is wrong here is a failure of this program
    QCoreApplication::quit();
}

void addOptions(Arguments &args)
{
    const auto add = [&args](const char *name, const char *description, const char *value = "",
                         const QString &standard = {}) {
        args.add(QLatin1String(name), QLatin1String(description), QLatin1String(value), standard);
    };
    add("title", "what the schedule calls it", "text");
    add("description", "what it is about", "text");
    add("host", "who hosts it", "name");
    add("in", "starts in this long (default: now)", "duration", QStringLiteral("0s"));
    add("no-start", "waits for the command \"start\"");
    add("with-link", "not on the schedule: only who has the link finds it");
    add("allow-copies", "listeners may keep what they hear");
    add("data", "the engine's folder, and the host's", "folder",
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/engine"));
    add("bind", "lets others on this network in, at this address (with TLS)", "address");
    add("credentials",
        "on somebody else's server, with the host credentials in this file (\"-\": standard input)", "file");
    add("program", "the nats-server program", "path", QStringLiteral("nats-server"));
    add("no-record", "makes no recording");
    add("take-back", "goes on with the event that was hosted last and has not ended, or with its recording");
    add("commands", "reads from standard input what to do, one a line (see README)");
    add("for", "ends the event after this long", "duration");
}

/// Nothing where a value cannot be used; the reason is on standard error.
std::optional<HostPlan> readPlan(const Arguments &args, WallTime now)
{
    HostPlan plan;
    plan.title = args.value(QStringLiteral("title"));
    plan.description = args.value(QStringLiteral("description"));
    plan.hostName = args.value(QStringLiteral("host"));
    const auto startsIn = readDuration(args.value(QStringLiteral("in")));
    if (!startsIn || (plan.title.trimmed().isEmpty() && !args.has(QStringLiteral("take-back")))) {
        Printer::error(QStringLiteral("--title takes a text, --in a duration like 10m"));
        return std::nullopt;
    }
    plan.planned = now + *startsIn;
    plan.copiesAllowed = args.has(QStringLiteral("allow-copies"));
    plan.record = !args.has(QStringLiteral("no-record"));
    plan.access = args.has(QStringLiteral("with-link")) ? HostPlan::Access::WithLink : HostPlan::Access::Open;
    if (args.has(QStringLiteral("bind"))) {
        plan.place = HostPlan::Place::Network;
        plan.bindAddress = args.value(QStringLiteral("bind"));
    }
    if (!args.has(QStringLiteral("credentials")))
        return plan;
    plan.place = HostPlan::Place::Server;
    if (args.value(QStringLiteral("credentials")) == kStandardInput) {
        if (args.has(QStringLiteral("commands"))) {
            Printer::error(QStringLiteral("--credentials - and --commands cannot both read standard input"));
            return std::nullopt;
        }
        plan.credentials = readSecret(kLargestCredentials + 1);
        return plan;
    }
    QFile file(args.value(QStringLiteral("credentials")));
    if (!file.open(QIODevice::ReadOnly)) {
        Printer::error(QStringLiteral("--credentials: %1 cannot be read").arg(file.fileName()));
        return std::nullopt;
    }
    plan.credentials = file.read(kLargestCredentials + 1);
    return plan;
}

} // namespace

int runHost(const QStringList &arguments)
{
    Arguments args(
        QStringLiteral("Hosts one event from its beginning to its end, and prints the links to it."), {});
    addOptions(args);
    if (!args.read(arguments))
        return args.exitCode();
    SystemClock clock;
    const auto plan = readPlan(args, clock.wall());
    return plan ? HostProgram(args, *plan).run() : int(Usage);
}

} // namespace earshot::ctl
