#pragma once

#include "audio/input_backend.h"
#include "audio/pulse_connection.h"

#include <map>

namespace earshot {

/// PulseAudio's microphones, or those of PipeWire's place-holder for it, through libpulse.
class PulseInputs final : public InputBackend
{
    Q_OBJECT
public:
    explicit PulseInputs(Clock &clock);

    std::vector<InputDevice> inputs() const override { return m_devices.inputs; }
    bool hasMonitors() const override { return m_devices.hasMonitors; }
    bool isLooking() const override { return m_connection.isLooking(); }
    std::optional<Failure> trouble() const override;
    std::unique_ptr<SoundSource> open(const SourceWish &wish, PushFunction push) override;
    void look() override { m_connection.look(); }

private:
    /// As ALSA numbers it.
    struct AlsaDevice {
        int card = 0;
        int device = 0;
    };
    struct Devices {
        std::vector<InputDevice> inputs;
        std::map<QString, AlsaDevice> alsa; ///< of inputs that are sound cards of this computer
        std::map<QString, double> gains; ///< dB
        bool hasMonitors = false;
        QString defaultId;
    };

    PulseConnection::Owner asOwner();
    int ask(pa_context *context);
    void takeAnswers();
    std::optional<Failure> obstacleOf(const QString &id) const;
    std::optional<double> gainOf(const QString &id) const;
    const InputDevice *inputOf(const QString &id) const;

    Clock &m_clock;
    Devices m_answers; ///< to a question that is not answered whole yet
    Devices m_devices;
    PulseConnection m_connection; ///< ends first: it calls
};

} // namespace earshot
