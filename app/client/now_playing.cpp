#include "client/now_playing.h"

#include <algorithm>

namespace earshot {

namespace {

using std::chrono::duration_cast;

/// Beyond this two clocks disagree rather than a packet having travelled: the transit is then not used.
constexpr seconds kPlausibleTransit{10};
/// What a packet of three frames waits for at the speaker before it can leave.
constexpr milliseconds kPacketization{60};
constexpr double kTalkingDb = -50;

microseconds sum(const AudioStats &audio, microseconds SpeakerAudioStats::*field)
{
    microseconds total{0};
    for (const SpeakerAudioStats &speaker : audio.speakers)
        total += speaker.*field;
    return total;
}

} // namespace

void NowPlaying::begin(const EventId &event, const QString &serverHost,
    const std::optional<ScheduleCard> &known, const TicketTimes &ticket)
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
    m_view.eventId = event.text();
    if (known)
        setCard(known);
    // The card is a memory until this server has said so itself.
    m_evidence.scheduleRead = false;
    m_timeline.clear();
    m_history.forget();
    m_steadier.reset();
    m_slots = {};
    m_transits.clear();
    m_lostAt.reset();
    m_gaps.clear();
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
    m_view = {};
    update();
}

void NowPlaying::setSession(const SessionStats &stats)
{
    const bool wasLive = m_evidence.session.phase == LinePhase::Live;
    const bool isLive = stats.phase == LinePhase::Live;
    const Instant now = m_clock.now();
    if (isLive && !m_evidence.firstLive) {
        m_evidence.firstLive = now;
        m_timeline.joined(m_clock.wall());
    } else if (isLive && m_lostAt) {
        m_timeline.reconnected(duration_cast<milliseconds>(now - *m_lostAt), m_clock.wall());
        m_lostAt.reset();
    } else if (wasLive && !isLive) {
        m_lostAt = now;
    }
    m_evidence.session = stats;
}

void NowPlaying::setState(const EventState &state, Instant at)
{
    const EventState *before = m_evidence.state ? &m_evidence.state->value : nullptr;
    if (state.started && (!before || before->started != state.started))
        m_timeline.eventStarted(state.planned, *state.started);
    if (state.message && (!before || before->message != state.message))
        m_timeline.hostMessage(*state.message);
    m_evidence.state = Observed<EventState>{state, at};
}

void NowPlaying::setCard(const std::optional<ScheduleCard> &card)
{
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

bool NowPlaying::update()
{
    const Instant now = m_clock.now();
    m_evidence.wall = m_clock.wall();
    m_evidence.output.volume = m_volume;
    m_evidence.output.muted = m_muted;
    gatherSpeakers();
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

void NowPlaying::gatherSpeakers()
{
    m_evidence.speakers.clear();
    if (!m_evidence.state)
        return;
    for (const StageMember &member : m_evidence.state->value.stage) {
        const SpeakerAudioStats *audio = audioOf(member.key);
        m_evidence.speakers.push_back({.member = member,
            .audio = audio ? std::optional(*audio) : std::nullopt,
            .silentSince = {},
            .soundSince = {}});
    }
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
/// silence.
void NowPlaying::gatherGaps(Instant now)
{
    const microseconds concealed = sum(m_audio, &SpeakerAudioStats::concealed);
    microseconds gap = std::max(microseconds{0}, concealed - m_concealedBefore);
    m_concealedBefore = concealed;
    const bool fault = m_view.verdict.severity == Severity::Bad && m_view.verdict.side != Side::Nobody;
    const bool live = m_evidence.state && m_evidence.state->value.phase == Phase::Live;
    if (m_lastUpdate && m_evidence.firstLive && live && fault && !isHearing(m_evidence, now))
        gap = std::max(gap, now - *m_lastUpdate);
    if (gap.count() > 0)
        m_gaps.emplace_back(now, gap);
    while (!m_gaps.empty() && now - m_gaps.front().first > minutes{10})
        m_gaps.pop_front();
    m_evidence.gapsInTenMinutes = microseconds{0};
    for (const auto &[at, length] : m_gaps)
        m_evidence.gapsInTenMinutes += length;
}

/// What the page says of the event itself: from the beacon, and before the first one from the schedule card.
void NowPlaying::showEvent()
{
    if (m_evidence.state) {
        const EventState &state = m_evidence.state->value;
        m_view.title = state.title;
        m_view.hostName = state.hostName;
        m_view.phase = state.phase;
        m_view.planned = state.planned;
        m_view.started = state.started;
        m_view.counts = state.counts;
        m_view.message = state.message;
    } else if (m_evidence.card) {
        const ScheduleCard &card = *m_evidence.card;
        m_view.title = card.title;
        m_view.hostName = card.hostName;
        m_view.phase = card.phase;
        m_view.planned = card.planned;
        m_view.started = card.started;
        m_view.message = card.message;
    }
    m_view.stage.clear();
    for (const SpeakerEvidence &speaker : m_evidence.speakers) {
        const StageMember &member = speaker.member;
        const bool talking = speaker.audio && speaker.audio->flowing && speaker.audio->levelDb > kTalkingDb;
        m_view.stage.push_back({member.key, member.name, member.role, member.muted, member.presence, talking,
            speaker.audio ? speaker.audio->bandwidth : OpusBandwidth::Unknown});
    }
}

LevelsView NowPlaying::levels() const
{
    LevelsView levels;
    for (const SpeakerView &speaker : m_view.stage) {
        const SpeakerAudioStats *audio = audioOf(speaker.key);
        levels.levelDb.push_back(audio && audio->flowing ? audio->levelDb : -127);
    }
    return levels;
}

ReceiverReport NowPlaying::report() const
{
    ReceiverReport report;
    report.hearing = isHearing(m_evidence, m_clock.now());
    report.heard = duration_cast<milliseconds>(sum(m_audio, &SpeakerAudioStats::played));
    report.concealed = duration_cast<milliseconds>(sum(m_audio, &SpeakerAudioStats::concealed));
    report.delay = m_view.behind.value_or(milliseconds{0});
    report.verdict = m_view.verdict.id;
    return report;
}

} // namespace earshot
