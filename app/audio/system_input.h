#pragma once

#include "audio/device_loss.h"
#include "audio/input_backend.h"
#include "audio/standstill.h"

#include <variant>

namespace earshot {

/// Records with the system's default microphone, or with a pinned one and with the default while that is away. Never
/// with a monitor, wherever the system moves it: what comes from one is not handed on. Comes back by itself.
///
/// Closed -> Seeking     start
/// Seeking -> Open       the microphone that was opened gives sound
/// Open -> Seeking       another microphone is wanted now; it fails, gives nothing for 500 ms, or is suspended; there
///                       is none any more
///
/// Seeking is phase Opening until something fails, and Failed from then on, whatever is tried.
class SystemInput final : public AudioInput
{
    Q_OBJECT
public:
    SystemInput(const InputChoice &choice, Clock &clock, std::unique_ptr<InputBackend> backend);
    ~SystemInput() override;

    void start(PushFunction push) override;
    void stop() override;
    InputStats stats() const override;

private:
    struct Closed {
    };
    struct Seeking {
        std::optional<Failure> why; ///< nothing has failed yet
        std::unique_ptr<SoundSource> source; ///< opened, has given no sound yet
        PushFigures before; ///< what that one had given, where it was open already
        Instant since{};
        Instant tried{};
        microseconds tryAfter{0};
    };
    struct Open {
        std::unique_ptr<SoundSource> source;
        PushFigures before; ///< what it had given when it was counted last
    };
    enum class KeepOpen { No, Yes }; ///< the microphone that gives no more
    using State = std::variant<Closed, Seeking, Open>;

    void enter(State next);
    void check();
    void review();
    void reviewSeeking(Seeking &state, Instant now);
    void reviewOpen(Open &state, Instant now);
    bool isOfNoUse(Seeking &state, Instant now);
    bool isElsewhere(const SoundSource &source, Instant now);
    bool areDevicesKnown() const;
    std::optional<InputDevice> wantedDevice() const;
    bool isMicrophone(const QString &id) const;
    Failure whyNoDevice() const;
    void seek(const std::optional<Failure> &why, KeepOpen keep = KeepOpen::No);
    std::unique_ptr<SoundSource> openSource(const InputDevice &device);
    void describe(InputStats &stats, const SoundSource &source) const;
    void sourceGave(std::span<const float> mono, Instant captured);

    InputChoice m_choice;
    Clock &m_clock;
    std::unique_ptr<InputBackend> m_backend;
    PushFunction m_push;
    State m_state;
    std::unique_ptr<Timer> m_timer; ///< the rhythm
    std::unique_ptr<Timer> m_soon; ///< a look at what the system does about a new default
    QString m_target; ///< id of the microphone that was wanted when one was last opened
    bool m_mayMove = true; ///< the system has not yet moved a source to what is no microphone
    std::optional<Instant> m_elsewhereSince; ///< the source is not on the microphone that is wanted now
    Standstill m_standstill;
    DeviceLoss m_loss;
    InputStats m_before; ///< totals of the microphones used before the present one
};

} // namespace earshot
