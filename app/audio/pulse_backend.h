#pragma once

#include "audio/pulse_connection.h"
#include "audio/sound_backend.h"

namespace earshot {

/// PulseAudio's outputs, or those of PipeWire's place-holder for it, through libpulse.
class PulseBackend final : public SoundBackend
{
    Q_OBJECT
public:
    explicit PulseBackend(Clock &clock);

    std::vector<OutputDevice> outputs() const override { return m_outputs; }
    bool isLooking() const override { return m_connection.isLooking(); }
    std::optional<Failure> trouble() const override { return m_connection.trouble(); }
    std::unique_ptr<SoundSink> open(const SinkWish &wish, PullFunction pull) override;
    void look() override { m_connection.look(); }

private:
    /// The answers to one question for devices.
    struct Answers {
        std::vector<OutputDevice> outputs;
        QString defaultId;
    };

    PulseConnection::Owner asOwner();
    int ask(pa_context *context);
    void takeAnswers();
    QString nameOf(const QString &id) const;

    Clock &m_clock;
    Answers m_answers;
    std::vector<OutputDevice> m_outputs;
    PulseConnection m_connection; ///< ends first: it calls
};

} // namespace earshot
