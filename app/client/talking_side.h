#pragma once

#include "audio/playback.h"
#include "audio/talk_lease.h"
#include "base/clock.h"
#include "client/soundcheck.h"
#include "client/talking.h"
#include "client/voice_source.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"

#include <memory>

namespace earshot {

/// The microphone, the talk lease and the seat put together: decides when the microphone is open, when what is said is sent,
/// and where to. Lives on the main thread.
///
/// What is said goes to the stage while the lease is open, and to the check subject while the sound is checked or one
/// hears oneself. The gate opens only after the network thread has confirmed where to, so that no test is ever on the air.
class TalkingSide : public Talking
{
    Q_OBJECT
public:
    /// Who gets what the gate lets through.
    enum class Hearers { Everybody, Oneself };

    /// What it asks of the threads beside it.
    class World
    {
    public:
        virtual ~World() = default;
        virtual void raiseHand(const QString &name) = 0;
        virtual void lowerHand() = 0;
        virtual void acceptStage(const QString &name) = 0;
        virtual void declineStage() = 0;
        virtual void stepDown() = 0;
        virtual void control(const StageControl &control) = 0;
        virtual void setSelfMuted(bool muted) = 0;
        virtual void setFramesPerPacket(int frames) = 0;
        /// `hearersSet` follows once it holds: one for each, in their order.
        virtual void setHearers(Hearers hearers) = 0;
        /// What comes back of the own voice is played.
        virtual void hearOneself(bool hear) = 0;
        virtual void setOnStage(bool onStage) = 0; ///< the others are played with the least delay
        virtual void setDucked(bool ducked) = 0;
        virtual void playCue(Playback::Cue cue) = 0;
    };

    TalkingSide(Clock &clock, World &world, std::unique_ptr<VoiceSource> source);
    ~TalkingSide() override;

    // what the others have seen
    void setSeat(const SeatStats &seat);
    void setVoice(const VoiceStats &voice);
    void setLine(const SessionStats &line);
    void setDiskFree(std::optional<qint64> bytes) { m_diskFree = bytes; }
    void hearersSet(Hearers hearers);
    void screenLocked(); ///< whoever comes by next does not find an open microphone
    void voiceReturned(const RtpPacket &packet, qint64 position);
    /// Another event, or none, is joined.
    void reset();

    const TalkView &view() const override { return m_view; }

    void setChoice(const MicrophoneChoice &choice) override;
    void list(bool list) override;
    void watch(bool watch) override;
    void press(TalkSource source) override;
    void release(TalkSource source) override;
    void focusLost() override;
    void keyLost() override;
    void undoGuard() override;

    void raiseHand(const QString &name) override { m_world.raiseHand(name); }
    void lowerHand() override { m_world.lowerHand(); }
    void acceptStage(const QString &name) override { m_world.acceptStage(name); }
    void declineStage() override { m_world.declineStage(); }
    void stepDown() override;
    void bringUp(const UserKey &whom) override;
    void lowerHandOf(const UserKey &whom) override;
    void setMutedOnStage(const UserKey &whom, bool muted, const QString &reason) override;
    void removeFromStage(const UserKey &whom, const QString &reason) override;

    void startSoundcheck() override;
    void stopSoundcheck() override;
    void hearOneself(bool hear) override;

private:
    void tick();
    void settle();
    void noteSleep(Instant now);
    void noteInput(const InputStats &input);
    void noteReturnPath(Instant now);
    void noteGuard();
    void settleSource();
    void settleEcho(Instant now);
    void cutTail(Instant now);
    Instant sweepOverAt(Instant now) const;
    void settleGate(Instant now);
    void settleHearers(Instant now);
    void noteTalk(Instant now);
    bool isOnStage() const { return m_view.seat.phase == SeatPhase::OnStage; }
    bool wantsCheck() const;
    /// Everybody hears what is said, or was said a moment ago.
    bool isOnAir(Instant now) const { return m_lease.stats().open || (m_tailRuns && now < m_hearersFreeAt); }
    Soundcheck::Seen seen() const;
    void publish();

    Clock &m_clock;
    World &m_world;
    std::unique_ptr<VoiceSource> m_source;
    MicrophoneChoice m_choice;
    TalkLease m_lease;
    Soundcheck m_soundcheck;
    TalkView m_view;
    TalkView m_told; ///< by viewChanged
    SessionStats m_line;
    std::optional<qint64> m_diskFree;
    bool m_listed = false;
    bool m_watched = false;
    bool m_sourceOpen = false;
    std::optional<Instant> m_openingSince; ///< the source
    bool m_gateOpen = false;
    bool m_wasOpen = false; ///< the lease, when `settle` last looked
    bool m_wasOnAir = false; ///< as the world was told last
    bool m_tailRuns = false; ///< until m_hearersFreeAt
    unsigned m_alarms = 0; ///< of the lease, when `settle` last looked
    Instant m_gateSince{}; ///< what was said before is not sent, but for the pre-roll
    std::optional<Instant> m_guardUndone; ///< since when the guard had muted that was told to let go
    std::optional<Instant> m_sweptAt; ///< the sweep was last asked for
    bool m_measures = false; ///< the sweep's answer is awaited
    bool m_wasOnStage = false;
    bool m_selfMuted = true; ///< as the world was told last
    std::optional<Instant> m_lineLostAt;
    Hearers m_hearers = Hearers::Everybody; ///< as the world was told last
    int m_hearersAsked = 0; ///< that were not answered yet
    Instant m_hearersFreeAt{}; ///< until then what was said last is on its way
    std::optional<Instant> m_lastTick;
    WallTime m_lastWall{};
    std::unique_ptr<Timer> m_timer;
};

} // namespace earshot
