#pragma once

#include "client/talk_view.h"

#include <QCoreApplication>

namespace earshot {

/// What the settings say about the microphone, and what is done with the voice.
class MicrophoneWords
{
    Q_DECLARE_TR_FUNCTIONS(MicrophoneWords)
public:
    /// Below "System default".
    static QString defaultDevice(const TalkView &view);
    /// Below a chosen device that is not among the devices.
    static QString awayDevice(const TalkView &view);
    static QString handsFree(); ///< why a Bluetooth headset's telephone mode is a drawback
    /// Why nothing is heard of one, or what spoils it; empty where all is well.
    static QString trouble(const TalkView &view);
    static QString level(const TalkView &view); ///< "−18 dB"; "clipping", "silent"
    static QString closed(); ///< where nobody has opened it

    // What each switch does; while it is on and the microphone open, also what it does right now.
    static QString noiseSuppression(const TalkView &view, const CaptureSettings &settings);
    static QString gainControl(const TalkView &view, const CaptureSettings &settings);
    static QString echoCancellation(const TalkView &view, const CaptureSettings &settings);
    static QString feedbackGuard(const TalkView &view, const CaptureSettings &settings);

    static QString bitrate(int bitsPerSecond); ///< "64 kbit/s"
    static QString bitrateMeaning(int bitsPerSecond);
    static QString mode(TalkMode mode); ///< what a key press does
};

} // namespace earshot
