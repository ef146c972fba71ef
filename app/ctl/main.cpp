#include "client/program_exit.h"
#include "ctl/command.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <cstdio>

using namespace earshot::ctl;

namespace {

constexpr char kUsage[] = R"(earshotctl: Earshot without a window

  earshotctl demo [--for 10s] [--json]          engine, desk, two speakers and listeners of a live demo event
  earshotctl listen LINK [--for 10s] [--out heard.wav] [--device null|NAME] [--json]
  earshotctl speak LINK --file x.opus|--mic|--rtp-port PORT [--name N] [--for 10s] [--json]
  earshotctl talk on|off|toggle|status [--json]   the microphone of the Earshot that is on stage
  earshotctl doctor LINK [--json]               says hop by hop what works and what does not
  earshotctl schedule LINK [--json]             the events on a server; --ics [--out FILE]: as a calendar
  earshotctl recordings LINK list|download NAME --out FILE [--tracks] [--json]   0 only for a verified file
  earshotctl feed LINK --base-url URL --out feed.xml [--watch] [--title TEXT]   events and recordings as a podcast
  earshotctl engine [--data DIR] [--port N] [--bind ADDRESS] [--json]   a local server
  earshotctl desk --data DIR --event ID --title TEXT [--in 10m] [--admit KEY=NAME] [--json]
  earshotctl host --title TEXT [--in 10m] [--data DIR] [--for 30s] [--json]   a whole event, and the links to it

  "-" in the place of a LINK reads it from standard input: a link may hold a ticket or an invitation, and other
  users of this computer see what programs were started with.
  A second "-h" after a command explains its options. --json prints one object per line.
  Exit codes: 0 ok, 1 failed, 2 usage, 3 refused (link, ticket, event), 4 unreachable (network, server),
  5 the sound device asked for is not there.
)";

struct Command {
    const char *name;
    int (*run)(const QStringList &);
};

constexpr Command kCommands[] = {
    {"demo", runDemo},
    {"listen", runListen},
    {"doctor", runDoctor},
    {"schedule", runSchedule},
    {"recordings", runRecordings},
    {"feed", runFeed},
    {"engine", runEngine},
    {"desk", runDesk},
    {"speak", runSpeak},
    {"talk", runTalk},
    {"host", runHost},
};

/// The sentences in the system's language, English where there is no translation.
void installTranslator(QCoreApplication &app)
{
    auto *translator = new QTranslator(&app);
    if (translator->load(
            QLocale(), QStringLiteral("diagnosis"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        app.installTranslator(translator);
}

} // namespace

int main(int argc, char **argv)
{
    earshot::prepareProgramExit();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("earshot"));
    QCoreApplication::setApplicationVersion(QStringLiteral(EARSHOT_VERSION));
    installTranslator(app);

    const QStringList arguments = QCoreApplication::arguments();
    const QString name = arguments.value(1);
    for (const Command &command : kCommands) {
        if (name == QLatin1String(command.name))
            return command.run(arguments.mid(1));
    }
    const bool asked
        = name == QLatin1String("-h") || name == QLatin1String("--help") || name == QLatin1String("help");
    if (name == QLatin1String("--version")) {
        std::printf("earshotctl %s\n", EARSHOT_VERSION);
        return Ok;
    }
    std::fputs(kUsage, asked ? stdout : stderr);
    if (!asked && !name.isEmpty())
        std::fprintf(stderr, "earshotctl: there is no command \"%s\"\n", qUtf8Printable(name));
    return asked ? Ok : Usage;
}
