#pragma once

#include "client/player.h"
#include "client/player_decoder.h"
#include "client/player_stop.h"
#include "client/shape_maker.h"

#include <QThread>

#include <memory>

namespace earshot {

/// The Player. What it makes goes through `PlayedSound`, which the audio thread plays in the event's place as long as a
/// recording is open, also while it is paused: closing brings back what is live.
class PlayerSide final : public Player
{
    Q_OBJECT
public:
    /// `sound` outlives it.
    PlayerSide(Clock &clock, PlayedSound &sound);
    /// Waits until the threads have ended.
    ~PlayerSide() override;

    const PlayerView &view() const override { return m_view; }
    void open(const PlayerSource &source) override;
    void update(const PlayerSource &source) override;
    void close() override;
    void play() override;
    void pause() override;
    void seek(milliseconds position) override;
    void skip(milliseconds by) override;
    void nextChapter() override;
    void previousChapter() override;
    void setSpeed(double speed) override;
    void setSkipsSilence(bool skips) override;
    void setLevels(bool levels) override;
    void setSleepTimer(std::optional<seconds> after) override;
    void sleepAtChapterEnd() override;

signals:
    /// The sound device is needed, or no more.
    void deviceNeeded(bool needed);

private:
    void take(const PlayerDecoder::Opened &opened);
    void take(const RecordingPlayer::Facts &facts, bool isWaiting);
    void takeFailure(const Failure &failure);
    void connectDecoder();
    void tick();
    void settleStop(Instant now);
    void settleEnd(Instant now);
    void refresh();
    void tell();
    void halt();
    void goTo(milliseconds position);
    void releaseDevice(microseconds after);
    milliseconds positionNow() const;
    milliseconds chapterEnd(milliseconds position) const;
    bool isReady() const;
    template<typename Call>
    void post(Call call)
    {
        QMetaObject::invokeMethod(m_decoder, std::move(call), Qt::QueuedConnection);
    }

    Clock &m_clock;
    PlayedSound &m_sound;
    PlayerView m_view;
    int m_number = 0; ///< of the recording that is open
    std::uint32_t m_visit = 0;
    milliseconds m_sought{0}; ///< is shown until something of it is heard
    bool m_isPlaying = false; ///< is to
    bool m_isWaiting = false;
    qint64 m_growsTo = 0; ///< as was said last
    std::optional<milliseconds> m_told; ///< duration, by `recording.json`
    PlayerStop m_stop;
    bool m_isFading = false;
    Instant m_remembered{}; ///< when the place was told last
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<Timer> m_release; ///< of the device

    ShapeMaker m_shapes;
    QThread m_thread; ///< runs once something was opened
    PlayerDecoder *m_decoder; ///< lives and dies on the thread
};

} // namespace earshot
