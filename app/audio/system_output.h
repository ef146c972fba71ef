#pragma once

#include "audio/device_loss.h"
#include "audio/null_output.h"
#include "audio/sound_backend.h"
#include "audio/standstill.h"

#include <variant>

namespace earshot {

/// Plays on the system's default device, or on a pinned one and on the default while that is away. While there is
/// none that takes sound, into the null device in real time, so that the event goes on and the figures stay true.
/// Comes back by itself.
///
/// Stopped -> Opening             start
/// Opening -> OnDevice            the device asks for sound
/// Opening, OnDevice -> OnNull    no device (DeviceMissing); it fails, takes nothing for 500 ms, or is
///                                suspended (DeviceFailed)
/// OnDevice -> Opening            another device is wanted now, or another buffer that this one cannot have
/// OnNull -> OnDevice             a device that was opened meanwhile asks for sound
class SystemOutput final : public AudioOutput
{
    Q_OBJECT
public:
    SystemOutput(const OutputChoice &choice, Clock &clock, std::unique_ptr<SoundBackend> backend);
    ~SystemOutput() override;

    void start(PullFunction pull) override;
    void stop() override;
    void setDelayMode(DelayMode mode) override;
    OutputStats stats() const override;

private:
    struct Stopped {
    };
    struct Opening {
        std::unique_ptr<SoundSink> sink; ///< none while the devices are not known
        Instant since{};
    };
    struct OnDevice {
        std::unique_ptr<SoundSink> sink;
        PullFigures before; ///< what the sink had taken when it began to play
        Instant began{}; ///< what was played before lasted until then
    };
    struct OnNull {
        std::unique_ptr<NullOutput> output;
        Failure why;
        std::unique_ptr<SoundSink> next; ///< opened, has not asked for sound yet
        Instant tried{};
        microseconds tryAfter{0};
    };
    enum class KeepOpen { No, Yes }; ///< the device that plays no more
    static constexpr microseconds kOnStage{60'000}; ///< in the device's buffer
    static constexpr microseconds kAudience{120'000};
    using State = std::variant<Stopped, Opening, OnDevice, OnNull>;

    void enter(State next);
    void check();
    void review();
    void reviewOpening(Opening &state, Instant now);
    void reviewDevice(OnDevice &state, Instant now);
    void reviewNull(OnNull &state, Instant now);
    bool isOfNoUse(OnNull &state, Instant now);
    bool isElsewhere(const SoundSink &sink, Instant now);
    std::optional<OutputDevice> wantedDevice() const;
    Failure whyNoDevice() const;
    void openWanted(Instant now);
    std::unique_ptr<SoundSink> openSink(const OutputDevice &device);
    microseconds buffer() const { return m_choice.delayMode == DelayMode::OnStage ? kOnStage : kAudience; }
    void sinkAsked();
    Instant goesOnAt(const OnDevice &device) const;
    void playIntoNothing(const Failure &why, KeepOpen keep = KeepOpen::No);

    OutputChoice m_choice;
    Clock &m_clock;
    std::unique_ptr<SoundBackend> m_backend;
    PullFunction m_pull;
    State m_state;
    std::unique_ptr<Timer> m_timer; ///< the rhythm
    std::unique_ptr<Timer> m_soon; ///< a look at what the system does about a new default
    QString m_target; ///< id of the device that was wanted when one was last opened
    std::optional<Instant> m_elsewhereSince; ///< the sink is not on the device that is wanted now
    Standstill m_standstill;
    DeviceLoss m_loss;
    OutputStats m_before; ///< totals of the devices used before the present one
};

} // namespace earshot
