#include "diagnosis/duration_words.h"
#include "diagnosis/sentence_parts.h"

namespace earshot {

namespace {

/// `part` is the word `readLink` gives for what it could not read.
QString linkHeadline(const QString &part)
{
    if (part == QStringLiteral("scheme"))
        return Words::tr("This link cannot be read: it does not begin with earshot://.");
    if (part == QStringLiteral("host"))
        return Words::tr("This link cannot be read: the server’s name in it is missing or wrong.");
    if (part == QStringLiteral("port"))
        return Words::tr("This link cannot be read: the port in it is no number from 1 to 65535.");
    if (part == QStringLiteral("event"))
        return Words::tr(
            "This link cannot be read: the event’s name in it has other characters than a–z, 0–9 and -.");
    if (part == QStringLiteral("ticket"))
        return Words::tr("This link cannot be read: the ticket in it is damaged.");
    if (part == QStringLiteral("fingerprint"))
        return Words::tr("This link cannot be read: the certificate’s fingerprint in it is damaged.");
    if (part == QStringLiteral("length"))
        return Words::tr("This link cannot be read: it is too long.");
    return Words::tr("This link cannot be read.");
}

HeadlineAndNext link(const Verdict &v)
{
    return {linkHeadline(v.detail),
        Words::tr("A right one looks like earshot://live.example.org/town-hall. Copy the whole link from the "
                  "invitation "
                  "and paste it again.")};
}

HeadlineAndNext dns(const Verdict &v)
{
    if (v.cause == Cause::DnsNoAnswer)
        return {Words::tr("This computer’s name service does not answer, so %1 cannot be found.")
                    .arg(serverWords(v)),
            joined(Words::tr("Your side: the network or its name server (DNS)."), retryWords(v))};
    return {Words::tr("There is no server named %1: the name was not found.").arg(serverWords(v)),
        joined(Words::tr("Check the link for a typing mistake, or ask for a new one."), retryWords(v))};
}

HeadlineAndNext tls(const Verdict &v)
{
    const QString host = serverWords(v);
    const QString stays = Words::tr("Earshot does not connect, for your safety.");
    if (v.id == QStringLiteral("net.tls.expired"))
        return {Words::tr("The certificate of %1 has expired. Server’s side.").arg(host) + theirWords(v),
            joined(stays, joined(Words::tr("Its operator must renew it."), retryWords(v)))};
    if (v.id == QStringLiteral("net.tls.name"))
        return {Words::tr("The certificate that answers at %1 is made out to another name.").arg(host)
                + theirWords(v),
            joined(stays, joined(Words::tr("Check the link, or ask for a new one."), retryWords(v)))};
    if (v.id == QStringLiteral("net.tls.untrusted"))
        return {Words::tr("Nobody this computer trusts vouches for the certificate of %1.").arg(host)
                + theirWords(v),
            joined(stays,
                joined(
                    Words::tr("A link with the certificate’s fingerprint would settle it."), retryWords(v)))};
    return {Words::tr("%1 answers, but no secure connection (TLS) comes about.").arg(host) + theirWords(v),
        joined(stays, retryWords(v))};
}

/// How far off the clock is by the server's own date.
HeadlineAndNext measuredClock(const Verdict &v)
{
    const QString by = durationWords(std::chrono::abs(*v.clockOffset));
    const QString headline = *v.clockOffset > milliseconds{0}
        ? Words::tr("This computer’s clock is %1 slow by the date that %2 sends. Your side.")
              .arg(by, serverWords(v))
        : Words::tr("This computer’s clock is %1 fast by the date that %2 sends. Your side.")
              .arg(by, serverWords(v));
    const bool isTicket = v.cause == Cause::TicketExpired || v.cause == Cause::TicketRejected;
    return {headline,
        joined(isTicket
                ? Words::tr("That is why your ticket looks invalid: set date and time right.")
                : Words::tr("That is why the server’s certificate looks invalid: set date and time right."),
            retryWords(v))};
}

HeadlineAndNext clock(const Verdict &v)
{
    if (v.cause == Cause::TlsNotYetValid && v.clockOffset && v.side == Side::Server)
        return {v.was
                ? Words::tr("The certificate of %1 is only valid from %2 on. Server’s side.")
                      .arg(serverWords(v), dayAndClockWords(*v.was, v.at.value_or(WallTime{})))
                : Words::tr("The certificate of %1 is not valid yet. Server’s side.").arg(serverWords(v)),
            joined(Words::tr("This computer’s clock agrees with the server’s. Its operator must correct it."),
                retryWords(v))};
    if (v.clockOffset)
        return measuredClock(v);
    const QString now = v.at ? clockWords(*v.at) : QString();
    const QString set = now.isEmpty()
        ? Words::tr("Check date and time of this computer.")
        : Words::tr("It is %1 by this computer: check its date and time.").arg(now);
    if (v.cause == Cause::TlsNotYetValid)
        return {
            Words::tr("By this computer’s clock the certificate of %1 is not valid yet.").arg(serverWords(v)),
            joined(set, retryWords(v))};
    return {Words::tr("This computer’s clock and the server’s do not agree on whether your ticket is valid."),
        joined(set, retryWords(v))};
}

HeadlineAndNext checking(const Verdict &v)
{
    const QString host = serverWords(v);
    switch (v.check) {
    case Check::Admission:
        return {Words::tr("Checking: %1 answers; waiting to be let in.").arg(host), {}};
    case Check::EventList:
        return {Words::tr("Checking: you are connected; asking for the schedule."), {}};
    case Check::Desk:
        return {Words::tr("Checking: you are connected; waiting for word from the event’s desk."), {}};
    case Check::Audio:
        return {Words::tr("Checking: you are in; waiting for the first sound."), {}};
    case Check::Device:
        return {Words::tr("Checking: you are in; opening your sound device."), {}};
    case Check::Missed:
        return {Words::tr("Checking: you are connected again; what you missed is being fetched."), {}};
    case Check::None:
    case Check::Line:
        break;
    }
    return {Words::tr("Checking: calling %1.").arg(host), {}};
}

QString slowHeadline(const Verdict &v)
{
    const QString host = serverWords(v);
    switch (v.check) {
    case Check::Admission:
        return Words::tr("Not known yet: %1 answers, but has neither let you in nor refused.").arg(host);
    case Check::EventList:
        return Words::tr(
            "Not known yet: your connection and the server are fine, the schedule did not answer.");
    case Check::Desk:
        return Words::tr(
            "Not known yet: your connection and the server are fine, the event’s desk did not answer.");
    case Check::Audio:
        return Words::tr(
            "Not known yet: connection, server and desk are fine, no sound has been played yet.");
    case Check::Device:
        return Words::tr("Not known yet: connection and server are fine, your sound device did not answer.");
    case Check::Missed:
        return Words::tr(
            "Not known yet: your connection and the server are fine, the archive did not answer.");
    case Check::None:
    case Check::Line:
        break;
    }
    return Words::tr("Not known yet: %1 did not answer so far.").arg(host);
}

HeadlineAndNext slowChecking(const Verdict &v)
{
    return {slowHeadline(v),
        Words::tr("Waiting for %1. Earshot goes on by itself as soon as the answer is there.")
            .arg(durationWords(v.forHowLong.value_or(milliseconds{0})))};
}

HeadlineAndNext captive(const Verdict &v)
{
    const QString headline = v.number > 0
        ? Words::tr("A log-in page of the network you are in answers in the place of %1 (status %2).")
              .arg(serverWords(v), QString::number(v.number))
        : Words::tr("A log-in page of the network you are in answers in the place of %1.")
              .arg(serverWords(v));
    return {headline, joined(Words::tr("Open any web page, log in there, then come back."), retryWords(v))};
}

HeadlineAndNext timeout(const Verdict &v)
{
    const QString host = serverWords(v);
    if (v.pageAnswers == true)
        return {Words::tr("The event server at %1 does not answer. Server’s side.").arg(host),
            joined(Words::tr("The event’s page can be read, so your network is fine."), retryWords(v))};
    if (v.pageAnswers == false)
        return {Words::tr("Nothing answers at %1, neither the event server nor the event’s page.").arg(host),
            joined(Words::tr("Whether the server or the way to it is at fault cannot be seen from here."),
                retryWords(v))};
    return {Words::tr("%1 does not answer.").arg(host),
        joined(Words::tr("Whether the server or the way to it is at fault cannot be seen from here."),
            retryWords(v))};
}

} // namespace

Said sayNetwork(const Verdict &v)
{
    const QString host = serverWords(v);
    if (v.id == QStringLiteral("link.malformed"))
        return link(v);
    if (v.id == QStringLiteral("checking"))
        return HeadlineAndNext{checking(v).headline, Words::tr("You know more within 3 s.")};
    if (v.id == QStringLiteral("checking.slow"))
        return slowChecking(v);
    if (v.id == QStringLiteral("net.offline"))
        return HeadlineAndNext{Words::tr("This computer has no network connection. Your side."),
            joined(Words::tr("Check Wi-Fi or cable."), retryWords(v))};
    if (v.id == QStringLiteral("net.dns"))
        return dns(v);
    if (v.id == QStringLiteral("net.refused"))
        return HeadlineAndNext{Words::tr("%1 can be reached, but no event server answers there.").arg(host),
            joined(Words::tr("The connection was refused at once. Your side is fine."), retryWords(v))};
    if (v.id == QStringLiteral("net.timeout"))
        return timeout(v);
    if (v.id == QStringLiteral("net.captive"))
        return captive(v);
    if (v.id == QStringLiteral("net.clock"))
        return clock(v);
    if (v.id.startsWith(QStringLiteral("net.tls.")))
        return tls(v);
    return std::nullopt;
}

} // namespace earshot
