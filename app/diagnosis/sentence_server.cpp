#include "diagnosis/duration_words.h"
#include "diagnosis/sentence_parts.h"

#include <QLocale>

namespace earshot {

namespace {

HeadlineAndNext httpStatus(const Verdict &v)
{
    const QString status = QString::number(v.number);
    const QString headline = v.askedToWait
        ? Words::tr("%1 answered %2 and asks to wait %3.")
              .arg(serverWords(v), status, durationWords(*v.askedToWait))
        : Words::tr("%1 answered %2 instead of letting you in.").arg(serverWords(v), status);
    return {headline, joined(Words::tr("Your connection is fine."), retryWords(v))};
}

HeadlineAndNext foreign(const Verdict &v)
{
    if (v.cause == Cause::DiscoveryUnusable)
        return {
            Words::tr("%1 answers, but its Earshot page cannot be read.").arg(serverWords(v)) + theirWords(v),
            joined(Words::tr("Ask for a link with a ticket in it."), retryWords(v))};
    return {
        Words::tr("Something answers at %1, but it is no event server.").arg(serverWords(v)) + theirWords(v),
        joined(Words::tr("Check the link, or ask for a new one."), retryWords(v))};
}

QString otherServersWords(const Verdict &v)
{
    if (v.otherServers <= 0)
        return Words::tr("No other server is known.");
    if (v.otherServers == 1)
        return Words::tr("One other server is known and tried too.");
    return Words::tr("%1 other servers are known and tried too.").arg(v.otherServers);
}

HeadlineAndNext lost(const Verdict &v)
{
    QString headline;
    if (v.cause == Cause::StaleConnection)
        headline
            = Words::tr("%1 ended your connection: it had not heard from this computer.").arg(serverWords(v));
    else if (v.at)
        headline = Words::tr("The connection to %1 ended at %2.")
                       .arg(serverWords(v), clockWordsWithSeconds(*v.at));
    else
        headline = Words::tr("The connection to %1 ended.").arg(serverWords(v));
    const QString silence = v.cause == Cause::ConnectionRefused
        ? Words::tr("Nothing answers there any more.")
        : Words::tr("You hear nothing until it is back.");
    return {headline, joined(silence, joined(otherServersWords(v), retryWords(v)))};
}

HeadlineAndNext noAnswer(const Verdict &v)
{
    if (v.cause == Cause::NoResponders)
        return {Words::tr("%1 let you in, but nothing there keeps a schedule.").arg(serverWords(v)),
            joined(Words::tr("Your side is fine."), retryWords(v))};
    return {Words::tr("%1 let you in, but did not answer the question that followed.").arg(serverWords(v)),
        joined(Words::tr("Your connection stands."), retryWords(v))};
}

HeadlineAndNext protocol(const Verdict &v)
{
    if (v.cause == Cause::BadData && v.detail == QStringLiteral("version"))
        return {Words::tr("This event needs a newer Earshot than yours."),
            joined(Words::tr("Update Earshot."), retryWords(v))};
    if (v.cause == Cause::BadData)
        return {Words::tr("%1 sent something that cannot be read.").arg(serverWords(v)) + theirWords(v),
            joined(Words::tr("Your side is fine."), retryWords(v))};
    return {Words::tr("%1 sends bytes that break the protocol.").arg(serverWords(v)) + theirWords(v),
        joined(Words::tr("Earshot ended that connection. Your side is fine."), retryWords(v))};
}

HeadlineAndNext ticketExpired(const Verdict &v)
{
    return {v.at ? Words::tr("Your ticket has expired (%1).").arg(dayAndClockWords(*v.at, verdictNow(v)))
                 : Words::tr("Your ticket has expired."),
        Words::tr("Trying again would not help. Ask the host for a new link and paste it.")};
}

HeadlineAndNext stalled(const Verdict &v)
{
    const QString headline = Words::tr("Silence: nothing has come over your connection for %1.")
                                 .arg(durationWords(v.forHowLong.value_or(milliseconds{0})));
    if (v.attempt > 0 || v.dialing || v.nextStepIn)
        return {headline,
            joined(Words::tr("Earshot has given that connection up."),
                joined(otherServersWords(v), retryWords(v)))};
    return {headline,
        Words::tr(
            "%1 does not answer either. You stay joined; Earshot connects again by itself if this lasts.")
            .arg(serverWords(v))};
}

HeadlineAndNext slow(const Verdict &v)
{
    if (v.hearing)
        return {
            Words::tr("Your connection is too slow for this event: the sound comes %1 late, and piles up.")
                .arg(preciseDurationWords(v.forHowLong.value_or(milliseconds{0}))),
            joined(
                Words::tr("Ending other downloads helps. Should it last, the server ends the connection, and "
                          "Earshot connects again."),
                gapWords(v))};
    if (!v.cause)
        return {Words::tr("Silence: your connection is too slow; %1’s answer has been on its way for %2.")
                    .arg(serverWords(v), durationWords(v.forHowLong.value_or(milliseconds{0}))),
            joined(Words::tr("Ending other downloads helps."),
                Words::tr("You stay joined; Earshot connects again by itself if this lasts."))};
    return {Words::tr("%1 ended your connection because it was too slow to take what was sent. Your side.")
                .arg(serverWords(v)),
        joined(Words::tr("Ending other downloads helps."), retryWords(v))};
}

HeadlineAndNext jitter(const Verdict &v)
{
    const QString buffer = QLocale().toString(v.forHowLong.value_or(milliseconds{0}).count());
    return {
        Words::tr("Your connection delivers in bursts; the buffer grew to %1 ms, so that you hear no gaps.")
            .arg(buffer),
        joined(heardWords(v), gapWords(v))};
}

HeadlineAndNext draining(const Verdict &v)
{
    const QString headline = Words::tr("%1 is being shut down and asked you to move.").arg(serverWords(v));
    if (v.hearing)
        return {headline,
            joined(Words::tr("You hear on: Earshot connects elsewhere before this connection ends."),
                otherServersWords(v))};
    return {headline, joined(otherServersWords(v), retryWords(v))};
}

HeadlineAndNext limited(const Verdict &v)
{
    if (v.hearing)
        return {Words::tr("Your ticket lets you listen, but not speak."),
            Words::tr("Nobody hears you. Ask the host for a ticket that allows it.")};
    if (v.detail.contains(QStringLiteral("Subscription to")))
        return {Words::tr("Your ticket does not let you hear this event."),
            Words::tr("Trying again would not help. Ask the host for a ticket that allows it.")};
    return {Words::tr("Your ticket does not allow this.") + theirWords(v),
        Words::tr("Trying again would not help. Ask the host for a ticket that allows it.")};
}

Said sayTicket(const Verdict &v)
{
    const QString host = serverWords(v);
    if (v.id == QStringLiteral("ticket.expired"))
        return ticketExpired(v);
    if (v.id == QStringLiteral("ticket.rejected"))
        return HeadlineAndNext{Words::tr("%1 does not accept your ticket.").arg(host) + theirWords(v),
            Words::tr("Trying again would not help. Copy the whole link once more, or ask the host for a new "
                      "one.")};
    if (v.id == QStringLiteral("ticket.revoked"))
        return HeadlineAndNext{Words::tr("The organiser has taken your ticket back.") + theirWords(v),
            Words::tr("Trying again would not help. Only the organiser can give you a new one.")};
    if (v.id == QStringLiteral("ticket.limited"))
        return limited(v);
    return std::nullopt;
}

} // namespace

Said sayServer(const Verdict &v)
{
    const QString host = serverWords(v);
    if (v.id == QStringLiteral("http.status"))
        return httpStatus(v);
    if (v.id == QStringLiteral("server.foreign"))
        return foreign(v);
    if (v.id == QStringLiteral("server.full"))
        return HeadlineAndNext{Words::tr("%1 is full: it takes no more connections.").arg(host),
            joined(Words::tr("Your side is fine."), joined(otherServersWords(v), retryWords(v)))};
    if (v.id == QStringLiteral("server.account_full"))
        return HeadlineAndNext{Words::tr("The organiser’s limit of listeners on %1 is reached.").arg(host),
            joined(Words::tr("Your side is fine. You get in when somebody leaves."), retryWords(v))};
    if (v.id == QStringLiteral("server.no_room"))
        return HeadlineAndNext{Words::tr("%1 has no room left to keep anything.").arg(host) + theirWords(v),
            joined(Words::tr("Its owner must give it more room, or recordings must be removed from it."),
                retryWords(v))};
    if (v.id == QStringLiteral("server.draining"))
        return draining(v);
    if (v.id == QStringLiteral("you.slow"))
        return slow(v);
    if (v.id == QStringLiteral("you.jitter"))
        return jitter(v);
    if (v.id == QStringLiteral("server.lost"))
        return lost(v);
    if (v.id == QStringLiteral("server.old"))
        return HeadlineAndNext{Words::tr("%1 is too old for this event.").arg(host) + theirWords(v),
            Words::tr("Trying again would not help. Its operator must update it.")};
    if (v.id == QStringLiteral("server.busy"))
        return HeadlineAndNext{Words::tr("%1 ended the log-in because it took too long.").arg(host),
            joined(Words::tr("You were not refused."), retryWords(v))};
    if (v.id == QStringLiteral("server.no_answer"))
        return noAnswer(v);
    if (v.id == QStringLiteral("server.protocol"))
        return protocol(v);
    if (v.id == QStringLiteral("you.stalled"))
        return stalled(v);
    return sayTicket(v);
}

} // namespace earshot
