#pragma once

#include "audio/input_backend.h"

#include <QMediaDevices>

namespace earshot {

/// QtMultimedia's microphones, read twice a second as `QtBackend` reads outputs; what it says of threads holds here too.
/// Where PulseAudio refuses a stream, Qt 6.4 waits for it for ever: on Linux this is for where libpulse is not.
class QtInputs final : public InputBackend
{
    Q_OBJECT
public:
    explicit QtInputs(Clock &clock);

    std::vector<InputDevice> inputs() const override { return m_seen.inputs; }
    bool hasMonitors() const override { return m_seen.hasMonitors; }
    bool isLooking() const override { return false; }
    std::optional<Failure> trouble() const override { return m_seen.trouble; }
    std::unique_ptr<SoundSource> open(const SourceWish &wish, PushFunction push) override;
    void look() override;

private:
    struct Seen {
        std::vector<InputDevice> inputs;
        bool hasMonitors = false;
        std::optional<Failure> trouble;

        bool operator==(const Seen &) const = default;
    };

    static Seen readDevices();
    void lookAndGoOn();

    Clock &m_clock;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<QMediaDevices> m_devices; ///< its signal, where that can be used
    Seen m_seen;
};

} // namespace earshot
