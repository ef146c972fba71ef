#pragma once

#include "base/clock.h"
#include "client/player_view.h"
#include "recordings/recording_player.h"

#include <QObject>

#include <memory>
#include <optional>

namespace earshot {

inline milliseconds millisecondsOf(qint64 frames)
{
    return std::chrono::duration_cast<milliseconds>(timeOfFrames(frames));
}

/// Keeps a RecordingPlayer's ring full. Lives on a thread of its own, where all calls belong; each `open` has a number,
/// which tells its words from those of one before.
class PlayerDecoder : public QObject
{
    Q_OBJECT
public:
    /// What is known of a recording that was opened.
    struct Opened {
        RecordingTags tags;
        std::optional<RecordingInfo> info; ///< of the `recording.json` beside it
        std::shared_ptr<const WaveformShape> shape; ///< of the `waveform.dat` beside it
        RecordingPlayer::Facts facts;
    };

    PlayerDecoder(Clock &clock, PlayedSound &sound)
        : m_clock(clock)
        , m_player(sound)
        , m_sound(sound)
    { }

    void open(int number, const PlayerSource &source, qint64 position, std::uint32_t visit);
    void update(const PlayerSource &source);
    void close();
    void seek(qint64 position, std::uint32_t visit);
    void setPlaying(bool playing);
    void setSpeed(double speed) { m_player.setSpeed(speed); }
    void setSkipsSilence(bool skips) { m_player.setSkipsSilence(skips); }
    void setLevels(bool levels) { m_player.setLevels(levels); }

signals:
    void opened(int number, const earshot::PlayerDecoder::Opened &opened);
    void failed(int number, const earshot::Failure &failure);
    void wentOn(int number, const earshot::RecordingPlayer::Facts &facts, bool isWaiting);

private:
    void tryToOpen();
    void fill();
    bool reach();
    bool isAhead() const;
    void start(microseconds after);
    Opened look() const;
    bool isOf(const RecordingInfo &info, const RecordingPlayer::Facts &facts) const;

    Clock &m_clock;
    RecordingPlayer m_player;
    PlayedSound &m_sound;
    std::unique_ptr<Timer> m_timer; ///< made on the thread
    int m_number = 0;
    PlayerSource m_source;
    qint64 m_position = 0;
    std::uint32_t m_visit = 0;
    bool m_isPlaying = false;
    bool m_isWaiting = false;
    bool m_isAhead = false; ///< m_position is still to come
    Instant m_grown{}; ///< when it was looked last whether there is more
    RecordingPlayer::Facts m_told;
};

} // namespace earshot
