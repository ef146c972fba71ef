#pragma once

#include "audio/audio_input.h"
#include "audio/capture_settings.h"
#include "audio/capture_stats.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace earshot {

class VoiceQueue;

/// How much of the loudspeakers a microphone hears, and on what evidence.
struct RoomEcho {
    bool hasOutput = true; ///< a device that people can hear
    bool isMeasured = false; ///< enough was captured to look for it, and no voice over it
    double db = -127; ///< against the sweep as Earshot made it; -127 = not found
    double playedDb = -127; ///< what the device got in the time of the sweep, RMS, dBFS
    double heardDb = -127; ///< what the microphone gave meanwhile, RMS, dBFS

    bool operator==(const RoomEcho &) const = default;
};

/// Where the own voice comes from: the microphone, or, in earshotctl, a file or another program. Its frames go into the
/// VoiceQueue that it was made with, as long as its gate is open. Lives on the main thread.
class VoiceSource : public QObject
{
    Q_OBJECT
public:
    /// Opens the source, or changes over to another.
    virtual void open(const InputChoice &choice) = 0;
    virtual void close() = 0;
    /// While listed, `devicesChanged` comes at once and at every change.
    virtual void list(bool on) { Q_UNUSED(on) }

    virtual void setSettings(const CaptureSettings &settings) { Q_UNUSED(settings) }
    /// As Capture: what is said before this moment is sent, then the release tail; a moment that has passed closes.
    virtual void setOpenUntil(Instant until, Instant since = {}) = 0;
    virtual void cut() = 0; ///< closes without the tail
    virtual void undoGuard() { }
    virtual CaptureStats stats() const = 0;

    /// Plays the sweep and looks for it in the microphone; `echoMeasured` comes once within 3 s.
    virtual void measureEcho() { emit echoMeasured({}); }
    /// The sweep is silent at once, and what it would have told does not come any more.
    virtual void dropEcho() { }

    /// While matched, what comes back is compared with what was sent.
    virtual void match(bool on) { Q_UNUSED(on) }
    virtual void returned(const QByteArray &payload, std::int64_t position)
    {
        Q_UNUSED(payload)
        Q_UNUSED(position)
    }
    /// 0…1; nothing: not known (yet).
    virtual std::optional<double> correlation() { return std::nullopt; }

signals:
    void inputChanged(const earshot::InputStats &stats);
    void devicesChanged(const std::vector<earshot::InputDevice> &devices);
    void echoMeasured(const earshot::RoomEcho &echo);
};

/// Makes what speaks in the place of the microphone, or nothing; `wake` is to be called after a frame was put into the queue.
using VoiceMaker = std::function<std::unique_ptr<VoiceSource>(
    Clock &clock, VoiceQueue &queue, std::function<void()> wake)>;

} // namespace earshot
