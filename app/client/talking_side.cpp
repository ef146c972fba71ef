#include "client/talking_side.h"

namespace earshot {

namespace {

/// A line or return path that is dead for this long while one talks is not coming back with the next word.
constexpr seconds kReturnPathPatience{5};
/// No microphone is that late with its samples.
constexpr seconds kMicrophoneIsSilent{1};
/// Civil time ran ahead of the monotonic clock by this: the computer slept.
constexpr seconds kSlept{1};
/// A microphone that is opened gives sound by then, or it is none.
constexpr milliseconds kMicrophoneOpens{1500};
/// From its stop until the sweep is out of the devices' buffers and the room.
constexpr milliseconds kSweepDiesAway{300};
/// The same from its beginning, 0.4 s long.
constexpr milliseconds kSweepIsOver{800};
/// From the closing of the gate until the last frame has left the network thread's queue.
constexpr milliseconds kDrain{100};

} // namespace

TalkingSide::TalkingSide(Clock &clock, World &world, std::unique_ptr<VoiceSource> source)
    : m_clock(clock)
    , m_world(world)
    , m_source(std::move(source))
    , m_timer(clock.makeTimer())
{
    m_lease.setObstacle(TalkObstacle::MicrophoneOpening, true, clock.now());
    m_view.talk = m_lease.stats();
    m_source->setSettings(m_choice.capture);
    connect(m_source.get(), &VoiceSource::inputChanged, this, [this](const InputStats &input) {
        noteInput(input);
        settle();
    });
    connect(m_source.get(), &VoiceSource::devicesChanged, this, [this](const auto &devices) {
        m_view.devices = devices;
        m_view.devicesKnown = true;
        publish();
    });
    connect(m_source.get(), &VoiceSource::echoMeasured, this, [this](const RoomEcho &echo) {
        m_measures = false;
        m_soundcheck.setEcho(echo);
    });
}

TalkingSide::~TalkingSide()
{
    m_source->disconnect(this);
}

void TalkingSide::setSeat(const SeatStats &seat)
{
    const Instant now = m_clock.now();
    m_view.seat = seat;
    m_lease.setObstacle(TalkObstacle::OffStage, !isOnStage(), now);
    m_lease.setObstacle(TalkObstacle::EventPaused, seat.isPaused, now);
    m_lease.setObstacle(TalkObstacle::EventOver, seat.isOver, now);
    m_lease.setObstacle(TalkObstacle::MutedByHost, seat.mutedByHost, now);
    if (!isOnStage())
        m_view.hearsOneself = false;
    settle();
}

void TalkingSide::setVoice(const VoiceStats &voice)
{
    m_view.voice = voice;
    noteReturnPath(m_clock.now());
    settle();
}

void TalkingSide::setLine(const SessionStats &line)
{
    const Instant now = m_clock.now();
    if (line.resumedAt != m_line.resumedAt)
        m_lease.slept(now);
    m_line = line;
    if (line.phase == LinePhase::Live)
        m_lineLostAt.reset();
    else if (!m_lineLostAt)
        m_lineLostAt = now;
    noteReturnPath(now);
    settle();
}

/// Only the answer to the newest request says where what is said goes: those before it were overtaken.
void TalkingSide::hearersSet(Hearers)
{
    m_hearersAsked = std::max(m_hearersAsked - 1, 0);
    settle();
}

void TalkingSide::screenLocked()
{
    m_lease.fault(TalkEnd::Locked, m_clock.now());
    settle();
}

void TalkingSide::voiceReturned(const RtpPacket &packet, qint64 position)
{
    if (m_soundcheck.isRunning())
        m_source->returned(packet.payload, position);
}

void TalkingSide::reset()
{
    m_view.voice = {};
    m_line = {};
    m_lineLostAt.reset();
    m_soundcheck.stop();
    setSeat({});
}

void TalkingSide::setChoice(const MicrophoneChoice &choice)
{
    const MicrophoneChoice before = std::exchange(m_choice, choice);
    if (choice.capture != before.capture)
        m_source->setSettings(choice.capture);
    if (choice.framesPerPacket != before.framesPerPacket)
        m_world.setFramesPerPacket(choice.framesPerPacket);
    const Instant now = m_clock.now();
    m_lease.setMode(choice.mode, now);
    if (m_sourceOpen && choice.input != before.input) {
        m_lease.fault(TalkEnd::DeviceLost, now);
        m_source->open(choice.input);
    }
    if (choice.capture.releaseTail != before.capture.releaseTail)
        cutTail(now);
    m_world.setDucked(isOnAir(now) && choice.duckMonitor);
    settle();
}

void TalkingSide::list(bool list)
{
    if (list == m_listed)
        return;
    m_listed = list;
    m_source->list(list);
    if (!list) {
        m_view.devices.clear();
        m_view.devicesKnown = false;
    }
    publish();
}

void TalkingSide::watch(bool watch)
{
    if (watch == m_watched)
        return;
    m_watched = watch;
    settle();
}

void TalkingSide::press(TalkSource source)
{
    noteReturnPath(m_clock.now());
    m_lease.press(source, m_clock.now());
    noteGuard();
    settle();
}

void TalkingSide::release(TalkSource source)
{
    m_lease.release(source, m_clock.now());
    settle();
}

void TalkingSide::focusLost()
{
    m_lease.focusLost(m_clock.now());
    settle();
}

void TalkingSide::keyLost()
{
    m_lease.keyLost(m_clock.now());
    settle();
}

void TalkingSide::undoGuard()
{
    m_guardUndone = m_source->stats().guardedSince;
    m_source->undoGuard();
    settle();
}

/// Off the air at once, whatever the desk answers and when.
void TalkingSide::stepDown()
{
    m_lease.fault(TalkEnd::LeftStage, m_clock.now());
    m_world.stepDown();
    settle();
}

void TalkingSide::bringUp(const UserKey &whom)
{
    m_world.control({StageControl::Kind::BringUp, whom, {}});
}

void TalkingSide::lowerHandOf(const UserKey &whom)
{
    m_world.control({StageControl::Kind::LowerHand, whom, {}});
}

void TalkingSide::setMutedOnStage(const UserKey &whom, bool muted, const QString &reason)
{
    m_world.control({muted ? StageControl::Kind::Mute : StageControl::Kind::Unmute, whom, reason});
}

void TalkingSide::removeFromStage(const UserKey &whom, const QString &reason)
{
    m_world.control({StageControl::Kind::Remove, whom, reason});
}

void TalkingSide::startSoundcheck()
{
    if (isOnAir(m_clock.now()))
        return;
    m_soundcheck.stop();
    settleEcho(m_clock.now());
    m_soundcheck.begin(seen(), m_clock.now());
    m_source->match(true);
    settle();
}

void TalkingSide::stopSoundcheck()
{
    m_soundcheck.stop();
    settle();
}

void TalkingSide::hearOneself(bool hear)
{
    m_view.hearsOneself = hear && isOnStage();
    m_world.hearOneself(m_view.hearsOneself);
    settle();
}

/// Every 100 ms while the source is open: looks at the time, and renews the lease.
void TalkingSide::tick()
{
    const Instant now = m_clock.now();
    noteSleep(now);
    noteInput(m_view.input);
    noteReturnPath(now);
    noteGuard();
    m_soundcheck.update(seen(), now, m_clock.wall());
    settle();
}

void TalkingSide::noteSleep(Instant now)
{
    const WallTime wall = m_clock.wall();
    if (m_lastTick && (wall - m_lastWall) - (now - *m_lastTick) > kSlept)
        m_lease.slept(now);
    m_lastTick = now;
    m_lastWall = wall;
}

/// A microphone that was replaced by another closes too: it may hear another room.
void TalkingSide::noteInput(const InputStats &input)
{
    const Instant now = m_clock.now();
    const QString &before = m_view.input.deviceId;
    const bool isOther = !before.isEmpty() && !input.deviceId.isEmpty() && input.deviceId != before;
    const bool isLost = input.lostDeviceAt && input.lostDeviceAt != m_view.input.lostDeviceAt;
    const bool isSilent = input.lastPush && now - *input.lastPush > kMicrophoneIsSilent;
    m_view.input = input;
    if (isLost || isOther)
        m_lease.fault(TalkEnd::DeviceLost, now);
    const bool givesSound = m_sourceOpen && input.phase == InputPhase::Open && !input.suspended && !isSilent;
    const bool isWaitedFor = input.phase == InputPhase::Opening || input.phase == InputPhase::Closed;
    if (!isWaitedFor || !m_sourceOpen)
        m_openingSince.reset();
    else if (!m_openingSince)
        m_openingSince = now;
    const bool isOpening = !m_sourceOpen || (isWaitedFor && now - *m_openingSince <= kMicrophoneOpens);
    m_lease.setObstacle(TalkObstacle::MicrophoneOpening, !givesSound && isOpening, now);
    m_lease.setObstacle(TalkObstacle::MicrophoneLost, !givesSound && !isOpening, now);
}

void TalkingSide::noteReturnPath(Instant now)
{
    const bool isOpen = m_lease.stats().open;
    const VoiceStats &voice = m_view.voice;
    const bool isDead = voice.unreturnedSince && now - *voice.unreturnedSince > kReturnPathPatience;
    if (isOpen && isDead && now - m_lease.stats().since.value_or(now) > kReturnPathPatience)
        m_lease.fault(TalkEnd::ReturnPathDead, now);
    // A line that breaks for a moment while one talks costs nothing: what is said meanwhile is sent when it is back.
    const bool isPatient = isOnAir(now) && m_lineLostAt && now - *m_lineLostAt <= kReturnPathPatience;
    m_lease.setObstacle(TalkObstacle::LineDown, m_lineLostAt && !isPatient, now);
}

/// Whoever presses after the guard has muted wants to be heard: it lets go, and listens anew. That comes true only on the
/// audio thread, so a mute from before the press is not news.
void TalkingSide::noteGuard()
{
    const CaptureStats capture = m_source->stats();
    const TalkStats talk = m_lease.stats();
    const Instant now = m_clock.now();
    if (capture.guard != GuardState::Muted || !isOnAir(now))
        return;
    if (capture.guardedSince && capture.guardedSince == m_guardUndone)
        return;
    if (talk.open && capture.guardedSince && *capture.guardedSince < *talk.since)
        undoGuard();
    else
        m_lease.fault(TalkEnd::Feedback, now);
}

/// Brings the world in line with what is known.
void TalkingSide::settle()
{
    const Instant now = m_clock.now();
    if (isOnStage() != m_wasOnStage) {
        m_wasOnStage = isOnStage();
        m_world.setOnStage(m_wasOnStage);
        m_world.setSelfMuted(m_selfMuted);
        m_world.setFramesPerPacket(m_choice.framesPerPacket);
        if (!m_wasOnStage)
            m_world.hearOneself(false);
    }
    settleSource();
    settleEcho(now);
    settleGate(now);
    noteTalk(now);
    settleHearers(now);
    publish();
    if (m_sourceOpen && !m_timer->isActive())
        m_timer->start(TalkLease::kRhythm, [this] { tick(); });
}

/// The microphone is open while one is on stage, checks the sound or watches the microphone.
void TalkingSide::settleSource()
{
    if (!m_soundcheck.isRunning())
        m_source->match(false);
    const bool isNeeded = isOnStage() || m_soundcheck.isRunning() || m_watched;
    if (isNeeded == m_sourceOpen)
        return;
    m_sourceOpen = isNeeded;
    if (isNeeded) {
        noteSleep(m_clock.now());
        m_source->open(m_choice.input);
        return;
    }
    m_source->close();
    m_timer->stop();
    m_lastTick.reset();
    noteInput({});
}

/// The sweep is for the room alone: none while everybody hears the microphone, and a press ends it.
void TalkingSide::settleEcho(Instant now)
{
    const bool isOnAirNow = isOnAir(now);
    if (m_soundcheck.isEchoDue() && !isOnAirNow) {
        m_soundcheck.echoAsked();
        m_measures = true;
        m_sweptAt = now;
        m_source->measureEcho();
    } else if (m_soundcheck.isEchoDue()) {
        m_soundcheck.dropEcho();
    } else if (m_measures && (isOnAirNow || !m_soundcheck.isRunning())) {
        m_measures = false;
        m_soundcheck.dropEcho();
        m_source->dropEcho();
    }
}

bool TalkingSide::wantsCheck() const
{
    return isOnStage() && !m_measures && (m_view.hearsOneself || m_soundcheck.wantsVoice());
}

void TalkingSide::settleGate(Instant now)
{
    const Instant until = m_lease.renew(now);
    const TalkStats talk = m_lease.stats();
    const bool isAlarmed = std::exchange(m_alarms, m_lease.alarms()) != m_alarms;
    const auto goesTo = [this](Hearers hearers) { return m_hearersAsked == 0 && m_hearers == hearers; };
    if (isAlarmed)
        cutTail(now);
    if (talk.open && !m_wasOpen)
        m_gateSince = std::max(*talk.since, sweepOverAt(now) + m_choice.capture.preRoll);
    if (talk.open && goesTo(Hearers::Everybody)) {
        m_source->setOpenUntil(until, m_gateSince);
        m_gateOpen = true;
        m_tailRuns = false;
    } else if (!talk.open && !m_wasOpen && wantsCheck() && goesTo(Hearers::Oneself)) {
        m_source->setOpenUntil(now + TalkLease::kTerm);
        m_gateOpen = true;
    } else if (m_gateOpen) {
        m_gateOpen = false;
        const bool wasTalk = m_wasOpen && m_hearers == Hearers::Everybody;
        m_tailRuns = wasTalk && !talk.open && talk.end == TalkEnd::Released && !isAlarmed;
        if (m_tailRuns)
            m_source->setOpenUntil(now, m_gateSince);
        else
            m_source->cut();
        m_hearersFreeAt = now + kDrain + (m_tailRuns ? m_choice.capture.releaseTail : milliseconds{0});
    }
}

/// What must close at once closes what is still said after a release too.
void TalkingSide::cutTail(Instant now)
{
    if (!std::exchange(m_tailRuns, false) || now >= m_hearersFreeAt)
        return;
    m_source->cut();
    m_hearersFreeAt = now + kDrain;
}

/// From when on the microphone hears nothing of the soundcheck's sweep.
Instant TalkingSide::sweepOverAt(Instant now) const
{
    return m_sweptAt ? std::min(now + kSweepDiesAway, *m_sweptAt + kSweepIsOver) : Instant{};
}

/// Changes to the check subject only when all that was for the stage is out; to the stage at once when one talks.
void TalkingSide::settleHearers(Instant now)
{
    const bool isFree = !m_gateOpen && now >= m_hearersFreeAt;
    Hearers wanted = m_hearers;
    if (m_lease.stats().open)
        wanted = Hearers::Everybody;
    else if (isFree)
        wanted = wantsCheck() ? Hearers::Oneself : Hearers::Everybody;
    if (wanted == m_hearers)
        return;
    m_hearers = wanted;
    ++m_hearersAsked;
    m_world.setHearers(wanted);
}

/// Tells the others who is on the air. A cue, or others who are loud again, do not come into what the tail still sends.
void TalkingSide::noteTalk(Instant now)
{
    const TalkStats talk = m_lease.stats();
    const bool isOnAirNow = isOnAir(now);
    const bool hasOpened = !std::exchange(m_wasOpen, talk.open) && talk.open;
    const bool hasEnded = m_wasOnAir && !isOnAirNow;
    if (std::exchange(m_wasOnAir, isOnAirNow) != isOnAirNow)
        m_world.setDucked(isOnAirNow && m_choice.duckMonitor);
    if (m_choice.cues && hasOpened)
        m_world.playCue(Playback::Cue::MicrophoneOpened);
    if (m_choice.cues && hasEnded)
        m_world.playCue(
            talk.end == TalkEnd::Released ? Playback::Cue::MicrophoneClosed : Playback::Cue::Attention);
    if (m_selfMuted == isOnAirNow) {
        m_selfMuted = !isOnAirNow;
        m_world.setSelfMuted(m_selfMuted);
    }
}

Soundcheck::Seen TalkingSide::seen() const
{
    return {m_view.input, m_source->stats(), m_view.voice, m_line, isOnStage(),
        m_soundcheck.isRunning() ? m_source->correlation() : std::nullopt, m_diskFree,
        m_choice.capture.bitrate};
}

void TalkingSide::publish()
{
    m_view.capture = m_source->stats();
    m_view.talk = m_lease.stats();
    m_view.soundcheck = m_soundcheck.view();
    m_view.mayHearOneself = isOnStage();
    m_view.mayCheck = !isOnAir(m_clock.now());
    if (m_view == m_told)
        return;
    m_view.at = m_clock.now();
    m_told = m_view;
    emit viewChanged(m_view);
}

} // namespace earshot
