#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/sentence.h"
#include "diagnosis/words.h"

#include <QHash>

namespace earshot {

namespace {

/// What needs nothing but its id. QT_TRANSLATE_NOOP marks the words for the translators.
const char *fixedWords(const QString &id)
{
    static const QHash<QString, const char *> kWords{
        {QStringLiteral("idle"), QT_TRANSLATE_NOOP("Sentence", "Not joined")},
        {QStringLiteral("checking"), QT_TRANSLATE_NOOP("Sentence", "Checking")},
        {QStringLiteral("checking.slow"), QT_TRANSLATE_NOOP("Sentence", "No answer yet")},
        {QStringLiteral("link.malformed"), QT_TRANSLATE_NOOP("Sentence", "The link could not be read")},
        {QStringLiteral("net.offline"), QT_TRANSLATE_NOOP("Sentence", "This computer was offline")},
        {QStringLiteral("net.dns"), QT_TRANSLATE_NOOP("Sentence", "The server’s name was not found")},
        {QStringLiteral("net.refused"), QT_TRANSLATE_NOOP("Sentence", "The connection was refused")},
        {QStringLiteral("net.timeout"), QT_TRANSLATE_NOOP("Sentence", "The server did not answer")},
        {QStringLiteral("net.captive"), QT_TRANSLATE_NOOP("Sentence", "The network asked for a log-in")},
        {QStringLiteral("net.clock"), QT_TRANSLATE_NOOP("Sentence", "The clocks did not agree")},
        {QStringLiteral("net.tls.expired"),
            QT_TRANSLATE_NOOP("Sentence", "The server’s certificate had expired")},
        {QStringLiteral("net.tls.name"), QT_TRANSLATE_NOOP("Sentence", "The certificate had another name")},
        {QStringLiteral("net.tls.untrusted"),
            QT_TRANSLATE_NOOP("Sentence", "The certificate was not trusted")},
        {QStringLiteral("net.tls.broken"), QT_TRANSLATE_NOOP("Sentence", "No secure connection came about")},
        {QStringLiteral("server.foreign"), QT_TRANSLATE_NOOP("Sentence", "No event server answered")},
        {QStringLiteral("server.full"), QT_TRANSLATE_NOOP("Sentence", "The server was full")},
        {QStringLiteral("server.account_full"),
            QT_TRANSLATE_NOOP("Sentence", "The organiser’s limit was reached")},
        {QStringLiteral("server.no_room"), QT_TRANSLATE_NOOP("Sentence", "The server had no room")},
        {QStringLiteral("server.draining"), QT_TRANSLATE_NOOP("Sentence", "The server asked you to move")},
        {QStringLiteral("server.lost"), QT_TRANSLATE_NOOP("Sentence", "The connection to the server ended")},
        {QStringLiteral("server.old"), QT_TRANSLATE_NOOP("Sentence", "The server was too old")},
        {QStringLiteral("server.busy"), QT_TRANSLATE_NOOP("Sentence", "The server’s log-in took too long")},
        {QStringLiteral("server.no_answer"),
            QT_TRANSLATE_NOOP("Sentence", "The server left a question unanswered")},
        {QStringLiteral("server.protocol"), QT_TRANSLATE_NOOP("Sentence", "The server broke the protocol")},
        {QStringLiteral("ticket.expired"), QT_TRANSLATE_NOOP("Sentence", "Your ticket expired")},
        {QStringLiteral("ticket.rejected"), QT_TRANSLATE_NOOP("Sentence", "Your ticket was not accepted")},
        {QStringLiteral("ticket.revoked"), QT_TRANSLATE_NOOP("Sentence", "Your ticket was taken back")},
        {QStringLiteral("ticket.limited"), QT_TRANSLATE_NOOP("Sentence", "Your ticket did not allow this")},
        {QStringLiteral("event.unknown"), QT_TRANSLATE_NOOP("Sentence", "There was no such event")},
        {QStringLiteral("event.scheduled"), QT_TRANSLATE_NOOP("Sentence", "You wait for the start")},
        {QStringLiteral("event.late"), QT_TRANSLATE_NOOP("Sentence", "The planned start passed")},
        {QStringLiteral("event.postponed"), QT_TRANSLATE_NOOP("Sentence", "The host moved the start")},
        {QStringLiteral("event.paused"), QT_TRANSLATE_NOOP("Sentence", "The host paused the event")},
        {QStringLiteral("event.moved"), QT_TRANSLATE_NOOP("Sentence", "The event moved")},
        {QStringLiteral("event.cancelled"), QT_TRANSLATE_NOOP("Sentence", "The host cancelled the event")},
        {QStringLiteral("event.ended"), QT_TRANSLATE_NOOP("Sentence", "The event ended")},
        {QStringLiteral("desk.silent"), QT_TRANSLATE_NOOP("Sentence", "The event’s desk fell silent")},
        {QStringLiteral("desk.conflict"), QT_TRANSLATE_NOOP("Sentence", "Somebody else changed the event")},
        {QStringLiteral("stage.empty"), QT_TRANSLATE_NOOP("Sentence", "Nobody was on stage")},
        {QStringLiteral("stage.muted"), QT_TRANSLATE_NOOP("Sentence", "Everybody on stage was muted")},
        {QStringLiteral("stage.quiet"), QT_TRANSLATE_NOOP("Sentence", "Nobody was heard")},
        {QStringLiteral("you.stalled"), QT_TRANSLATE_NOOP("Sentence", "Your connection delivered nothing")},
        {QStringLiteral("you.busy"), QT_TRANSLATE_NOOP("Sentence", "This computer was too busy")},
        {QStringLiteral("out.none"), QT_TRANSLATE_NOOP("Sentence", "There was no sound device")},
        {QStringLiteral("out.failed"), QT_TRANSLATE_NOOP("Sentence", "Your sound device took no sound")},
        {QStringLiteral("out.suspended"), QT_TRANSLATE_NOOP("Sentence", "Your sound device slept")},
        {QStringLiteral("out.muted"), QT_TRANSLATE_NOOP("Sentence", "You muted Earshot")},
        {QStringLiteral("out.volume_zero"), QT_TRANSLATE_NOOP("Sentence", "You set the volume to 0")},
        {QStringLiteral("out.mismatch"), QT_TRANSLATE_NOOP("Sentence", "Earshot played no sound")},
        {QStringLiteral("event.full_fallback"), QT_TRANSLATE_NOOP("Sentence", "All live seats were taken")},
        {QStringLiteral("you.slow"), QT_TRANSLATE_NOOP("Sentence", "Your connection was too slow")},
        {QStringLiteral("you.jitter"), QT_TRANSLATE_NOOP("Sentence", "Your connection delivered in bursts")},
        {QStringLiteral("you.resumed"), QT_TRANSLATE_NOOP("Sentence", "This computer slept")},
        {QStringLiteral("out.unplugged"), QT_TRANSLATE_NOOP("Sentence", "Your sound device was unplugged")},
        {QStringLiteral("host.removed"), QT_TRANSLATE_NOOP("Sentence", "You were taken off the stage")},
        {QStringLiteral("mic.none"), QT_TRANSLATE_NOOP("Sentence", "There was no microphone")},
        {QStringLiteral("mic.denied"), QT_TRANSLATE_NOOP("Sentence", "Your microphone was not allowed")},
        {QStringLiteral("mic.busy"), QT_TRANSLATE_NOOP("Sentence", "Another program held your microphone")},
        {QStringLiteral("mic.unplugged"), QT_TRANSLATE_NOOP("Sentence", "Your microphone was unplugged")},
        {QStringLiteral("mic.silent"), QT_TRANSLATE_NOOP("Sentence", "Your microphone gave silence")},
        {QStringLiteral("mic.monitor"), QT_TRANSLATE_NOOP("Sentence", "Your microphone was none")},
        {QStringLiteral("mic.bluetooth"), QT_TRANSLATE_NOOP("Sentence", "You were heard in phone quality")},
        {QStringLiteral("mic.failed"), QT_TRANSLATE_NOOP("Sentence", "Your microphone did not work")},
        {QStringLiteral("mic.howl"), QT_TRANSLATE_NOOP("Sentence", "Your microphone fed back")},
        {QStringLiteral("mic.clipping"), QT_TRANSLATE_NOOP("Sentence", "You were too loud")},
        {QStringLiteral("mic.muffled"), QT_TRANSLATE_NOOP("Sentence", "You sounded muffled")},
        {QStringLiteral("talk.closed"), QT_TRANSLATE_NOOP("Sentence", "Your microphone was closed")},
        {QStringLiteral("talk.muted"), QT_TRANSLATE_NOOP("Sentence", "The host muted you")},
        {QStringLiteral("talk.ready"), QT_TRANSLATE_NOOP("Sentence", "You are on stage")},
        {QStringLiteral("ok.talking"), QT_TRANSLATE_NOOP("Sentence", "You are on the air")},
        {QStringLiteral("talk.unconfirmed"), QT_TRANSLATE_NOOP("Sentence", "Your voice did not come back")},
        {QStringLiteral("ok.recording"), QT_TRANSLATE_NOOP("Sentence", "You hear a recording")},
        {QStringLiteral("ok.live"), QT_TRANSLATE_NOOP("Sentence", "You hear the event")},
        {QStringLiteral("ok.delayed"), QT_TRANSLATE_NOOP("Sentence", "You hear the event with a delay")},
        {QStringLiteral("engine.missing"), QT_TRANSLATE_NOOP("Sentence", "nats-server was not installed")},
        {QStringLiteral("engine.old"), QT_TRANSLATE_NOOP("Sentence", "nats-server was too old")},
        {QStringLiteral("engine.failed"), QT_TRANSLATE_NOOP("Sentence", "The own server did not start")},
        {QStringLiteral("engine.port_taken"), QT_TRANSLATE_NOOP("Sentence", "The port was taken")},
        {QStringLiteral("engine.running"), QT_TRANSLATE_NOOP("Sentence", "A server ran already")},
        {QStringLiteral("file.unreadable"), QT_TRANSLATE_NOOP("Sentence", "A file could not be read")},
        {QStringLiteral("file.unwritable"), QT_TRANSLATE_NOOP("Sentence", "A file could not be written")},
        {QStringLiteral("file.damaged"), QT_TRANSLATE_NOOP("Sentence", "A file was damaged")},
        {QStringLiteral("host.plan"), QT_TRANSLATE_NOOP("Sentence", "The event was not fully described")},
        {QStringLiteral("host.credentials"),
            QT_TRANSLATE_NOOP("Sentence", "The host credentials could not be used")},
        {QStringLiteral("host.keychain"), QT_TRANSLATE_NOOP("Sentence", "The keychain refused")},
        {QStringLiteral("host.running"), QT_TRANSLATE_NOOP("Sentence", "Another Earshot was hosting")},
        {QStringLiteral("desk.refused"), QT_TRANSLATE_NOOP("Sentence", "The desk did not do it")},
    };
    return kWords.value(id, nullptr);
}

} // namespace

QString shortWords(const Verdict &verdict)
{
    const QString who = verdict.who.isEmpty() ? Words::tr("somebody") : displayText(verdict.who);
    if (verdict.id == QStringLiteral("stage.dropped"))
        return Words::tr("%1’s connection dropped").arg(who);
    if (verdict.id == QStringLiteral("stage.silent_mic"))
        return Words::tr("%1’s microphone fell silent").arg(who);
    if (verdict.id == QStringLiteral("stage.uplink_choppy") || verdict.id == QStringLiteral("server.choppy")
        || verdict.id == QStringLiteral("stage.choppy"))
        return Words::tr("%1 was heard with gaps").arg(who);
    if (verdict.id == QStringLiteral("stage.muffled"))
        return Words::tr("%1 sounded muffled").arg(who);
    if (verdict.id == QStringLiteral("stage.clipping"))
        return Words::tr("%1 sounded distorted").arg(who);
    if (verdict.id == QStringLiteral("stage.howl"))
        return Words::tr("%1’s microphone howled").arg(who);
    if (verdict.id == QStringLiteral("http.status"))
        return Words::tr("The server answered %1").arg(verdict.number);
    if (verdict.id == QStringLiteral("event.late") && verdict.forHowLong)
        return Words::tr("Late by %1").arg(durationWords(*verdict.forHowLong));
    const char *words = fixedWords(verdict.id);
    return words ? Words::tr(words) : QString();
}

QString reconnectedWords(milliseconds withoutLine)
{
    return Words::tr("You reconnected after %1").arg(durationWords(withoutLine));
}

} // namespace earshot
