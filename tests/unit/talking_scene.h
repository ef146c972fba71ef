#pragma once

#include "client/talking_side.h"
#include "support/virtual_clock.h"

#include <deque>

namespace earshot::test {

/// A microphone whose gate can be looked at. As the real one it hears of things late: the guard lets go, and the echo is
/// known, some time after they were asked for.
class FakeVoice final : public VoiceSource
{
public:
    static constexpr milliseconds kGuardIsSlow{150};
    static constexpr milliseconds kSweep{400};
    static constexpr milliseconds kInBuffers{
        200}; ///< between the stop of the sweep and the last of it in the room

    explicit FakeVoice(Clock &clock)
        : m_clock(clock)
        , m_guardTimer(clock.makeTimer())
        , m_echoTimer(clock.makeTimer())
    { }
    void open(const InputChoice &choice) override
    {
        isOpened = true;
        opened = choice;
        tell(hasDevice ? opens : InputPhase::Failed);
    }
    void close() override
    {
        isOpened = false;
        cutNow();
    }
    void setSettings(const CaptureSettings &wanted) override { settings = wanted; }
    void setOpenUntil(Instant until, Instant since) override
    {
        const Instant now = m_clock.now();
        const bool isClosed = !passes();
        if (isClosed)
            openFrom = std::max(now, since) - settings.preRoll;
        openUntil = until;
        // What was said a moment ago has not come yet, and opens it too.
        hasTail = !isClosed || openFrom < until;
    }
    void cut() override
    {
        cutNow();
        ++cuts;
    }
    void undoGuard() override
    {
        ++undone;
        m_guardTimer->start(kGuardIsSlow, [this] {
            capture.guard = GuardState::Watching;
            capture.guardedSince.reset();
        });
    }
    CaptureStats stats() const override { return capture; }
    void measureEcho() override
    {
        ++sweeps;
        sweepUntil = m_clock.now() + kSweep + kInBuffers;
        m_echoTimer->start(seconds{3}, [this] { emit echoMeasured(echo); });
    }
    void dropEcho() override
    {
        ++drops;
        sweepUntil = std::min(sweepUntil, m_clock.now() + kInBuffers);
        m_echoTimer->stop();
    }
    std::optional<double> correlation() override { return alike; }

    /// Something said now would be sent.
    bool passes() const
    {
        const Instant now = m_clock.now();
        return isOpened && now >= openFrom
            && now < openUntil + (hasTail ? settings.releaseTail : milliseconds{0});
    }
    bool hearsSweep() const { return m_clock.now() < sweepUntil; }
    void tell(InputPhase phase)
    {
        input.phase = phase;
        emit inputChanged(input);
    }
    void loseDevice()
    {
        input.lostDevice = QStringLiteral("Headset");
        const Instant before = input.lostDeviceAt.value_or(Instant{});
        input.lostDeviceAt = std::max(m_clock.now(), before + microseconds{1}); // two are two
        tell(InputPhase::Open);
    }
    void mute()
    {
        m_guardTimer->stop();
        capture.guard = GuardState::Muted;
        capture.guardedSince = m_clock.now();
    }

    Clock &m_clock;
    std::unique_ptr<Timer> m_guardTimer;
    std::unique_ptr<Timer> m_echoTimer;
    bool hasDevice = true;
    InputPhase opens = InputPhase::Open;
    bool isOpened = false;
    InputChoice opened;
    CaptureSettings settings;
    Instant openFrom{};
    Instant openUntil{};
    bool hasTail = false;
    int cuts = 0;
    int undone = 0;
    int sweeps = 0;
    int drops = 0;
    Instant sweepUntil{};
    InputStats input;
    CaptureStats capture;
    RoomEcho echo{true, true, -60, -23, -50};
    std::optional<double> alike = 0.95;

private:
    void cutNow()
    {
        openUntil = m_clock.now();
        hasTail = false;
    }
};

/// The threads beside it: what they were told last. Where what is said goes is confirmed when the test says so.
class FakeWorld final : public TalkingSide::World
{
public:
    void raiseHand(const QString &) override { }
    void lowerHand() override { }
    void acceptStage(const QString &) override { }
    void declineStage() override { }
    void stepDown() override { steppedDown = true; }
    void control(const StageControl &control) override { controls.push_back(control); }
    void setSelfMuted(bool muted) override { selfMuted = muted; }
    void setFramesPerPacket(int frames) override { framesPerPacket = frames; }
    void setHearers(TalkingSide::Hearers hearers) override { asked.push_back(hearers); }
    void hearOneself(bool hear) override { hearsOneself = hear; }
    void setOnStage(bool stage) override { onStage = stage; }
    void setDucked(bool duck) override { ducked = duck; }
    void playCue(Playback::Cue cue) override { cues.push_back(cue); }

    bool steppedDown = false;
    std::vector<StageControl> controls;
    std::optional<bool> selfMuted;
    int framesPerPacket = 0;
    std::deque<TalkingSide::Hearers> asked; ///< not confirmed yet
    TalkingSide::Hearers holds = TalkingSide::Hearers::Everybody;
    bool hearsOneself = false;
    bool onStage = false;
    bool ducked = false;
    std::vector<Playback::Cue> cues;
};

/// One person on the stage of an event, in virtual time.
struct TalkingScene {
    explicit TalkingScene(TalkMode mode = TalkMode::Hold)
        : voice(new FakeVoice(clock))
        , talking(clock, world, std::unique_ptr<VoiceSource>(voice))
    {
        choice.mode = mode;
        talking.setChoice(choice);
        sit(SeatPhase::OnStage);
        setLine(LinePhase::Live);
    }

    void sit(SeatPhase phase, bool mutedByHost = false)
    {
        SeatStats seat;
        seat.phase = phase;
        seat.mutedByHost = mutedByHost;
        talking.setSeat(seat);
    }
    void endEvent()
    {
        SeatStats seat;
        seat.phase = SeatPhase::OnStage;
        seat.isOver = true;
        talking.setSeat(seat);
    }
    void setLine(LinePhase phase)
    {
        line.phase = phase;
        line.serverHost = QStringLiteral("live.example.org");
        talking.setLine(line);
    }
    /// The oldest request.
    void confirm()
    {
        if (world.asked.empty())
            return;
        world.holds = world.asked.front();
        world.asked.pop_front();
        talking.hearersSet(world.holds);
    }
    void wait(microseconds duration)
    {
        for (microseconds passed{0}; passed < duration; passed += milliseconds{10}) {
            clock.advance(milliseconds{10});
            confirm();
        }
    }
    /// What is said now is heard by everybody.
    bool isOnAir() const { return voice->passes() && world.holds == TalkingSide::Hearers::Everybody; }
    /// Lets go, and says so at the end of the tail.
    void release(TalkSource source)
    {
        talking.release(source);
        wait(choice.capture.releaseTail);
    }
    TalkEnd end() const { return talking.view().talk.end; }

    VirtualClock clock;
    FakeWorld world;
    FakeVoice *voice;
    MicrophoneChoice choice;
    SessionStats line;
    TalkingSide talking;
};

} // namespace earshot::test
