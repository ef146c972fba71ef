#include "base/clock.h"
#include "client/talk_remote.h"
#include "ctl/arguments.h"
#include "ctl/printer.h"

namespace earshot::ctl {

namespace {

QString wordsFor(const TalkAnswer &answer)
{
    if (answer.open)
        return QStringLiteral("the microphone is open");
    if (answer.blocked)
        return QStringLiteral("the microphone is closed, and cannot be opened now");
    return QStringLiteral("the microphone is closed");
}

} // namespace

int runTalk(const QStringList &arguments)
{
    Arguments args(
        QStringLiteral(
            "Switches the microphone of the Earshot of this user that is on stage: on, off, toggle, or "
            "status to only ask. For foot switches and scripts. It is a switch: the microphone stays open "
            "when the "
            "program that switched it on has ended."),
        QStringLiteral("on|off|toggle|status"));
    if (!args.read(arguments))
        return args.exitCode();
    const QString word = args.positional();
    static const QStringList words{
        QStringLiteral("on"), QStringLiteral("off"), QStringLiteral("toggle"), QStringLiteral("status")};
    if (!words.contains(word)) {
        Printer::error(QStringLiteral("it is on, off, toggle or status"));
        return Usage;
    }
    const SystemClock clock;
    Printer printer(clock, args.json());
    const Result<TalkAnswer> answer = askTalkRemote(word.toLatin1());
    if (!answer) {
        Printer::error(answer.failure().cause == Cause::NoResponders
                ? QStringLiteral("no Earshot of yours is on stage")
                : QStringLiteral("Earshot does not answer: ") + answer.failure().detail);
        return Unreachable;
    }
    printer.line(QStringLiteral("talk"),
        {{QStringLiteral("open"), answer->open}, {QStringLiteral("blocked"), answer->blocked},
            {QStringLiteral("end"), answer->end}},
        wordsFor(*answer));
    return word == QLatin1String("on") && !answer->open ? Failed : Ok;
}

} // namespace earshot::ctl
