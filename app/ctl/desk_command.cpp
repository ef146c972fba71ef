#include "client/local_server.h"
#include "client/published_page.h"
#include "client/recording_side.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "ctl/recording_printer.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace earshot::ctl {

namespace {

const QString kEnd = QStringLiteral("end");
/// An end that nobody can be told within this is told to nobody.
constexpr seconds kEndPatience{3};

/// `KEY=NAME` of --admit.
struct Admission {
    UserKey key;
    QString name;
};

std::optional<Admission> readAdmission(const QString &text)
{
    const auto key = UserKey::parse(QStringView(text).left(56));
    if (!key || !isValidPublicKey(key->utf8()) || text.mid(56, 1) != QLatin1String("=") || text.size() < 58)
        return std::nullopt;
    return Admission{*key, text.mid(57)};
}

/// `--catch-up`: off, all, or a share like 25%.
std::optional<double> readShare(const QString &text)
{
    if (text == QLatin1String("off"))
        return 0.0;
    if (text == QLatin1String("all"))
        return 1.0;
    bool ok = text.endsWith(u'%');
    const double percent = ok ? text.chopped(1).toDouble(&ok) : 0;
    return ok && percent >= 0 && percent <= 100 ? std::optional(percent / 100) : std::nullopt;
}

/// What the command line asks for.
struct DeskPlan {
    EventId event;
    QString title;
    QString hostName;
    milliseconds startsIn{0};
    bool standby = false;
    std::vector<Admission> admissions;
    std::optional<double> catchUpShare;
    std::chrono::hours audioKept{24};
    std::optional<PublishedPage::Options> page;
    bool copiesAllowed = false;
};

struct LeaseWords {
    const char *state;
    const char *human; ///< %1 = the desk that holds the event
};

LeaseWords words(const LeaseStats &lease)
{
    switch (lease.phase) {
    case LeasePhase::Seeking:
        break;
    case LeasePhase::Standby:
        return lease.failure ? LeaseWords{"lost", "another desk has taken the event: %1"}
                             : LeaseWords{"standby", "standing by; the event is with %1"};
    case LeasePhase::Holding:
        return {"holding", "in charge of the event"};
    case LeasePhase::Unconfirmed:
        return {"unconfirmed", "silent: the server has not renewed the lease"};
    case LeasePhase::Unguarded:
        return {"unguarded", "in charge without a lease: the server keeps none. Run no second desk."};
    }
    return {"seeking", "asking who holds the event"};
}

/// One event's desk on a local engine, joined where it runs already and started where not.
class DeskProgram
{
public:
    DeskProgram(const Arguments &args, const DeskPlan &plan);
    int run();

private:
    void onDesk();
    void onLease(const LeaseStats &lease);
    void onCharge();
    void admit();
    void publishPage();
    void record();
    void end();
    void quitWhenAllIsDone();
    void fail(const Failure &failure);

    const Arguments &m_args;
    DeskPlan m_plan;
    SystemClock m_clock;
    SystemRandom m_random;
    Printer m_printer;
    RecordingPrinter m_recording{m_printer};
    LocalServer m_server;
    EventDesk *m_event = nullptr;
    std::optional<RecordingStats> m_recorded; ///< nothing: nothing is recorded
    std::unique_ptr<Timer> m_endPatience;
    bool m_isEnding = false;
    bool m_isEndTold = false;
    std::unique_ptr<PublishedPage> m_page;
    std::unique_ptr<Timer> m_start;
    bool m_wasStandby = false;
    bool m_wasInCharge = false;
    bool m_pageFails = true; ///< or was not written yet
    int m_exitCode = Ok;
};

DeskProgram::DeskProgram(const Arguments &args, const DeskPlan &plan)
    : m_args(args)
    , m_plan(plan)
    , m_printer(m_clock, args.json())
    , m_server(m_clock, m_random, {.dataFolder = args.value(QStringLiteral("data"))})
    , m_endPatience(m_clock.makeTimer())
    , m_start(m_clock.makeTimer())
{ }

int DeskProgram::run()
{
    QObject::connect(&m_server, &LocalServer::engineReady, &m_server, [this] {
        EventDesk::Config config;
        config.identity.claimsFirst = !m_plan.standby;
        config.audioKept = m_plan.audioKept;
        m_server.openDesk(config);
    });
    QObject::connect(&m_server, &LocalServer::deskReady, &m_server, [this] { onDesk(); });
    QObject::connect(&m_server, &LocalServer::failed, &m_server, [this](const Failure &f) { fail(f); });
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &m_server, [this] { end(); });
    const auto timer = m_clock.makeTimer();
    if (m_args.duration())
        timer->start(*m_args.duration(), [this] { end(); });
    m_server.start(true);
    QCoreApplication::exec();
    return m_exitCode;
}

void DeskProgram::onDesk()
{
    QObject::connect(&m_server.desk(), &Desk::audioKept, &m_server, [this](const Outcome &outcome) {
        m_printer.line(QStringLiteral("audio"), {{QStringLiteral("kept"), outcome.ok()}},
            outcome ? QStringLiteral("the server keeps the audio")
                    : QStringLiteral("the server does not keep the audio (%1): what listeners miss is lost")
                          .arg(outcome.failure().detail));
    });
    ScheduleCard card{.id = m_plan.event};
    card.title = m_plan.title;
    card.hostName = m_plan.hostName;
    card.planned = m_clock.wall() + m_plan.startsIn;
    m_event = &m_server.desk().addEvent(card);

    const QString link = m_server.link(m_plan.event).toString();
    m_printer.line(QStringLiteral("link"), {{QStringLiteral("link"), link}},
        QStringLiteral("listeners use %1").arg(link));
    QObject::connect(m_event, &EventDesk::leaseChanged, m_event, [this](const auto &l) { onLease(l); });
    QObject::connect(m_event, &EventDesk::tookCharge, m_event, [this] { onCharge(); });
    QObject::connect(m_event, &EventDesk::published, m_event, [this](const EventState &state) {
        const Counts &counts = state.counts;
        m_printer.line(QStringLiteral("counts"),
            {{QStringLiteral("connected"), counts.connected ? QJsonValue(*counts.connected) : QJsonValue()},
                {QStringLiteral("hearing"),
                    counts.hearing ? QJsonValue(counts.hearing->value) : QJsonValue()},
                {QStringLiteral("interval"),
                    counts.hearing ? QJsonValue(counts.hearing->interval) : QJsonValue()}},
            {});
        m_isEndTold = m_isEndTold || (m_isEnding && state.phase == Phase::Ended);
        quitWhenAllIsDone();
    });
    if (m_args.has(QStringLiteral("record")))
        record();
    if (m_plan.page)
        publishPage();
}

void DeskProgram::record()
{
    EventRecording &recording = m_server.desk().record(*m_event, m_args.value(QStringLiteral("record")),
        [this] { return std::make_unique<RecordingSide>(m_clock); });
    m_recorded.emplace();
    QObject::connect(&recording, &EventRecording::changed, &recording, [this](const RecordingStats &stats) {
        m_recording.print(stats);
        m_recorded = stats;
        quitWhenAllIsDone();
    });
}

/// With --end: tells everybody that the event is over, and waits for its recording; the second time, for nothing. Without,
/// or where another desk leads the event, it goes on there.
void DeskProgram::end()
{
    const bool isLed = m_event && m_event->isInCharge() && m_event->state().phase != Phase::Ended;
    if (!m_args.has(kEnd) || !isLed || std::exchange(m_isEnding, true))
        return QCoreApplication::quit();
    m_start->stop();
    m_endPatience->start(kEndPatience, [this] {
        if (!m_isEndTold)
            QCoreApplication::quit();
    });
    m_event->end();
}

void DeskProgram::quitWhenAllIsDone()
{
    using enum RecordingStats::Phase;
    const bool isAwaited = m_recorded && m_event->state().started && m_recorded->phase != Off
        && m_recorded->phase != Ready && m_recorded->phase != Partial && m_recorded->phase != Kept
        && m_recorded->phase != Removed && !m_recorded->isLeftForLater;
    if (m_isEndTold && !isAwaited)
        QMetaObject::invokeMethod(&m_server, &QCoreApplication::quit, Qt::QueuedConnection);
}

void DeskProgram::onLease(const LeaseStats &lease)
{
    m_wasStandby = m_wasStandby || lease.phase == LeasePhase::Standby;
    if (lease.phase == LeasePhase::Standby)
        m_start->stop();
    const LeaseWords text = words(lease);
    QJsonObject fields{{QStringLiteral("state"), QLatin1String(text.state)},
        {QStringLiteral("holder"), lease.holder}, {QStringLiteral("term"), qint64(lease.term)}};
    if (lease.failure) {
        fields[QStringLiteral("id")] = verdictForFailure(*lease.failure, {}).id;
        fields[QStringLiteral("detail")] = lease.failure->detail;
    }
    QString human = QString::fromLatin1(text.human);
    if (human.contains(QLatin1String("%1")))
        human = human.arg(lease.holder.isEmpty() ? QStringLiteral("nobody yet") : lease.holder);
    m_printer.line(QStringLiteral("lease"), fields, lease.phase == LeasePhase::Seeking ? QString() : human);
}

/// The first desk of an event starts it as it was told; one that goes on with another's keeps what was planned.
void DeskProgram::onCharge()
{
    if (!std::exchange(m_wasInCharge, true))
        admit();
    if (m_plan.catchUpShare)
        m_event->setCatchUpShare(*m_plan.catchUpShare);
    if (m_plan.copiesAllowed)
        m_event->setCopiesAllowed(true);
    milliseconds wait = m_plan.startsIn;
    if (m_wasStandby) {
        if (m_event->state().phase != Phase::Scheduled)
            return;
        wait = std::max(milliseconds{0}, m_event->state().planned - m_clock.wall());
    }
    m_start->start(wait, [this] { m_event->start(); });
}

void DeskProgram::admit()
{
    for (const Admission &admission : m_plan.admissions) {
        const Result<QByteArray> ticket = m_event->admit(admission.key, admission.name, Role::Speaker);
        if (!ticket)
            return fail(ticket.failure());
        m_printer.line(QStringLiteral("ticket"),
            {{QStringLiteral("key"), admission.key.text()},
                {QStringLiteral("ticket"), QString::fromLatin1(*ticket)}},
            QStringLiteral("%1 speaks with the ticket %2").arg(admission.name, QString::fromLatin1(*ticket)));
    }
}

void DeskProgram::publishPage()
{
    m_page = std::make_unique<PublishedPage>(m_clock, m_server, *m_plan.page);
    const QString path = m_plan.page->path;
    QObject::connect(m_page.get(), &PublishedPage::written, m_page.get(), [this, path] {
        if (std::exchange(m_pageFails, false))
            m_printer.line(QStringLiteral("page"),
                {{QStringLiteral("written"), true}, {QStringLiteral("file"), path}},
                QStringLiteral("the page %1 is kept up to date").arg(path));
    });
    QObject::connect(
        m_page.get(), &PublishedPage::failed, m_page.get(), [this, path](const Failure &failure) {
            m_pageFails = true;
            m_printer.line(QStringLiteral("page"),
                {{QStringLiteral("written"), false}, {QStringLiteral("file"), path},
                    {QStringLiteral("detail"), failure.detail}},
                QStringLiteral("the page cannot be written, and is tried again: %1").arg(failure.detail));
        });
}

void DeskProgram::fail(const Failure &failure)
{
    Printer::error(sentence(verdictForFailure(failure, {})).headline);
    m_exitCode = Failed;
    QCoreApplication::quit();
}

} // namespace

namespace {

void addOptions(Arguments &args)
{
    const auto add = [&args](const char *name, const char *description, const char *value,
                         const QString &standard = {}) {
        args.add(QLatin1String(name), QLatin1String(description), QLatin1String(value), standard);
    };
    add("data", "the engine's folder", "folder",
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/engine"));
    add("event", "the event's id: a-z, 0-9, -", "id");
    add("title", "what the schedule calls it", "text");
    add("host", "who hosts it", "name");
    add("in", "starts in this long (default: now)", "duration", QStringLiteral("0s"));
    add("admit", "takes a speaker onto the stage; may be repeated", "KEY=NAME");
    add("standby", "does not begin the event, but goes on with it when its desk falls silent", "");
    add("catch-up", "who may fetch what they missed: off, all, or a share like 25%", "share");
    add("allow-copies", "listeners may keep what they hear", "");
    add("keep-audio", "how far back listeners can go (default: 24h)", "duration", QStringLiteral("24h"));
    add("record", "writes the recording into this folder, and publishes it when somebody has ended the event",
        "folder");
    add("end",
        "ends the event that it leads, and waits for its recording, before it ends itself; else it hands "
        "over",
        "");
    add("publish-page", "keeps a discovery page in this file, for a web server at /.well-known/earshot.json",
        "file");
    add("server", "where the page sends listeners: wss://…; may be repeated (default: the engine)", "url");
    add("name", "whose page it is", "text");
    add("note", "a word on the page about the present state", "text");
    add("for", "end after this long", "duration");
}

/// False where they cannot be used; the reason is on standard error.
bool readPage(const Arguments &args, DeskPlan &plan)
{
    if (!args.has(QStringLiteral("publish-page")))
        return true;
    PublishedPage::Options page;
    page.path = args.value(QStringLiteral("publish-page"));
    page.name = args.value(QStringLiteral("name"));
    page.note = args.value(QStringLiteral("note"));
    for (const QString &text : args.values(QStringLiteral("server"))) {
        const auto server = PublishedPage::readServer(text);
        if (!server) {
            Printer::error(QStringLiteral(
                "--server takes wss://host[:port], or ws://127.0.0.1:port on this computer, not \"%1\"")
                               .arg(text));
            return false;
        }
        page.servers.push_back(*server);
    }
    plan.page = page;
    return true;
}

bool readAdmissions(const Arguments &args, DeskPlan &plan)
{
    for (const QString &text : args.values(QStringLiteral("admit"))) {
        const auto admission = readAdmission(text);
        if (!admission) {
            Printer::error(
                QStringLiteral("--admit takes a public key (U…, 56 characters) = a name, not \"%1\"")
                    .arg(text));
            return false;
        }
        plan.admissions.push_back(*admission);
    }
    return true;
}

std::optional<DeskPlan> readPlan(const Arguments &args)
{
    const auto event = EventId::parse(args.value(QStringLiteral("event")));
    const auto startsIn = readDuration(args.value(QStringLiteral("in")));
    const bool standby = args.has(QStringLiteral("standby"));
    if (!event || (args.value(QStringLiteral("title")).isEmpty() && !standby) || !startsIn) {
        Printer::error(QStringLiteral(
            "--event takes an id of a-z, 0-9 and -, --title a text, --in a duration like 10m"));
        return std::nullopt;
    }
    const auto audioKept = readDuration(args.value(QStringLiteral("keep-audio")));
    const auto share = readShare(args.value(QStringLiteral("catch-up")));
    if (!audioKept || *audioKept < std::chrono::hours(1)
        || (args.has(QStringLiteral("catch-up")) && !share)) {
        Printer::error(QStringLiteral(
            "--keep-audio takes a duration of 1h or more, --catch-up takes off, all or a share like 25%"));
        return std::nullopt;
    }
    DeskPlan plan{*event, args.value(QStringLiteral("title")), args.value(QStringLiteral("host")), *startsIn,
        standby, {}, share, std::chrono::duration_cast<std::chrono::hours>(*audioKept), {}};
    plan.copiesAllowed = args.has(QStringLiteral("allow-copies"));
    if (!readAdmissions(args, plan) || !readPage(args, plan))
        return std::nullopt;
    return plan;
}

} // namespace

int runDesk(const QStringList &arguments)
{
    Arguments args(
        QStringLiteral("Holds one event on a local engine: beacon, schedule card, counts, tickets."), {});
    addOptions(args);
    if (!args.read(arguments))
        return args.exitCode();
    const auto plan = readPlan(args);
    return plan ? DeskProgram(args, *plan).run() : int(Usage);
}

} // namespace earshot::ctl
