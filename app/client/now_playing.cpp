#include "client/now_playing.h"

#include "event/when_ready.h"

#include <algorithm>

namespace earshot {

namespace {

using std::chrono::duration_cast;

/// Beyond this two clocks disagree rather than a packet having travelled: the transit is then not used.
constexpr seconds kPlausibleTransit{10};
/// What a packet of three frames waits for at the speaker before it can leave.
constexpr milliseconds kPacketization{60};
constexpr double kTalkingDb = -50;
/// The view is judged 4 times a second: where it was not for this long, nothing of this program ran.
constexpr seconds kStandstill{3};
/// Left while further behind than this, catching up was ended by the listener.
constexpr seconds kNearlyLive{2};
/// Steps on the seek bar smaller than this are the same rewind.
constexpr seconds kAnotherRewind{5};

microseconds sum(const AudioStats &audio, microseconds SpeakerAudioStats::*field)
{
    microseconds total{0};
    for (const SpeakerAudioStats &speaker : audio.speakers)
        total += speaker.*field;
    return total;
}

SpeakingEvidence::Microphone microphoneOf(const InputStats &input)
{
    using enum SpeakingEvidence::Microphone;
    if (input.phase == InputPhase::Open)
        return Open;
    if (!input.failure)
        return input.lostDevice.isEmpty() ? Opening : Unplugged;
    switch (input.failure->cause) {
    case Cause::DeviceMissing:
        return input.lostDevice.isEmpty() ? Missing : Unplugged;
    case Cause::DeviceBusy:
        return Busy;
    case Cause::DeviceDenied:
        return Denied;
    default:
        return Failed;
    }
}

} // namespace

void NowPlaying::begin(const EventId &event, const QString &serverHost,
    const std::optional<ScheduleCard> &known, const TicketTimes &ticket, const QString &serverId)
{
    const OutputStats output = m_evidence.output;
    m_evidence = {};
    m_evidence.wanted = true;
    m_evidence.output = output;
    m_evidence.session.phase = LinePhase::Dialing;
    m_evidence.session.phaseSince = m_clock.now();
    m_evidence.session.serverHost = serverHost;
    m_evidence.ticketIssued = ticket.issued;
    m_evidence.ticketExpires = ticket.expires;
    m_view = {};
    m_view.open = true;
    m_view.serverId = serverId;
    m_view.eventId = event.text();
    if (known)
        setCard(known);
    // The card is a memory until this server has said so itself.
    m_evidence.scheduleRead = false;
    m_timeline.clear();
    m_history.forget();
    m_steadier.reset();
    m_copy = {};
    m_slots = {};
    m_speakerGaps.clear();
    m_transits.clear();
    m_skippedBefore.clear();
    m_lostAt.reset();
    m_gaps = {};
    m_course = {};
    m_wokeAt.reset();
    m_resumedAt.reset();
    m_lastUpdate.reset();
    m_playedBefore = m_concealedBefore = microseconds{0};
    update();
}

void NowPlaying::refuse(const Failure &link)
{
    m_evidence = {};
    m_evidence.wanted = true;
    m_evidence.link = link;
    m_view = {};
    m_view.open = true;
    update();
}

void NowPlaying::end()
{
    m_timeline.left(m_clock.wall());
    const OutputStats output = m_evidence.output;
    m_evidence = {};
    m_evidence.output = output;
    m_copy = {};
    m_view = {};
    update();
}

void NowPlaying::setSession(const SessionStats &stats)
{
    const SessionStats before = m_evidence.session;
    noteLine(stats);
    m_evidence.session = stats;
    if (stats.secondOpinion && stats.secondOpinion->card && stats.phase != LinePhase::Live)
        noteCourse(*stats.secondOpinion->card);
    noteCatchUp(before, stats);
}

void NowPlaying::noteLine(const SessionStats &stats)
{
    const bool wasLive = m_evidence.session.phase == LinePhase::Live;
    const bool isLive = stats.phase == LinePhase::Live;
    const Instant now = m_clock.now();
    if (stats.resumedAt && stats.resumedAt != m_resumedAt) {
        m_resumedAt = stats.resumedAt;
        const milliseconds ago
            = duration_cast<milliseconds>(std::max(microseconds{0}, now - *stats.resumedAt));
        m_timeline.woke(stats.sleptFor, m_clock.wall() - ago);
    }
    if (isLive && !m_evidence.firstLive) {
        m_evidence.firstLive = now;
        m_timeline.joined(m_clock.wall());
    } else if (isLive && m_lostAt) {
        m_timeline.reconnected(duration_cast<milliseconds>(now - *m_lostAt), m_clock.wall());
        m_lostAt.reset();
    } else if (wasLive && !isLive) {
        m_lostAt = now;
    }
}

void NowPlaying::noteCatchUp(const SessionStats &before, const SessionStats &now)
{
    using enum ListeningMode;
    const CatchUpStats &was = before.catchUp;
    const CatchUpStats &is = now.catchUp;
    const WallTime wall = m_clock.wall();
    // What is lost is known once live packets tell where the hole ends; what was refused before is not found.
    const bool isNews = is.lastRecovery != was.lastRecovery || is.lastLost != was.lastLost;
    const bool isKnown = is.refusal == CatchUpRefusal::None || is.lastLost > milliseconds{0};
    if (is.lastRecovery && isNews && isKnown) {
        m_timeline.setLost(is.lastLost);
        m_gaps.recovered(is.lastLost, m_clock.now());
    }
    const bool isOther = is.mode == Rewound
        && (was.mode != Rewound || std::chrono::abs(is.behind - was.behind) >= kAnotherRewind);
    if (isOther)
        m_timeline.rewound(is.behind, wall);
    else if (is.mode == Live && (was.mode == Rewound || (was.mode == CatchingUp && was.behind > kNearlyLive)))
        m_timeline.backToLive(wall);
    else if (is.mode == Live && was.mode == CatchingUp)
        m_timeline.caughtUp(wall);
}

/// What the event has done since it was last heard of, from whoever knows it: beacon, schedule or page.
template<typename StateOrCard>
void NowPlaying::noteCourse(const StateOrCard &event)
{
    const WallTime wall = m_clock.wall();
    if (m_course.phase && m_course.planned != event.planned && event.phase == Phase::Scheduled)
        m_timeline.postponed(event.planned, wall);
    if (event.started && event.started != m_course.started)
        m_timeline.eventStarted(event.planned, *event.started);
    if (event.phase != m_course.phase) {
        if (event.phase == Phase::Paused)
            m_timeline.eventPaused(wall);
        else if (event.phase == Phase::Ended)
            m_timeline.eventEnded(event.ended.value_or(wall));
    }
    if (event.message && event.message != m_course.message)
        m_timeline.hostMessage(*event.message);
    m_course = {event.phase, event.planned, event.started ? event.started : m_course.started,
        event.message ? event.message : m_course.message};
}

void NowPlaying::setState(const EventState &state, Instant at)
{
    noteCourse(state);
    m_evidence.state = Observed<EventState>{state, at};
}

void NowPlaying::setCard(const std::optional<ScheduleCard> &card)
{
    // Where a beacon is known, it says the same, and sooner.
    if (card && !m_evidence.state)
        noteCourse(*card);
    m_evidence.scheduleRead = true;
    m_evidence.card = card;
}

void NowPlaying::setTransit(int slot, microseconds transit)
{
    if (transit >= microseconds{0} && transit < kPlausibleTransit)
        m_transits[slot] = transit;
    else
        m_transits.erase(slot);
}

void NowPlaying::setAudio(const AudioStats &stats)
{
    m_audio = stats;
}

void NowPlaying::setOutput(const OutputStats &output)
{
    m_evidence.output = output;
}

void NowPlaying::setVolume(double linear)
{
    m_volume = linear;
}

void NowPlaying::setMuted(bool muted)
{
    m_muted = muted;
}

void NowPlaying::setCopy(const CopyStats &copy)
{
    m_copy = copy;
}

bool NowPlaying::update()
{
    const Instant now = m_clock.now();
    m_evidence.wall = m_clock.wall();
    m_evidence.output.volume = m_volume;
    m_evidence.output.muted = m_muted;
    m_evidence.recording = m_recording;
    noteStandstill(now);
    noteSkips();
    gatherSpeakers(now);
    gatherOwn();
    gatherBehind(now);
    gatherGaps(now);
    m_history.note(m_evidence, now);

    const QString before = m_view.verdict.id;
    m_view.verdict = m_steadier.feed(diagnose(m_evidence, now), now);
    m_view.hops = diagnoseHops(m_evidence, m_view.verdict, now);
    if (m_evidence.wanted)
        m_timeline.verdict(m_view.verdict, m_evidence.wall);
    m_lastUpdate = now;
    m_view.evidence = m_evidence;
    m_view.evidenceAt = now;
    m_view.timeline = m_timeline.entries();
    m_view.behind
        = m_evidence.behind ? std::optional(duration_cast<milliseconds>(*m_evidence.behind)) : std::nullopt;
    m_view.catchUp = m_evidence.session.catchUp;
    m_view.fallingBehind = m_fallingBehind;
    m_view.volume = m_volume;
    m_view.muted = m_muted;
    m_view.countsFrozen = m_view.verdict.id == QLatin1String("desk.silent");
    showEvent();
    return m_view.verdict.id != before;
}

/// Who skips does so at once, so one look shows it whole.
void NowPlaying::noteSkips()
{
    microseconds furthest{0};
    for (const SpeakerAudioStats &speaker : m_audio.speakers) {
        const auto [before, isNew] = m_skippedBefore.emplace(speaker.slot, speaker.skipped);
        furthest = std::max(furthest, speaker.skipped - before->second);
        before->second = speaker.skipped;
    }
    if (m_evidence.wanted)
        m_timeline.skipped(duration_cast<milliseconds>(furthest), m_evidence.wall);
}

/// The computer slept, or the program was stopped: what is old because of that is no fault of anybody. Known
/// here before the session can tell it.
void NowPlaying::noteStandstill(Instant now)
{
    if (m_evidence.wanted && m_lastUpdate && now - *m_lastUpdate >= kStandstill) {
        m_wokeAt = now;
        m_stoodStill = duration_cast<milliseconds>(now - *m_lastUpdate);
    }
    SessionStats &session = m_evidence.session;
    if (m_wokeAt && (!session.resumedAt || *session.resumedAt < *m_wokeAt - kStandstill)) {
        session.resumedAt = m_wokeAt;
        session.sleptFor = m_stoodStill;
    }
}

void NowPlaying::gatherSpeakers(Instant now)
{
    // Packets of another time bear the time at which they would have come; by their play they are fresh.
    const CatchUpStats &catchUp = m_evidence.session.catchUp;
    const bool isShifted
        = catchUp.mode == ListeningMode::CatchingUp || catchUp.mode == ListeningMode::Rewound;
    m_evidence.speakers.clear();
    if (!m_evidence.state)
        return;
    for (const StageMember &member : m_evidence.state->value.stage) {
        if (member.key == m_talk.seat.ownKey)
            continue;
        const SpeakerAudioStats *audio = audioOf(member.key);
        m_evidence.speakers.push_back({.member = member,
            .audio = audio ? std::optional(*audio) : std::nullopt,
            .gaps = m_speakerGaps.contains(member.key) ? std::optional(m_speakerGaps.value(member.key))
                                                       : std::nullopt,
            .silentSince = {},
            .soundSince = {}});
        std::optional<SpeakerAudioStats> &its = m_evidence.speakers.back().audio;
        if (its && its->lastPacket && isShifted)
            its->lastPacket = its->flowing ? now : std::min(now, *its->lastPacket + catchUp.behind);
    }
}

/// The place on the stage, and the microphone while one has it.
void NowPlaying::gatherOwn()
{
    const SeatStats &seat = m_talk.seat;
    m_evidence.removed
        = seat.removedAt ? std::optional(StageRemoval{seat.by, seat.reason, *seat.removedAt}) : std::nullopt;
    m_evidence.speaking.reset();
    if (!m_evidence.wanted || seat.phase != SeatPhase::OnStage)
        return;
    const InputStats &input = m_talk.input;
    const CaptureStats &capture = m_talk.capture;
    const TalkStats &talk = m_talk.talk;
    m_evidence.speaking = SpeakingEvidence{.microphone = microphoneOf(input),
        .deviceName = input.deviceName.isEmpty() ? input.lostDevice : input.deviceName,
        .failure = input.failure ? input.failure->detail : QString(),
        .isMonitor = input.isMonitor,
        .isHandsFree = input.isHandsFree,
        .talking = talk.open,
        .talkingSince = talk.since,
        .silentSince = talk.open ? capture.silentSince : std::nullopt,
        .lastReturned = m_talk.voice.lastReturned,
        .roundTrip = m_talk.voice.roundTrip,
        .mutedByHost = seat.mutedByHost,
        .mutedBy = seat.by,
        .reason = seat.reason,
        .end = talk.end,
        .endedAt = talk.endedAt,
        .guard = capture.guard,
        .howlHz = capture.howlHz,
        .clippedShare = capture.clippedShare,
        .bandwidthHz = capture.bandwidthHz};
}

const SpeakerAudioStats *NowPlaying::audioOf(const UserKey &speaker) const
{
    const auto slot = std::ranges::find(m_slots, std::optional(speaker));
    if (slot == m_slots.end())
        return nullptr;
    const auto audio
        = std::ranges::find(m_audio.speakers, int(slot - m_slots.begin()), &SpeakerAudioStats::slot);
    return audio == m_audio.speakers.end() ? nullptr : &*audio;
}

/// Mouth to ear of whoever talks loudest: way to this computer, buffer, device. Holds its value in talk
/// pauses.
void NowPlaying::gatherBehind(Instant now)
{
    const SpeakerAudioStats *loudest = nullptr;
    for (const SpeakerAudioStats &speaker : m_audio.speakers) {
        if (speaker.flowing && (!loudest || speaker.levelDb > loudest->levelDb))
            loudest = &speaker;
    }
    const microseconds played = sum(m_audio, &SpeakerAudioStats::played);
    if (played > m_playedBefore && m_evidence.output.phase == OutputPhase::Playing)
        m_evidence.lastHeard = now;
    m_playedBefore = played;
    if (!loudest)
        return;
    const auto measured = m_transits.find(loudest->slot);
    const microseconds guessed = kPacketization + m_evidence.session.roundTrip.value_or(microseconds{0}) / 2;
    const microseconds transit = measured != m_transits.end() ? measured->second : guessed;
    m_evidence.behind = transit + loudest->delay + m_evidence.output.deviceBuffer;
}

/// Silence by fault: what had to be concealed, and the time in which the verdict was a fault that explains
/// silence, or in which what it cost was fetched.
void NowPlaying::gatherGaps(Instant now)
{
    const microseconds concealed = sum(m_audio, &SpeakerAudioStats::concealed);
    const bool fault = m_view.verdict.severity == Severity::Bad && m_view.verdict.side != Side::Nobody;
    const bool fetching = m_evidence.session.catchUp.mode == ListeningMode::Recovering;
    const bool live = m_evidence.state && m_evidence.state->value.phase == Phase::Live;
    if (m_lastUpdate && m_evidence.firstLive && live && (fault || fetching) && !isHearing(m_evidence, now))
        m_gaps.silence(*m_lastUpdate, now);
    if (concealed > m_concealedBefore)
        m_gaps.concealed(concealed - m_concealedBefore, now);
    m_concealedBefore = concealed;
    m_gaps.forgetUntil(now);
    m_evidence.gapsInTenMinutes = m_gaps.missed();
    m_evidence.madeUpInTenMinutes = m_gaps.madeUp();
}

/// Nothing where nobody was told a time.
static std::optional<WallTime> promised(WallTime planned)
{
    return planned == kWhenReady ? std::nullopt : std::optional(planned);
}

/// What the page says of the event itself: from the beacon, and before the first one from the schedule card.
void NowPlaying::showEvent()
{
    m_view.copy = m_copy;
    m_view.copy.isAllowed = m_evidence.state && m_evidence.state->value.copiesAllowed;
    if (m_evidence.state) {
        const EventState &state = m_evidence.state->value;
        m_view.title = state.title;
        m_view.hostName = state.hostName;
        m_view.phase = state.phase;
        m_view.planned = promised(state.planned);
        m_view.started = state.started;
        m_view.counts = state.counts;
        m_view.message = state.message;
    } else if (m_evidence.card) {
        const ScheduleCard &card = *m_evidence.card;
        m_view.title = card.title;
        m_view.hostName = card.hostName;
        m_view.phase = card.phase;
        m_view.planned = promised(card.planned);
        m_view.started = card.started;
        m_view.message = card.message;
    }
    m_view.stage.clear();
    if (!m_evidence.state)
        return;
    auto speaker = m_evidence.speakers.cbegin(); // the same in order, but for oneself
    for (const StageMember &member : m_evidence.state->value.stage) {
        SpeakerView view{member.key, member.name, member.role, member.muted, member.presence};
        view.mutedByHost = member.mutedByHost;
        view.isSelf = member.key == m_talk.seat.ownKey;
        if (view.isSelf) {
            view.talking = m_talk.talk.open && m_talk.capture.sentDb > kTalkingDb;
        } else if (const auto &audio = (speaker++)->audio) {
            view.talking = audio->flowing && audio->levelDb > kTalkingDb;
            view.bandwidth = audio->bandwidth;
        }
        m_view.stage.push_back(view);
    }
}

LevelsView NowPlaying::levels() const
{
    LevelsView levels;
    for (const SpeakerView &speaker : m_view.stage) {
        const SpeakerAudioStats *audio = audioOf(speaker.key);
        if (speaker.isSelf)
            levels.levelDb.push_back(m_talk.talk.open ? m_talk.capture.sentDb : -127);
        else
            levels.levelDb.push_back(audio && audio->flowing ? audio->levelDb : -127);
    }
    return levels;
}

ReceiverReport NowPlaying::report() const
{
    ReceiverReport report;
    // Who is on stage is heard: only listeners are counted as hearing.
    report.hearing = !m_evidence.speaking && isHearing(m_evidence, m_clock.now());
    report.heard = duration_cast<milliseconds>(sum(m_audio, &SpeakerAudioStats::played));
    report.concealed = duration_cast<milliseconds>(sum(m_audio, &SpeakerAudioStats::concealed));
    report.delay = m_view.behind.value_or(milliseconds{0});
    report.verdict = m_view.verdict.id;
    return report;
}

} // namespace earshot
