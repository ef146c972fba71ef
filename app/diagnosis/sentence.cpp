#include "diagnosis/sentence.h"

#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/rungs.h"
#include "diagnosis/sentence_parts.h"

namespace earshot {

namespace {

QString actionWords(Action action)
{
    switch (action) {
    case Action::None:
        return {};
    case Action::PasteLink:
        return Words::tr("Paste a link");
    case Action::TryNow:
        return Words::tr("Try now");
    case Action::Unmute:
        return Words::tr("Unmute");
    case Action::RaiseVolume:
        return Words::tr("Turn the volume up");
    case Action::OpenSoundSettings:
        return Words::tr("Sound settings");
    case Action::OpenSchedule:
        return Words::tr("Show the schedule");
    case Action::Leave:
        return Words::tr("Leave");
    case Action::OpenRecording:
        return Words::tr("Play the recording");
    case Action::FollowMove:
        return Words::tr("Go there");
    case Action::OpenFallback:
        return Words::tr("Open the delayed stream");
    case Action::BackToLive:
        return Words::tr("Back to live");
    case Action::SkipToLive:
        return Words::tr("Skip to live");
    case Action::OpenLoginPage:
        return Words::tr("Open the log-in page");
    case Action::OpenMicrophoneSettings:
        return Words::tr("Microphone settings");
    case Action::UndoGuard:
        return Words::tr("Undo");
    }
    return {};
}

QString tryWords(const Verdict &verdict)
{
    return verdict.attempt > 1 ? QStringLiteral(" ") + Words::tr("(try %1)").arg(verdict.attempt) : QString();
}

/// The organiser's own word, from the event's page.
QString organiserWords(const Verdict &verdict)
{
    const QString note = displayText(verdict.note, kMaxQuoteLength);
    if (note.isEmpty())
        return {};
    return Words::tr("The organiser wrote %1 ago: “%2”")
        .arg(durationWords(verdict.noteAge.value_or(milliseconds{0})), note);
}

} // namespace

WallTime verdictNow(const Verdict &verdict)
{
    constexpr milliseconds kNone{0};
    return verdict.at.value_or(WallTime{}) - verdict.nextStepIn.value_or(kNone)
        + verdict.forHowLong.value_or(kNone);
}

QString joined(const QString &first, const QString &second)
{
    return first.isEmpty() || second.isEmpty() ? first + second : first + u' ' + second;
}

QString serverWords(const Verdict &verdict)
{
    return verdict.where.isEmpty() ? Words::tr("the server") : displayText(verdict.where, kMaxHostLength);
}

QString theirWords(const Verdict &verdict)
{
    const QString detail = displayText(verdict.detail, kMaxQuoteLength);
    return detail.isEmpty() ? QString() : QStringLiteral(" ") + Words::tr("(“%1”)").arg(detail);
}

QString hostWords(const Verdict &verdict)
{
    const QString quote = displayText(verdict.quote, kMaxQuoteLength);
    return quote.isEmpty() ? QString() : QStringLiteral(" ") + Words::tr("The host says: “%1”").arg(quote);
}

QString retryWords(const Verdict &verdict)
{
    if (verdict.dialing)
        return Words::tr("Trying again now%1.").arg(tryWords(verdict));
    if (verdict.nextStepIn && *verdict.nextStepIn >= seconds{1})
        return Words::tr("Next try in %1%2.").arg(durationWords(*verdict.nextStepIn), tryWords(verdict));
    if (verdict.nextStepIn)
        return Words::tr("Trying again now%1.").arg(tryWords(verdict));
    if (verdict.retry == RetryPolicy::Never)
        return Words::tr("Trying again by itself would not help.");
    return Words::tr("Earshot tries again by itself.");
}

Sentence sentence(const Verdict &verdict)
{
    for (const auto say :
        {sayEar, sayStage, sayEvent, sayServer, sayNetwork, saySpeaking, sayHosting, sayComputer}) {
        if (const Said said = say(verdict)) {
            Sentence words{
                said->headline, joined(said->next, organiserWords(verdict)), actionWords(verdict.action)};
            if (!words.headline.isEmpty()) // a sentence may begin with a placeholder's words: "the server …"
                words.headline[0] = verdict.where.isEmpty() ? words.headline[0].toUpper() : words.headline[0];
            return words;
        }
    }
    return {};
}

QString sideWord(Side side)
{
    switch (side) {
    case Side::Yours:
        return Words::tr("Yours");
    case Side::Server:
        return Words::tr("Server");
    case Side::Event:
        return Words::tr("Event");
    case Side::Nobody:
        break;
    }
    return QStringLiteral("–");
}

QString sideId(Side side)
{
    switch (side) {
    case Side::Yours:
        return QStringLiteral("yours");
    case Side::Server:
        return QStringLiteral("server");
    case Side::Event:
        return QStringLiteral("event");
    case Side::Nobody:
        break;
    }
    return QStringLiteral("nobody");
}

QString hopId(Hop hop)
{
    switch (hop) {
    case Hop::Microphone:
        return QStringLiteral("microphone");
    case Hop::Uplink:
        return QStringLiteral("uplink");
    case Hop::Server:
        return QStringLiteral("server");
    case Hop::Connection:
        return QStringLiteral("connection");
    case Hop::Speakers:
        return QStringLiteral("speakers");
    case Hop::None:
        break;
    }
    return QStringLiteral("none");
}

} // namespace earshot
