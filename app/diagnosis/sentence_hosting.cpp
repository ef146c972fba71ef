#include "diagnosis/sentence_parts.h"

#include <QHash>

namespace earshot {

namespace {

HeadlineAndNext plan(const Verdict &v)
{
    if (v.detail == QStringLiteral("title"))
        return {Words::tr("The event has no title."), Words::tr("Enter one; the schedule shows it.")};
    if (v.detail == QStringLiteral("address"))
        return {Words::tr("That is no address by which others reach this computer."),
            Words::tr("Enter an IP address of this computer, such as 192.168.1.20.")};
    return {Words::tr("The event cannot be hosted as it was entered.") + theirWords(v),
        Words::tr("Correct that, and try again.")};
}

HeadlineAndNext credentials(const Verdict &v)
{
    if (v.detail.isEmpty())
        return {Words::tr("No host credentials for that server are kept on this computer."),
            Words::tr("Ask the server’s owner for the host credentials file, and give it to Earshot.")};
    return {Words::tr("The host credentials file is damaged or not whole.") + theirWords(v),
        Words::tr("Take the whole file, from its first line to its last, or ask the server’s owner for a new "
                  "one.")};
}

/// Why the own desk does not do it, by the desk's words.
QString refusal(const Verdict &v)
{
    static const QHash<QString, const char *> kWords{
        {QStringLiteral("another desk holds the event"),
            QT_TRANSLATE_NOOP("Sentence", "Another desk is in charge of this event.")},
        {QStringLiteral("the event is not open"), QT_TRANSLATE_NOOP("Sentence", "The event is not open.")},
        {QStringLiteral("the event is not live"), QT_TRANSLATE_NOOP("Sentence", "The event is not live.")},
        {QStringLiteral("the event has started"),
            QT_TRANSLATE_NOOP("Sentence", "The event has started already.")},
        {QStringLiteral("the event has ended"), QT_TRANSLATE_NOOP("Sentence", "The event is over.")},
        {QStringLiteral("the stage is full"), QT_TRANSLATE_NOOP("Sentence", "The stage is full.")},
        {QStringLiteral("not on the stage"), QT_TRANSLATE_NOOP("Sentence", "That person is not on stage.")},
        {QStringLiteral("on the stage already"),
            QT_TRANSLATE_NOOP("Sentence", "That person is on stage already.")},
        {QStringLiteral("the hand is down"),
            QT_TRANSLATE_NOOP("Sentence", "That person has lowered their hand.")},
        {QStringLiteral("too many unused invitations"),
            QT_TRANSLATE_NOOP("Sentence", "Too many speaker links were made that nobody has used.")},
        {QStringLiteral("no key to sign tickets with"),
            QT_TRANSLATE_NOOP("Sentence", "This desk has no key to let people speak.")},
    };
    const char *words = kWords.value(v.detail, nullptr);
    return words ? Words::tr(words) : Words::tr("The event’s desk does not do that now.") + theirWords(v);
}

} // namespace

Said sayHosting(const Verdict &v)
{
    if (v.id == QStringLiteral("host.plan"))
        return plan(v);
    if (v.id == QStringLiteral("host.credentials"))
        return credentials(v);
    if (v.id == QStringLiteral("host.keychain"))
        return HeadlineAndNext{
            Words::tr("The keychain of this computer does not give or take the host credentials.")
                + theirWords(v),
            Words::tr("Unlock it and let Earshot use it, then try again.")};
    if (v.id == QStringLiteral("host.running"))
        return HeadlineAndNext{
            Words::tr("Another Earshot on this computer already hosts an event.") + theirWords(v),
            Words::tr("Go on there, or end it first.")};
    if (v.id == QStringLiteral("desk.refused"))
        return HeadlineAndNext{refusal(v), Words::tr("What you asked for was not done.")};
    return std::nullopt;
}

} // namespace earshot
