#include "client/local_server.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace earshot::ctl {

namespace {

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

/// One event's desk on a local engine, joined where it runs already and started where not.
class DeskProgram
{
public:
    DeskProgram(const Arguments &args, const EventId &event, milliseconds startsIn,
        std::vector<Admission> admissions);
    int run();

private:
    void onDesk();
    void fail(const Failure &failure);

    const Arguments &m_args;
    EventId m_event;
    milliseconds m_startsIn;
    std::vector<Admission> m_admissions;
    SystemClock m_clock;
    SystemRandom m_random;
    Printer m_printer;
    LocalServer m_server;
    std::unique_ptr<Timer> m_start;
    int m_exitCode = Ok;
};

DeskProgram::DeskProgram(
    const Arguments &args, const EventId &event, milliseconds startsIn, std::vector<Admission> admissions)
    : m_args(args)
    , m_event(event)
    , m_startsIn(startsIn)
    , m_admissions(std::move(admissions))
    , m_printer(m_clock, args.json())
    , m_server(m_clock, m_random, {.dataFolder = args.value(QStringLiteral("data"))})
    , m_start(m_clock.makeTimer())
{ }

int DeskProgram::run()
{
    QObject::connect(&m_server, &LocalServer::engineReady, &m_server, &LocalServer::openDesk);
    QObject::connect(&m_server, &LocalServer::deskReady, &m_server, [this] { onDesk(); });
    QObject::connect(&m_server, &LocalServer::failed, &m_server, [this](const Failure &f) { fail(f); });
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &m_server, &QCoreApplication::quit);
    const auto timer = m_clock.makeTimer();
    if (m_args.duration())
        timer->start(*m_args.duration(), [] { QCoreApplication::quit(); });
    m_server.start(true);
    QCoreApplication::exec();
    return m_exitCode;
}

void DeskProgram::onDesk()
{
    ScheduleCard card{.id = m_event};
    card.title = m_args.value(QStringLiteral("title"));
    card.hostName = m_args.value(QStringLiteral("host"));
    card.planned = m_clock.wall() + m_startsIn;
    EventDesk &event = m_server.desk().addEvent(card);

    const QString link = m_server.link(m_event).toString();
    m_printer.line(QStringLiteral("link"), {{QStringLiteral("link"), link}},
        QStringLiteral("listeners use %1").arg(link));
    for (const Admission &admission : m_admissions) {
        const Result<QByteArray> ticket = event.admit(admission.key, admission.name, Role::Speaker);
        if (!ticket)
            return fail(ticket.failure());
        m_printer.line(QStringLiteral("ticket"),
            {{QStringLiteral("key"), admission.key.text()},
                {QStringLiteral("ticket"), QString::fromLatin1(*ticket)}},
            QStringLiteral("%1 speaks with the ticket %2").arg(admission.name, QString::fromLatin1(*ticket)));
    }
    QObject::connect(&event, &EventDesk::published, &event, [this](const EventState &state) {
        const Counts &counts = state.counts;
        m_printer.line(QStringLiteral("counts"),
            {{QStringLiteral("connected"), counts.connected ? QJsonValue(*counts.connected) : QJsonValue()},
                {QStringLiteral("hearing"),
                    counts.hearing ? QJsonValue(counts.hearing->value) : QJsonValue()},
                {QStringLiteral("interval"),
                    counts.hearing ? QJsonValue(counts.hearing->interval) : QJsonValue()}},
            {});
    });
    m_start->start(m_startsIn, [this] { m_server.desk().find(m_event)->start(); });
}

void DeskProgram::fail(const Failure &failure)
{
    Printer::error(sentence(verdictForFailure(failure, {})).headline);
    m_exitCode = Failed;
    QCoreApplication::quit();
}

} // namespace

int runDesk(const QStringList &arguments)
{
    Arguments args(
        QStringLiteral("Holds one event on a local engine: beacon, schedule card, counts, tickets."), {});
    args.add(QStringLiteral("data"), QStringLiteral("the engine's folder"), QStringLiteral("folder"),
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/engine"));
    args.add(QStringLiteral("event"), QStringLiteral("the event's id: a-z, 0-9, -"), QStringLiteral("id"));
    args.add(QStringLiteral("title"), QStringLiteral("what the schedule calls it"), QStringLiteral("text"));
    args.add(QStringLiteral("host"), QStringLiteral("who hosts it"), QStringLiteral("name"));
    args.add(QStringLiteral("in"), QStringLiteral("starts in this long (default: now)"),
        QStringLiteral("duration"), QStringLiteral("0s"));
    args.add(QStringLiteral("admit"), QStringLiteral("takes a speaker onto the stage; may be repeated"),
        QStringLiteral("KEY=NAME"));
    args.add(QStringLiteral("for"), QStringLiteral("end after this long"), QStringLiteral("duration"));
    if (!args.read(arguments))
        return args.exitCode();

    const auto event = EventId::parse(args.value(QStringLiteral("event")));
    const auto startsIn = readDuration(args.value(QStringLiteral("in")));
    if (!event || args.value(QStringLiteral("title")).isEmpty() || !startsIn) {
        Printer::error(QStringLiteral(
            "--event takes an id of a-z, 0-9 and -, --title a text, --in a duration like 10m"));
        return Usage;
    }
    std::vector<Admission> admissions;
    for (const QString &text : args.values(QStringLiteral("admit"))) {
        const auto admission = readAdmission(text);
        if (!admission) {
            Printer::error(
                QStringLiteral("--admit takes a public key (U…, 56 characters) = a name, not \"%1\"")
                    .arg(text));
            return Usage;
        }
        admissions.push_back(*admission);
    }
    return DeskProgram(args, *event, *startsIn, std::move(admissions)).run();
}

} // namespace earshot::ctl
