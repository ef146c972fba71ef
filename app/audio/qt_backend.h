#pragma once

#include "audio/sound_backend.h"

#include <QMediaDevices>

namespace earshot {

/// QtMultimedia's devices, read twice a second: Qt has no signal for a new default everywhere.
/// Qt ties its connection with PulseAudio to the first thread that asks for devices, and renews it from there
/// only, once, 3 s after it broke: a program needs one audio thread that lives as long as itself, and a server
/// that is away for longer is not found again.
class QtBackend final : public SoundBackend
{
    Q_OBJECT
public:
    explicit QtBackend(Clock &clock);

    std::vector<OutputDevice> outputs() const override { return m_outputs; }
    bool isLooking() const override { return false; }
    std::optional<Failure> trouble() const override { return m_trouble; }
    std::unique_ptr<SoundSink> open(const SinkWish &wish, PullFunction pull) override;
    void look() override;

private:
    void lookAndGoOn();

    Clock &m_clock;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<QMediaDevices> m_devices; ///< its signal, where that can be used
    std::vector<OutputDevice> m_outputs;
    std::optional<Failure> m_trouble;
};

} // namespace earshot
