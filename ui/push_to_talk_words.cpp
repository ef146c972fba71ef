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
    if (seat.mutedByHost) {
        hint = seat.by.isEmpty() ? tr("by the host") : tr("by %1").arg(displayText(seat.by));
        return tr("Muted");
    }
    if (view.input.failure) {
        switch (view.input.failure->cause) {
        case Cause::DeviceBusy:
            hint = tr("another program has it");
            break;
        case Cause::DeviceDenied:
            hint = tr("the system forbids it");
            break;
        default:
            hint = view.input.isMonitor ? tr("there is only a loudspeaker’s") : tr("none was found");
            break;
        }
        return tr("No microphone");
    }
    if (view.talk.blocked) {
        hint = tr("the line to the server is down");
        return tr("Cannot talk");
    }
    return {};
}

PushToTalkWords PushToTalkWords::of(const TalkView &view, bool byPointer)
{
    PushToTalkWords words;
    if (view.talk.open) {
        words.look = Look::Open;
        words.title = tr("Talking");
        switch (view.talk.mode) {
        case TalkMode::Hold:
            words.hint = byPointer ? tr("release to stop") : tr("release Space to stop");
            break;
        case TalkMode::Latch:
            words.hint = tr("press Space to stop");
            break;
        case TalkMode::OpenMicrophone:
            words.hint = tr("open until you press Space");
            break;
        }
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

PushToTalkWords::Trouble PushToTalkWords::trouble(const TalkView &view)
{
    const CaptureStats &capture = view.capture;
    if (capture.guard == GuardState::Muted)
        return {tr("Feedback at %1 Hz: your microphone is muted.").arg(capture.howlHz), Tone::Bad, true};
    if (capture.guard == GuardState::Ducked)
        return {tr("Feedback at %1 Hz: your microphone is turned down.").arg(capture.howlHz), Tone::Warning,
            true};
    const QString reason = endReason(view.talk.end);
    if (!view.talk.open && !reason.isEmpty() && view.talk.endedAt) {
        const auto age = std::chrono::duration_cast<milliseconds>(view.at - *view.talk.endedAt);
        return {tr("Closed %1: %2.").arg(UiWords::ago(age), reason), Tone::Warning,
            view.talk.end == TalkEnd::Feedback};
    }
    return {fault(view), Tone::Warning, false};
}

} // namespace earshot
