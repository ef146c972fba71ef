#pragma once

#include "client/talking_side.h"
#include "support/virtual_clock.h"

#include <set>

namespace earshot::test {

/// A microphone whose gate can be looked at.
class FakeVoice final : public VoiceSource
{
public:
    explicit FakeVoice(Clock &clock)
        : m_clock(clock)
    { }
    void open(const InputChoice &choice) override
    {
        isOpened = true;
        opened = choice;
        if (hasDevice)
            tell(InputPhase::Open);
        else
            tell(InputPhase::Failed);
    }
    void close() override
    {
        isOpened = false;
        openUntil = m_clock.now();
    }
    void setOpenUntil(Instant until, Instant) override { openUntil = until; }
    void cut() override
    {
        openUntil = m_clock.now();
        ++cuts;
    }
    void undoGuard() override { capture.guard = GuardState::Watching; }
    CaptureStats stats() const override { return capture; }
    void measureEcho() override { emit echoMeasured(echoDb); }
    std::optional<double> correlation() override { return alike; }

    /// Something said now would be sent.
    bool isOnAir() const { return isOpened && m_clock.now() < openUntil; }
    void tell(InputPhase phase)
    {
        input.phase = phase;
        emit inputChanged(input);
    }
    void loseDevice()
    {
        input.lostDevice = QStringLiteral("Headset");
        input.lostDeviceAt = m_clock.now();
        tell(InputPhase::Open);
    }

    Clock &m_clock;
    bool hasDevice = true;
    bool isOpened = false;
    InputChoice opened;
    Instant openUntil{};
    int cuts = 0;
    InputStats input;
    CaptureStats capture;
    std::optional<double> echoDb = -60;
    std::optional<double> alike = 0.95;
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
    void setHearers(TalkingSide::Hearers hearers) override { asked = hearers; }
    void hearOneself(bool hear) override { hearsOneself = hear; }
    void setOnStage(bool stage) override { onStage = stage; }
    void setDucked(bool duck) override { ducked = duck; }
    void playCue(Playback::Cue cue) override { cues.push_back(cue); }

    bool steppedDown = false;
    std::vector<StageControl> controls;
    std::optional<bool> selfMuted;
    int framesPerPacket = 0;
    std::optional<TalkingSide::Hearers> asked; ///< not confirmed yet
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
    void setLine(LinePhase phase)
    {
        line.phase = phase;
        line.serverHost = QStringLiteral("live.example.org");
        talking.setLine(line);
    }
    void confirm()
    {
        if (!world.asked)
            return;
        world.holds = *world.asked;
        world.asked.reset();
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
    bool isOnAir() const { return voice->isOnAir() && world.holds == TalkingSide::Hearers::Everybody; }
    TalkEnd end() const { return talking.view().talk.end; }

    VirtualClock clock;
    FakeWorld world;
    FakeVoice *voice;
    MicrophoneChoice choice;
    SessionStats line;
    TalkingSide talking;
};

} // namespace earshot::test
