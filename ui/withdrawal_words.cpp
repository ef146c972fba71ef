#include "withdrawal_words.h"

#include "recording_words.h"
#include "words.h"

namespace earshot {

static QString nameOf(const QString &title)
{
    return UiWords::quoted(RecordingWords::title(title));
}

AskDialog::Question WithdrawalWords::question(const LibraryItem &item)
{
    const QString what
        = tr("It is deleted there for everybody, with every speaker’s track. This cannot be undone.");
    const QString stays = item.path.isEmpty()
        ? tr("Copies that people have downloaded stay with them.")
        : tr("Copies that people have downloaded stay with them, and the one on this computer stays here.");
    return {.title = tr("Remove %1 from the server?").arg(nameOf(item.title)),
        .advice = what + QLatin1Char(' ') + stays,
        .button = tr("Remove from the server"),
        .isDangerous = true};
}

Sentence WithdrawalWords::begun(const LibraryItem &item)
{
    return {tr("%1 is being removed from the server.").arg(nameOf(item.title)),
        tr("It is said here when it is done."), {}};
}

Sentence WithdrawalWords::done(const QString &title, const Outcome &outcome)
{
    const QString name = nameOf(title);
    if (!outcome)
        return refused(name, outcome.failure());
    return {tr("%1 is removed from the server.").arg(name),
        tr("Nobody can download it any more; copies that people have stay with them."), {}};
}

Sentence WithdrawalWords::refused(const QString &name, const Failure &failure)
{
    switch (failure.cause) {
    case Cause::NoResponders:
        return {tr("%1 is still on the server: the server does not run now.").arg(name),
            tr("A server on this computer runs while you host an event on it. Remove the recording then."),
            {}};
    case Cause::EventUnknown:
        return {tr("%1 was not on the server any more.").arg(name), tr("There was nothing to remove."), {}};
    case Cause::WrongRevision:
        return {tr("%1 is put back by whoever hosts its event now.").arg(name),
            tr("End the event there, then remove the recording again."), {}};
    case Cause::NotPermitted:
    case Cause::CredentialsUnusable:
    case Cause::TicketExpired:
    case Cause::TicketRejected:
    case Cause::TicketRevoked:
        return {tr("%1 is still on the server: it does not take your host credentials.").arg(name),
            tr("Ask the server’s owner for a new file, and host with it."), {}};
    default:
        break;
    }
    return {tr("%1 is not removed from the server, or not wholly.").arg(name),
        tr("%1 Remove it again: what was begun is gone on with.")
            .arg(sentence(verdictForFailure(failure, {})).headline),
        {}};
}

} // namespace earshot
