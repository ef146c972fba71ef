#include "microphone_words.h"

#include "diagnosis/display_text.h"
#include "words.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

/// More of the blocks than this are clipped: people hear it.
constexpr double kClippingHeard = 0.01;
constexpr double kSilentDb = -100;
/// The telephone band ends at 3.4 kHz (ITU-T G.712); what has nothing above this sounds like one.
constexpr int kTelephoneHz = 4200;
constexpr double kHumHeardDb = -50;
/// Before that, silence may be a switch that is being moved.
constexpr seconds kSilenceIsFault{2};
/// Less than this nobody hears.
constexpr double kEffectHeardDb = 1;
constexpr int kWholeBandBitrate = 28'000; ///< Opus codes a voice in full band from about here on
constexpr int kTransparentBitrate = 64'000;

bool isMeasured(const TalkView &view)
{
    return view.input.phase == InputPhase::Open;
}

} // namespace

QString MicrophoneWords::defaultDevice(const TalkView &view)
{
    const auto now = std::ranges::find(view.devices, true, &InputDevice::isDefault);
    if (now == view.devices.end())
        return tr("Follows what the system listens to");
    return tr("Follows what the system listens to; now %1").arg(displayText(now->name));
}

QString MicrophoneWords::awayDevice(const TalkView &view)
{
    if (view.input.deviceName.isEmpty())
        return tr("Not connected now; used again as soon as it is back");
    return tr("Not connected now; %1 is used until it is back").arg(displayText(view.input.deviceName));
}

QString MicrophoneWords::handsFree()
{
    return tr("In telephone mode: you sound like a phone call, and what you hear does too");
}

QString MicrophoneWords::trouble(const TalkView &view)
{
    const InputStats &input = view.input;
    if (input.isMonitor)
        return tr(
            "There is no microphone: the only source records what this computer plays, and is not used.");
    if (view.devicesKnown && view.devices.empty())
        return tr("This computer has no microphone. Earshot takes the first one that appears.");
    if (input.failure) {
        switch (input.failure->cause) {
        case Cause::DeviceBusy:
            return tr(
                "Another program has the microphone for itself. Close it there, or choose another one.");
        case Cause::DeviceDenied:
            return tr(
                "The system does not let Earshot use the microphone. Allow it in the system's settings.");
        case Cause::DeviceMissing:
            return tr("The microphone is not connected.");
        default:
            return tr("The microphone does not open. Earshot keeps trying; another one may work.");
        }
    }
    if (!isMeasured(view))
        return {};
    const CaptureStats &voice = view.capture;
    if (voice.silentSince && view.at - *voice.silentSince >= kSilenceIsFault)
        return tr(
            "The microphone gives nothing but silence. It may be switched off, or muted in the system.");
    if (voice.clippedShare > kClippingHeard)
        return tr("Too loud: your voice is cut off at the top. Turn the microphone down in the system.");
    if (voice.humHz > 0 && voice.humDb > kHumHeardDb)
        return tr("The microphone hums at %1 Hz. A cable or power supply is the likely cause.")
            .arg(voice.humHz);
    if (input.isHandsFree)
        return handsFree();
    if (voice.bandwidthHz > 0 && voice.bandwidthHz < kTelephoneHz)
        return tr("This microphone gives no more than a telephone does.");
    return {};
}

QString MicrophoneWords::level(const TalkView &view)
{
    if (!isMeasured(view))
        return {};
    if (view.capture.clippedShare > kClippingHeard)
        return tr("clipping");
    if (view.capture.levelDb <= kSilentDb)
        return tr("silent");
    return UiWords::decibels(view.capture.levelDb);
}

QString MicrophoneWords::closed()
{
    return tr("Closed: nothing is recorded");
}

QString MicrophoneWords::noiseSuppression(const TalkView &view, const CaptureSettings &settings)
{
    const QString what = tr("Lowers fans, keyboards and traffic between your words");
    if (!isMeasured(view) || !settings.noiseSuppression)
        return what;
    if (view.capture.noiseSuppressedDb < kEffectHeardDb)
        return tr("%1; finds nothing to lower now").arg(what);
    //: %1 is what the switch does, %2 a level: … ; takes 9 dB away now
    return tr("%1; takes %2 away now").arg(what, UiWords::decibels(view.capture.noiseSuppressedDb));
}

QString MicrophoneWords::gainControl(const TalkView &view, const CaptureSettings &settings)
{
    const QString what = tr("Keeps your voice about equally loud");
    const double gain = view.capture.gainDb;
    if (!isMeasured(view) || !settings.gainControl)
        return what;
    if (std::abs(gain) < kEffectHeardDb)
        return tr("%1; leaves it as loud as it is now").arg(what);
    return (gain > 0 ? tr("%1; adds %2 now") : tr("%1; takes %2 off now"))
        .arg(what, UiWords::decibels(std::abs(gain)));
}

QString MicrophoneWords::echoCancellation(const TalkView &view, const CaptureSettings &settings)
{
    const QString what = tr("Takes out what your loudspeakers play; needless with headphones");
    if (!isMeasured(view) || !settings.echoCancellation)
        return what;
    if (!view.capture.echoLossDb || *view.capture.echoLossDb < kEffectHeardDb)
        return tr("%1; finds nothing of it now").arg(what);
    return tr("%1; makes it %2 quieter now").arg(what, UiWords::decibels(*view.capture.echoLossDb));
}

QString MicrophoneWords::feedbackGuard(const TalkView &view, const CaptureSettings &settings)
{
    const QString what = tr("Turns the microphone down, then off, when it begins to howl");
    if (!isMeasured(view) || !settings.feedbackGuard)
        return what;
    switch (view.capture.guard) {
    case GuardState::Muted:
        return tr("%1; has switched it off now").arg(what);
    case GuardState::Ducked:
        return tr("%1; has turned it down now").arg(what);
    case GuardState::Watching:
        return tr("%1; hears no howling now").arg(what);
    case GuardState::Off:
        break;
    }
    return what;
}

QString MicrophoneWords::bitrate(int bitsPerSecond)
{
    return tr("%1\u00a0kbit/s").arg(QLocale().toString(bitsPerSecond / 1000));
}

QString MicrophoneWords::bitrateMeaning(int bitsPerSecond)
{
    if (bitsPerSecond < kWholeBandBitrate)
        return tr("For thin lines: your voice loses its brightness");
    if (bitsPerSecond < kTransparentBitrate)
        return tr("Good for a voice");
    return tr("Nobody hears a difference to your microphone");
}

QString MicrophoneWords::mode(TalkMode mode)
{
    switch (mode) {
    case TalkMode::Hold:
        return tr("You are heard as long as the key is down.");
    case TalkMode::Latch:
        return tr("One press opens the microphone, the next closes it.");
    case TalkMode::OpenMicrophone:
        break;
    }
    return tr("One press opens the microphone; it stays open until you close it or something fails.");
}

} // namespace earshot
