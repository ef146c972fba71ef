#pragma once

#include "audio/audio_input.h"
#include "audio/capture_settings.h"
#include "audio/capture_stats.h"
#include "audio/talk_stats.h"
#include "session/seat_stats.h"
#include "session/voice_stats.h"

#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace earshot {

/// What a person chose about how they speak.
struct MicrophoneChoice {
    InputChoice input;
    CaptureSettings capture;
    TalkMode mode = TalkMode::Hold;
    int framesPerPacket = 1; ///< of 20 ms: 1 least delay … 3 least load
    bool cues = true; ///< soft sounds when the microphone opens and closes
    bool duckMonitor = true; ///< the others are quieter while one talks

    bool operator==(const MicrophoneChoice &) const = default;
};

/// One line of the soundcheck. What each figure means is said by its step.
struct CheckRow {
    enum class Step {
        Signal, ///< figure: level in dBFS; second: bandwidth in Hz
        ClippingHum, ///< figure: clipped share; second: hum in dBFS
        NoiseFloor, ///< figure: dBFS
        Feedback, ///< figure: echo of the loudspeakers in the microphone, dB
        ServerAccepts, ///< figure: round trip of the line in ms; `text`: the server
        VoiceReturns, ///< figure: round trip of the voice in ms; second: correlation 0…1
        DiskRoom, ///< figure: hours of recording that fit
    };
    enum class State { Waiting, Running, Passed, Warning, Failed, Skipped };
    /// Why it was skipped.
    enum class Why {
        None, ///< it was not, or it could not be measured
        NotNeeded, ///< nothing is recorded on this computer: nothing is missing
        Stopped, ///< by the person
        OnAir, ///< one talked: the sweep would have been heard by everybody
        OffStage, ///< only who is on stage may send
        NothingSent, ///< nothing was said
        NothingReturned, ///< so nobody knows whether the server took it
        OutputMuted, ///< Earshot's volume is down, so the sweep was not played
        NoOutput, ///< no loudspeaker or headphones
        MicrophoneSilent, ///< it would not have heard an echo either
    };

    Step step = Step::Signal;
    State state = State::Waiting;
    std::optional<double> figure{};
    std::optional<double> second{};
    QString text{}; ///< a device's or server's name, or the server's own words
    Why why = Why::None; ///< it was skipped

    bool operator==(const CheckRow &) const = default;
};

struct SoundcheckView {
    enum class State {
        Never,
        Running,
        Done,
        Stopped, ///< before its end: what was found so far stays, and nothing is said of the whole
    };
    State state = State::Never;
    std::vector<CheckRow> rows; ///< one of each step, in their order
    std::optional<WallTime> finished;
    bool passed = false; ///< no row failed
    bool complete = false; ///< done, and every row was judged that is needed
    milliseconds remaining{0}; ///< while running

    bool operator==(const SoundcheckView &) const = default;
};

/// Everything the microphone's side shows; a value, refreshed 10 times a second while the microphone is open or
/// watched, and at every change.
struct TalkView {
    std::vector<InputDevice> devices;
    bool devicesKnown = false;
    InputStats input;
    CaptureStats capture;
    TalkStats talk;
    VoiceStats voice; ///< of this stay on stage
    SeatStats seat;
    SoundcheckView soundcheck;
    bool hearsOneself = false; ///< the own voice as listeners get it is played, as long as one does not talk
    bool mayHearOneself = false; ///< only on stage does a voice come back
    bool mayCheck = true; ///< a soundcheck can begin: nobody hears one now
    Instant at{};

    bool operator==(const TalkView &) const = default;
};

} // namespace earshot
