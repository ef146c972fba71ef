#pragma once

#include "audio/pulse_loop.h"
#include "audio/sound_backend.h"

#include <pulse/context.h>

namespace earshot {

/// PulseAudio, or PipeWire's place-holder for it, through libpulse. The server's events tell of devices and the
/// default at once; while no server answers, one is looked for several times a second.
///
/// Waiting -> Connecting      when it is time
/// Connecting -> Ready        the server answers
/// Connecting, Ready -> Waiting   it refuses, ends, or does not answer
class PulseBackend final : public SoundBackend
{
    Q_OBJECT
public:
    explicit PulseBackend(Clock &clock);
    ~PulseBackend() override;

    std::vector<OutputDevice> outputs() const override { return m_outputs; }
    bool isLooking() const override { return !m_known && !m_trouble; }
    std::optional<Failure> trouble() const override { return m_trouble; }
    std::unique_ptr<SoundSink> open(const SinkWish &wish, PullFunction pull) override;
    void look() override;

private:
    /// The answers to one question for devices.
    struct Answers {
        std::vector<OutputDevice> outputs;
        QString defaultId;
    };

    void connectToServer();
    void disconnect();
    void tryAgainSoon(const Failure &why);
    void contextChanged();
    void ask();
    void answered();
    void takeAnswers();
    QString nameOf(const QString &id) const;

    Clock &m_clock;
    PulseLoop m_loop;
    std::unique_ptr<Timer> m_timer; ///< until the next try, or until the server should have answered
    pa_context *m_context = nullptr;
    int m_tries = 0; ///< since a server last answered
    Answers m_answers;
    int m_awaited = 0; ///< answers
    bool m_askAgain = false; ///< something changed while answers are on their way
    bool m_known = false;
    std::vector<OutputDevice> m_outputs;
    std::optional<Failure> m_trouble;
};

} // namespace earshot
