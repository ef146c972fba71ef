#pragma once

#include "audio/voice_queue.h"
#include "base/clock.h"
#include "client/voice_source.h"

#include <functional>
#include <memory>

namespace earshot {

/// A voice that is encoded already: a gate instead of a capture. Main thread.
class FedVoice : public VoiceSource
{
    Q_OBJECT
public:
    /// `wake` tells the network thread that frames are waiting.
    FedVoice(Clock &clock, VoiceQueue &queue, std::function<void()> wake);

    void open(const InputChoice &choice) override;
    void close() override;
    void setSettings(const CaptureSettings &settings) override { m_tail = settings.releaseTail; }
    void setOpenUntil(Instant until, Instant since = {}) override;
    void cut() override;
    CaptureStats stats() const override { return m_stats; }
    const InputStats &input() const { return m_input; }

protected:
    virtual void begin() = 0; ///< opened
    virtual void end() = 0; ///< closed

    /// 20 ms of voice, of which `position` is the first sample. What the gate does not let through is dropped.
    void feed(const QByteArray &payload, int level, std::int64_t position, Instant captured);
    void tell(const InputStats &input);
    bool isOpen() const { return m_input.phase != InputPhase::Closed; }
    bool mayPass(Instant captured) const;
    Clock &clock() const { return m_clock; }

private:
    Clock &m_clock;
    VoiceQueue &m_queue;
    const std::function<void()> m_wake;
    InputStats m_input;
    CaptureStats m_stats;
    Instant m_openUntil{};
    milliseconds m_tail{100};
    bool m_hasTail = false;
    std::int64_t m_next = -1; ///< position that would go on without a gap
};

} // namespace earshot
