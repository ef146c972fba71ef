#include "client/track_voice.h"

namespace earshot {

namespace {
constexpr seconds kMostBehind{1}; ///< what is later is left out
constexpr int kStatsFrames = 10;
}

Result<VoiceTrack> readVoiceTrack(const QString &path)
{
    const Result<OggOpusFile> file = readOggOpus(path);
    return file ? VoiceTrack::make(*file) : Result<VoiceTrack>(file.failure());
}

TrackVoice::TrackVoice(
    Clock &clock, VoiceQueue &queue, std::function<void()> wake, VoiceTrack track, bool repeats)
    : FedVoice(clock, queue, std::move(wake))
    , m_track(std::move(track))
    , m_repeats(repeats)
    , m_timer(clock.makeTimer())
{ }

void TrackVoice::begin()
{
    InputStats input;
    input.phase = InputPhase::Open;
    input.lastPush = clock().now();
    tell(input);
    m_timer->start(VoiceTrack::kFrame, [this] { say(); });
}

void TrackVoice::end()
{
    m_timer->stop();
}

/// All frames that a microphone would have by now.
void TrackVoice::say()
{
    const Instant now = clock().now();
    if (!m_origin && mayPass(now))
        m_origin = now;
    InputStats input = this->input();
    input.lastPush = now;
    if (!m_origin) {
        m_timer->start(VoiceTrack::kFrame, [this] { say(); });
    } else {
        const qint64 complete = (now - *m_origin) / VoiceTrack::kFrame;
        m_next = std::max(m_next, complete - qint64(kMostBehind / VoiceTrack::kFrame));
        for (; m_next < complete; ++m_next) {
            if (!m_repeats && m_next >= qint64(m_track.frameCount())) {
                emit finished();
                return;
            }
            const VoiceTrack::Piece piece = m_track.pieces(m_next, 1).front();
            feed(piece.payload, piece.level, m_next * VoiceTrack::kFrameSamples,
                *m_origin + m_next * VoiceTrack::kFrame);
        }
        m_timer->start(*m_origin + (m_next + 1) * VoiceTrack::kFrame - now, [this] { say(); });
    }
    input.frames = quint64(m_next) * VoiceTrack::kFrameSamples;
    if (m_next % kStatsFrames == 0)
        tell(input);
}

} // namespace earshot
