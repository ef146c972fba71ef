#pragma once

#include "audio/audio_output.h"
#include "audio/null_output.h"
#include "audio/qt_sink.h"

#include <variant>

namespace earshot {

/// Plays on the system's default device, or on a named one; while there is none that works, into the null
/// device, so that the event goes on and the figures stay true. Goes back by itself.
///
/// Stopped -> OnDevice            start
/// Stopped, OnDevice -> OnNull    no device (DeviceMissing); it fails, or takes nothing for 500 ms
/// (DeviceFailed) OnNull -> OnDevice             tried every 2 s OnDevice -> OnDevice           another
/// device became the default
class SystemOutput final : public AudioOutput
{
    Q_OBJECT
public:
    SystemOutput(const OutputChoice &choice, Clock &clock);
    ~SystemOutput() override;

    void start(PullFunction pull) override;
    void stop() override;
    OutputStats stats() const override;

private:
    struct Stopped {
    };
    struct OnDevice {
        std::unique_ptr<QtSink> sink;
        Instant opened{};
        std::optional<Failure> failedBefore; ///< stands until this device has taken something
    };
    struct OnNull {
        std::unique_ptr<NullOutput> output;
        Failure why;
    };
    using State = std::variant<Stopped, OnDevice, OnNull>;

    void enter(State next);
    void noteLoss(const QtSink &sink, Instant now);
    void noteReturn(const QAudioDevice &device);
    void openDevice();
    void playIntoNothing(const Failure &why);
    void check();
    void checkDevice(const OnDevice &state, Instant now);
    bool mayLookForDevices(Instant now);
    QAudioDevice wantedDevice() const;
    QString whyNoDevice() const;
    std::optional<Failure> failureOf(const OnDevice &state, Instant now) const;

    OutputChoice m_choice;
    Clock &m_clock;
    PullFunction m_pull;
    State m_state;
    std::unique_ptr<Timer> m_timer;
    Instant m_lookedForDevices{};
    QByteArray m_lostId; ///< of the device that went away while it was used
    QString m_lostName;
    std::optional<Instant> m_lostAt;
    OutputStats m_before; ///< totals of the devices used before the present one
};

} // namespace earshot
