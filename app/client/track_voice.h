#pragma once

#include "client/fed_voice.h"
#include "client/voice_track.h"

namespace earshot {

/// Reads an Ogg Opus file; fails as readOggOpus and VoiceTrack::make do.
Result<VoiceTrack> readVoiceTrack(const QString &path);

/// Speaks a file of Opus frames in real time, from its beginning at the first moment that the gate is open. Main thread.
class TrackVoice final : public FedVoice
{
    Q_OBJECT
public:
    TrackVoice(Clock &clock, VoiceQueue &queue, std::function<void()> wake, VoiceTrack track, bool repeats);

    qint64 framesPlayed() const { return m_next; }

signals:
    /// The last frame was said.
    void finished();

private:
    void begin() override;
    void end() override;
    void say();

    VoiceTrack m_track;
    const bool m_repeats;
    std::optional<Instant> m_origin; ///< its first frame was said
    qint64 m_next = 0;
    std::unique_ptr<Timer> m_timer;
};

} // namespace earshot
