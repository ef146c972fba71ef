#include "diagnosis/sentence_parts.h"

namespace earshot {

Said sayComputer(const Verdict &v)
{
    const QString their = theirWords(v);
    if (v.id == QStringLiteral("engine.missing"))
        return HeadlineAndNext{
            Words::tr("The program nats-server is not installed on this computer.") + their,
            Words::tr("Install it, then start again.")};
    if (v.id == QStringLiteral("engine.old"))
        return HeadlineAndNext{
            Words::tr("The nats-server of this computer is too old to be reached by others safely.") + their,
            Words::tr("Install nats-server 2.12.12 or newer, or stay on this computer alone.")};
    if (v.id == QStringLiteral("engine.failed"))
        return HeadlineAndNext{Words::tr("The server on this computer did not start.") + their,
            Words::tr("Nobody can join until it runs.")};
    if (v.id == QStringLiteral("engine.port_taken"))
        return HeadlineAndNext{Words::tr("Another program already uses the port.") + their,
            Words::tr("Choose another port, or end that program.")};
    if (v.id == QStringLiteral("engine.running"))
        return HeadlineAndNext{Words::tr("A server already runs with this data folder.") + their,
            Words::tr("Use that one, or end it first.")};
    if (v.id == QStringLiteral("file.unreadable"))
        return HeadlineAndNext{Words::tr("A file cannot be read.") + their,
            Words::tr("Check that it is there and that you may read it.")};
    if (v.id == QStringLiteral("file.unwritable"))
        return HeadlineAndNext{Words::tr("A file cannot be written.") + their,
            Words::tr("Check that there is room and that you may write there.")};
    if (v.id == QStringLiteral("file.damaged"))
        return HeadlineAndNext{Words::tr("A file of Earshot is damaged, and was left as it is.") + their,
            Words::tr("Put it back from a copy, or move it away: Earshot then begins anew without it.")};
    return std::nullopt;
}

} // namespace earshot
