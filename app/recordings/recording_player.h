#pragma once

#include "audio/levelling.h"
#include "base/result.h"
#include "recordings/opus_recording.h"
#include "recordings/played_sound.h"
#include "recordings/silence_skipper.h"
#include "recordings/tempo_stretch.h"

#include <memory>
#include <optional>
#include <vector>

namespace earshot {

/// Makes the sound of a recording as it is to be heard, some 0.4 s ahead:
///
///     file → decode → skip silence → tempo → levelling → PlayedSound
///
/// At 1×, with nothing skipped nor levelled, that is what the decoder gives, bit by bit. Lives on a thread of its own;
/// who owns it calls `fill` each 100 ms, and at once where it says so.
class RecordingPlayer
{
public:
    explicit RecordingPlayer(PlayedSound &sound)
        : m_sound(sound)
    { }

    /// `visit` is that of PlayedSound. Fails as OpusRecording; with what grows, `fill` tries again.
    Outcome open(const QString &path, qint64 growsTo, qint64 position, std::uint32_t visit);
    /// The same recording, now there: goes on where it is.
    Outcome replace(const QString &path, qint64 growsTo);
    void close() { m_file.reset(); }
    void seek(qint64 position, std::uint32_t visit);
    /// Looks whether a growing file has more by now.
    void grow();
    void setSpeed(double speed) { m_speed = speed; }
    void setSkipsSilence(bool skips);
    void setLevels(bool levels) { m_levelling.setOn(levels); }

    enum class Next {
        Full, ///< enough for now
        More, ///< the ring had no room, or there is much to do: at once again
        Waiting, ///< for bytes that are still to come
        Ended,
    };
    Next fill();

    /// What is known of the file, as far as it was read.
    struct Facts {
        qint64 available = 0;
        qint64 length = 0;
        bool isGrowing = false;
        bool isCut = false;
        qint64 savedFrames = 0; ///< of silence
        std::vector<qint64> damage;

        bool operator==(const Facts &) const = default;
    };
    Facts facts() const;
    bool isOpen() const { return bool(m_file); }
    const RecordingTags &tags() const { return m_file->tags(); }

private:
    bool decode();
    void stretch(const SilenceSkipper::Block &block);
    bool makeBlock(bool isRest);
    void finish();
    void begin(qint64 position, std::uint32_t visit);

    PlayedSound &m_sound;
    std::unique_ptr<OpusRecording> m_file;
    SilenceSkipper m_skipper;
    TempoStretch m_tempo;
    Levelling m_levelling;
    SilenceSkipper::Block m_block;
    std::array<float, kFramesPerSecond / 50 * 6 * kStereo> m_decoded; ///< the longest packet, 120 ms
    std::span<const float> m_rest; ///< of it, still to be used
    qint64 m_restPosition = 0;
    double m_speed = 1;
    bool m_skips = false;
    bool m_isFinished = false; ///< all of the file is on its way
    bool m_isMarked = false; ///< its last block, too
    std::uint32_t m_visit = 0;
};

} // namespace earshot
