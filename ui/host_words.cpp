#include "host_words.h"

#include "copy_words.h"
#include "diagnosis/diagnose.h"
#include "diagnosis/display_text.h"
#include "event/look_alike.h"
#include "event/when_ready.h"
#include "playing_words.h"
#include "words.h"

#include <algorithm>
#include <chrono>

namespace earshot {

static milliseconds between(WallTime from, WallTime to)
{
    return std::max(to - from, milliseconds{0});
}

QString HostWords::title(const HostView &view, const HostScene &scene)
{
    if (scene.event && !scene.event->title.isEmpty())
        return displayText(scene.event->title, kMaxTitleLength);
    return view.offer && !view.offer->title.isEmpty() ? displayText(view.offer->title, kMaxTitleLength)
                                                      : tr("Your event");
}

static bool isUnderWay(Phase phase)
{
    return phase == Phase::Live || phase == Phase::Paused;
}

QString HostWords::subtitle(const HostView &view, const HostScene &scene, WallTime now)
{
    QStringList parts{scene.kind == HostScene::Kind::CoHost ? tr("You are a co-host") : tr("You host")};
    if (!scene.event)
        return parts.front();
    const EventState &event = *scene.event;
    if (event.started)
        parts << tr("started %1").arg(UiWords::clockTime(*event.started));
    else if (event.planned != kWhenReady)
        parts << (UiWords::sameDay(event.planned, now)
                ? tr("planned %1").arg(UiWords::clockTime(event.planned))
                : tr("planned %1, %2")
                      .arg(UiWords::day(event.planned, now), UiWords::clockTime(event.planned)));
    if (event.ended)
        parts << tr("ended %1").arg(UiWords::clockTime(*event.ended));
    if (scene.kind == HostScene::Kind::Desk)
        parts << recording(view, now);
    parts << CopyWords::audience(event);
    return UiWords::joined(parts);
}

QString HostWords::recording(const HostView &view, WallTime now)
{
    if (!view.event || !view.event->started)
        return {};
    using enum RecordingStats::Phase;
    const RecordingStats &recording = view.recording;
    const std::optional<Failure> &failure = recording.failure;
    if (failure && failure->cause == Cause::FilesRemoved)
        return tr("the recording cannot be written: its folder was removed");
    if (failure && failure->cause == Cause::FileUnwritable)
        return tr("the recording cannot be written: is there room, and may you write there?");
    switch (recording.phase) {
    case Waiting:
    case Writing:
        break;
    case Off:
        return isUnderWay(view.event->phase) && view.audioKept ? tr("not recorded") : QString();
    case Finishing:
        if (recording.isLeftForLater)
            return tr("the recording is finished later: the server does not say what it keeps of the event");
        return failure && failure->cause != Cause::FileUnreadable ? tr("the recording waits for the server")
                                                                  : tr("the recording is being finished");
    case Publishing:
        if (failure && failure->cause == Cause::StorageFull)
            return tr("no room for the recording on the server; tried again");
        return failure ? tr("the recording waits for the server")
                       : tr("publishing the recording, %1 %").arg(int(recording.share * 100));
    case Ready:
        return tr("recording complete, on the server");
    case Partial:
        return tr("recording on the server, a part is missing");
    case Kept:
        return tr("recording on this computer");
    case Removed:
        return tr("recording removed from the server");
    }
    if (!isUnderWay(view.event->phase) || !view.audioKept)
        return {};
    const QString time = UiWords::running(between(*view.event->started, now));
    return !*view.audioKept                     ? tr("not recorded")
        : view.place == HostPlan::Place::Server ? tr("recording %1, kept by the server").arg(time)
                                                : tr("recording %1, safe on disk").arg(time);
}

PillWords HostWords::phase(const HostScene &scene, WallTime now)
{
    if (!scene.event)
        return {};
    switch (scene.event->phase) {
    case Phase::Live:
        return {tr("ON AIR"), Tone::Bad, true};
    case Phase::Paused:
        return {tr("Paused"), Tone::Warning, true};
    case Phase::Ended:
        return {tr("Ended"), Tone::Dim, false};
    case Phase::Cancelled:
        return {tr("Cancelled"), Tone::Dim, false};
    case Phase::Moved:
        return {tr("Moved"), Tone::Dim, false};
    case Phase::Scheduled:
        break;
    }
    if (scene.event->planned == kWhenReady)
        return {tr("Not started"), Tone::Accent, false};
    const milliseconds left = scene.event->planned - now;
    if (left >= milliseconds{0})
        return {tr("Starts %1").arg(UiWords::inSpan(left)), Tone::Accent, false};
    if (-left < minutes{1})
        return {tr("Due now"), Tone::Warning, true};
    return {UiWords::lateBy(-left), Tone::Warning, true};
}

QString HostWords::sidebarNote(const HostView &view)
{
    if (view.state == HostView::State::Idle)
        return view.offer ? tr("unfinished") : QString();
    if (view.state == HostView::State::Failed || view.state == HostView::State::Disconnected)
        return tr("trouble");
    if (!view.event)
        return {};
    return view.event->phase == Phase::Live  ? tr("on air")
        : view.event->phase == Phase::Paused ? tr("paused")
                                             : QString();
}

Sentence HostWords::failure(const Failure &failure)
{
    Sentence words = sentence(verdictForFailure(failure, {}));
    words.action.clear();
    const QString quoted = UiWords::quoted(displayText(failure.detail, kMaxQuoteLength));
    switch (failure.cause) {
    case Cause::NotPermitted:
        return {tr("The server does not permit it."),
            failure.detail.isEmpty() ? QString() : tr("It says: %1").arg(quoted), {}};
    case Cause::WrongRevision:
        return {tr("Another desk has taken the event over."), tr("What you asked for was not done."), {}};
    case Cause::FileUnreadable:
    case Cause::FileDamaged:
        return {tr("What was kept of an earlier event cannot be read."),
            tr("If it was not ended, it cannot be taken back. The file is now %1").arg(quoted), {}};
    case Cause::RequestTimeout:
    case Cause::NoResponders:
        return {tr("The server did not answer."), tr("What you asked for was not done. Try again."), {}};
    default:
        return words;
    }
}

QString HostWords::starting(HostPlan::Place place)
{
    return place == HostPlan::Place::Server
        ? tr("Earshot takes your place at the server and makes the links.")
        : tr("Earshot starts the server on this computer and makes the links. This takes a few seconds.");
}

std::optional<HostWords::State> HostWords::state(const HostView &view, const HostScene &scene, WallTime now)
{
    if (scene.kind == HostScene::Kind::Desk) {
        switch (view.state) {
        case HostView::State::Idle:
        case HostView::State::InCharge:
            break;
        case HostView::State::Starting:
            return State{Severity::Info, {tr("Getting the event ready …"), starting(view.place), {}}};
        case HostView::State::Standby:
            return State{Severity::Warning,
                {view.lease.failure && view.lease.failure->cause == Cause::WrongRevision
                        ? tr("Another desk has taken this event over.")
                        : tr("Another desk is in charge of this event."),
                    tr("This one watches, and goes on by itself within 6 s if the other one stops."), {}}};
        case HostView::State::Disconnected:
            return State{Severity::Bad,
                {tr("The line to %1 is lost: you cannot steer the event now.")
                        .arg(view.server.isEmpty() ? tr("the server") : displayText(view.server)),
                    tr("Earshot comes back by itself. The audio of others does not depend on it."), {}}};
        case HostView::State::Failed: {
            Sentence words = view.failure
                ? failure(*view.failure)
                : Sentence{tr("The event cannot be hosted."), tr("Nothing goes on by itself."), {}};
            words.action = tr("Close");
            return State{Severity::Bad, words};
        }
        }
    }
    if (view.unkept && scene.kind == HostScene::Kind::Desk)
        return State{Severity::Warning,
            {tr("What you enter cannot be kept on this computer."),
                tr("Listeners get it, but if Earshot ended now it would be lost. Earshot keeps trying: is "
                   "there room, and may you write there?"),
                {}}};
    if (!scene.event)
        return {};
    switch (scene.event->phase) {
    case Phase::Ended:
        return State{Severity::Good,
            {tr("The event has ended."),
                scene.event->ended
                    ? tr("All listeners were told at %1.").arg(UiWords::clockTime(*scene.event->ended))
                    : QString(),
                {}}};
    case Phase::Cancelled:
        return State{
            Severity::Info, {tr("The event is cancelled."), tr("All who wait for it were told."), {}}};
    case Phase::Moved:
        return State{Severity::Info,
            {tr("The event goes on elsewhere."), tr("All listeners are led there by one press."), {}}};
    case Phase::Paused:
        return State{Severity::Warning,
            {tr("The event is paused."),
                scene.event->planned > now ? tr("Listeners are told that it goes on at %1.")
                                                 .arg(UiWords::clockTime(scene.event->planned))
                                           : tr("Listeners are told that it goes on, but not when."),
                {}}};
    case Phase::Scheduled:
    case Phase::Live:
        break;
    }
    return {};
}

QString HostWords::offerTitle(const HostOffer &offer)
{
    return (offer.isRecordingOnly ? tr("The recording of %1 is not published yet") : tr("%1 was not ended"))
        .arg(UiWords::quoted(displayText(offer.title, kMaxTitleLength)));
}

QString HostWords::offerText(const HostOffer &offer, WallTime now)
{
    const QString where
        = offer.server.isEmpty() ? tr("on this computer") : displayText(offer.server, kMaxHostLength);
    if (offer.isRecordingOnly)
        return tr("Earshot stopped %1 while it was being made. All of it is kept by the server.")
            .arg(UiWords::ago(between(offer.lastSeen, now)));
    return tr("You hosted it %1 when Earshot stopped, %2. Stage, links and messages are kept.")
        .arg(where, UiWords::ago(between(offer.lastSeen, now)));
}

QString HostWords::takeBack(const HostOffer &offer)
{
    return offer.isRecordingOnly ? tr("Finish the recording") : tr("Take it back");
}

QString HostWords::forget(const HostOffer &offer)
{
    return offer.isRecordingOnly ? tr("Do without it") : tr("Forget it");
}

QString HostWords::another(const HostOffer &offer)
{
    return offerTitle(offer) + QStringLiteral(". ")
        + (offer.isRecordingOnly
                ? tr("Once another event is hosted, this recording is not published any more.")
                : tr("Once another event is hosted, this one cannot be taken back."));
}

QString HostWords::personName(const UserKey &key, const QString &name)
{
    const QString shown = displayText(name);
    return shown.isEmpty() ? tr("Listener %1").arg(key.fingerprint()) : shown;
}

QString HostWords::member(const StageMember &member, const SpeakerView *heard, WallTime now)
{
    QStringList parts;
    if (member.role == Role::CoHost)
        parts << PlayingWords::role(member.role);
    if (member.presence == Presence::Dropped)
        parts << tr("connection dropped %1").arg(UiWords::ago(between(member.since, now)));
    else if (member.presence == Presence::Away)
        parts << tr("not here yet");
    else if (member.mutedByHost)
        parts << tr("muted by the host");
    else if (member.muted)
        parts << tr("muted");
    else if (heard) {
        parts << PlayingWords::bandwidth(heard->bandwidth);
        if (heard->talking)
            parts << tr("talking");
    }
    parts.removeAll(QString());
    QString words = parts.join(QStringLiteral(", "));
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

Tone HostWords::memberTone(const StageMember &member, const SpeakerView *heard)
{
    if (member.presence == Presence::Dropped)
        return Tone::Warning;
    const bool isNarrow = heard && heard->bandwidth == OpusBandwidth::Narrow && !member.muted;
    return isNarrow ? Tone::Warning : Tone::Dim;
}

QString HostWords::handAge(const RaisedHand &hand, WallTime now)
{
    return UiWords::span(between(hand.since, now));
}

QString HostWords::lookAlike(const UserKey &key, const QString &name, const HostScene &scene)
{
    const auto isAlike = [&](const auto &other) {
        return other.key != key && !other.name.isEmpty() && looksLike(other.name, name);
    };
    const Stage stage = scene.event ? scene.event->stage : Stage{};
    if (const auto found = std::ranges::find_if(stage, isAlike); found != stage.end())
        return tr("Name like %1 on stage").arg(personName(found->key, found->name));
    if (const auto found = std::ranges::find_if(scene.hands, isAlike); found != scene.hands.end())
        return tr("Name like another in line");
    return {};
}

QString HostWords::audience(const EventState &event)
{
    const std::optional<qint64> listeners = event.listeners();
    if (!listeners)
        return tr("How many listen is not known yet.");
    if (*listeners == 0)
        return tr("Nobody listens yet.");
    const QString count = UiWords::number(*listeners);
    const std::optional<HearingEstimate> &hearing = event.counts.hearing;
    if (!hearing || hearing->value == 0)
        return *listeners == 1 ? tr("One listener is connected.")
                               : tr("%1 listeners are connected.").arg(count);
    const QString hears = QStringLiteral("%1 %2").arg(
        UiWords::number(std::min(hearing->value, *listeners)), UiWords::interval(*hearing));
    return tr("%1 of %2 listeners hear the stage.").arg(hears.trimmed(), count);
}

} // namespace earshot
