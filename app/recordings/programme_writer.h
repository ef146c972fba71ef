#pragma once

#include "audio/limiter.h"
#include "recordings/chapter_marks.h"
#include "recordings/ogg_opus_writer.h"
#include "recordings/voice_renderer.h"
#include "recordings/waveform.h"

#include <memory>

struct OpusEncoder;

namespace earshot {

/// All speakers mixed: decoded, each sample where it was captured, a soft limit, Opus at 96 kbit/s (48 kHz, mono). With its
/// waveform and its chapters.
class ProgrammeWriter
{
public:
    ProgrammeWriter(const QString &path, quint32 serial, const std::vector<OpusTag> &tags);
    ~ProgrammeWriter();

    int addVoice();
    void add(int voice, PlacedPacket packet);
    /// All packets up to there, and VoiceRenderer::kAhead beyond, were added.
    void renderTo(qint64 place);
    /// From here on the event is paused; whoever speaks then begins a chapter.
    void beginPause() { m_marks.pause(); }
    /// The last: up to there, and what the encoder holds back.
    void renderToEnd(qint64 place);

    qint64 rendered() const { return m_rendered; } ///< place
    OggOpusWriter &file() { return m_file; }
    const OggOpusWriter &file() const { return m_file; }
    Waveform waveform() const { return m_meter.waveform(); }
    std::vector<ChapterMarks::Mark> chapters() const { return m_marks.marks(); }

private:
    static constexpr int kFrame = 960;
    static constexpr int kBlock = 480;

    struct Voice {
        VoiceRenderer renderer;
        double energy = 0; ///< of the tick under way
    };
    struct Free {
        void operator()(OpusEncoder *encoder) const;
    };

    void renderBlock(qint64 end);
    void endTick();
    void encode();

    std::unique_ptr<OpusEncoder, Free> m_encoder;
    OggOpusWriter m_file;
    std::vector<std::unique_ptr<Voice>> m_voices;
    Limiter m_limiter;
    WaveformMeter m_meter;
    ChapterMarks m_marks;
    std::array<float, kFrame> m_frame{};
    int m_filled = 0;
    int m_silentFrames = 0; ///< until now, at most two
    bool m_isFresh = true; ///< the encoder
    qint64 m_rendered = 0;
};

} // namespace earshot
