#include "push_to_talk_words.h"

#include "diagnosis/display_text.h"
#include "words.h"

#include <chrono>

namespace earshot {

/// More of the blocks than this are clipped: people hear it.
constexpr double kClippingHeard = 0.01;
/// ITU-T P.10: telephone band ends at 3.4 kHz; what has nothing above this sounds like one.
constexpr int kNarrowHz = 4200;
constexpr double kHumHeardDb = -50;
/// How long it takes before silence is a fault and not a switch being moved.
constexpr seconds kSilenceIsFault{2};
/// For so long why it was closed is news; then what is wrong now is said first.
constexpr seconds kNews{10};

QString PushToTalkWords::endReason(TalkEnd end)
{
    switch (end) {
    case TalkEnd::None:
    case TalkEnd::Released:
        break;
    case TalkEnd::FocusLost:
        return tr("the window lost the focus");
    case TalkEnd::KeyLost:
        return tr("the system took the key away");
    case TalkEnd::Suspended:
        return tr("the computer slept");
    case TalkEnd::DeviceLost:
        return tr("the microphone went away");
    case TalkEnd::MutedByHost:
        return tr("the host muted you");
    case TalkEnd::EventPaused:
        return tr("the event is paused");
    case TalkEnd::EventOver:
        return tr("the event is over");
    case TalkEnd::ReturnPathDead:
        return tr("your voice did not come back from the server");
    case TalkEnd::Feedback:
        return tr("your loudspeakers fed back into it");
    case TalkEnd::LeftStage:
        return tr("you left the stage");
    case TalkEnd::Watchdog:
        return tr("this computer stood still");
    case TalkEnd::Locked:
        return tr("the screen was locked");
    }
    return {};
}

QString PushToTalkWords::whyOff(const TalkView &view, QString &hint)
{
    const SeatStats &seat = view.seat;
    if (seat.phase == SeatPhase::ComingUp) {
        hint = tr("waiting for your place");
        return tr("Going on stage …");
    }
    if (seat.phase != SeatPhase::OnStage) {
        hint = tr("your microphone is closed");
        return tr("Not on stage");
    }
    if (seat.isOver) {
        hint = tr("nobody hears your microphone");
        return tr("Over");
    }
    if (seat.isPaused) {
        hint = tr("nobody is heard until it goes on");
        return tr("Paused");
    }
    if (seat.mutedByHost) {
        hint = seat.by.isEmpty() ? tr("by the host") : tr("by %1").arg(displayText(seat.by));
        return tr("Muted");
    }
    const TalkStats &talk = view.talk;
    if (view.input.failure || talk.stands(TalkObstacle::MicrophoneLost)) {
        hint = whyNoMicrophone(view.input);
        return tr("No microphone");
    }
    if (talk.stands(TalkObstacle::MicrophoneOpening)) {
        hint = tr("the microphone is being opened");
        return tr("One moment …");
    }
    if (!talk.blocked)
        return {};
    hint = talk.stands(TalkObstacle::LineDown) ? tr("the line to the server is down") : tr("not ready yet");
    return tr("Cannot talk");
}

QString PushToTalkWords::whyNoMicrophone(const InputStats &input)
{
    if (!input.failure)
        return input.suspended ? tr("the system suspended it") : tr("it gives no sound");
    switch (input.failure->cause) {
    case Cause::DeviceBusy:
        return tr("another program has it");
    case Cause::DeviceDenied:
        return tr("the system forbids it");
    case Cause::DeviceMissing:
        return input.isMonitor ? tr("there is only a loudspeaker’s") : tr("none was found");
    default:
        return tr("it does not open");
    }
}

/// In Hold any key or button that is let go of closes it, whatever else holds it open.
QString PushToTalkWords::whatCloses(const TalkView &view, bool byPointer)
{
    const TalkStats &talk = view.talk;
    if (talk.mode == TalkMode::Hold) {
        if (byPointer)
            return tr("release to stop");
        if (talk.isHeldBy(TalkSource::Key))
            return tr("release Space to stop");
        if (talk.isHeldBy(TalkSource::GlobalKey))
            return tr("release the talk key to stop");
        if (talk.isHeldBy(TalkSource::Button))
            return tr("press here again to stop");
    }
    if (talk.isHeldBy(TalkSource::Remote))
        return tr("switched on by a script; press Space to stop");
    return talk.mode == TalkMode::OpenMicrophone ? tr("open until you press Space")
                                                 : tr("press Space to stop");
}

PushToTalkWords PushToTalkWords::of(const TalkView &view, bool byPointer)
{
    PushToTalkWords words;
    if (view.talk.open) {
        words.look = Look::Open;
        words.title = tr("Talking");
        words.hint = whatCloses(view, byPointer);
        return words;
    }
    words.title = whyOff(view, words.hint);
    if (!words.title.isEmpty())
        return words;
    words.look = Look::Ready;
    switch (view.talk.mode) {
    case TalkMode::Hold:
        words.title = tr("Hold to talk");
        words.hint = tr("hold Space, or press here");
        break;
    case TalkMode::Latch:
        words.title = tr("Press to talk");
        words.hint = tr("Space opens and closes");
        break;
    case TalkMode::OpenMicrophone:
        words.title = tr("Open it");
        words.hint = tr("Space opens the microphone");
        break;
    }
    return words;
}

QString PushToTalkWords::device(const TalkView &view)
{
    return view.input.deviceName.isEmpty() ? tr("Microphone") : displayText(view.input.deviceName);
}

QString PushToTalkWords::hearOneself(const TalkView &view)
{
    return view.mayHearOneself ? tr("As listeners hear you, while you do not talk. Use headphones.")
                               : tr("Possible as soon as you are on stage: only then a voice comes back.");
}

QString PushToTalkWords::level(const TalkView &view)
{
    if (view.input.phase != InputPhase::Open)
        return tr("closed");
    if (view.capture.levelDb <= -100)
        return tr("silent");
    const QString level = UiWords::decibels(view.capture.levelDb);
    return view.capture.clippedShare > kClippingHeard ? tr("%1, clipping").arg(level)
                                                      : tr("%1, no clipping").arg(level);
}

QString PushToTalkWords::fault(const TalkView &view)
{
    const InputStats &input = view.input;
    const CaptureStats &capture = view.capture;
    if (!input.lostDevice.isEmpty() && !input.failure) {
        return tr("%1 went away. %2 is used now.")
            .arg(UiWords::quoted(displayText(input.lostDevice)), UiWords::quoted(device(view)));
    }
    if (input.phase != InputPhase::Open)
        return {};
    if (capture.silentSince && view.at - *capture.silentSince >= kSilenceIsFault)
        return tr("The microphone gives silence. Is its own switch off?");
    if (capture.clippedShare > kClippingHeard)
        return tr("Your voice is distorted: turn the microphone down, or speak from further away.");
    if (input.isHandsFree)
        return tr("This headset is in its telephone mode: you sound like a phone call.");
    if (capture.bandwidthHz > 0 && capture.bandwidthHz < kNarrowHz)
        return tr("This microphone sounds like a telephone: nothing above %1 kHz.")
            .arg(capture.bandwidthHz / 1000.0, 0, 'f', 1);
    if (capture.humHz > 0 && capture.humDb > kHumHeardDb)
        return tr("It hums at %1 Hz: look at cables and power supplies.").arg(capture.humHz);
    return {};
}

/// A howl without a tone that stands out has no frequency.
PushToTalkWords::Trouble PushToTalkWords::howl(const CaptureStats &capture)
{
    const bool isMuted = capture.guard == GuardState::Muted;
    const Tone tone = isMuted ? Tone::Bad : Tone::Warning;
    if (capture.howlHz > 0) {
        const QString text = isMuted ? tr("Feedback at %1 Hz: your microphone is muted.")
                                     : tr("Feedback at %1 Hz: your microphone is turned down.");
        return {text.arg(capture.howlHz), tone, true};
    }
    return {isMuted ? tr("Feedback from your loudspeakers: your microphone is muted.")
                    : tr("Feedback from your loudspeakers: your microphone is turned down."),
        tone, true};
}

PushToTalkWords::Trouble PushToTalkWords::trouble(const TalkView &view)
{
    if (view.capture.guard == GuardState::Muted || view.capture.guard == GuardState::Ducked)
        return howl(view.capture);
    const QString present = fault(view);
    const QString reason = endReason(view.talk.end);
    const bool isClosedByFault = !view.talk.open && !reason.isEmpty() && view.talk.endedAt
        && view.talk.end != TalkEnd::EventOver;
    if (!isClosedByFault || (!present.isEmpty() && view.at - *view.talk.endedAt > kNews))
        return {present, Tone::Warning, false};
    const auto age = std::chrono::duration_cast<milliseconds>(view.at - *view.talk.endedAt);
    return {tr("Closed %1: %2.").arg(UiWords::ago(age), reason), Tone::Warning,
        view.talk.end == TalkEnd::Feedback};
}

} // namespace earshot
